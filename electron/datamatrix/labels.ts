import type { LocalSex, Patient } from '../../shared/domain/types.ts';
import { identityBlock, type BlockOptions } from './block.ts';
import type { Box } from './box.ts';
import { drawBlocks } from './draw.ts';
import { symbolError } from './errors.ts';

/** A sheet of labels, in millimetres. */
export interface LabelLayout {
  readonly page: { readonly width: number; readonly height: number };
  readonly columns: number;
  readonly rows: number;
  readonly label: { readonly width: number; readonly height: number };
  /** From the edges of the page to the first label. */
  readonly left: number;
  readonly top: number;
  /** Between labels. */
  readonly gapX: number;
  readonly gapY: number;
  /** Kept blank inside each label. */
  readonly padding: number;
}

/** Layouts offered; the settings may hold any other. */
export const labelLayouts = {
  /** Label printers, one label at a time. */
  '70x36': {
    page: { width: 70, height: 36 },
    columns: 1,
    rows: 1,
    label: { width: 70, height: 36 },
    left: 0,
    top: 0,
    gapX: 0,
    gapY: 0,
    padding: 2,
  },
  /** A4 sheets of 24 labels of 70 × 37 mm, without margins: common printers leave 4 mm blank at the edges. */
  'A4-3x8': {
    page: { width: 210, height: 297 },
    columns: 3,
    rows: 8,
    label: { width: 70, height: 37 },
    left: 0,
    top: 0.5,
    gapX: 0,
    gapY: 0,
    padding: 4.5,
  },
} as const satisfies Readonly<Record<string, LabelLayout>>;

const MAX_LABELS = 240;

interface LabelSheetOptions extends BlockOptions {
  readonly layout: LabelLayout;
  /** How many labels; 1 by default, 240 at most. */
  readonly count?: number;
  /** Labels already used at the head of the first sheet. */
  readonly skip?: number;
}

/**
 * Labels of a patient as a PDF/A-1b, to print without scaling. Matricule and datamatrix for a qualified identity alone.
 *
 * @throws PosteError PRINT_LAYOUT, PRINT_SPACE, PRINT_CHARACTER, those of `buildDatamatrix`
 */
export async function labelSheet(patient: Patient<LocalSex>, options: LabelSheetOptions): Promise<Uint8Array> {
  const { layout, count = 1, skip = 0 } = options;
  const perPage = layout.columns * layout.rows;
  if (
    !fits(layout) ||
    !Number.isInteger(count) ||
    count < 1 ||
    count > MAX_LABELS ||
    !Number.isInteger(skip) ||
    skip < 0 ||
    skip >= perPage
  )
    throw symbolError('PRINT_LAYOUT');
  const pages = Array.from({ length: Math.ceil((skip + count) / perPage) }, (_page, page) => ({
    ...layout.page,
    boxes: Array.from({ length: perPage }, (_label, place) => ({ place, index: page * perPage + place - skip }))
      .filter(({ index }) => index >= 0 && index < count)
      .map(({ place }) => boxAt(layout, place)),
  }));
  return drawBlocks(identityBlock(patient, options), pages, 'Étiquettes d’identité');
}

/** The part of a label to draw in; labels go by rows. */
function boxAt({ columns, label, left, top, gapX, gapY, padding }: LabelLayout, place: number): Box {
  const [column, row] = [place % columns, Math.floor(place / columns)];
  return {
    left: left + column * (label.width + gapX) + padding,
    top: top + row * (label.height + gapY) + padding,
    width: label.width - 2 * padding,
    height: label.height - 2 * padding,
  };
}

function fits({ page, columns, rows, label, left, top, gapX, gapY, padding }: LabelLayout): boolean {
  const sizes = [page.width, page.height, label.width - 2 * padding, label.height - 2 * padding];
  const lengths = [left, top, gapX, gapY, padding];
  return (
    [columns, rows].every((number) => Number.isInteger(number) && number >= 1 && number <= 50) &&
    sizes.every((size) => size > 0 && size <= 1000) &&
    lengths.every((length) => length >= 0) &&
    left + columns * label.width + (columns - 1) * gapX <= page.width &&
    top + rows * label.height + (rows - 1) * gapY <= page.height
  );
}

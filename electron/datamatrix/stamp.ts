import { z } from 'zod';
import type { LocalSex, Patient } from '../../shared/domain/types.ts';
import { identityBlock, type BlockOptions } from './block.ts';
import type { Box } from './box.ts';
import { drawBlocks, type BlockPage } from './draw.ts';
import { failed, type Doors } from '../doors/types.ts';
import { symbolError } from './errors.ts';

/** Where the block goes. */
export type StampPlace =
  /** Above the first page, which is drawn a little smaller to leave it room: nothing is ever covered. Its links are lost. */
  | { readonly kind: 'band' }
  /** On the first page, over nothing: the document leaves this rectangle blank. */
  | { readonly kind: 'stamp'; readonly box: Box }
  /** On an A4 page of its own, before the document. */
  | { readonly kind: 'prepend' };

const A4 = { width: 210, height: 297 } as const;
/** Above a document: the width of an A4 page but its margins. */
const BAND: Box = { left: 0, top: 0, width: 180, height: 34 };
const PREPENDED: Box = { left: 15, top: 15, width: 180, height: 60 };
const answer = z.instanceof(Uint8Array);

/**
 * The document with the identity block on its first page (EXI DIF 02). Its pages, metadata and PDF/A identification are
 * kept; the fonts of the block are embedded. Before signing: a signed document is refused.
 *
 * @param pdf a document that `checkPdf` accepts.
 * @throws PosteError STAMP_PDF (protected, signed, unreadable, box outside of the page), PRINT_SPACE, PRINT_CHARACTER,
 *   those of `buildDatamatrix`
 */
export async function stampIdentityBlock(
  doors: Doors,
  pdf: Uint8Array,
  patient: Patient<LocalSex>,
  options: BlockOptions & { readonly place?: StampPlace; readonly cpuMs?: number },
): Promise<Uint8Array> {
  const { place = { kind: 'band' }, cpuMs } = options;
  const page = place.kind === 'prepend' ? { ...A4, boxes: [PREPENDED] } : fitted(place.kind === 'stamp' ? place.box : BAND);
  const block = await drawBlocks(identityBlock(patient, options), [page], 'Identité du patient');
  const stamped = await doors.open('stamp', { pdf, block, place }, answer, cpuMs === undefined ? {} : { cpuMs });
  if (failed(stamped)) throw symbolError('STAMP_PDF', { detail: stamped.detail });
  return stamped;
}

/** A page that is the block and nothing else. */
const fitted = ({ width, height }: Box): BlockPage => ({ width, height, boxes: [{ left: 0, top: 0, width, height }] });

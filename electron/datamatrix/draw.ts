import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { default as PDFDocument } from 'pdfkit';
import { CAPTION, type BlockLine, type IdentityBlock } from './block.ts';
import { POINTS_PER_MM, type Box } from './box.ts';
import { symbolError } from './errors.ts';
import { datamatrixSymbol, type DatamatrixSymbol } from './symbol.ts';

/** Side of a printed module, in millimetres: below 0.3 common printers and hand scanners fail; above 0.6 it only takes room. */
const MODULE_MM = { min: 0.3, max: 0.6 } as const;
/** Size of the text, in points: smaller is not legible. */
const FONT = { min: 5, max: 10, step: 0.25 } as const;
const CAPTION_POINTS = 6;
/** Between the text and the symbol, in millimetres. */
const GAP_MM = 2;
/** The symbol may take this part of the width. */
const SYMBOL_SHARE = 0.45;
const LEADING = 1.22;

// PDF/A embeds its fonts. Liberation Sans (SIL OFL 1.1) comes with pdfjs-dist: no system font is needed, none is named.
const fontFile = (name: string): string => createRequire(import.meta.url).resolve(`pdfjs-dist/standard_fonts/LiberationSans-${name}.ttf`);
const [REGULAR, STRONG] = ['Identite', 'Identite-Gras'] as const;

/** A page to draw: its size in millimetres, and the blocks on it. */
export interface BlockPage {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
}

/**
 * A PDF/A-1b of identity blocks, fonts embedded, symbols as vectors. The same block in every box.
 *
 * @throws PosteError PRINT_SPACE when a box is too small for the whole block: nothing is ever cut.
 */
export async function drawBlocks(block: IdentityBlock, pages: readonly BlockPage[], title: string): Promise<Uint8Array> {
  const document = new PDFDocument({
    autoFirstPage: false,
    font: fontFile('Regular'),
    pdfVersion: '1.4',
    subset: 'PDF/A-1b',
    lang: 'fr-FR',
    info: { Title: title, Creator: 'Poste Santé', Producer: 'Poste Santé' },
  });
  document.registerFont(REGULAR, fontFile('Regular'));
  document.registerFont(STRONG, fontFile('Bold'));
  const done = buffer(document);
  const symbol = block.payload === null ? null : datamatrixSymbol(block.payload);
  const layouts = new Map<string, Layout>();
  for (const { width, height, boxes } of pages) {
    document.addPage({ size: [width * POINTS_PER_MM, height * POINTS_PER_MM], margin: 0 });
    for (const box of boxes) {
      const key = `${box.width} ${box.height}`;
      const layout = layouts.get(key) ?? layOut(document, block.lines, symbol, box);
      layouts.set(key, layout);
      drawBlock(document, symbol, layout, box);
    }
  }
  document.end();
  return Uint8Array.from(await done);
}

function drawBlock(document: PDFKit.PDFDocument, symbol: DatamatrixSymbol | null, { size, rows, module }: Layout, box: Box): void {
  const [left, top, width] = [box.left * POINTS_PER_MM, box.top * POINTS_PER_MM, box.width * POINTS_PER_MM];
  if (symbol !== null) drawSymbol(document, symbol, module, left + width, top);
  for (const [index, row] of rows.entries()) {
    for (const { x, text, font } of row)
      document
        .font(font)
        .fontSize(size)
        .text(text, left + x, top + index * size * LEADING, { lineBreak: false });
  }
}

/** A block laid out for boxes of one size, in points. */
interface Layout {
  /** Of the text. */
  readonly size: number;
  readonly rows: readonly (readonly Run[])[];
  /** Side of a module of the symbol; 0 without symbol. */
  readonly module: number;
}

/** The largest text that fits beside the symbol. @throws PosteError PRINT_SPACE */
function layOut(document: PDFKit.PDFDocument, lines: readonly BlockLine[], symbol: DatamatrixSymbol | null, box: Box): Layout {
  const [width, height] = [box.width * POINTS_PER_MM, box.height * POINTS_PER_MM];
  const module = symbol === null ? 0 : moduleSide(symbol, width, height);
  const textWidth = symbol === null ? width : width - module * symbol.size - GAP_MM * POINTS_PER_MM;
  // Widths grow with the size of the text: measured once, at one point.
  const widths = new Map<string, number>();
  const measure = (text: string, font: Run['font']): number => {
    const known = widths.get(font + text) ?? document.font(font).fontSize(1).widthOfString(text);
    widths.set(font + text, known);
    return known;
  };
  for (let size: number = FONT.max; size >= FONT.min; size -= FONT.step) {
    const rows = lines.flatMap((line) => wrap((text, font) => measure(text, font) * size, line, textWidth));
    if (rows.length * size * LEADING <= height) return { size, rows, module };
  }
  throw symbolError('PRINT_SPACE');
}

/** @throws PosteError PRINT_SPACE */
function moduleSide({ size }: DatamatrixSymbol, width: number, height: number): number {
  const room = Math.min(width * SYMBOL_SHARE, height - CAPTION_POINTS * LEADING);
  const side = Math.min(MODULE_MM.max, room / POINTS_PER_MM / size);
  if (side < MODULE_MM.min) throw symbolError('PRINT_SPACE');
  return side * POINTS_PER_MM;
}

/** Draws the symbol at the left of `right` and under `top`, in points, and its caption below. */
function drawSymbol(document: PDFKit.PDFDocument, { rows, size }: DatamatrixSymbol, module: number, right: number, top: number): void {
  const left = right - module * size;
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < size; x++) {
      if (row[x] !== true) continue;
      // Neighbours in one rectangle: no hairline between them.
      let end = x + 1;
      while (row[end] === true) end++;
      document.rect(left + x * module, top + y * module, (end - x) * module, module);
      x = end;
    }
  }
  document.fill('black');
  const caption = document.font(REGULAR).fontSize(CAPTION_POINTS).widthOfString(CAPTION);
  document.text(CAPTION, left + (module * size - caption) / 2, top + module * size, { lineBreak: false });
}

interface Run {
  readonly x: number;
  readonly text: string;
  readonly font: typeof REGULAR | typeof STRONG;
}

/** A labelled trait in as many rows as it takes; a word longer than a row is broken, never cut. */
function wrap(
  measure: (text: string, font: Run['font']) => number,
  { label, parts }: BlockLine,
  width: number,
): readonly (readonly Run[])[] {
  const words: readonly Omit<Run, 'x'>[] = [
    ...`${label} :`.split(' ').map((text) => ({ text, font: REGULAR })),
    ...parts.flatMap(({ text, strong }) => text.split(' ').map((word) => ({ text: word, font: strong ? STRONG : REGULAR }))),
  ];
  const space = measure(' ', REGULAR);
  const rows: Run[][] = [[]];
  let x = 0;
  const place = ({ text, font }: Omit<Run, 'x'>): void => {
    const wide = measure(text, font);
    if (x > 0 && x + wide > width) {
      rows.push([]);
      x = 0;
    }
    if (wide > width && text.length > 1) {
      const half = Math.ceil(text.length / 2);
      place({ text: text.slice(0, half), font });
      x = Math.max(0, x - space);
      place({ text: text.slice(half), font });
      return;
    }
    rows.at(-1)?.push({ x, text, font });
    x += wide + space;
  };
  for (const word of words) place(word);
  return rows;
}

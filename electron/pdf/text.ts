import { isImageOfPage, textOf, type PageLine } from '../../shared/domain/documents/page-line.ts';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { withDocument } from './open.ts';

/** Lines kept of a page, and signs of a line: no page that is read has more. */
const LINES_MAX = 2_000;
const LINE_MAX = 1_000;
/** Pages are read this long at a time, in milliseconds; what is left is asked again. */
const READING_MS = 1_500;
/** Between two pieces of a line, in heights of its letters: a word apart, a column apart. */
const WORD_GAP = 0.15;
const COLUMN_GAP = 2.2;
/** Pieces whose feet are nearer than this part of their height are on one line. */
const SAME_LINE = 0.4;

/** Pages that a PDF says by itself. */
export interface PdfText {
  /** Lines of each page, from the one asked on; a page that is an image, or that was not reached, ends them. */
  readonly pages: readonly (readonly PageLine[])[];
  /** The page that follows them is an image of one. */
  readonly image: boolean;
}

/**
 * The text that pages carry, line by line, from the top.
 *
 * @param from page, from 1 on.
 * @param most pages at most.
 * @throws whatever the reader throws on a file that it cannot read.
 */
export async function readText(bytes: Uint8Array, from: number, most: number): Promise<PdfText> {
  const until = performance.now() + READING_MS;
  return withDocument(bytes, { most: 1 }, async (document) => {
    const pages: (readonly PageLine[])[] = [];
    for (let number = from; number <= document.numPages && pages.length < most && performance.now() < until; number++) {
      const page = await document.getPage(number);
      const { width, height, transform } = page.getViewport({ scale: 1 });
      const { items } = await page.getTextContent({ includeMarkedContent: false });
      page.cleanup();
      const pieces = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [pieceOf(item, transform)] : []));
      const lines = linesOf(pieces, height, width);
      if (isImageOfPage(textOf(lines)) && (lines.length === 0 || (await paintsImage(document, number)))) return { pages, image: true };
      pages.push(lines);
    }
    return { pages, image: false };
  });
}

/** Whether a page of few letters paints an image: read strictly, one that is too large to be kept ends its list of operations. */
async function paintsImage(document: PDFDocumentProxy, number: number): Promise<boolean> {
  const bytes = await document.getData();
  return withDocument(bytes, { most: 1, strict: true }, async (strictly) => {
    const page = await strictly.getPage(number);
    return (await page.getOperatorList()).fnArray.length === 0;
  });
}

interface Piece {
  readonly text: string;
  readonly font: string;
  /** In points, from the left and from the top of the page as it is shown. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

function pieceOf(
  item: { readonly str: string; readonly transform: readonly unknown[]; readonly width: number; readonly fontName: string },
  page: readonly unknown[],
): Piece {
  const [a, b, c, d, e, f] = multiplied(page.map(Number), item.transform.map(Number));
  return {
    text: item.str,
    font: item.fontName,
    x: e,
    y: f,
    width: item.width * (Math.hypot(a, b) / (Math.hypot(c, d) || 1)),
    size: Math.hypot(c, d),
  };
}

type Matrix = readonly [number, number, number, number, number, number];

const multiplied = (m: readonly number[], n: readonly number[]): Matrix => {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
};

interface Row {
  text: string;
  readonly x: number;
  readonly y: number;
  end: number;
  size: number;
  readonly fonts: Map<string, number>;
}

function linesOf(pieces: readonly Piece[], height: number, width: number): readonly PageLine[] {
  const rows: Row[] = [];
  for (const piece of pieces.toSorted((one, other) => one.y - other.y || one.x - other.x)) {
    if (piece.x > width || piece.y > height || piece.y < 0) continue;
    const row = rows.findLast(
      ({ y, end, size }) =>
        Math.abs(y - piece.y) < SAME_LINE * Math.max(size, piece.size) &&
        piece.x - end < COLUMN_GAP * Math.max(size, piece.size) &&
        piece.x - end > -size,
    );
    if (row === undefined) {
      if (rows.length === LINES_MAX) break;
      rows.push({ ...piece, end: piece.x + piece.width, fonts: new Map([[piece.font, piece.text.length]]) });
      continue;
    }
    const apart = piece.x - row.end > WORD_GAP * piece.size && !/\s$/.test(row.text) && !/^\s/.test(piece.text);
    if (row.text.length < LINE_MAX) row.text += (apart ? ' ' : '') + piece.text;
    row.end = Math.max(row.end, piece.x + piece.width);
    row.size = Math.max(row.size, piece.size);
    row.fonts.set(piece.font, (row.fonts.get(piece.font) ?? 0) + piece.text.length);
  }
  const body = most(rows.flatMap(({ fonts }) => [...fonts]));
  return rows
    .toSorted((one, other) => (Math.abs(one.y - other.y) < SAME_LINE * one.size ? one.x - other.x : one.y - other.y))
    .map(({ text, size, y, fonts }) => ({
      text: text.replaceAll(/\s+/g, ' ').trim().slice(0, LINE_MAX),
      size: Math.round(size * 10) / 10,
      strong: most([...fonts]) !== body,
      top: Math.min(1, Math.max(0, y / height)),
    }));
}

/** The font of most letters. */
function most(fonts: readonly (readonly [font: string, letters: number])[]): string | null {
  const letters = new Map<string, number>();
  for (const [font, count] of fonts) letters.set(font, (letters.get(font) ?? 0) + count);
  return [...letters].toSorted((one, other) => other[1] - one[1])[0]?.[0] ?? null;
}

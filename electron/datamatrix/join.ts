import { degrees, PDFDict, PDFDocument, PDFName, PDFRawStream, type PDFPage } from '@cantoo/pdf-lib';
import { POINTS_PER_MM } from './box.ts';
import type { StampPlace } from './stamp.ts';

/**
 * Puts a block, the one page of a PDF, into a document. May take very long on a hostile file: run it where it can be
 * killed.
 *
 * @throws Error when the document is protected, signed or unreadable, or when the box is outside of its first page.
 */
export async function joinBlock(pdf: Uint8Array, block: Uint8Array, place: StampPlace): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false, throwOnInvalidObject: true });
  if (signed(document)) throw new Error('signed document');
  if (place.kind === 'prepend') {
    const [page] = await document.copyPages(await PDFDocument.load(block, { updateMetadata: false }), [0]);
    if (page !== undefined) document.insertPage(0, page);
  } else if (place.kind === 'band') {
    await addBand(document, block);
  } else {
    const [embedded] = await document.embedPdf(block, [0]);
    const { left, top, width, height } = place.box;
    const page = firstPage(document);
    const at = corner(page, left * POINTS_PER_MM, top * POINTS_PER_MM, width * POINTS_PER_MM, height * POINTS_PER_MM);
    if (embedded !== undefined) page.drawPage(embedded, { x: at.x, y: at.y, rotate: degrees(at.angle) });
  }
  // PDF/A-1 knows no object streams.
  return document.save({ useObjectStreams: false, updateFieldAppearances: false });
}

/** The list of pages of a broken document may hold nothing. */
function firstPage(document: PDFDocument): PDFPage {
  const [page] = document.getPages();
  if (page === undefined) throw new Error('no page');
  return page;
}

function signed(document: PDFDocument): boolean {
  return document.context.enumerateIndirectObjects().some(([, found]) => {
    const dictionary = found instanceof PDFRawStream ? found.dict : found;
    return dictionary instanceof PDFDict && dictionary.has(PDFName.of('ByteRange'));
  });
}

/** Blank around and under the block, in points. */
const BAND_MARGIN = 8 * POINTS_PER_MM;

/** Puts a page of the same size in the place of the first one: the block, then that page drawn smaller, as displayed. */
async function addBand(document: PDFDocument, block: Uint8Array): Promise<void> {
  const first = firstPage(document);
  const crop = first.getCropBox();
  const angle = turn(first);
  const [width, height] = angle % 180 === 0 ? [crop.width, crop.height] : [crop.height, crop.width];
  const [header] = await document.embedPdf(block, [0]);
  if (header === undefined) throw new Error('no block');
  const blockScale = Math.min(1, (width - 2 * BAND_MARGIN) / header.width);
  const band = header.height * blockScale + 2 * BAND_MARGIN;
  const scale = (height - band) / height;
  // Below half its size a page is no longer legible.
  if (scale < 0.5) throw new Error('page too small');
  const content = await document.embedPage(first, { left: crop.x, bottom: crop.y, right: crop.x + crop.width, top: crop.y + crop.height });
  document.removePage(0);
  const page = document.insertPage(0, [width, height]);
  page.drawPage(header, { x: BAND_MARGIN, y: height - BAND_MARGIN - header.height * blockScale, xScale: blockScale, yScale: blockScale });
  const left = (width - width * scale) / 2;
  const offset = { 90: [0, height * scale], 180: [width * scale, height * scale], 270: [width * scale, 0] }[angle] ?? [0, 0];
  page.drawPage(content, { x: left + (offset[0] ?? 0), y: offset[1] ?? 0, xScale: scale, yScale: scale, rotate: degrees(-angle) });
}

/** How far the page is turned clockwise when displayed: 0, 90, 180 or 270. */
const turn = (page: PDFPage): number => ((page.getRotation().angle % 360) + 360) % 360;

/** Where the bottom left corner of the block goes in the page's own space, which `/Rotate` turns clockwise at display. */
function corner(
  page: PDFPage,
  left: number,
  top: number,
  width: number,
  height: number,
): { readonly x: number; readonly y: number; readonly angle: number } {
  const box = page.getCropBox();
  const angle = turn(page);
  const [shownWidth, shownHeight] = angle % 180 === 0 ? [box.width, box.height] : [box.height, box.width];
  if (left < 0 || top < 0 || left + width > shownWidth || top + height > shownHeight) throw new Error('box outside of the page');
  const bottom = top + height;
  const offset = {
    0: [left, box.height - bottom],
    90: [bottom, left],
    180: [box.width - left, bottom],
    270: [box.width - bottom, box.height - left],
  }[angle] ?? [0, 0];
  return { x: box.x + (offset[0] ?? 0), y: box.y + (offset[1] ?? 0), angle };
}

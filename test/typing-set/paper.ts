import { createCanvas } from '@napi-rs/canvas';
import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { default as PDFDocument } from 'pdfkit';
import { paintPage, type PaintedPage } from '../../electron/pdf/paint.ts';
import type { Letter } from './letters.ts';
import type { Random } from './people.ts';

const font = (name: string): string => createRequire(import.meta.url).resolve(`pdfjs-dist/standard_fonts/LiberationSans-${name}.ttf`);

/** What is written on the paper. */
type Written = Pick<Letter, 'lines' | 'pdfTitle'>;

/** A letter as a PDF with its text. */
export async function writtenPdf(letter: Written): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margin: 56,
    font: font('Regular'),
    info: letter.pdfTitle === null ? {} : { Title: letter.pdfTitle },
  });
  const done = buffer(document);
  for (const { text, size, bold, align, gap } of letter.lines) {
    document.font(font(bold ? 'Bold' : 'Regular')).fontSize(size);
    if (gap > 0) document.moveDown(gap);
    document.text(text, { align, lineGap: 2 });
  }
  document.end();
  return done;
}

/** How a scanner takes a page: 200 points per inch, in greys or black and white, not straight. */
interface Scan {
  readonly depth: 'grey' | '1 bit';
  /** Degrees. */
  readonly tilt: number;
}

export const scanOf = (random: Random): Scan => ({ depth: random.pick(['grey', '1 bit'] as const), tilt: random.next() * 6 - 3 });

/** The same letter as a scanner gives it: an image in a PDF, without a word of text. */
export async function scannedPdf(letter: Written, scan: Scan, random: Random): Promise<Buffer> {
  const page = await paintPage(Uint8Array.from(await writtenPdf(letter)), 1);
  return pdfOfImage(tilted(page, scan, random), letter.pdfTitle);
}

/** A PDF whose page is an image. */
async function pdfOfImage(png: Buffer, title: string | null): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', margin: 0, info: title === null ? {} : { Title: title } });
  const done = buffer(document);
  document.image(png, 0, 0, { width: document.page.width, height: document.page.height });
  document.end();
  return done;
}

function tilted({ data, width, height }: PaintedPage, { depth, tilt }: Scan, random: Random): Buffer {
  const from = createCanvas(width, height);
  const pixels = from.getContext('2d').createImageData(width, height);
  pixels.data.set(data);
  from.getContext('2d').putImageData(pixels, 0, 0);
  const to = createCanvas(width, height);
  const context = to.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.translate(width / 2, height / 2);
  context.rotate((tilt * Math.PI) / 180);
  context.drawImage(from, -width / 2, -height / 2);
  const image = context.getImageData(0, 0, width, height);
  // Paper is not white, ink is not black, glass is not clean.
  for (let at = 0; at < image.data.length; at += 4) {
    const level = 30 + ((image.data[at] ?? 0) / 255) * 205 + (random.next() - 0.5) * 24;
    const seen = random.next() < 0.0004 ? 60 : level;
    const shown = depth === 'grey' ? seen : seen > 140 ? 255 : 0;
    image.data[at] = shown;
    image.data[at + 1] = shown;
    image.data[at + 2] = shown;
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.putImageData(image, 0, 0);
  return to.toBuffer('image/png');
}

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import type { PageLine } from '../../shared/domain/documents/page-line.ts';
import { greysOf, type PaintedPage } from './paint.ts';

/** Letters of French, from the packages: nothing is fetched, nothing is kept beside. */
const letters = (): string => join(dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/fra/package.json')), '4.0.0');

let ready: Promise<Worker> | null = null;

/** Ready for the first page, and kept for the next ones. */
async function started(): Promise<Worker> {
  const worker = await createWorker('fra', OEM.LSTM_ONLY, {
    langPath: letters(),
    cacheMethod: 'none',
    gzip: true,
    // Without it a refusal is thrown besides, where nobody hears it.
    errorHandler: () => undefined,
  });
  await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO });
  return worker;
}

/**
 * Reads the letters of a page that is an image. Runs where it can be killed: its code is the recogniser's, its time and its
 * memory whatever the image asks.
 *
 * @param page its colours are written over.
 * @returns its lines, from the top.
 */
export async function recognisePage(page: PaintedPage): Promise<readonly PageLine[]> {
  const { width, height, dpi } = page;
  const worker = await (ready ??= started());
  await worker.setParameters({ user_defined_dpi: String(dpi) });
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1');
  const { data } = await worker.recognize(Buffer.concat([head, greysOf(page)]), {}, { text: false, blocks: true });
  return (data.blocks ?? [])
    .flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines))
    .map(({ text, bbox, rowAttributes }) => ({
      text: text.replaceAll(/\s+/g, ' ').trim(),
      size: Math.round(((rowAttributes.rowHeight || bbox.y1 - bbox.y0) / dpi) * 720) / 10,
      strong: false,
      top: Math.min(1, Math.max(0, bbox.y0 / height)),
    }))
    .filter(({ text }) => text !== '')
    .toSorted((one, other) => one.top - other.top);
}

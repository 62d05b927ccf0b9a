import { z } from 'zod';
import { serveOpeners } from '../doors/thread.ts';
import { inspectPdf, warmReader } from '../pdf/inspect.ts';
import { readText } from '../pdf/text.ts';

/**
 * Entry of the thread of the door process: what opens each kind of file; nothing here is run in the application. PDFs come
 * all day and find their reader warm; the others load theirs at their first file.
 */
const bytes = z.instanceof(Uint8Array);
const number = z.number();
const pdf = z.strictObject({ bytes, maxPages: z.int() });
const text = z.strictObject({ bytes, from: z.int().min(1), most: z.int().min(1) });
const page = z.strictObject({ bytes, page: z.int().min(1), letters: z.boolean(), symbols: z.boolean() });
const image = z.union([
  z.strictObject({ kind: z.literal('file'), bytes }),
  z.strictObject({ kind: z.literal('pixels'), data: z.union([bytes, z.instanceof(Uint8ClampedArray)]), width: z.int(), height: z.int() }),
]);
const stamp = z.strictObject({
  pdf: bytes,
  block: bytes,
  place: z.union([
    z.strictObject({ kind: z.literal('stamp'), box: z.strictObject({ left: number, top: number, width: number, height: number }) }),
    z.strictObject({ kind: z.enum(['band', 'prepend']) }),
  ]),
});
const file = z.strictObject({ bytes });

await warmReader();
serveOpeners({
  pdf: async (input) => {
    const given = pdf.parse(input);
    return inspectPdf(given.bytes, given.maxPages);
  },
  'pdf-text': async (input) => {
    const given = text.parse(input);
    return readText(given.bytes, given.from, given.most);
  },
  'pdf-image': async (input) => {
    const given = page.parse(input);
    const { paintPage } = await import('../pdf/paint.ts');
    const painted = await paintPage(given.bytes, given.page);
    const { decodeImage } = await import('../datamatrix/decode.ts');
    const symbols = given.symbols ? await decodeImage({ kind: 'pixels', ...painted }) : [];
    const { recognisePage } = await import('../pdf/recognise.ts');
    return { lines: given.letters ? await recognisePage(painted) : [], symbols };
  },
  image: async (input) => {
    const { decodeImage } = await import('../datamatrix/decode.ts');
    return decodeImage(image.parse(input));
  },
  stamp: async (input) => {
    const { joinBlock } = await import('../datamatrix/join.ts');
    const given = stamp.parse(input);
    return joinBlock(given.pdf, given.block, given.place);
  },
  cda: async (input) => {
    const { readCda } = await import('../cda/read.ts');
    return readCda(file.parse(input).bytes);
  },
  'cda-page': async (input) => {
    const { renderCda } = await import('../cda/page/render.ts');
    return renderCda(file.parse(input).bytes);
  },
  'dmp-message': async (input) => {
    const { readDmpMessage } = await import('../dmp/parse.ts');
    return readDmpMessage(file.parse(input).bytes);
  },
  xml: async (input) => {
    const { parseXml } = await import('../xml/read.ts');
    return parseXml(file.parse(input).bytes);
  },
});

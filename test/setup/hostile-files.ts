import { constants, deflateRawSync, deflateSync } from 'node:zlib';

/** A file made to hurt who opens it, the same bytes for the same seed. */
export interface HostileFile {
  readonly name: string;
  readonly kind: 'pdf' | 'xml';
  readonly make: (random: () => number) => Buffer;
}

/** Numbers from 0 to 1, always the same for one seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const MB = 1024 * 1024;

/** A body of an object: text, or a dictionary and the bytes of its stream. */
export type PdfBody = string | { readonly dict: string; readonly stream: Uint8Array };

const PAGES = '<</Type/Pages/Kids[3 0 R]/Count 1>>';
const PAGE = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<<>>>>';

/** A PDF of one page: `catalog` and `more` are added to it, `pages` is the number of the root of its pages, `between` stands before the table, `trailer` in its trailer. */
export function pdfWith({
  head = '',
  catalog = '',
  pages = 2,
  more = [],
  between = '',
  trailer = '',
}: {
  readonly head?: string;
  readonly catalog?: string;
  readonly pages?: number;
  readonly more?: readonly PdfBody[];
  readonly between?: string;
  readonly trailer?: string;
}): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  const add = (bytes: Uint8Array | string): void => {
    const part = Buffer.from(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    parts.push(part);
    length += part.length;
  };
  add(`%PDF-1.7\n${head}`);
  const offsets = [`<</Type/Catalog/Pages ${pages} 0 R${catalog}>>`, PAGES, PAGE, ...more].map((body, i) => {
    const at = length;
    add(`${i + 1} 0 obj\n`);
    if (typeof body === 'string') add(body);
    else {
      add(`<<${body.dict}/Length ${body.stream.byteLength}>>\nstream\n`);
      add(body.stream);
      add('\nendstream');
    }
    add('\nendobj\n');
    return at;
  });
  add(between);
  const xref = length;
  add(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`);
  add(`trailer\n<</Size ${offsets.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${xref}\n%%EOF\n`);
  return Buffer.concat(parts);
}

const flate = (bytes: Uint8Array): Buffer => deflateSync(bytes, { level: 9 });
/** Spaces that unfold to so many MiB, made without holding them: one block again and again, and no end. */
function bomb(megabytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(MB, 0x20), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([Buffer.from([0x78, 0xda]), ...Array.from({ length: megabytes }, () => block)]);
}
const packed = (stream: Uint8Array, more = ''): PdfBody => ({ dict: `/Type/ObjStm/N 1/First 4${more}/Filter/FlateDecode`, stream });
const noise = (random: () => number, length: number): Buffer => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));

/** What hurts PDF readers: size, nesting, repetition, bombs. */
const PDFS: Readonly<Record<string, (random: () => number) => Buffer>> = {
  'escapes in a comment, 15 MiB': () => pdfWith({ head: `%${'#4a'.repeat(5_000_000)}\n` }),
  'escapes in a name, 15 MiB': () => pdfWith({ more: [`/${'#4a'.repeat(5_000_000)}`] }),
  'heads of objects, 28 MiB': () => pdfWith({ between: `${'1 0 obj '.repeat(3_500_000)}\n` }),
  'heads of as many objects, 22 MiB': () => pdfWith({ between: Array.from({ length: 1_600_000 }, (_, i) => `${i} 0 obj 1 `).join('') }),
  'a number of 200,000 digits': () => pdfWith({ trailer: `/N 0.${'3'.repeat(200_000)}` }),
  'digits without end, 30 MiB': () => pdfWith({ between: '3'.repeat(30 * MB) }),
  'streams that never end': () => pdfWith({ between: '<<>>stream\n'.repeat(100_000) }),
  'objects with streams that never end': () => pdfWith({ between: '9 0 obj<<>>stream\n'.repeat(100_000) }),
  'a string never closed, 30 MiB': () => pdfWith({ between: `9 0 obj (${'a'.repeat(30 * MB)}` }),
  'strings never closed': () => pdfWith({ between: '9 0 obj ('.repeat(400_000) }),
  'hexadecimal strings never closed': () => pdfWith({ between: '9 0 obj <4'.repeat(400_000) }),
  'arrays in arrays': () => pdfWith({ more: ['['.repeat(5_000_000)] }),
  'dictionaries in dictionaries': () => pdfWith({ more: ['<</A'.repeat(3_000_000)] }),
  'an array of numbers, 36 MiB': () => pdfWith({ more: [`[${'1 '.repeat(18 * MB)}]`] }),
  'a dictionary of names, 36 MiB': () => pdfWith({ more: [`<<${'/A/B'.repeat(9 * MB)}>>`] }),
  'a dictionary of a million entries': () => pdfWith({ more: [`<<${Array.from({ length: 1_000_000 }, (_, i) => `/k${i} 1`).join('')}>>`] }),
  'a dictionary of one name with other values, 35 MiB': () => pdfWith({ more: [`<<${'/A(b)'.repeat(7 * MB)}>>`] }),
  'dictionaries of one name twice, 36 MiB': () => pdfWith({ more: ['<</A(b)/A 1>>'.repeat(2_800_000)] }),
  'strings, 36 MiB': () => pdfWith({ more: [`[${'(b)'.repeat(12 * MB)}]`] }),
  'addresses, 38 MiB': () => pdfWith({ more: [`[${'<</URI(http://a)>>'.repeat(2_200_000)}]`] }),
  'kinds that stand elsewhere': () => pdfWith({ more: [`[${'<</S 3 0 R>>'.repeat(9_000)}]`] }),
  'an object stream of 127 MB, 20 times': () => pdfWith({ more: Array.from({ length: 20 }, () => packed(bomb(127))) }),
  'an object stream of a million small objects': () =>
    pdfWith({
      more: [
        {
          dict: '/Type/ObjStm/N 1000000/First 9000000/Filter/FlateDecode',
          stream: flate(Buffer.from(`${'1000 0 '.repeat(1_000_000).padEnd(9_000_000)}[${'1 '.repeat(MB)}]`)),
        },
      ],
    }),
  'metadata of 200 MB': () =>
    pdfWith({ catalog: '/Metadata 4 0 R', more: [{ dict: '/Type/Metadata/Subtype/XML/Filter/FlateDecode', stream: bomb(200) }] }),
  'metadata Flate twice, 1.7 GB': () =>
    pdfWith({
      catalog: '/Metadata 4 0 R',
      more: [{ dict: '/Type/Metadata/Subtype/XML/Filter[/FlateDecode/FlateDecode]', stream: flate(bomb(1700)) }],
    }),
  'metadata Flate after LZW': (random) =>
    pdfWith({
      catalog: '/Metadata 4 0 R',
      more: [{ dict: '/Type/Metadata/Subtype/XML/Filter[/LZWDecode/FlateDecode]', stream: noise(random, 200_000) }],
    }),
  'a page tree of 40 MiB of the same page': () =>
    pdfWith({ pages: 4, more: [`<</Type/Pages/Kids[${'3 0 R '.repeat(6_000_000)}]/Count 1>>`] }),
  'pages in pages': () =>
    pdfWith({ pages: 4, more: Array.from({ length: 200_000 }, (_, i) => `<</Type/Pages/Kids[${i + 5} 0 R]/Count 1>>`) }),
  'a table Flate twice, 1.7 GB': () =>
    pdfWith({ more: [{ dict: '/Type/XRef/Size 9/Root 1 0 R/W[1 2 1]/Filter[/FlateDecode/FlateDecode]', stream: flate(bomb(1700)) }] }),
  'noise, 38 MiB': (random) => pdfWith({ more: [{ dict: '', stream: Buffer.alloc(38 * MB, noise(random, 65_537)) }] }),
};

const nested = (levels: number): string => '<a>'.repeat(levels) + '</a>'.repeat(levels);
const XMLS: Readonly<Record<string, (random: () => number) => Buffer>> = {
  'empty elements, 48 MiB': () => Buffer.from(`<a>${'<b/>'.repeat(12 * MB)}</a>`),
  'well-formed rubbish, 64 MiB': (random) => {
    const unit = Array.from(
      { length: 4096 },
      () => `<e${Math.floor(random() * 9)} a="${Math.floor(random() * 1e6)}">${Math.floor(random() * 1e9)}</e>`,
    )
      .map((one) => one.replace('</e>', `</${/^<(e\d)/.exec(one)?.[1] ?? 'e'}>`))
      .join('');
    return Buffer.from(`<a>${unit.repeat(Math.floor((64 * MB - 20) / unit.length))}</a>`);
  },
  'attributes, 30 MiB': () => Buffer.from(`<a ${Array.from({ length: 2_000_000 }, (_, i) => `k${i}="1"`).join(' ')}/>`),
  'namespaces, 20 MiB': () => Buffer.from(`<a ${Array.from({ length: 800_000 }, (_, i) => `xmlns:k${i}="urn:x"`).join(' ')}/>`),
  'comments, 48 MiB': () => Buffer.from(`<a>${'<!---->'.repeat(7 * MB)}</a>`),
  'one text, 60 MiB': () => Buffer.from(`<a>${'x'.repeat(60 * MB)}</a>`),
  'one attribute, 60 MiB': () => Buffer.from(`<a k="${'x'.repeat(60 * MB)}"/>`),
  'a text in base64, 60 MiB': () => Buffer.from(`<a>${'QUJD'.repeat(15 * MB)}</a>`),
  'texts in base64, 60 MiB': () => Buffer.from(`<a>${`<b>${'QUJD'.repeat(16 * 1024 + 1)}</b>`.repeat(950)}</a>`),
  'references to characters, 60 MiB': () => Buffer.from(`<a>${'&#233;'.repeat(10 * MB)}</a>`),
  'as many elements as allowed': () => Buffer.from(`<a>${'<b c="1">d</b>'.repeat(159_000)}</a>`),
  'a million levels': () => Buffer.from(nested(1_000_000)),
};

const listed = (kind: HostileFile['kind'], files: Readonly<Record<string, (random: () => number) => Buffer>>): HostileFile[] =>
  Object.entries(files).map(([name, make]) => ({ name, kind, make }));

/** Every hostile file: made one at a time, some weigh 64 MiB. */
export const hostileFiles: readonly HostileFile[] = [...listed('pdf', PDFS), ...listed('xml', XMLS)];

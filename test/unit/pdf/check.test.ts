import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { checkPdf, PDF_MAX_BYTES } from '../../../electron/pdf/check.ts';
import { doors } from '../../setup/doors.ts';
import { samplePdf } from '../../setup/sample-pdf.ts';

const good = await samplePdf({ pages: 3 });

/** A PDF whose objects are these, with a right cross-reference table. */
function pdfOf(objects: readonly string[]): Buffer {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((o, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${o}\nendobj\n`;
    return offset;
  });
  const xref = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(`${text}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${xref}\n%%EOF\n`, 'latin1');
}

describe('what may leave', () => {
  test('a PDF/A-1 passes without a word', async () => {
    expect(await checkPdf(doors, good)).toEqual({ pages: 3, pdfA: true, title: 'Compte rendu de consultation', warnings: [] });
  });

  test('a plain PDF passes with a warning', async () => {
    expect(await checkPdf(doors, await samplePdf({ pdfA: false }))).toMatchObject({
      pages: 1,
      pdfA: false,
      warnings: [{ code: 'PDF_NOT_PDFA' }],
    });
  });

  test('the caller keeps its bytes', async () => {
    const copy = Buffer.from(good);
    await checkPdf(doors, copy);
    expect(copy.equals(good)).toBe(true);
  });
});

describe('what is refused', () => {
  test.each([
    ['an empty file', async () => new Uint8Array(), 'PDF_EMPTY'],
    ['another kind of file', async () => Buffer.from('PK\u0003\u0004 a letter'), 'PDF_INVALID'],
    ['a file cut in the middle', async () => good.subarray(0, good.length / 2), 'PDF_INVALID'],
    ['a file that lost its last bytes', async () => good.subarray(0, -7), 'PDF_INVALID'],
    ['two ends without a middle', async () => Buffer.from('%PDF-1.4\nstartxref\n9\n%%EOF'), 'PDF_INVALID'],
    [
      'a page of the web before the header',
      async () => Buffer.concat([Buffer.from('<html><script>1</script></html>\n'), good]),
      'PDF_INVALID',
    ],
    ['a middle made of zeros', async () => Buffer.from(good).fill(0, 200, good.length - 2000), 'PDF_INVALID'],
    ['a document without page', async () => pdfOf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>']), 'PDF_INVALID'],
    [
      'pages that contain themselves',
      async () => pdfOf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>']),
      'PDF_INVALID',
    ],
    ['a file with a password', async () => samplePdf({ pdfA: false, password: 'secret' }), 'PDF_ENCRYPTED'],
    ['a file protected against changes', async () => samplePdf({ pdfA: false, ownerPassword: 'secret' }), 'PDF_ENCRYPTED'],
    ['a file above the limit', async () => new Uint8Array(PDF_MAX_BYTES + 1), 'FILE_TOO_LARGE'],
  ])('%s', async (_, bytes, code) => {
    await expect(checkPdf(doors, await bytes())).rejects.toMatchObject({ code });
  });

  test('200 MB are refused without being copied', async () => {
    const huge = new Uint8Array(200 * 1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    await expect(checkPdf(doors, huge)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * 1024 * 1024);
  });

  test('a file that takes too long is given up, and says so', async () => {
    await expect(checkPdf(doors, good, { cpuMs: 1 })).rejects.toMatchObject({
      code: 'PDF_TOO_SLOW',
      message: expect.stringContaining('trop long à ouvrir'),
      detail: 'time limit',
    });
  });
});

const CATALOG = '<</Type/Catalog/Pages 2 0 R';
const PAGES = ['<</Type/Pages/Kids[3 0 R]/Count 1>>', '<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<<>>'] as const;
/** One page, with something more in the catalog, in the page, or beside. */
const onePage = (catalog: string, page = '', ...others: readonly string[]): Buffer =>
  pdfOf([`${CATALOG}${catalog}>>`, PAGES[0], `${PAGES[1]}${page}>>`, ...others]);

/** The same with its catalog and one more object packed in an object stream (PDF 1.5), as modern producers do. */
function packedPdf(catalog: string, other: string): Buffer {
  const root = `${CATALOG}${catalog}>>`;
  const index = `1 0 5 ${root.length + 1} `;
  const packed = deflateSync(Buffer.from(`${index}${root} ${other}`, 'latin1'));
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  const offsets = new Map<number, number>();
  const add = (n: number, body: string, stream?: Buffer): void => {
    offsets.set(n, Buffer.concat(parts).length);
    parts.push(
      Buffer.from(`${n} 0 obj\n${body}\n`, 'latin1'),
      ...(stream === undefined ? [] : [Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n')]),
      Buffer.from('endobj\n'),
    );
  };
  add(2, PAGES[0]);
  add(3, `${PAGES[1]}>>`);
  add(4, `<</Type/ObjStm/N 2/First ${index.length}/Filter/FlateDecode/Length ${packed.length}>>`, packed);
  const at = Buffer.concat(parts).length;
  offsets.set(6, at);
  const row = (type: number, field: number, last: number): Buffer => Buffer.from([type, field >> 8, field & 0xff, last]);
  const table = Buffer.concat([
    row(0, 0, 255),
    row(2, 4, 0),
    row(1, offsets.get(2) ?? 0, 0),
    row(1, offsets.get(3) ?? 0, 0),
    row(1, offsets.get(4) ?? 0, 0),
    row(2, 4, 1),
    row(1, at, 0),
  ]);
  add(6, `<</Type/XRef/Size 7/Root 1 0 R/W[1 2 1]/Length ${table.length}>>`, table);
  parts.push(Buffer.from(`startxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}

describe('what acts by itself is refused', () => {
  test.each([
    ['a script at the opening', onePage('/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>'), 'JavaScript'],
    ['a script written with escapes', onePage('/OpenAction<</S/J#61vaScript/JS(app.alert\\(1\\))>>'), 'JavaScript'],
    ['a script of the names tree', onePage('/Names<</JavaScript<</Names[(a) 4 0 R]>>>>', '', '<</S/JavaScript/JS(1)>>'), 'JavaScript'],
    ['a script of a page', onePage('', '/AA<</O<</S/JavaScript/JS(1)>>>>'), 'JavaScript'],
    ['a script that nothing reaches', onePage('', '', '<</S/JavaScript/JS(1)>>'), 'JavaScript'],
    [
      'a program to launch',
      onePage('', '/Annots[4 0 R]', '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(calc.exe)>>>>'),
      'Launch',
    ],
    ['a form that sends', onePage('/OpenAction<</S/SubmitForm/F(http://a.invalid)>>'), 'SubmitForm'],
    ['a script in an object stream', packedPdf('/OpenAction 5 0 R', '<</S/JavaScript/JS(1)>>'), 'JavaScript'],
    ['a launch in an object stream', packedPdf('', '<</S/Launch/F(calc.exe)>>'), 'Launch'],
  ])('%s', async (_, bytes, detail) => {
    await expect(checkPdf(doors, bytes)).rejects.toMatchObject({ code: 'PDF_ACTIVE', detail, action: expect.stringContaining('PDF/A') });
  });

  test('a link, a destination and an object stream without action pass', async () => {
    const link = '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://esante.gouv.fr)>>>>';
    expect(await checkPdf(doors, onePage('/OpenAction[3 0 R/Fit]', '/Annots[4 0 R]', link))).toMatchObject({ pages: 1 });
    expect(await checkPdf(doors, packedPdf('', '<</Title(a)>>'))).toMatchObject({ pages: 1 });
  });

  test('an object stream that cannot be unfolded is refused', async () => {
    const bytes = Buffer.from(packedPdf('', '<</Title(a)>>').toString('latin1').replace('/FlateDecode', '/LZWDecode  '), 'latin1');
    await expect(checkPdf(doors, bytes)).rejects.toMatchObject({ code: 'PDF_INVALID' });
  });
});

describe('a page tree that lies about its pages', () => {
  const tree = (outer: string, inner: string): Buffer =>
    pdfOf([
      '<</Type/Catalog/Pages 2 0 R>>',
      `<</Type/Pages/Kids[3 0 R 4 0 R]/Count ${outer}/MediaBox[0 0 9 9]>>`,
      `<</Type/Pages/Parent 2 0 R/Kids[5 0 R 6 0 R]/Count ${inner}>>`,
      ...Array.from({ length: 3 }, (_, i) => `<</Type/Page/Parent ${i === 0 ? 2 : 3} 0 R/Resources<<>>>>`),
    ]);

  test.each([
    ['one page fewer at the top', '2', '2'],
    ['one page alone', '1', '2'],
    ['one page fewer below', '2', '1'],
    ['more below than there are', '4', '3'],
  ])('is refused when a reader would not see what is there: %s', async (_, outer, inner) => {
    await expect(checkPdf(doors, tree(outer, inner))).rejects.toMatchObject({
      code: 'PDF_PAGE_COUNT',
      message: expect.stringContaining('en contient 3'),
      action: expect.stringMatching(/\.$/),
    });
  });

  test.each([
    ['rightly told', '3', '2'],
    ['far too many at the top', '99999999', '2'],
    ['not a number', '(trois)', '2'],
    ['wrong below, right at the top', '3', '9'],
  ])('is counted: %s', async (_, outer, inner) => {
    expect(await checkPdf(doors, tree(outer, inner))).toMatchObject({ pages: 3 });
  });

  test.each(['0', '-1'])('is refused with /Count %s', async (count) => {
    await expect(checkPdf(doors, tree(count, count))).rejects.toMatchObject({ code: 'PDF_INVALID' });
  });

  test('hidden pages are found behind a list of its own, an escaped name, an update and an object stream', async () => {
    const kids = (extra: string): Buffer =>
      pdfOf([
        '<</Type/Catalog/Pages 2 0 R>>',
        `<</Type/Pages/${extra}/Count 1/MediaBox[0 0 9 9]>>`,
        '<</Type/Page/Parent 2 0 R>>',
        '<</Type/Page/Parent 2 0 R>>',
        '[3 0 R 4 0 R]',
      ]);
    await expect(checkPdf(doors, kids('Kids 5 0 R'))).rejects.toMatchObject({ code: 'PDF_PAGE_COUNT' });
    await expect(checkPdf(doors, kids('K#69ds[3 0 R 4 0 R]'))).rejects.toMatchObject({ code: 'PDF_PAGE_COUNT' });
    // The page tree as it was is in the file, and another one after it that the table points to.
    const updated = pdfOf([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 9 9]>>',
      '<</Type/Page/Parent 2 0 R>>',
      '<</Type/Page/Parent 2 0 R>>',
    ]);
    const before = updated.length;
    const revised = (count: number): Buffer => {
      const table = /startxref\s+(\d+)/.exec(updated.toString('latin1'))?.[1] ?? '';
      const object = `2 0 obj\n<</Type/Pages/Kids[3 0 R 4 0 R]/Count ${count}/MediaBox[0 0 9 9]>>\nendobj\n`;
      const xref = `xref\n2 1\n${String(before).padStart(10, '0')} 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev ${table}>>\nstartxref\n${before + object.length}\n%%EOF\n`;
      return Buffer.concat([updated, Buffer.from(object + xref, 'latin1')]);
    };
    expect(await checkPdf(doors, revised(2))).toMatchObject({ pages: 2 });
    await expect(checkPdf(doors, revised(1))).rejects.toMatchObject({ code: 'PDF_PAGE_COUNT' });
    await expect(checkPdf(doors, packedPdf('/X 1', '<</Title(a)>>'))).resolves.toMatchObject({ pages: 1 });
  });

  test('an attached PDF is refused, and does not count', async () => {
    const inner = pdfOf([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2/MediaBox[0 0 9 9]>>',
      '<</Type/Page/Parent 2 0 R>>',
    ]).toString('latin1');
    const holding = (type: string): Buffer => onePage('', '', `<<${type}/Length ${inner.length}>>\nstream\n${inner}\nendstream`);
    await expect(checkPdf(doors, holding('/Type/EmbeddedFile'))).rejects.toMatchObject({
      code: 'PDF_ATTACHMENT',
      detail: 'EmbeddedFiles',
      message: expect.stringContaining('des fichiers joints'),
    });
    expect(await checkPdf(doors, holding(''))).toMatchObject({ pages: 1 });
  });
});

describe('very long documents', () => {
  const long = (pages: number): Buffer => {
    const kids = Array.from({ length: pages }, (_, i) => `${i + 3} 0 R`).join(' ');
    return pdfOf([
      '<</Type/Catalog/Pages 2 0 R>>',
      `<</Type/Pages/Kids[${kids}]/Count ${pages}/MediaBox[0 0 99 99]>>`,
      ...Array.from({ length: pages }, () => '<</Type/Page/Parent 2 0 R/Resources<<>>>>'),
    ]);
  };

  test('10 000 pages are refused in time, with the limit', async () => {
    const before = Date.now();
    await expect(checkPdf(doors, long(10_000))).rejects.toMatchObject({
      code: 'PDF_TOO_LONG',
      message: expect.stringContaining('10000 pages ; la limite est de 2000'),
    });
    expect(Date.now() - before).toBeLessThan(10_000);
  });

  test('2 000 pages pass in time, and the limit is a setting', async () => {
    expect(await checkPdf(doors, long(2000))).toMatchObject({ pages: 2000 });
    await expect(checkPdf(doors, long(12), { maxPages: 11 })).rejects.toMatchObject({ code: 'PDF_TOO_LONG' });
  });
});

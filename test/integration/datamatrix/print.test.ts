import { degrees, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { labelLayouts, labelSheet, type LabelLayout } from '../../../electron/datamatrix/labels.ts';
import { readDatamatrixImage } from '../../../electron/datamatrix/read.ts';
import { stampIdentityBlock, type StampPlace } from '../../../electron/datamatrix/stamp.ts';
import { checkPdf } from '../../../electron/pdf/check.ts';
import { buildDatamatrix, parseDatamatrix } from '../../../shared/domain/ins/datamatrix.ts';
import { doors } from '../../setup/doors.ts';
import { PosteError } from '../../../shared/errors.ts';
import { samplePdf } from '../../setup/sample-pdf.ts';
import { patTrois, TEST } from '../../unit/datamatrix/patient.ts';
import { drawPage } from './render.ts';

const expected = parseDatamatrix(buildDatamatrix(patTrois, TEST), TEST);
const codeOf = async (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'made',
    (thrown: unknown) => (thrown instanceof PosteError ? thrown.code : `not typed: ${String(thrown)}`),
  );
const count = (text: string, part: string): number => text.split(part).length - 1;
const BLOCK =
  'Nom de naissance : PAT-TROIS Prénom(s) de naissance : DOMINIQUE MARIE-LOUISE Nom utilisé : Dupont Sexe : F Date de naissance : 28/03/1979 Lieu de naissance : code INSEE 51215';

/** The sample as it is displayed turned. */
async function turnedSample(angle: number): Promise<Uint8Array> {
  const document = await PDFDocument.load(await samplePdf(), { updateMetadata: false });
  document.getPage(0).setRotation(degrees(angle));
  return document.save({ useObjectStreams: false });
}

describe('labels', () => {
  it.each(Object.keys(labelLayouts) as (keyof typeof labelLayouts)[])(
    '%s: PDF/A, fonts inside, whole block, symbol that reads back',
    async (name) => {
      const pdf = await labelSheet(patTrois, { ...TEST, layout: labelLayouts[name] });
      expect(await checkPdf(doors, pdf)).toMatchObject({ pages: 1, pdfA: true, warnings: [] });
      const { text, pixels } = await drawPage(pdf, 1, 200);
      // The symbol and its caption are drawn first.
      expect(text).toBe(`INS à scanner ${BLOCK} Matricule INS : 279035121518989 [INS-NIR de test]`);
      expect(await readDatamatrixImage(doors, pixels, TEST)).toEqual(expected);
    },
  );

  it('A4: as many as asked for, after those already used, on as many sheets as it takes', async () => {
    const pdf = await labelSheet(patTrois, { ...TEST, layout: labelLayouts['A4-3x8'], count: 25, skip: 20 });
    const [first, second] = [await drawPage(pdf, 1, 36), await drawPage(pdf, 2, 36)];
    expect([first.pages, count(first.text, 'Matricule INS'), count(second.text, 'Matricule INS')]).toEqual([2, 4, 21]);
  });

  it.each(['PROV', 'VALI', 'RECUP'] as const)('of an identity %s have the traits, no matricule and no symbol', async (status) => {
    const { text, pixels } = await drawPage(await labelSheet({ ...patTrois, status }, { ...TEST, layout: labelLayouts['70x36'] }), 1, 150);
    expect(text).toBe(BLOCK);
    expect(await codeOf(readDatamatrixImage(doors, pixels, TEST))).toBe('SYMBOL_NOT_FOUND');
  });

  it('never cut a long identity: it is printed smaller, or refused', async () => {
    const long = {
      ...patTrois,
      birthName: 'ABCDEFGHIJ '.repeat(4).trim(),
      birthFirstNames: 'DOMINIQUE MARIE-LOUISE JEANNE',
      usedName: 'W'.repeat(30),
    };
    const { text } = await drawPage(await labelSheet(long, { ...TEST, layout: labelLayouts['70x36'] }), 1, 100);
    expect(count(text, 'ABCDEFGHIJ')).toBe(4);
    // A word longer than the line is broken, not cut.
    expect(count(text, 'W')).toBe(30);
    const tiny: LabelLayout = { ...labelLayouts['70x36'], page: { width: 30, height: 12 }, label: { width: 30, height: 12 } };
    expect(await codeOf(labelSheet(patTrois, { ...TEST, layout: tiny }))).toBe('PRINT_SPACE');
    const narrow: LabelLayout = { ...labelLayouts['70x36'], page: { width: 46, height: 20 }, label: { width: 46, height: 20 } };
    expect(await codeOf(labelSheet({ ...long, status: 'VALI' }, { ...TEST, layout: narrow }))).toBe('PRINT_SPACE');
  });

  it.each([
    ['more columns than the page has', { columns: 4 }],
    ['a part of a row', { rows: 1.5 }],
    ['a padding that leaves nothing', { padding: 40 }],
    ['a negative margin', { left: -1 }],
  ])('refuse a layout with %s', async (_, changed) => {
    expect(await codeOf(labelSheet(patTrois, { ...TEST, layout: { ...labelLayouts['A4-3x8'], ...changed } }))).toBe('PRINT_LAYOUT');
  });
});

describe('the block on a document', () => {
  it('above the first page: nothing covered, still PDF/A, symbol that reads back', async () => {
    const pdf = await stampIdentityBlock(doors, await samplePdf({ pages: 3 }), patTrois, TEST);
    expect(await checkPdf(doors, pdf)).toMatchObject({ pages: 3, pdfA: true, title: 'Compte rendu de consultation' });
    const { text, pixels } = await drawPage(pdf, 1, 200);
    expect(text).toContain(BLOCK);
    expect(text).toContain('Bien confraternellement');
    expect(await readDatamatrixImage(doors, pixels, TEST)).toEqual(expected);
    expect((await drawPage(pdf, 2, 36)).text).toBe('Page 2');
  });

  it('on a page of its own before the document', async () => {
    const pdf = await stampIdentityBlock(doors, await samplePdf(), patTrois, { ...TEST, place: { kind: 'prepend' } });
    expect(await checkPdf(doors, pdf)).toMatchObject({ pages: 2, pdfA: true });
    const [first, second] = [await drawPage(pdf, 1, 150), await drawPage(pdf, 2, 36)];
    expect(first.text).toContain(BLOCK);
    expect(second.text).toContain('Dr Paule DURAND');
    expect(await readDatamatrixImage(doors, first.pixels, TEST)).toEqual(expected);
  });

  // Where the sample is blank, however it is turned.
  it.each([
    [0, 60, 175],
    [90, 5, 150],
    [180, 60, 20],
    [270, 175, 150],
  ])('in a page displayed turned by %d°, upright all the same', async (angle, left, top) => {
    const source = await turnedSample(angle);
    const { pixels: before } = await drawPage(source, 1, 150);
    for (const place of [{ kind: 'band' }, { kind: 'stamp', box: { left, top, width: 100, height: 30 } }] satisfies readonly StampPlace[]) {
      const pdf = await stampIdentityBlock(doors, source, patTrois, { ...TEST, place });
      const { pixels, text } = await drawPage(pdf, 1, 150);
      expect([pixels.width, pixels.height]).toEqual([before.width, before.height]);
      expect(text).toContain('Matricule INS : 279035121518989');
      expect(await readDatamatrixImage(doors, pixels, TEST)).toEqual(expected);
      // Upright: the solid left border of the symbol is at its left, over the height of the symbol.
      expect(solidColumnAtLeftOf(pixels)).toBe(true);
    }
  });

  it('refuses what it would spoil or cannot open', async () => {
    const sample = await samplePdf();
    const signed = await PDFDocument.load(sample);
    signed.context.register(signed.context.obj({ Type: 'Sig', [PDFName.of('ByteRange').decodeText()]: [0, 1, 2, 3] }));
    const outside: StampPlace = { kind: 'stamp', box: { left: 150, top: 10, width: 100, height: 30 } };
    expect(await codeOf(stampIdentityBlock(doors, await signed.save(), patTrois, TEST))).toBe('STAMP_PDF');
    expect(await codeOf(stampIdentityBlock(doors, await samplePdf({ pdfA: false, ownerPassword: 'x' }), patTrois, TEST))).toBe('STAMP_PDF');
    expect(await codeOf(stampIdentityBlock(doors, new TextEncoder().encode('%PDF-1.4 nothing'), patTrois, TEST))).toBe('STAMP_PDF');
    expect(await codeOf(stampIdentityBlock(doors, sample, patTrois, { ...TEST, place: outside }))).toBe('STAMP_PDF');
    expect(
      await codeOf(
        stampIdentityBlock(doors, sample, { ...patTrois, ins: { matricule: '279035121518988', oid: patTrois.ins?.oid ?? '' } }, TEST),
      ),
    ).toBe('DATAMATRIX_KEY');
  });

  it('of an identity that is not qualified has no matricule and no symbol', async () => {
    const { text, pixels } = await drawPage(
      await stampIdentityBlock(doors, await samplePdf(), { ...patTrois, status: 'VALI' }, TEST),
      1,
      150,
    );
    expect(text).toContain(BLOCK);
    expect(text).not.toContain('279035121518989');
    expect(await codeOf(readDatamatrixImage(doors, pixels, TEST))).toBe('SYMBOL_NOT_FOUND');
  });
});

/** Whether the longest dark column of the page has nothing but the quiet zone at its left, and modules at its right. */
function solidColumnAtLeftOf({
  data,
  width,
  height,
}: {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}): boolean {
  const dark = (x: number, y: number): boolean => (data[(y * width + x) * 4] ?? 255) < 110;
  let best = { x: 0, from: 0, length: 0 };
  for (let x = 0; x < width; x++) {
    for (let y = 0, from = 0; y < height; y++) {
      if (!dark(x, y)) from = y + 1;
      else if (y + 1 - from > best.length) best = { x, from, length: y + 1 - from };
    }
  }
  const inked = (x: number): number => Array.from({ length: best.length }, (_, index) => dark(x, best.from + index)).filter(Boolean).length;
  // Two modules away on either side: 0.6 mm each at 150 dots per inch.
  return best.length > 60 && inked(best.x - 7) === 0 && inked(best.x + 7) > best.length / 5;
}

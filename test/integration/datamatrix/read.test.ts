import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { drawBlocks } from '../../../electron/datamatrix/draw.ts';
import { identityBlock } from '../../../electron/datamatrix/block.ts';
import { labelLayouts, labelSheet } from '../../../electron/datamatrix/labels.ts';
import { readDatamatrixImage } from '../../../electron/datamatrix/read.ts';
import { datamatrixSymbol, symbolPixels } from '../../../electron/datamatrix/symbol.ts';
import { buildDatamatrix, parseDatamatrix } from '../../../shared/domain/ins/datamatrix.ts';
import { insOids } from '../../../shared/domain/ins/oids.ts';
import { doors } from '../../setup/doors.ts';
import { PosteError } from '../../../shared/errors.ts';
import { patTrois, TEST } from '../../unit/datamatrix/patient.ts';
import { drawPage } from './render.ts';

const expected = parseDatamatrix(buildDatamatrix(patTrois, TEST), TEST);
const label = (patient = patTrois) => labelSheet(patient, { ...TEST, layout: labelLayouts['70x36'] });
const codeOf = async (reading: Promise<unknown>): Promise<string> =>
  reading.then(
    () => 'read',
    (thrown: unknown) => (thrown instanceof PosteError ? thrown.code : `not typed: ${String(thrown)}`),
  );

/** RGBA turned by a quarter, clockwise. */
function turned({
  data,
  width,
  height,
}: {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}) {
  const out = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      out.set(data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4), (x * height + (height - 1 - y)) * 4);
  }
  return { kind: 'pixels' as const, data: out, width: height, height: width };
}

describe('a symbol in an image', () => {
  it('is read from PNG, JPEG and the pixels of a drawn PDF page', async () => {
    const { png, jpeg, pixels } = await drawPage(await label(), 1, 200);
    for (const image of [{ kind: 'file', bytes: png } as const, { kind: 'file', bytes: jpeg } as const, pixels])
      expect(await readDatamatrixImage(doors, image, TEST)).toEqual(expected);
  });

  it('is read on a whole A4 page scanned at 150 dots per inch, straight and turned', async () => {
    const page = await drawBlocks(
      identityBlock(patTrois, TEST),
      [{ width: 210, height: 297, boxes: [{ left: 20, top: 150, width: 100, height: 40 }] }],
      'Essai',
    );
    const { pixels } = await drawPage(page, 1, 150);
    expect(await readDatamatrixImage(doors, pixels, TEST)).toEqual(expected);
    expect(await readDatamatrixImage(doors, turned(pixels), TEST)).toEqual(expected);
  });

  it('is read with the longest names and every OID', async () => {
    for (const oid of Object.values(insOids)) {
      const patient = {
        ...patTrois,
        birthName: 'B'.repeat(100),
        birthFirstNames: `${'A'.repeat(49)} ${"D'E-".repeat(12)}FG`,
        ins: { matricule: '279035121518989', oid },
      };
      const payload = buildDatamatrix(patient, TEST);
      const read = await readDatamatrixImage(doors, { kind: 'pixels', ...symbolPixels(datamatrixSymbol(payload), 4) }, TEST);
      expect(read).toEqual(parseDatamatrix(payload, TEST));
    }
  });

  it('of a test matricule is refused in production', async () => {
    const { pixels } = await drawPage(await label(), 1, 200);
    expect(await codeOf(readDatamatrixImage(doors, pixels, { test: false }))).toBe('DATAMATRIX_OID_TEST');
  });

  it('is refused when the page has those of two people', async () => {
    const [one, other] = [await label(), await label({ ...patTrois, birthName: 'PAT-QUATRE' })];
    const [first, second] = [await drawPage(one, 1, 200), await drawPage(other, 1, 200)];
    const both = {
      kind: 'pixels' as const,
      width: first.pixels.width,
      height: first.pixels.height * 2,
      data: new Uint8ClampedArray([...first.pixels.data, ...second.pixels.data]),
    };
    expect(await codeOf(readDatamatrixImage(doors, both, TEST))).toBe('SYMBOL_SEVERAL');
    const twice = { ...both, data: new Uint8ClampedArray([...first.pixels.data, ...first.pixels.data]) };
    expect(await readDatamatrixImage(doors, twice, TEST)).toEqual(expected);
  });

  it('that says something else is refused as no datamatrix INS', async () => {
    const { default: bwipjs } = await import('bwip-js/node');
    const png = await bwipjs.toBuffer({ bcid: 'datamatrix', text: '0103400930000000', scale: 4, padding: 8, backgroundcolor: 'FFFFFF' });
    expect(await codeOf(readDatamatrixImage(doors, { kind: 'file', bytes: Uint8Array.from(png) }, TEST))).toBe('DATAMATRIX_NOT_INS');
  });
});

describe('a hostile or hopeless image', () => {
  it('a blank page has no symbol', async () => {
    expect(
      await codeOf(
        readDatamatrixImage(doors, { kind: 'pixels', width: 600, height: 800, data: new Uint8ClampedArray(600 * 800 * 4).fill(255) }, TEST),
      ),
    ).toBe('SYMBOL_NOT_FOUND');
  });

  it('a PNG cut short or with its content spoilt is a typed refusal', async () => {
    const { png } = await drawPage(await label(), 1, 100);
    const spoilt = png.slice();
    spoilt.fill(0x55, 60, 400);
    for (const bytes of [png.slice(0, 60), spoilt])
      expect(await codeOf(readDatamatrixImage(doors, { kind: 'file', bytes }, TEST))).toMatch(/^(IMAGE_FORMAT|SYMBOL_NOT_FOUND)$/);
  });

  it('past its time it is given up, and the caller stays alive meanwhile', async () => {
    let turns = 0;
    const beat = setInterval(() => turns++, 5);
    // Noise is the worst case of the detector: the largest accepted surface of it, in far less time than it takes.
    const side = 3000;
    const noise = new Uint8ClampedArray(side * side * 4);
    const seed = createHash('sha512').update('noise').digest();
    for (let at = 0; at < noise.length; at++) noise[at] = ((seed[at % 64] ?? 0) * (at ^ (at >> 7))) & 255;
    const before = turns;
    expect(
      await codeOf(readDatamatrixImage(doors, { kind: 'pixels', width: side, height: side, data: noise }, { ...TEST, cpuMs: 60 })),
    ).toBe('IMAGE_TIME');
    clearInterval(beat);
    expect(turns).toBeGreaterThan(before);
    expect(
      await codeOf(
        readDatamatrixImage(doors, { kind: 'pixels', ...symbolPixels(datamatrixSymbol(buildDatamatrix(patTrois, TEST)), 4) }, TEST),
      ),
    ).toBe('read');
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codewords } from '../../../electron/datamatrix/codewords.ts';
import { datamatrixSymbol } from '../../../electron/datamatrix/symbol.ts';
import { buildDatamatrix, DATAMATRIX_HEADER } from '../../../shared/domain/ins/datamatrix.ts';
import { patTrois, TEST } from './patient.ts';

/** Decodes codewords by ISO/IEC 16022, 5.2: ASCII and C40 alone. Second writing, by the tables of the standard. */
function decode(words: readonly number[]): string {
  const BASIC = ' 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const SIGNS = '!"#$%&\'()*+,-./:;<=>?@[\\]^_';
  let [text, c40, shift] = ['', false, 0];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? 0;
    if (c40 && word !== 254) {
      const packed = word * 256 + (words[++at] ?? 0) - 1;
      for (const value of [Math.floor(packed / 1600), Math.floor(packed / 40) % 40, packed % 40]) {
        if (shift === 1) text += String.fromCharCode(value);
        else if (shift === 2) text += SIGNS.charAt(value);
        else if (value >= 3) text += BASIC.charAt(value - 3);
        shift = shift === 0 && value < 3 ? value + 1 : 0;
      }
    } else if (word === 254) c40 = false;
    else if (word === 230) c40 = true;
    else if (word <= 128) text += String.fromCharCode(word - 1);
    else text += String(word - 130).padStart(2, '0');
  }
  return text;
}

describe('codewords of a payload', () => {
  it('opens in C40, so far as the whole header (ins/README 5)', () => {
    const words = codewords(buildDatamatrix(patTrois, TEST), DATAMATRIX_HEADER.length);
    expect(words[0]).toBe(230);
    // 26 characters are 8 triples and two values: 17 codewords at least before any unlatch.
    expect(words.indexOf(254)).toBeGreaterThan(17);
    expect(decode(words.slice(0, 19)).startsWith(DATAMATRIX_HEADER)).toBe(true);
  });

  it('decode to the payload, whatever it is', () => {
    const rest = fc
      .array(fc.constantFrom(..."ABCZ0123456789 -'.\u001D"), { maxLength: 271 })
      .map((parts) => `${DATAMATRIX_HEADER}S${parts.join('')}`);
    fc.assert(
      fc.property(rest, (payload) => {
        expect(decode(codewords(payload, DATAMATRIX_HEADER.length))).toBe(payload);
      }),
    );
  });

  it('are never longer than two a character, nor than C40 alone with a tail in ASCII', () => {
    const payload = buildDatamatrix(patTrois, TEST);
    expect(codewords(payload, DATAMATRIX_HEADER.length).length).toBeLessThan(payload.length * 0.75);
  });

  it('refuse what no datamatrix INS contains', () => {
    expect(() => codewords(`${DATAMATRIX_HEADER}é`, 26)).toThrow(RangeError);
  });
});

describe('the symbol', () => {
  const { rows, size } = datamatrixSymbol(buildDatamatrix(patTrois, TEST));

  it('is square, of even size, with a light module around', () => {
    expect(rows).toHaveLength(size);
    expect(rows.every((row) => row.length === size)).toBe(true);
    expect((size - 2) % 2).toBe(0);
    const border = [...(rows[0] ?? []), ...(rows.at(-1) ?? []), ...rows.map((row) => row[0]), ...rows.map((row) => row.at(-1))];
    expect(border.some((dark) => dark === true)).toBe(false);
  });

  it('has the finder of ECC 200: solid at left and bottom, alternate at top and right', () => {
    const inner = rows.slice(1, -1).map((row) => row.slice(1, -1));
    expect(inner.every((row) => row[0] === true)).toBe(true);
    expect(inner.at(-1)?.every((dark) => dark)).toBe(true);
    expect(inner[0]?.every((dark, x) => dark === (x % 2 === 0))).toBe(true);
    expect(inner.every((row, y) => row.at(-1) === (y % 2 === 1))).toBe(true);
  });
});

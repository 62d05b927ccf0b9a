import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../../shared/contract/codec.ts';

describe('tagged JSON between the two processes', () => {
  test('any JSON value, bytes included, arrives equal', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.uint8Array(),
    );
    const value = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('tree'), { maxKeys: 4 }),
      ),
    })).tree;
    fc.assert(
      fc.property(value, (v) => {
        // -0 is 0 in JSON and `__proto__` is a key like another: compare through a clone that JSON itself would make.
        expect(encode(decode(encode(v)))).toBe(encode(v));
      }),
    );
    expect(decode(encode({ a: [1, 'é', null, new Uint8Array([0, 255])] }))).toEqual({ a: [1, 'é', null, new Uint8Array([0, 255])] });
  });

  test('an object that looks like a tag stays an object', () => {
    expect(decode(encode({ $: 'u8', v: 'AAAA' }))).toEqual({ $: 'u8', v: 'AAAA' });
  });

  test.each([
    ['a Map', new Map()],
    ['a Date', new Date(0)],
    ['a function', () => 1],
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['an ArrayBuffer', new ArrayBuffer(1)],
  ])('%s is refused, not silently emptied', (_name, value) => {
    expect(() => encode({ value })).toThrow(/DATA_CLONE/);
  });

  test('a cycle is refused', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(() => encode(loop)).toThrow(/cycle/);
  });

  test('bytes that are not base64 are refused on the way in', () => {
    expect(() => decode('{"$":"u8","v":"é"}')).toThrow(SyntaxError);
    expect(() => decode('{"$":"u8","v":"A"}')).toThrow(SyntaxError);
  });

  test('an unknown tag is refused on the way in', () => {
    expect(() => decode('{"$":"date","v":1}')).toThrow(SyntaxError);
  });
});

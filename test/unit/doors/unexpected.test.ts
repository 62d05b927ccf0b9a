import { describe, expect, test } from 'vitest';
import { isUnexpected } from '../../../electron/doors/unexpected.ts';
import { pdfError } from '../../../electron/pdf/errors.ts';
import { alive } from '../../fuzz/alive.ts';

function thrownBy(what: Error, ...frames: readonly string[]): Error {
  what.stack = [`${what.name}: x`, ...frames.map((frame) => `    at ${frame}`)].join('\n');
  return what;
}
const OURS = 'read (file:///app/electron/pdf/values.ts:9:1)';
const THEIRS = 'parse (file:///app/node_modules/pdfjs-dist/pdf.mjs:9:1)';

describe('a slip of ours', () => {
  test.each<readonly [string, unknown, boolean]>([
    ['a slip of the language in our lines', thrownBy(new TypeError(), OURS, THEIRS), true],
    ['one under a function of the engine', thrownBy(new RangeError(), 'String.fromCodePoint (<anonymous>)', OURS), true],
    ['one under the runtime', thrownBy(new RangeError(), 'boundsError (node:internal/buffer:86:9)', OURS), true],
    ['one in a library', thrownBy(new TypeError(), THEIRS, OURS), false],
    ['one of which nobody knows where', thrownBy(new TypeError()), false],
    ['what we throw on purpose', thrownBy(new Error(), OURS), false],
    ['what is no error', 'x', false],
  ])('%s: %s', (_what, thrown, expected) => {
    expect(isUnexpected(thrown)).toBe(expected);
  });

  test('is thrown for real', () => {
    const nothing: { readonly inside: { readonly name: string } } = JSON.parse('{}');
    let thrown: unknown;
    try {
      void nothing.inside.name;
    } catch (slip) {
      thrown = slip;
    }
    expect(isUnexpected(thrown)).toBe(true);
  });
});

describe('changed files', () => {
  test.each<readonly [string, boolean]>([
    ['unexpected TypeError', true],
    ['exit 134', true],
    ['silence', true],
    ['InvalidPDFException', false],
    ['time limit', false],
  ])('count %s as a crash: %s', async (detail, crash) => {
    const refusal = pdfError('PDF_INVALID', { detail });
    const told: unknown = await alive(Promise.reject(refusal)).catch((thrown: unknown) => thrown);
    expect(told === refusal).toBe(!crash);
  });
});

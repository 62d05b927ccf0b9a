import { expect, it } from 'vitest';
import type { ImportItem } from '../../../../electron/import/types.ts';
import { numbersOfTwo } from '../../../../electron/usecases/imports/twice.ts';
import { errorFacts, fail } from '../../../../shared/errors.ts';
import { row, somebodyElse } from './kit.ts';

async function* given(items: readonly ImportItem[]): AsyncGenerator<ImportItem> {
  yield* items;
}

const refused = (line: number): ImportItem => ({
  line,
  error: errorFacts(fail('IMPORT_SEX')),
  refused: { name: null, value: null, raw: null },
});

it.each<readonly [string, readonly ImportItem[], readonly (readonly [number, readonly number[]])[]]>([
  ['one person on two lines', [row(2), row(3)], []],
  ['two people under two numbers', [row(2), row(3, somebodyElse({ ipp: 'H2' }))], []],
  ['two people without number', [row(2, { ipp: null }), row(3, somebodyElse({ ipp: null }))], []],
  [
    'two people under one number',
    [row(2), row(3, somebodyElse()), row(4, { ipp: 'H2' })],
    [
      [2, [2, 3]],
      [3, [2, 3]],
    ],
  ],
  [
    'a letter that differs',
    [row(2), row(3, { birthName: 'PAT-TROYS' })],
    [
      [2, [2, 3]],
      [3, [2, 3]],
    ],
  ],
  [
    'two people, of whom one comes again',
    [row(2), row(3, somebodyElse()), row(4), row(5, somebodyElse())],
    [2, 3, 4, 5].map((line) => [line, [2, 3, 4, 5]] as const),
  ],
  ['a line that could not be read beside', [row(2), refused(3)], []],
])('%s', async (_what, items, lines) => {
  expect([...(await numbersOfTwo(given(items)))]).toEqual(lines);
});

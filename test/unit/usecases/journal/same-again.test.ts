import { expect, it } from 'vitest';
import { SameAgain } from '../../../../electron/usecases/journal/same-again.ts';

const MINUTE_MS = 60_000;

it.each<readonly [string, readonly (readonly [what: string, minutes: number])[], boolean]>([
  ['the first thing', [['a', 0]], false],
  [
    'the same thing',
    [
      ['a', 0],
      ['a', 1],
    ],
    true,
  ],
  [
    'the same thing, each time less than a quarter of an hour later',
    [
      ['a', 0],
      ['a', 14],
      ['a', 28],
    ],
    true,
  ],
  [
    'the same thing a quarter of an hour later',
    [
      ['a', 0],
      ['a', 15],
    ],
    false,
  ],
  [
    'another thing',
    [
      ['a', 0],
      ['b', 1],
    ],
    false,
  ],
  [
    'the same thing after another one',
    [
      ['a', 0],
      ['b', 1],
      ['a', 2],
    ],
    false,
  ],
])('%s', (_what, notes, again) => {
  let minutes = 0;
  const same = new SameAgain(() => new Date(minutes * MINUTE_MS));
  const said = notes.map(([what, at]) => {
    minutes = at;
    return same.note(what);
  });
  expect(said.at(-1)).toBe(again);
});

it('what was forgotten is new', () => {
  const same = new SameAgain(() => new Date(0));
  same.note('a');
  same.forget();
  expect(same.note('a')).toBe(false);
});

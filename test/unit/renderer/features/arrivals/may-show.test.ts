import { describe, expect, it } from 'vitest';
import { mayShow } from '../../../../../renderer/features/arrivals/may-show.ts';

const line = { alone: true, asks: false, to: { id: 'p1', name: 'PAT-TROIS Dominique' } };
const screen = { record: 'p1', chosen: null, typing: false };

describe('a file that is in its record', () => {
  it('is shown by itself when it came alone over the open record, where nothing was chosen and nothing is typed', () => {
    expect(mayShow(line, screen)).toBe(true);
  });

  it.each([
    ['came with others', { alone: false }, {}],
    ['came outside of a record', { asks: true }, {}],
    ['went to another record than the one on screen', {}, { record: 'p2' }],
    ['came over a record that is no more on screen', {}, { record: null }],
    ['comes where another document was chosen', {}, { chosen: 'd1' }],
    ['comes while something is being typed', {}, { typing: true }],
  ])('is not when it %s', (_what, of, on) => {
    expect(mayShow({ ...line, ...of }, { ...screen, ...on })).toBe(false);
  });
});

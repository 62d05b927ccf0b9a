import { expect, it } from 'vitest';
import { mayEnter } from '../../../../../renderer/features/session/useWho.ts';

it.each([
  ['nothing typed', '', '', '', false, false],
  ['a code of one’s own', '482915', '', '', false, true],
  ['a first code alone', '111111', '', '', true, false],
  ['a first code, and another typed once', '111111', 'mer calme', '', true, false],
  ['a first code, and another typed in two ways', '111111', 'mer calme', 'mer agitée', true, false],
  ['a first code, and another typed twice', '111111', 'mer calme', 'mer calme', true, true],
  ['another one alone', '', 'mer calme', 'mer calme', true, false],
])('with %s, somebody may enter or not', (_what, code, newCode, again, first, may) => {
  expect(mayEnter({ code, newCode, again }, first)).toBe(may);
});

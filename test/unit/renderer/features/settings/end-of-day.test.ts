import { expect, it } from 'vitest';
import { endOf } from '../../../../../renderer/features/settings/end-of-day.ts';

const NOW = new Date(2026, 10, 21, 14, 5);

it.each<[day: string | null, end: Date | null]>([
  ['2026-11-21', new Date(2026, 10, 22)],
  ['2026-12-31', new Date(2027, 0, 1)],
  ['2026-11-20', null],
  [null, null],
])('a delegation until %s counts that whole day, if it is not over', (day, end) => {
  expect(endOf(day, NOW)).toBe(end?.toISOString() ?? null);
});

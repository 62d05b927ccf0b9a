import { expect, it } from 'vitest';
import { shortMoment } from '../../../../renderer/ui/format.ts';

it('an instant where there is little room is its hour today, else its day', () => {
  const now = new Date(2026, 10, 30, 14, 5);
  expect(shortMoment(new Date(2026, 10, 30, 9, 7).toISOString(), now)).toBe('9 h 07');
  expect(shortMoment(new Date(2026, 10, 29, 9, 7).toISOString(), now)).toBe('29/11/2026');
});

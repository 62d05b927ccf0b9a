import { describe, expect, it } from 'vitest';
import { boundsOfDay, localDay } from '../../../../electron/usecases/patients/local-day.ts';

describe('the day at the workstation', () => {
  it.each([
    [new Date(2026, 0, 2, 0, 0), '2026-01-02'],
    [new Date(2026, 10, 21, 23, 59), '2026-11-21'],
    [new Date(2026, 11, 31, 12, 0), '2026-12-31'],
  ])('%s is the local one', (now, day) => {
    expect(localDay(now)).toBe(day);
  });

  it.each([
    ['its first instant', new Date(2026, 11, 31, 0, 0, 0, 0)],
    ['its last instant', new Date(2026, 11, 31, 23, 59, 59, 999)],
  ])('goes from its midnight to the next one, seen from %s', (_what, now) => {
    expect(boundsOfDay(now)).toEqual({ from: new Date(2026, 11, 31).toISOString(), to: new Date(2027, 0, 1).toISOString() });
  });
});

import { expect, it, vi } from 'vitest';
import { timeUuid } from '../../../electron/wiring/time-uuid.ts';

it('a UUID of version 7 holds its instant, and no two are the same', () => {
  vi.useFakeTimers({ now: Date.parse('2022-02-22T19:22:22.000Z') });
  try {
    const made = Array.from({ length: 1000 }, timeUuid);
    // The instant of the example of RFC 9562, appendix A.6.
    for (const uuid of made) expect(uuid).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(made).size).toBe(1000);
    vi.setSystemTime(Date.parse('2022-02-22T19:22:22.001Z'));
    expect(timeUuid() > (made.toSorted().at(-1) ?? '')).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

import { describe, expect, it } from 'vitest';
import { Revival } from '../../../electron/card/revival.ts';

describe('a driver without reader', () => {
  /** Instants, in milliseconds, at which a look every quarter of a second finds it time. */
  const instants = (from: number, to: number, revival: Revival, clock: { ms: number }, asks = false): number[] => {
    const due: number[] = [];
    for (clock.ms = from; clock.ms <= to; clock.ms += 250) if (revival.due(asks)) due.push(clock.ms);
    return due;
  };
  const made = () => {
    const clock = { ms: 0 };
    return { clock, revival: new Revival(() => clock.ms) };
  };

  it('is initialised after 2 s, then twice as late each time, up to 30 s', () => {
    const { clock, revival } = made();
    expect(instants(0, 100_000, revival, clock)).toEqual([2_000, 6_000, 14_000, 30_000, 60_000, 90_000]);
  });

  it('that asks for it is initialised at once, even between two times, then no more often than another', () => {
    const { clock, revival } = made();
    expect(instants(0, 20_000, revival, clock, true)).toEqual([0, 4_000, 12_000]);
    revival.well();
    expect(instants(30_000, 30_500, revival, clock)).toEqual([]);
    expect(instants(30_750, 45_000, revival, clock, true)).toEqual([30_750, 34_750, 42_750]);
    revival.well();
    expect(instants(50_000, 50_000, revival, clock, true)).toEqual([50_000]);
  });

  it('counts from the start once it has shown one', () => {
    const { clock, revival } = made();
    instants(0, 50_000, revival, clock);
    revival.well();
    expect(instants(51_000, 60_000, revival, clock)).toEqual([53_000, 57_000]);
  });
});

import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SilenceWatch } from '../../../electron/card/silence.ts';

describe('the watch over a silence', () => {
  let silences: number;
  let patience: number;
  let watch: SilenceWatch;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    [silences, patience] = [0, 1_000];
    watch = new SilenceWatch(
      () => patience,
      () => (silences += 1),
    );
    watch.start();
  });
  afterEach(() => {
    watch.stop();
    vi.useRealTimers();
  });

  /** Time passes and our thread is free; then whatever has arrived is read. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 100) {
      vi.advanceTimersByTime(Math.min(left, 100));
      await turn();
    }
  };
  /** Our thread works for so long: no timer runs, nothing is read. */
  const hold = (ms: number): void => {
    const before = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(before + ms);
    vi.advanceTimersToNextTimer();
    vi.mocked(performance.now).mockRestore();
  };

  it('tells it once, when nothing was heard for as long as it was to last', async () => {
    await pass(900);
    expect(silences).toBe(0);
    await pass(100);
    expect(silences).toBe(1);
    await pass(10_000);
    expect(silences).toBe(1);
  });

  it('counts from the last word, a fifth late at most', async () => {
    await pass(900);
    watch.heard();
    await pass(1_000);
    expect(silences).toBe(0);
    await pass(100);
    expect(silences).toBe(1);
  });

  it('is not told while words come', async () => {
    for (let i = 0; i < 50; i++) {
      await pass(300);
      watch.heard();
    }
    expect(silences).toBe(0);
  });

  it('does not count the time during which this thread was held', async () => {
    await pass(800);
    hold(60_000);
    await turn();
    expect(silences).toBe(0);
    await pass(200);
    expect(silences).toBe(1);
  });

  it('reads what has arrived before it judges', async () => {
    await pass(900);
    vi.advanceTimersByTime(100);
    watch.heard();
    await turn();
    expect(silences).toBe(0);
    await pass(1_000);
    expect(silences).toBe(0);
    await pass(200);
    expect(silences).toBe(1);
  });

  it('counts anew from where it is started again', async () => {
    await pass(900);
    watch.heard();
    watch.start();
    await pass(900);
    expect(silences).toBe(0);
    await pass(100);
    expect(silences).toBe(1);
  });

  it('stopped, or started again, tells nothing of before, not even what it was about to tell', async () => {
    await pass(900);
    vi.advanceTimersByTime(100);
    watch.start();
    await turn();
    await pass(900);
    expect(silences).toBe(0);
    vi.advanceTimersByTime(100);
    watch.stop();
    await turn();
    await pass(5_000);
    expect(silences).toBe(0);
  });

  it('follows a patience that changes meanwhile', async () => {
    await pass(500);
    patience = 3_000;
    await pass(1_500);
    expect(silences).toBe(0);
    await pass(1_600);
    expect(silences).toBe(1);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServiceLights, type Probe, type ProbeTerms, type ServiceName } from '../../../electron/session/service-lights.ts';
import { netError } from '../../../electron/net/errors.ts';
import { PosteError } from '../../../shared/errors.ts';

/** Probes that answer when told to, and what was asked of them. */
class Bench {
  readonly asked: ServiceName[] = [];
  readonly terms: ProbeTerms[] = [];
  readonly seen: string[] = [];
  readonly #waiting: ((fault: unknown) => void)[] = [];
  readonly lights: ServiceLights;

  constructor(pollMs: number, names: readonly ServiceName[] = ['INSi'], byCard: readonly ServiceName[] = []) {
    const probe = (name: ServiceName): Probe =>
      names.includes(name)
        ? (terms) => {
            this.asked.push(name);
            this.terms.push(terms);
            return new Promise<void>((resolve, reject) => this.#waiting.push((fault) => (fault === null ? resolve() : reject(fault))));
          }
        : null;
    this.lights = new ServiceLights(
      { INSi: probe('INSi'), DMP: probe('DMP'), MSSanté: probe('MSSanté') },
      () => new Date(),
      () => this.seen.push(this.insi()),
      { timeoutMs: 8000, pollMs },
      byCard,
    );
  }

  /** The light of INSi in one line. */
  insi(): string {
    const light = this.lights.all().find(({ name }) => name === 'INSi');
    return [light?.state, light?.cause, light?.checking === true ? 'checking' : null].filter(Boolean).join(' ');
  }

  async answer(fault: unknown = null): Promise<void> {
    for (const settle of this.#waiting.splice(0)) settle(fault);
    await vi.advanceTimersByTimeAsync(0);
  }
}

describe('the probes of the lights', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-03-02T10:00:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('leave at once when a session opens, then every period; the progress and the verdict are told', async () => {
    const bench = new Bench(60_000);
    bench.lights.start();
    expect([bench.asked.length, bench.insi()]).toEqual([1, 'unknown checking']);
    await bench.answer(netError('NET_REFUSED', false, 'ECONNREFUSED'));
    expect(bench.seen).toEqual(['unknown checking', 'down tcp']);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(bench.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect([bench.asked.length, bench.insi()]).toEqual([2, 'down tcp checking']);
    await bench.answer();
    expect(bench.insi()).toBe('up');
    expect(bench.lights.all()[0]).toMatchObject({ error: null, checkedAt: '2026-03-02T10:01:00.000Z' });
  });

  it('do not leave by themselves with a period of 0', async () => {
    const bench = new Bench(0);
    bench.lights.start();
    await bench.answer();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(bench.asked).toHaveLength(1);
  });

  it('do not have the card sign by themselves once the service answers; they do until then, and when asked for', async () => {
    const bench = new Bench(60_000, ['INSi', 'DMP'], ['DMP']);
    const round = async (fault: unknown): Promise<readonly ServiceName[]> => {
      bench.asked.length = 0;
      await vi.advanceTimersByTimeAsync(60_000);
      await bench.answer(fault);
      return [...bench.asked];
    };
    bench.lights.start();
    await bench.answer(netError('NET_REFUSED', false, 'ECONNREFUSED'));
    expect(await round(null)).toEqual(['INSi', 'DMP']);
    expect(await round(null)).toEqual(['INSi']);
    bench.asked.length = 0;
    void bench.lights.check();
    expect(bench.asked).toEqual(['INSi', 'DMP']);
    await bench.answer();
    // An exchange finds it down: it is asked until it is back.
    await bench.lights.watch('DMP', () => Promise.reject(netError('NET_REFUSED', false, 'ECONNREFUSED'))).catch(() => undefined);
    expect(await round(null)).toEqual(['INSi', 'DMP']);
    expect(await round(null)).toEqual(['INSi']);
    // A session that opens asks them all.
    bench.asked.length = 0;
    bench.lights.start();
    expect(bench.asked).toEqual(['INSi', 'DMP']);
  });

  it('are not doubled: who asks again waits for the one under way', async () => {
    const bench = new Bench(1000, ['INSi', 'DMP']);
    bench.lights.start();
    let told = 0;
    void bench.lights.check().then(() => (told += 1));
    void bench.lights.check(['INSi']).then(() => (told += 1));
    await vi.advanceTimersByTimeAsync(5000);
    expect([bench.asked, told]).toEqual([['INSi', 'DMP'], 0]);
    await bench.answer();
    expect(told).toBe(2);
    await bench.lights.check(['MSSanté']);
    expect(bench.asked).toEqual(['INSi', 'DMP']);
  });

  it('that never end are given up: the verdict comes within half a second of their time, and they are told to stop', async () => {
    const bench = new Bench(0);
    const checked = bench.lights.check();
    await vi.advanceTimersByTimeAsync(8499);
    expect(bench.insi()).toBe('unknown checking');
    await vi.advanceTimersByTimeAsync(1);
    await checked;
    expect(bench.insi()).toBe('down service');
    expect(bench.terms.map(({ timeoutMs, signal }) => [timeoutMs, signal.aborted])).toEqual([[8000, true]]);
    // What comes too late says nothing.
    await bench.answer();
    expect(bench.insi()).toBe('down service');
  });

  it('stop with the session: what was asked is dropped, what it says later too, and nothing is asked any more', async () => {
    const bench = new Bench(60_000);
    bench.lights.start();
    await bench.answer();
    await vi.advanceTimersByTimeAsync(60_000);
    let told = false;
    void bench.lights.check().then(() => (told = true));
    bench.lights.stop();
    await vi.advanceTimersByTimeAsync(0);
    expect([bench.terms[1]?.signal.aborted, told, bench.insi()]).toEqual([true, true, 'up']);
    await bench.answer(netError('NET_CUT', true, 'x'));
    await vi.advanceTimersByTimeAsync(600_000);
    expect([bench.asked.length, bench.insi()]).toEqual([2, 'up']);
    // A new session asks again, without waiting for what the former one left.
    bench.lights.start();
    expect(bench.asked).toHaveLength(3);
  });

  it('an exchange that the end of the session cuts says nothing of the service', async () => {
    const bench = new Bench(0);
    bench.lights.start();
    await bench.answer();
    let cut: (reason: Error) => void = () => undefined;
    const exchange = bench.lights.watch('INSi', () => new Promise((_resolve, reject) => (cut = reject)));
    bench.lights.stop();
    cut(netError('NET_CUT', true, 'locked'));
    await expect(exchange).rejects.toMatchObject({ code: 'NET_CUT' });
    expect(bench.insi()).toBe('up');
  });

  it('never leave once closed, whoever asks', async () => {
    const bench = new Bench(1000);
    bench.lights.close();
    bench.lights.start();
    await bench.lights.check();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(bench.asked).toEqual([]);
  });

  it('a service asked in vain does not hold the exchanges, nor the other lights', async () => {
    const bench = new Bench(0, ['INSi', 'DMP']);
    void bench.lights.check();
    expect(await bench.lights.watch('INSi', () => Promise.resolve(7))).toBe(7);
    expect(bench.insi()).toBe('up checking');
    await expect(bench.lights.watch('DMP', () => Promise.reject(new PosteError('DMP_CERTIFICATE', '', '')))).rejects.toMatchObject({
      code: 'DMP_CERTIFICATE',
    });
    expect(bench.lights.all().find(({ name }) => name === 'DMP')).toMatchObject({ state: 'down', cause: 'authentication', checking: true });
  });

  it('a probe that says nothing of the service leaves its light as it was', async () => {
    const bench = new Bench(0);
    const checked = bench.lights.check();
    await bench.answer(new PosteError('NET_LOCKED', '', ''));
    await checked;
    expect([bench.insi(), bench.seen]).toEqual(['unknown', ['unknown checking', 'unknown']]);
  });

  it('a probe that throws at once is a fault like any other', async () => {
    const lights = new ServiceLights(
      {
        INSi: () => {
          throw netError('NET_DNS', false, 'ENOTFOUND');
        },
        DMP: null,
        MSSanté: null,
      },
      () => new Date(),
      () => undefined,
    );
    await lights.check();
    expect(lights.all()[0]).toMatchObject({ state: 'down', cause: 'dns' });
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { startCardService, type StartedCardService } from '../../../electron/card/client.ts';
import { serviceEntry, type ServiceProcess } from '../../../electron/card/service-process.ts';
import { presentCard } from '../../setup/public-card.ts';

/** The other side of the channel, in the test's hands. */
class Double implements ServiceProcess {
  /** As the client still holds it. */
  given: unknown = null;
  readonly posted: { readonly op: string; readonly id?: number; readonly pin?: Uint8Array }[] = [];
  killed = false;
  /** It does not do what it is told. */
  deaf = false;
  #message: (message: unknown) => void = () => undefined;
  readonly #exits: ((code: number | null) => void)[] = [];

  post(message: unknown): void {
    this.given = message;
    // Copied like the structured clone of the real channel.
    this.posted.push(structuredClone(message) as (typeof this.posted)[number]);
    if (this.posted.at(-1)?.op === 'close' && !this.deaf) this.exit(0);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#message = listener;
  }
  onExit(listener: (code: number | null) => void): void {
    this.#exits.push(listener);
  }
  kill(): void {
    this.killed = true;
  }
  exit(code: number | null): void {
    for (const listener of this.#exits.splice(0)) listener(code);
  }
  say(message: unknown): void {
    this.#message(message);
  }
}

function started(hungMs = 60_000): { readonly service: StartedCardService; readonly doubles: Double[]; readonly last: () => Double } {
  const doubles: Double[] = [];
  const last = (): Double => {
    const double = doubles.at(-1);
    if (double === undefined) throw new Error('not started');
    return double;
  };
  const service = startCardService({
    start: () => {
      doubles.push(new Double());
      return last();
    },
    adapter: { kind: 'file', dir: '/nowhere' },
    pollMs: 250,
    hungMs,
  });
  return { service, doubles, last };
}

describe('card service client', () => {
  it('is ready after the first look, and tells each change in order', async () => {
    const { service, last } = started();
    const seen: string[] = [];
    const stop = service.onPresence(({ kind }) => seen.push(kind));
    last().say({ event: 'presence', presence: { kind: 'no-reader' } });
    await service.ready;
    last().say({ event: 'presence', presence: { kind: 'empty' } });
    stop();
    last().say({ event: 'presence', presence: { kind: 'foreign' } });
    expect(seen).toEqual(['no-reader', 'empty']);
    expect(service.presence().kind).toBe('foreign');
    await service.close();
  });

  it('does not trouble the card with a PIN that cannot be one', async () => {
    const { service, last } = started();
    for (const pin of ['', '123', '123456789', '12 4', '12345a', ' 1234', '1234\n']) {
      await expect(service.login(pin, { lastTry: true })).rejects.toMatchObject({ code: 'PIN_FORMAT' });
    }
    expect(last().posted.map(({ op }) => op)).toEqual(['open']);
    await service.close();
  });

  it('ignores what is not in the vocabulary, and an answer to a question not asked', async () => {
    const { service, last } = started();
    last().say({ event: 'presence', presence: { kind: 'present', card: { serial: 'x' } } });
    last().say({ event: 'presence', presence: { kind: 'hung' } });
    last().say('presence');
    last().say({ event: 'done', id: 99, value: null });
    expect(service.presence().kind).toBe('empty');
    const answer = service.situations();
    last().say({ event: 'done', id: 0, value: [{ index: 17 }] });
    await expect(answer).rejects.toThrow();
    await service.close();
  });

  it('asks each PIN once: a process that dies with it is not asked again', async () => {
    const { service, doubles, last } = started();
    last().say({ event: 'presence', presence: { kind: 'empty' } });
    const login = service.login('1234', { lastTry: false });
    expect(last().posted.at(-1)).toMatchObject({ op: 'login', pin: new Uint8Array(Buffer.from('1234')) });
    // Handed over, and no longer held.
    expect(last().given).toMatchObject({ op: 'login', pin: new Uint8Array(4) });
    last().exit(139);
    await expect(login).rejects.toMatchObject({ code: 'CARD_HUNG' });
    expect(service.presence().kind).toBe('hung');
    await expect(service.login('1234', { lastTry: false })).rejects.toMatchObject({ code: 'CARD_HUNG' });
    await expect.poll(() => doubles.length).toBe(2);
    last().say({ event: 'presence', presence: { kind: 'empty' } });
    expect(service.presence().kind).toBe('empty');
    expect(doubles[1]?.posted.map(({ op }) => op)).toEqual(['open']);
    await service.close();
  });

  describe('a process that falls silent', () => {
    afterEach(() => vi.useRealTimers());
    const pass = (ms: number): void => {
      // The last turn reads what has arrived.
      vi.advanceTimersByTime(ms);
      vi.advanceTimersByTime(1);
    };
    const silent = (hungMs: number) => {
      vi.useFakeTimers();
      const one = started(hungMs);
      one.last().say({ event: 'started' });
      return { ...one, kind: () => one.service.presence().kind };
    };
    const present = { event: 'presence', presence: { kind: 'present', card: presentCard('A') } };

    it('is killed after that delay, and no longer heard', async () => {
      const { service, doubles, kind } = silent(10_000);
      pass(9_990);
      expect([doubles[0]?.killed, kind()]).toEqual([false, 'empty']);
      pass(10);
      await service.ready;
      expect([doubles[0]?.killed, kind()]).toEqual([true, 'hung']);
      doubles[0]?.say({ event: 'presence', presence: { kind: 'no-reader' } });
      expect(kind()).toBe('hung');
      await service.close();
    });

    it('is given a minute to start, whatever the patience with its driver: a loaded machine is no driver that hangs', async () => {
      vi.useFakeTimers();
      const { service, doubles } = started(1_000);
      pass(59_900);
      expect([doubles.length, service.presence().kind]).toEqual([1, 'empty']);
      pass(100);
      expect([doubles[0]?.killed, service.presence().kind]).toEqual([true, 'hung']);
      pass(250);
      doubles[1]?.say({ event: 'started' });
      pass(1_000);
      expect(doubles[1]?.killed).toBe(true);
      // Another one, and its own minute.
      pass(500);
      expect(doubles).toHaveLength(3);
      pass(59_000);
      expect(doubles[2]?.killed).toBe(false);
      await service.close();
    });

    it('is not forgiven faster for having started: one that dies at once is started again less and less often', async () => {
      vi.useFakeTimers();
      const { service, doubles, last } = started(600);
      for (const ms of [250, 500, 1_000, 2_000]) {
        const before = doubles.length;
        last().say({ event: 'started' });
        last().exit(139);
        vi.advanceTimersByTime(ms - 1);
        expect(doubles).toHaveLength(before);
        vi.advanceTimersByTime(1);
        expect(doubles).toHaveLength(before + 1);
      }
      last().say({ event: 'alive' });
      last().exit(139);
      vi.advanceTimersByTime(250);
      expect(doubles).toHaveLength(6);
      await service.close();
    });

    it('is given 5.5 s while it only looks at the card that is in, the whole delay while the card is asked something', async () => {
      const { service, doubles, last, kind } = silent(15_000);
      last().say(present);
      pass(5_400);
      last().say({ event: 'alive' });
      pass(5_400);
      const login = service.login('1234', { lastTry: false });
      pass(9_900);
      expect(kind()).toBe('present');
      last().say({ event: 'done', id: 0, value: null });
      await login;
      pass(5_400);
      expect(kind()).toBe('present');
      pass(100);
      expect([kind(), doubles[0]?.killed]).toEqual(['hung', true]);
      await service.close();
    });

    it('is given no more than the whole delay while it only looks', async () => {
      const { service, last, kind } = silent(2_000);
      last().say(present);
      pass(2_000);
      expect(kind()).toBe('hung');
      await service.close();
    });

    it('hangs no later for being asked again and again', async () => {
      const { service, last, kind } = silent(15_000);
      last().say(present);
      const asked: Promise<unknown>[] = [];
      for (let i = 0; i < 15; i++) {
        asked.push(service.logout().catch(() => null));
        pass(1_000);
      }
      pass(3_000);
      expect(kind()).toBe('hung');
      await Promise.all(asked);
      await service.close();
    });

    it('is given the whole delay to read a card that comes', async () => {
      const { service, last, kind } = silent(15_000);
      last().say({ event: 'presence', presence: { kind: 'empty' } });
      pass(14_900);
      expect(kind()).toBe('empty');
      await service.close();
    });

    it('or speaks, once it is closed, is left alone', async () => {
      const { service, doubles, last } = silent(1_000);
      const double = last();
      double.deaf = true;
      const closed = service.close();
      double.say({ event: 'presence', presence: { kind: 'empty' } });
      pass(20_000);
      await closed;
      expect(doubles).toHaveLength(1);
    });
  });

  it('fails what waits when it is closed, and whatever comes after', async () => {
    const { service } = started();
    const waiting = expect(service.situations()).rejects.toMatchObject({ code: 'CARD_HUNG' });
    await service.close();
    await waiting;
    await expect(service.logout()).rejects.toMatchObject({ code: 'CARD_HUNG' });
    await service.close();
  });
});

describe('place of a service’s entry', () => {
  it('is its source in development and its bundle in a package', () => {
    expect(serviceEntry('file:///app/electron/card/client.ts', 'card/service')).toBe('/app/electron/card/service.ts');
    expect(serviceEntry('file:///app/dist/main.js', 'card/service')).toBe('/app/dist/card/service.js');
    expect(serviceEntry('file:///app/dist/main.js', 'net/engine-child')).toBe('/app/dist/net/engine-child.js');
  });
});

import { describe, expect, it } from 'vitest';
import { startCardService, type StartedCardService } from '../../../electron/card/client.ts';
import { serviceEntry, type ServiceProcess } from '../../../electron/card/service-process.ts';

/** The other side of the channel, in the test's hands. */
class Double implements ServiceProcess {
  readonly posted: { readonly op: string; readonly id?: number; readonly pin?: Uint8Array }[] = [];
  killed = false;
  #message: (message: unknown) => void = () => undefined;
  readonly #exits: ((code: number | null) => void)[] = [];

  post(message: unknown): void {
    // Copied like the structured clone of the real channel.
    this.posted.push(structuredClone(message) as (typeof this.posted)[number]);
    if (this.posted.at(-1)?.op === 'close') this.exit(0);
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

  it('kills a process that falls silent, and no longer hears it', async () => {
    const { service, doubles } = started(100);
    await service.ready;
    expect(service.presence().kind).toBe('hung');
    expect(doubles[0]?.killed).toBe(true);
    doubles[0]?.say({ event: 'presence', presence: { kind: 'no-reader' } });
    expect(service.presence().kind).toBe('hung');
    await service.close();
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

import { expect, it } from 'vitest';
import type { HttpRequest } from '../../../electron/net/types.ts';
import { CardTransport } from '../../../electron/session/card-key.ts';
import { presentCard as card } from '../../setup/public-card.ts';
import { PosteError } from '../../../shared/errors.ts';

const request: HttpRequest = { url: 'https://localhost/', method: 'GET', headers: {}, body: null, timeoutMs: 1000 };

it('what was begun under a card never goes on under another one, nor after it left', async () => {
  const locked: string[] = [];
  const key = new CardTransport(
    (_pin, { serial }) =>
      Promise.resolve({
        send: () => Promise.resolve({ status: 200, headers: { key: serial }, body: new Uint8Array() }),
        close: () => Promise.resolve(),
        lock: () => void locked.push(serial),
      }),
    () => Promise.resolve(),
  );
  await expect(key.send(request)).rejects.toMatchObject({ code: 'NET_LOCKED', detail: 'sent=no' });
  await key.unlock('73915064', card('A'));
  const begun = key.of(card('A'));
  expect((await begun.send(request)).headers).toEqual({ key: 'A' });
  key.lock();
  await expect(begun.send(request)).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
  await key.unlock('60482917', card('B'));
  await expect(begun.send(request)).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
  expect((await key.of(card('B')).send(request)).headers).toEqual({ key: 'B' });
  await key.unlock('73915064', card('A'));
  expect((await begun.send(request)).headers).toEqual({ key: 'A' });
  expect(locked).toEqual(['A', 'B']);
});

it('a handshake that fails asks the card, whose answer prevails; a failure of the service does not', async () => {
  let failure = new PosteError('NET_TLS', '', '', { detail: 'sent=no EPROTO' });
  let verdict: PosteError | null = new PosteError('CARD_NOT_LOGGED_IN', '', '');
  let asked = 0;
  const key = new CardTransport(
    () => Promise.resolve({ send: () => Promise.reject(failure), close: () => Promise.resolve(), lock: () => undefined }),
    async () => {
      asked += 1;
      if (verdict !== null) throw verdict;
      await Promise.resolve();
    },
  );
  await key.unlock('73915064', card('A'));
  await expect(key.send(request)).rejects.toBe(verdict);
  failure = new PosteError('NET_KEY', '', '', { detail: 'sent=no' });
  await expect(key.send(request)).rejects.toBe(verdict);
  // The card is well: the service is not.
  verdict = null;
  await expect(key.send(request)).rejects.toBe(failure);
  expect(asked).toBe(3);
  for (const [code, detail] of [
    ['NET_TLS', 'sent=yes'],
    ['NET_CUT', 'sent=no'],
    ['NET_TIMEOUT', 'sent=no'],
  ] as const) {
    failure = new PosteError(code, '', '', { detail });
    await expect(key.send(request)).rejects.toBe(failure);
  }
  expect(asked).toBe(3);
});

it('a key taken back while it is being lent is never used, however late it comes', async () => {
  const locked: string[] = [];
  let lend: (serial: string) => void = () => undefined;
  let signal: AbortSignal | null = null;
  const key = new CardTransport(
    (_pin, { serial }, taken) =>
      new Promise((resolve) => {
        signal = taken;
        lend = () =>
          resolve({ send: () => Promise.reject(new Error('never')), close: () => Promise.resolve(), lock: () => void locked.push(serial) });
      }),
    () => Promise.resolve(),
  );
  const unlocking = key.unlock('73915064', card('A'));
  const [lendA, signalA] = [lend, signal as AbortSignal | null];
  key.lock();
  expect(signalA?.aborted).toBe(true);
  const other = key.unlock('60482917', card('B'));
  lendA('A');
  await expect(unlocking).rejects.toMatchObject({ code: 'NET_LOCKED' });
  expect([key.unlocked, locked]).toEqual([false, ['A']]);
  lend('B');
  await other;
  expect([key.unlocked, locked]).toEqual([true, ['A']]);
});

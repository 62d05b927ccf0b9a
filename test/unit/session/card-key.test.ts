import { expect, it } from 'vitest';
import type { PublicCard } from '../../../electron/card/types.ts';
import type { HttpRequest } from '../../../electron/net/types.ts';
import { CardTransport } from '../../../electron/session/card-key.ts';

const certificate = { der: new Uint8Array(), chain: [], subject: '', serial: '1', issuer: '', notBefore: '', notAfter: '', keyUsage: [] };
const card = (serial: string): PublicCard => ({
  serial, generation: 'CPS3', demonstration: true, type: 'CPS', pin: { triesLeft: 3 }, pss: false, pkcs11: null, authentication: certificate, signature: certificate,
  holder: { idNat: '899900000017', family: 'DURAND', given: null, profession: null, skill: null },
});
const request: HttpRequest = { url: 'https://localhost/', method: 'GET', headers: {}, body: null, timeoutMs: 1000 };

it('what was begun under a card never goes on under another one, nor after it left', async () => {
  const locked: string[] = [];
  const key = new CardTransport((_pin, { serial }) =>
    Promise.resolve({
      send: () => Promise.resolve({ status: 200, headers: { key: serial }, body: new Uint8Array() }),
      close: () => Promise.resolve(),
      lock: () => void locked.push(serial),
    }),
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

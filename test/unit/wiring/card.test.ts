import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { PublicCard } from '../../../electron/card/types.ts';
import { defaults } from '../../../electron/config/defaults.ts';
import type { Config } from '../../../electron/config/schema.ts';
import type { Platform, StoreIdentity } from '../../../electron/platform/types.ts';
import { lendKey } from '../../../electron/wiring/card.ts';
import { PAULE_DURAND } from '../../sandbox/identities.ts';
import { createPki } from '../../sandbox/pki/index.ts';

const { raw } = new X509Certificate((await (await createPki()).person(PAULE_DURAND.person)).auth.certPem);
const certificate = { der: raw, chain: [], subject: '', serial: '1', issuer: '', notBefore: '', notAfter: '', keyUsage: [] };
const card: PublicCard = {
  serial: '1',
  generation: 'CPS3',
  demonstration: false,
  type: 'CPS',
  pin: { triesLeft: 3 },
  pss: false,
  pkcs11: { tokenLabel: 'CPS3v1-1', authenticationId: new Uint8Array([1]) },
  authentication: certificate,
  signature: { ...certificate, der: new Uint8Array([9]) },
  holder: { idNat: PAULE_DURAND.person.idNat, family: 'DURAND', given: null, nominative: true, profession: null, skill: null },
};

/** What the choice leads to: the store, the engine's process, or the code of a refusal. */
async function chosen(mutualTls: Config['card']['mutualTls'], hasStore: boolean): Promise<unknown> {
  const asked: StoreIdentity[] = [];
  const abort = new AbortController();
  let locked = false;
  const platform: Platform = {
    kind: 'electron',
    name: 'essai',
    secrets: { protection: 'os', protect: (clear) => clear, unprotect: (sealed) => sealed },
    startService: (entry) => {
      throw new Error(entry.includes('engine-child') ? 'engine' : entry);
    },
    openWindow: () => Promise.reject(new Error('no window here')),
    ...(hasStore
      ? {
          storeTls: (identity: StoreIdentity) => {
            asked.push(identity);
            return { send: () => Promise.reject(new Error('not asked')), close: () => Promise.resolve(), lock: () => void (locked = true) };
          },
        }
      : {}),
  };
  const config: Config = { ...defaults, card: { ...defaults.card, mutualTls } };
  try {
    await lendKey(config, platform, { authorities: [raw] }, '73915064', card, abort.signal);
    abort.abort();
    expect(locked, 'taken back with the session').toBe(true);
    return asked[0];
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? thrown.code : thrown instanceof Error ? thrown.message : thrown;
  }
}

describe('mutual TLS with the card', () => {
  it.each(['auto', 'os-store'] as const)(
    '%s: by the system’s store where the host has one, with the authentication certificate alone',
    async (mutualTls) => {
      expect(await chosen(mutualTls, true)).toEqual({
        certificate: raw,
        tokenLabel: 'CPS3v1-1',
        pin: '73915064',
        pss: false,
        authorities: [raw],
      });
    },
  );

  it.each([
    ['auto', false, 'engine'],
    ['engine', false, 'engine'],
    ['engine', true, 'engine'],
    ['os-store', false, 'CARD_STORE_MISSING'],
  ] as const)('%s, store %s: %s', async (mutualTls, hasStore, result) => {
    expect(await chosen(mutualTls, hasStore)).toBe(result);
  });
});

describe('mutual TLS with the demonstration card', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poste-lend-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const platform: Platform = {
    kind: 'chromium',
    name: 'essai',
    secrets: { protection: 'file', protect: (clear) => clear, unprotect: (sealed) => sealed },
    startService: (entry) => {
      throw new Error(entry);
    },
    openWindow: () => Promise.reject(new Error('no window here')),
  };
  const config: Config = { ...defaults, card: { ...defaults.card, adapter: { kind: 'file', folder } } };
  const lend = (pin: string): Promise<unknown> =>
    lendKey(config, platform, { authorities: [raw] }, pin, card, new AbortController().signal);

  it('opens its key with the PIN, and says of one that does not open it that the key cannot be used', async () => {
    await expect(lend('73915064')).rejects.toMatchObject({ code: 'NET_KEY', detail: 'sent=no demonstration card' });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(
      join(folder, 'auth.key'),
      privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: '73915064' }),
    );
    await expect(lend('73915065')).rejects.toMatchObject({ code: 'NET_KEY' });
    await expect(lend('73915064')).resolves.toBeDefined();
  });
});

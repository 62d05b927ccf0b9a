import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorFactory } from '../../shared/errors.ts';
import type { Config } from '../config/schema.ts';
import type { Secrets } from '../platform/types.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/types.ts';

const fail = errorFactory({
  SECRETS_PRODUCTION: [
    'La clé des données serait protégée par un simple fichier, ce que la production refuse.',
    'Utilisez l’application installée, qui se sert du trousseau du système.',
  ],
});

/** @throws PosteError SECRETS_PRODUCTION */
export function refuseFileKey(profile: Config['profile'], { protection }: Pick<Secrets, 'protection'>): void {
  if (profile === 'production' && protection === 'file') throw fail('SECRETS_PRODUCTION');
}

const storeFile = (folder: string): string => join(folder, 'poste.db');
const keyFile = (folder: string): string => join(folder, 'store.key');

/** Whether a folder holds a store, with its key. */
export const hasOwnStore = (folder: string): boolean => existsSync(storeFile(folder)) && existsSync(keyFile(folder));

/**
 * The store of a data folder. To write: both are made when absent, for their owner alone, and the sends that the last
 * stop interrupted are told in the journal. To read: nothing is made.
 *
 * @throws PosteError those of {@link openStore}, SECRETS_UNAVAILABLE
 */
export async function openOwnStore(own: { readonly folder: string; readonly secrets: Secrets; readonly access: 'writing' | 'reading'; readonly now: () => Date }): Promise<Store> {
  const { folder, secrets, access, now } = own;
  const path = storeFile(folder);
  if (access === 'reading') return await openStore({ path, access, key: secrets.unprotect(readFileSync(keyFile(folder))) });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const store = await openStore({ path, access, key: storeKey(folder, secrets) });
  try {
    chmodSync(path, 0o600);
    await tellInterrupted(store, now());
    return store;
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}

/** The store's key: random, made once, kept sealed by the platform's secrets (architecture, decision 8). */
function storeKey(folder: string, secrets: Secrets): Uint8Array {
  const file = keyFile(folder);
  if (!existsSync(file)) writeFileSync(file, secrets.protect(randomBytes(32)), { mode: 0o600, flag: 'wx' });
  return secrets.unprotect(readFileSync(file));
}

async function tellInterrupted(store: Store, at: Date): Promise<void> {
  if (store.interrupted.length === 0) return;
  await store.commit({
    changes: [],
    audit: store.interrupted.map((sendId) => ({
      at: at.toISOString(),
      actor: null,
      onBehalfOf: null,
      situation: null,
      act: 'outbox.interrupted',
      label: 'Envoi interrompu par l’arrêt de l’application : à vérifier',
      patientId: null,
      objectId: sendId,
      result: 'SEND_INTERRUPTED',
      details: {},
    })),
  });
}

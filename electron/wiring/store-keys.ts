import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { PosteError } from '../../shared/errors.ts';
import { dataFiles } from '../data-folder.ts';
import { writeDurably } from '../durable-file.ts';
import type { Secrets } from '../platform/types.ts';
import { storeError } from '../store/errors.ts';

/** The keys of a store: random, made once, kept sealed by the platform's secrets (electron/README 7, electron/README 9). */
export interface StoreKeys {
  readonly file: Uint8Array;
  readonly journal: Uint8Array;
  /**
   * `new` until {@link keepKeys}: its file is being made, by this opening or by one that was stopped. `upgraded`: the key of the
   * journal has just been added.
   */
  readonly state: 'new' | 'upgraded' | 'existing';
}

const KEY_BYTES = 32;

/**
 * The keys of the store of a folder, made when there is neither key nor store. Keys of before the journal had one get it.
 *
 * @param vanished something in the folder tells of data: none are made.
 * @param beforeSeal what must be on disk before a journal key is added.
 * @throws PosteError STORE_KEY, STORE_MISSING, SECRETS_UNAVAILABLE
 */
export function takeKeys(
  folder: string,
  secrets: Secrets,
  { vanished, beforeSeal }: { readonly vanished: boolean; readonly beforeSeal: () => void },
): StoreKeys {
  const { store, storeKey, newStoreKey } = dataFiles(folder);
  const known = readKeys(storeKey, secrets);
  if (known !== null) {
    if (known.length === 2 * KEY_BYTES) return split(known, 'existing');
    beforeSeal();
    const both = Buffer.concat([known, randomBytes(KEY_BYTES)]);
    writeDurably(storeKey, secrets.protect(both));
    return split(both, 'upgraded');
  }
  const begun = readKeys(newStoreKey, secrets);
  if (begun !== null) return split(begun, 'new');
  if ((statSync(store, { throwIfNoEntry: false })?.size ?? 0) > 0) throw storeError('STORE_KEY', { detail: 'store.key' });
  if (vanished) throw storeError('STORE_MISSING', { values: { folder } });
  const both = randomBytes(2 * KEY_BYTES);
  writeDurably(newStoreKey, secrets.protect(both));
  return split(both, 'new');
}

/** The keys of a store that exists; null when there are none, or none of the journal. @throws PosteError STORE_KEY, SECRETS_UNAVAILABLE */
export function readOwnKeys(folder: string, secrets: Secrets): StoreKeys | null {
  const known = readKeys(dataFiles(folder).storeKey, secrets);
  return known?.length === 2 * KEY_BYTES ? split(known, 'existing') : null;
}

/** The store is made, and open to write by us alone: from now on, its absence is a loss. */
export function keepKeys(folder: string, secrets: Secrets, { file, journal, state }: StoreKeys): void {
  if (state !== 'new') return;
  const { storeKey, newStoreKey } = dataFiles(folder);
  // Ours, whoever else began to make a store here meanwhile.
  writeDurably(storeKey, secrets.protect(Buffer.concat([file, journal])));
  rmSync(newStoreKey, { force: true });
}

function readKeys(file: string, secrets: Secrets): Uint8Array | null {
  if (!existsSync(file)) return null;
  const keys = unsealed(readFileSync(file), secrets);
  if (keys.length !== KEY_BYTES && keys.length !== 2 * KEY_BYTES) throw storeError('STORE_KEY', { detail: `${keys.length} octets` });
  return keys;
}

function unsealed(sealed: Uint8Array, secrets: Secrets): Uint8Array {
  try {
    return secrets.unprotect(sealed);
  } catch (thrown) {
    // A keychain says it its own way.
    throw thrown instanceof PosteError ? thrown : storeError('STORE_KEY', { cause: thrown });
  }
}

const split = (both: Uint8Array, state: StoreKeys['state']): StoreKeys => ({
  file: both.subarray(0, KEY_BYTES),
  journal: both.subarray(KEY_BYTES),
  state,
});

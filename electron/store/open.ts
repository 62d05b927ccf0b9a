import { hkdfSync } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { UNTOUCHED } from '../../shared/domain/record/touched.ts';
import type { Found } from './sqlite/idle.ts';
import { readsBy } from './reads.ts';
import { Readers } from './sqlite/readers.ts';
import { TouchedListeners } from './touched-listeners.ts';
import type { Store, StoreMark, StoreOptions } from './types.ts';
import { startThread } from './sqlite/thread.ts';
import type { CommitAnswer, Opening } from './sqlite/worker.ts';

/**
 * Opens the store of this workstation in a thread of its own; a missing file is created. From the first deferred commit
 * on, another thread reads what is committed: nobody's search waits for an import. A read asked once a commit has
 * answered sees it.
 *
 * @throws PosteError STORE_KEY, STORE_MISSING, STORE_CORRUPT, STORE_NEWER, STORE_FULL, STORE_UNAVAILABLE, PROFILE_LOCKED
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { path, access = 'writing', existing = false, marks = [], suspicion = null, now = () => new Date() } = options;
  // The caller may wipe its copies; verification opens the file again.
  const [key, journalKey] = [Uint8Array.from(options.key), Uint8Array.from(options.journalKey ?? drawnFrom(options.key))];
  // Noting it elsewhere is never in the way of the store: the former note still stands.
  const noted = async (mark: StoreMark): Promise<void> => {
    try {
      await options.noted?.(mark);
    } catch {
      return;
    }
  };
  const found = (what: Found): void => {
    if (what.kind === 'journal') options.doubted?.(what.incident);
    else void noted(what.mark);
  };
  const shared = { path, key, journalKey, existing, marks, suspicion, at: now().toISOString() };
  const main = await startThread({ ...shared, access }, found);
  // Answer 0 of the worker.
  const opening = main.opening as Opening;
  const readers = new Readers(main, () => startThread({ ...shared, access: 'reading' }, found));
  const told = new TouchedListeners();
  return {
    ...readsBy((name, args) => readers.read(name, args)),
    path,
    incident: opening.incident,
    commit: async (commit) => {
      if (commit.deferred === true) await readers.readBeside();
      // Answer of the worker's commit.
      const { touched, mark } = (await main.ask({ kind: 'commit', commit }).catch((thrown: unknown) => {
        told.tell(UNTOUCHED, commit.deferred === true);
        throw thrown;
      })) as CommitAnswer;
      if (mark !== null) await noted(mark);
      told.tell(touched, commit.deferred === true);
    },
    onTouched: (listener) => told.on(listener),
    size: async () => (await sizeOf(path)) + (await sizeOf(`${path}-wal`)),
    checkpoint: async () => {
      // Answer of the worker's checkpoint.
      const mark = (await main.ask({ kind: 'checkpoint' })) as StoreMark | null;
      if (mark !== null) await noted(mark);
    },
    close: async () => {
      // The last connection puts the log back in the file: the one that may write.
      await readers.close();
      key.fill(0);
      journalKey.fill(0);
      const mark = await main.close();
      if (mark !== null) await noted(mark);
    },
  };
}

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

const drawnFrom = (key: Uint8Array): Uint8Array => new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), 'poste-sante journal', 32));

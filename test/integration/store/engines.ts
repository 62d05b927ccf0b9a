import { afterEach } from 'vitest';
import type { Store } from '../../../electron/store/types.ts';
import { memoryStore } from '../../setup/memory-store.ts';
import { stores } from './fixture.ts';

/** Opens stores for one test after the other, closed with it. */
type Opened = () => { readonly openIt: () => Promise<Store> };

function inMemory(): ReturnType<Opened> {
  const open: Store[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((store) => store.close()));
  });
  return {
    openIt: () => {
      const store = memoryStore();
      open.push(store);
      return Promise.resolve(store);
    },
  };
}

/** Every engine that a store may stand on: what the application asks of one, each of them answers alike. */
export const engines: readonly (readonly [name: string, opened: Opened])[] = [
  ['SQLite on the disk, in its thread', () => stores()],
  ['SQLite in memory', inMemory],
];

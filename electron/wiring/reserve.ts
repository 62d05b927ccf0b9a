import { randomBytes } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { PosteError } from '../../shared/errors.ts';
import { dataFiles } from '../data-folder.ts';

/** What the store needs to open: its index of the log, and what it says of the last stop. */
const BYTES = 1024 * 1024;

/** Keeps a little room on the disk for the day when it is full; without it, nothing is missing but that. */
export function keepReserve(folder: string): void {
  const { reserve } = dataFiles(folder);
  if (statSync(reserve, { throwIfNoEntry: false })?.size === BYTES) return;
  try {
    // Bytes that no file system keeps in less room.
    writeFileSync(reserve, randomBytes(BYTES), { mode: 0o600 });
  } catch {
    rmSync(reserve, { force: true });
  }
}

/** Opens; on a full disk, once more in the room that was kept. @throws PosteError STORE_FULL when there is none any more */
export async function inReserve<T>(folder: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (thrown) {
    const { reserve } = dataFiles(folder);
    if (!(thrown instanceof PosteError) || thrown.code !== 'STORE_FULL' || statSync(reserve, { throwIfNoEntry: false }) === undefined)
      throw thrown;
    rmSync(reserve);
    return await open();
  }
}

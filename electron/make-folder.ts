import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, for their owner alone; nothing when it is there. Node's own way of doing so never
 * returns where the system says of a folder that it is there and cannot hold any (`/proc`).
 *
 * @throws the system's error: ENOTDIR, EACCES, ENOENT...
 */
export function makeFolder(folder: string): void {
  try {
    makeOne(folder);
  } catch (cause) {
    const above = dirname(folder);
    if (codeOf(cause) !== 'ENOENT' || above === folder) throw cause;
    makeFolder(above);
    makeOne(folder);
  }
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (cause) {
    // Windows says of the root of a drive that it is not permitted.
    const known = codeOf(cause) === 'EEXIST' || codeOf(cause) === 'EPERM';
    if (!known || statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw cause;
  }
}

const codeOf = (thrown: unknown): unknown => (thrown instanceof Error && 'code' in thrown ? thrown.code : null);

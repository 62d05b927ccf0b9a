import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a small file whole or not at all, for its owner alone: beside its place, on disk, then in its place. A stop or a full
 * disk at any moment leaves the former one.
 */
export function writeDurably(path: string, bytes: Uint8Array): void {
  const beside = `${path}.tmp`;
  try {
    const file = openSync(beside, 'w', 0o600);
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameDurably(beside, path);
  } catch (thrown) {
    rmSync(beside, { force: true });
    throw thrown;
  }
}

/** Moves a file to its place, on disk. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  // Windows does not open folders; its file system journals the move.
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(to), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, parse } from 'node:path';
import type { Download } from 'playwright-core';

/** Where the desktop puts what is downloaded (xdg-user-dirs), « Downloads » otherwise. */
export function downloadsFolder(home = homedir()): string {
  const told = join(home, '.config', 'user-dirs.dirs');
  const written = existsSync(told) ? /^XDG_DOWNLOAD_DIR="(.+)"$/m.exec(readFileSync(told, 'utf8'))?.[1] : undefined;
  return written === undefined ? join(home, 'Downloads') : written.replace('$HOME', home);
}

/** Puts a file that the window gives its user in that folder, beside those of the same name; the browser's own copy goes. */
export async function keepDownload(download: Download, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await download.saveAs(freeName(folder, download.suggestedFilename()));
  await download.delete();
}

function freeName(folder: string, wanted: string): string {
  const { name, ext } = parse(wanted);
  const rank = [...Array(1000).keys()].find((n) => !existsSync(join(folder, named(name, ext, n))));
  return join(folder, named(name, ext, rank ?? 0));
}

const named = (name: string, ext: string, rank: number): string => (rank === 0 ? `${name}${ext}` : `${name} (${rank})${ext}`);

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { placeDirectory, type Places } from '../../shared/domain/ins/cog.ts';

/** `resources/cog`, from the sources (electron/codes) and from the packaged main process (dist). */
const FOLDER = [new URL('../../resources/cog/', import.meta.url), new URL('../resources/cog/', import.meta.url)];

let loaded: Promise<Places> | null = null;

/**
 * The Code officiel géographique, read at the first birth place looked up, then kept (1 MB of text, main process only:
 * the window asks through the contract).
 */
export function places(): Promise<Places> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Places> {
  const folder = FOLDER.find((url) => existsSync(url)) ?? new URL('../../resources/cog/', import.meta.url);
  const [communes, countries] = await Promise.all([
    readFile(new URL('communes.tsv', folder), 'utf8'),
    readFile(new URL('pays.tsv', folder), 'utf8'),
  ]);
  return placeDirectory(communes, countries);
}

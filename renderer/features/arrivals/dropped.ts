import { errorFacts, fail } from '../../../shared/errors.ts';
import type { Arriving } from './runner.ts';

/** Files that a folder may hold: more is not the post of a day, and was not meant. */
const FOLDER_MAX = 200;

/** What systems leave in folders by themselves. */
const LEFT_BY_SYSTEMS = /^(\.|thumbs\.db$|desktop\.ini$)/i;

/**
 * What was dropped or pasted, in its order; a folder stands for the files in it, those of its own folders included.
 * To be called while the event lasts: its transfer is empty afterwards.
 */
export async function filesOf(transfer: DataTransfer): Promise<readonly Arriving[]> {
  const items = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const all: Arriving[] = [];
  for (const { entry, file } of items) {
    if (entry?.isDirectory === true) all.push(...(await filesOfFolder(entry)));
    else if (file !== null) all.push({ file });
  }
  return all;
}

/** The files of a folder; or why none of them is taken: a part of a folder is nobody's choice. */
async function filesOfFolder(folder: FileSystemEntry): Promise<readonly Arriving[]> {
  try {
    const files = await under(folder);
    if (files.length === 0) throw fail('FOLDER_EMPTY');
    if (files.length > FOLDER_MAX) throw fail('FOLDER_TOO_MANY', { values: { limit: FOLDER_MAX } });
    return files.map((file) => ({ file }));
  } catch (thrown) {
    return [{ name: folder.name, refused: errorFacts(thrown) }];
  }
}

/** The files under an entry, no more of them than need be to know that they are too many. */
async function under(entry: FileSystemEntry): Promise<readonly File[]> {
  if (LEFT_BY_SYSTEMS.test(entry.name)) return [];
  // Casts: the types of the DOM do not tie the two kinds of entries to their flags.
  if (entry.isFile) return [await fileOf(entry as FileSystemFileEntry)];
  const found: File[] = [];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (let part = await entriesOf(reader); part.length > 0 && found.length <= FOLDER_MAX; part = await entriesOf(reader)) {
    for (const inner of part) if (found.length <= FOLDER_MAX) found.push(...(await under(inner)));
  }
  return found;
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, (cause) => reject(fail('FILE_UNREADABLE', { cause })));
  });

/** The next entries of a folder; none once it is at its end. */
const entriesOf = (reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> =>
  new Promise((resolve, reject) => {
    reader.readEntries(resolve, (cause) => reject(fail('FILE_UNREADABLE', { cause })));
  });

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Download } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadsFolder, keepDownload } from '../../../electron/platform/chromium/downloads.ts';

describe('what the window gives its user', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'poste-home-'));
  });
  afterEach(async () => {
    await rm(home, { recursive: true });
  });

  it('goes where the desktop says, else to « Downloads »', async () => {
    expect(downloadsFolder(home)).toBe(join(home, 'Downloads'));
    await mkdir(join(home, '.config'));
    await writeFile(
      join(home, '.config', 'user-dirs.dirs'),
      '# xdg\nXDG_DESKTOP_DIR="$HOME/Bureau"\nXDG_DOWNLOAD_DIR="$HOME/Téléchargements"\n',
    );
    expect(downloadsFolder(home)).toBe(join(home, 'Téléchargements'));
  });

  it('never takes the place of a file of the same name, and leaves no copy behind', async () => {
    const folder = join(home, 'recus');
    let deleted = 0;
    const given = (content: string) =>
      // Of the browser's object, what is used alone.
      ({
        suggestedFilename: () => 'patients-refusees.csv',
        saveAs: (path: string) => writeFile(path, content),
        delete: () => {
          deleted += 1;
          return Promise.resolve();
        },
      }) as unknown as Download;
    for (const content of ['un', 'deux', 'trois']) await keepDownload(given(content), folder);
    expect((await readdir(folder)).toSorted()).toEqual(['patients-refusees (1).csv', 'patients-refusees (2).csv', 'patients-refusees.csv']);
    expect(await readFile(join(folder, 'patients-refusees.csv'), 'utf8')).toBe('un');
    expect(deleted).toBe(3);
  });
});

import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureDataFolder } from '../../../electron/data-folder.ts';
import { makeFolder } from '../../../electron/make-folder.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'poste-make-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const code = (value: string) => expect.objectContaining({ code: value }) as Error;

describe('a folder', () => {
  test('is made with those above it, for its owner alone, as often as asked', () => {
    for (let i = 0; i < 2; i += 1) makeFolder(join(folder, 'a', 'b', 'c'));
    for (const path of ['a', 'a/b', 'a/b/c']) expect(statSync(join(folder, path)).mode & 0o777).toBe(0o700);
  });

  test('that is there stays as it is, behind a link too', () => {
    mkdirSync(join(folder, 'real'), { mode: 0o755 });
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    makeFolder(join(folder, 'link'));
    expect(statSync(join(folder, 'real')).mode & 0o777).toBe(0o755);
  });

  test('is not made where a file stands, at its place or above', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => makeFolder(join(folder, 'file'))).toThrow(code('EEXIST'));
    expect(() => makeFolder(join(folder, 'file', 'a'))).toThrow(code('ENOTDIR'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
    expect(() => makeFolder(join(folder, 'dangling'))).toThrow(code('EEXIST'));
  });

  test.skipIf(!existsSync('/proc/self'))('that the system will not hold is refused at once', () => {
    expect(() => makeFolder('/proc/poste/data')).toThrow(code('ENOENT'));
    expect(() => ensureDataFolder('/proc/poste')).toThrow(code('DATA_FOLDER_DENIED'));
  });
});

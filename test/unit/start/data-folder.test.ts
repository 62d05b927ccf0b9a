import type * as Fs from 'node:fs';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ensureDataFolder } from '../../../electron/data-folder.ts';

const fault = vi.hoisted(() => ({ code: '' }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  return {
    ...fs,
    mkdtempSync: (prefix: string) => {
      if (prefix.endsWith('essai-') && fault.code !== '') throw Object.assign(new Error(fault.code), { code: fault.code });
      return fs.mkdtempSync(prefix);
    },
  };
});

describe('the data folder', () => {
  let folder: string;
  beforeEach(() => {
    fault.code = '';
    folder = mkdtempSync(join(tmpdir(), 'poste-folder-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is made when it is absent, for its owner alone, and stays empty', () => {
    const data = join(folder, 'a', 'data');
    ensureDataFolder(data);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(readdirSync(data)).toEqual([]);
    ensureDataFolder(data);
  });

  test('that cannot be made is named, with what to do', () => {
    writeFileSync(join(folder, 'file'), '');
    const data = join(folder, 'file', 'data');
    expect(() => ensureDataFolder(data)).toThrow(
      expect.objectContaining({
        code: 'DATA_FOLDER_DENIED',
        message: expect.stringContaining(data) as string,
        action: expect.stringContaining('dataFolder') as string,
        detail: 'ENOTDIR',
      }) as Error,
    );
  });

  test.each(['EACCES', 'EPERM', 'EROFS'])('that is there and cannot be written (%s) is refused', (code) => {
    fault.code = code;
    expect(() => ensureDataFolder(folder)).toThrow(expect.objectContaining({ code: 'DATA_FOLDER_DENIED', detail: code }) as Error);
  });

  test.each(['ENOSPC', 'EDQUOT'])('on a full disk (%s) is not refused: what is there can be read', (code) => {
    fault.code = code;
    expect(() => ensureDataFolder(folder)).not.toThrow();
  });
});

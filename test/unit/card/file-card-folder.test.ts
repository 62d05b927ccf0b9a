import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileCardFolder } from '../../../electron/card/file-card-folder.ts';

const CARD = {
  generation: 'CPS4',
  tokenLabel: 'CPS',
  model: 'démonstration',
  serial: '1',
  triesLeft: 3,
  maxTries: 3,
  latencyMs: 0,
  data: [{ label: 'CPS_INFO_PS', private: false, hex: '30' }],
  note: 'what a person wrote beside',
};

describe('the folder of a demonstration card', () => {
  let dir = '';
  let folder: FileCardFolder;
  const put = (name: string, content: string): void => writeFileSync(join(dir, name), content);
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'poste-card-'));
    folder = new FileCardFolder(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('holds a card while its file is there, and nobody says that it is absent', () => {
    expect([folder.present(), folder.stamp()]).toEqual([false, null]);
    put('card.json', JSON.stringify(CARD));
    expect([folder.present(), typeof folder.stamp()]).toEqual([true, 'string']);
    put('absent', '');
    expect(folder.present()).toBe(false);
    rmSync(dir, { recursive: true });
    expect([folder.present(), folder.stamp()]).toEqual([false, null]);
  });

  it('keeps the tries left beside all the rest, for its owner alone, and leaves no half-written file', () => {
    put('card.json', JSON.stringify(CARD));
    folder.writeTries(folder.read(), 2);
    expect(folder.read()).toEqual({ ...CARD, triesLeft: 2 });
    expect(statSync(join(dir, 'card.json')).mode & 0o777).toBe(0o600);
    expect(existsSync(join(dir, 'card.json.new'))).toBe(false);
    expect(JSON.parse(readFileSync(join(dir, 'card.json'), 'utf8'))).toEqual({ ...CARD, triesLeft: 2 });
  });

  it.each([
    ['no card', '{}'],
    ['tries that are no number', JSON.stringify({ ...CARD, triesLeft: '3' })],
    ['data that are not hexadecimal', JSON.stringify({ ...CARD, data: [{ label: 'x', private: false, hex: 'zz' }] })],
    ['no JSON', '{'],
  ])('with %s in its file is not read as one', (_what, content) => {
    put('card.json', content);
    expect(() => folder.read()).toThrow();
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Electron's documentation, « Security », « Checklist: Security recommendations ». */
const POINTS = 20;
const ON_A_WORKSTATION = 'à voir sur un poste';

const rows = readFileSync(`${root}.github/SECURITY.md`, 'utf8')
  .split('\n')
  .map((line) => /^\| (\d+)\. .+? \| (.+?) \| (.+?) \|$/.exec(line))
  .filter((found) => found !== null)
  .map(([, number, done = '', shown = '']) => ({ number: Number(number), done, shown }));

describe('the security checklist of Electron', () => {
  test('each of its points has its row, in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: POINTS }, (_, at) => at + 1));
  });

  test.each(rows)('point $number: what is done is said, and shown by a test that exists or left to a workstation', ({ done, shown }) => {
    expect(done).not.toBe('');
    const files = [...shown.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => file);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    expect(files.length > 0 || shown.includes(ON_A_WORKSTATION)).toBe(true);
  });

  test('point 15: nothing of the application opens an address outside', () => {
    const sources = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.filter((name) => /\bopenExternal\b|\bopenPath\b/.test(readFileSync(join(root, 'electron', name), 'utf8')))).toEqual([]);
  });

  test('point 16: Electron is pinned to one version, the same in the lock', () => {
    const pinned = z
      .object({ devDependencies: z.object({ electron: z.string() }) })
      .parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8'))).devDependencies.electron;
    const lock = z
      .object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
      .parse(JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')));
    expect(pinned).toMatch(/^\d+\.\d+\.\d+$/);
    expect(lock.packages['node_modules/electron']?.version).toBe(pinned);
  });
});

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const run = (...words: string[]) =>
  spawnSync(process.execPath, [fileURLToPath(new URL('../../fuzz/run.ts', import.meta.url)), ...words], {
    encoding: 'utf8',
    timeout: 110_000,
  });
const answer = z.strictObject({
  doors: z.array(
    z.strictObject({
      name: z.string(),
      inputs: z.int().min(1),
      crashes: z.int().min(0),
      slowest_ms: z.int().min(0),
      peak_mb: z.int().min(0),
    }),
  ),
});

describe('npm run fuzz', { timeout: 120_000 }, () => {
  it('goes through every door, and answers one line of JSON', () => {
    const { stdout, stderr, status } = run('--minutes', '0.01', '--seed', '3', '--json');
    const { doors } = answer.parse(JSON.parse(stdout));
    expect(doors.map(({ name }) => name)).toEqual([
      'pdf',
      'text of pages',
      'image of a page',
      'image',
      'pixels',
      'stamp',
      'xml',
      'cda',
      'page of a cda',
      'dmp',
      'mime',
      'insi',
      'datamatrix',
      'csv',
      'hl7',
      'vitale',
      'card',
      'crl',
      'p12',
      'smtp',
      'psc',
      'config',
      'policy',
      'trust',
      'backup',
      'contract',
    ]);
    expect([doors.filter(({ crashes }) => crashes > 0), stderr, status]).toEqual([[], '', 0]);
  });

  it.each([
    ['--minutes', '0'],
    ['--minutes', 'x'],
    ['--seed', '1.5'],
  ])('refuses %s %s', (...words) => {
    const { stdout, status } = run(...words);
    expect([stdout, status]).toEqual(['', 2]);
  });
});

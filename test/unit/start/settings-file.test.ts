import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { settingsFile } from '../../../electron/settings-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'poste-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const there = join(folder, 'a.json');
writeFileSync(there, '{}');
const absent = join(folder, 'b.json');

test.each([
  [[], null],
  [['--more', there], null],
  [['--config', there], there],
  [[`--config=${there}`], there],
  [['node', 'main.js', '--config', there, '--more'], there],
])('%j: the settings are %s', (given, expected) => {
  expect(settingsFile(given)).toBe(expected);
});

test.each([
  [['--config', absent], absent],
  [[`--config=${absent}`], absent],
  [['--config'], '--config'],
  [['--config='], '--config'],
])('%j is refused, naming what is not there: it is not the usual place', (given, named) => {
  expect(() => settingsFile(given)).toThrow(
    expect.objectContaining({ code: 'CONFIG_MISSING', message: expect.stringContaining(named) as string }) as Error,
  );
});

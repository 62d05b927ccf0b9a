import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { applicationCommand } from '../../../electron/application-command.ts';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');

test('what the texts tell to type is what the package installs', () => {
  const packaged = read('electron-builder.yml');
  const product = /^productName: (.+)$/m.exec(packaged)?.[1] ?? '';
  const linux = /^linux:\n(?: {2}.*\n)*? {2}executableName: (.+)$/m.exec(packaged)?.[1];
  expect([applicationCommand('linux'), applicationCommand('win32'), applicationCommand('darwin')]).toEqual([
    linux,
    `"${product}.exe"`,
    `"/Applications/${product}.app/Contents/MacOS/${product}"`,
  ]);
  const guide = read('resources/aide/sauvegarde.md');
  for (const platform of ['linux', 'win32', 'darwin'] as const) expect(guide).toContain(applicationCommand(platform));
});

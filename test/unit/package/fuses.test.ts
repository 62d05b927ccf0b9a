import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';

/** Fuses of Electron as the package sets them (electronjs.org, « Electron Fuses »). */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const SAFE = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};
/** What electron-builder takes under the same name, and is no fuse: a signature made again on macOS. */
const NO_FUSE = 'resetAdHocDarwinSignature';

/** The block `electronFuses` of the package's configuration. */
function written(): Record<string, boolean> {
  const [, block = ''] = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(readFileSync(`${root}electron-builder.yml`, 'utf8')) ?? [];
  const lines = block.trimEnd().split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^ {2}(\w+): (true|false)$/.exec(line) ?? [];
      if (name === undefined) throw new Error(`not a fuse: ${line}`);
      return [name, value === 'true'];
    }),
  );
}

test('every fuse is set, to its safe side', () => {
  expect(written()).toEqual(SAFE);
});

test('no fuse that the packager knows is left to its default', () => {
  const scheme = z.object({ definitions: z.object({ FuseOptionsV1: z.object({ properties: z.record(z.string(), z.unknown()) }) }) });
  const text = readFileSync(`${root}node_modules/app-builder-lib/scheme.json`, 'utf8');
  const { properties } = scheme.parse(JSON.parse(text)).definitions.FuseOptionsV1;
  const known = Object.keys(properties).filter((name) => name !== NO_FUSE);
  expect(Object.keys(written()).toSorted()).toEqual(known.toSorted());
});

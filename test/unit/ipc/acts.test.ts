import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandActs } from '../../../electron/cli/acts.ts';
import type { Kept } from '../../../shared/contract/define.ts';
import { calls } from '../../../shared/contract/index.ts';
import { commands as sourceOnly } from '../../cli/index.ts';

const isDecided = (kept: Kept | undefined): boolean =>
  kept !== undefined &&
  ('none' in kept ? kept.none.trim() !== '' : kept.acts.length > 0 && kept.acts.every((act) => /^[a-z-]+\.[a-z-]+$/.test(act)));

describe('what the journal keeps', () => {
  it('is decided for every call of the contract', () => {
    expect(
      Object.entries(calls)
        .filter(([, { audit }]) => !isDecided(audit))
        .map(([name]) => name),
    ).toEqual([]);
  });

  it('is decided for every command', () => {
    const { stderr } = spawnSync(process.execPath, [fileURLToPath(new URL('../../../electron/cli.ts', import.meta.url))], {
      encoding: 'utf8',
    });
    const { action } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as { readonly action: string };
    const names = action
      .replace(/^Usage : /, '')
      .split(' | ')
      .filter((name) => !Object.hasOwn(sourceOnly, name));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !isDecided(commandActs[name]))).toEqual([]);
    expect(Object.keys(commandActs).filter((name) => !names.includes(name))).toEqual([]);
  });
});

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { callActs, commandActs, type Decision } from '../../../electron/ipc/acts.ts';
import { calls } from '../../../shared/contract/index.ts';
import { commands as sourceOnly } from '../../cli/index.ts';

const isDecided = (decision: Decision | undefined): boolean =>
  decision !== undefined && ('none' in decision ? decision.none.trim() !== '' : decision.acts.length > 0 && decision.acts.every((act) => /^[a-z-]+\.[a-z-]+$/.test(act)));

describe('what the journal keeps', () => {
  it('is decided for every call of the contract, and for no other', () => {
    const decisions: Readonly<Record<string, Decision>> = callActs;
    expect(Object.keys(calls).filter((name) => !isDecided(decisions[name]))).toEqual([]);
    expect(Object.keys(decisions).filter((name) => !Object.hasOwn(calls, name))).toEqual([]);
  });

  it('is decided for every command', () => {
    const { stderr } = spawnSync(process.execPath, [fileURLToPath(new URL('../../../electron/cli.ts', import.meta.url))], { encoding: 'utf8' });
    const { action } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as { readonly action: string };
    const names = action.replace(/^Usage : /, '').split(' | ').filter((name) => !Object.hasOwn(sourceOnly, name));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !isDecided(commandActs[name]))).toEqual([]);
    expect(Object.keys(commandActs).filter((name) => !names.includes(name))).toEqual([]);
  });
});

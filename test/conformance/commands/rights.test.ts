import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { facts, NURSE, USUAL } from '../../unit/domain/rights/facts.ts';
import { one, poste, refusal } from './poste.ts';

/** `rights explain` and `rights can` as a caller sees them (cli/README 12). */
const folder = mkdtempSync(join(tmpdir(), 'poste-rights-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (content: unknown): string => {
  const path = join(folder, 'facts.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

describe('rights explain', () => {
  const asked = (words: string) => poste('rights', 'explain', ...words.split(' '), '--json');

  it('answers every cell, one a line', async () => {
    const run = await asked('--all');
    const lines = run.stdout.trim().split('\n');
    expect([run.code, lines.length]).toEqual([0, 1293]);
    const keys = ['actor', 'act', 'mode', 'auth', 'object', 'state', 'answer', 'rule', 'reason', 'source'];
    for (const line of lines) expect(Object.keys(JSON.parse(line) as object)).toEqual(keys);
  }, 30_000);

  it.each([
    ['--actor MD --act TD2.1 --mode normal', 0, { auth: 'DIRECTE', object: null, state: null, answer: 'yes' }],
    ['--actor CPE --act TD3.2 --mode normal', 1, { state: 'current', answer: 'no', rule: 'R-141' }],
    ['--actor MT --act TD3.2 --mode bris_de_glace --state masked --object other', 1, { state: 'masked', object: 'other', answer: 'ask' }],
    ['--actor NM --act TD2.1 --mode normal --auth INDIRECTE_RENFORCEE', 1, { answer: 'no', rule: 'R-161' }],
    ['--actor MD --act TD3.3d --mode normal --object own', 0, { act: 'TD3.3d-archive', answer: 'yes' }],
  ])('%s', async (words, exit, answer) => {
    const run = await asked(words);
    expect(one(run)).toMatchObject(answer);
    expect(run.code).toBe(exit);
  });

  it.each([
    ['--actor NOBODY --act TD2.1 --mode normal', 3, 'INPUT_INVALID', '/actor'],
    ['--actor MD --act TD9 --mode normal', 3, 'INPUT_INVALID', '/act'],
    ['--actor MD --act TD2.1', 2, 'USAGE', null],
    ['--all --actor MD', 2, 'USAGE', null],
  ])('%s is refused', async (words, exit, code, path) => {
    expect(refusal(await asked(words))).toEqual({ exit, code, path });
  });
});

describe('a word that is none', () => {
  it('is refused with those that are', async () => {
    const { stderr } = await poste('rights', 'explain', ...'--actor MD --act TD2.1 --mode urgent --json'.split(' '));
    expect(stderr).toContain('« urgent » n’est pas un mot connu (attendu : normal, centre_15, bris_de_glace)');
  });
});

describe('rights can', () => {
  const asked = (content: unknown) => poste('rights', 'can', '--input', file(content), '--json');

  it('answers, with the rule, the reason and what it looked at', async () => {
    const run = await asked(USUAL);
    expect([run.code, one(run)]).toMatchObject([0, { answer: 'yes', rule: 'R-071', code: null, action: null }]);
    const refused = await asked(facts({ ...NURSE, act: 'TD3.1', patient: { information: { consultation: 'none' } } }));
    expect([refused.code, one(refused)]).toMatchObject([1, { answer: 'no', rule: 'R-050', code: 'RIGHTS_INFORM' }]);
  });

  it('does without what need not be said', async () => {
    const { delegations: _d, agreement: _a, document: _o, regulationCentre: _r, ...least } = USUAL;
    expect(one(await asked(least))).toMatchObject({ answer: 'yes' });
  });

  it.each<[string, unknown, string | null, string]>([
    ['a field that is missing', { ...USUAL, act: undefined }, '/act', 'INPUT_INVALID'],
    ['an hour that is none', { ...USUAL, at: 'yesterday' }, '/at', 'INPUT_INVALID'],
    ['an unknown card', { ...USUAL, session: { ...USUAL.session, card: 'VITALE' } }, '/session/card', 'INPUT_INVALID'],
    [
      'a state of information that is none',
      facts({ patient: { information: { feeding: 'maybe' as never } } }),
      '/patient/information/feeding',
      'INPUT_INVALID',
    ],
  ])('refuses %s', async (_what, content, path, code) => {
    expect(refusal(await asked(content))).toEqual({ exit: 3, code, path });
  });
});

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { openProfile } from '../../../electron/cli/profile.ts';
import { csvFile, strangers } from '../../integration/patients/files.ts';
import { one, poste, refusal, started } from './poste.ts';

/** `import run` and `patients find` as a caller sees them: words, exit codes, streams (cli/README 1, cli/README 8, cli/README 9). */
const folder = mkdtempSync(join(tmpdir(), 'poste-import-'));
afterAll(() => rmSync(folder, { recursive: true }));
vi.setConfig({ testTimeout: 60_000 });

const at = (name: string): string => join(folder, name);
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(at(name), content);
  return at(name);
};
const csv = put('patients.csv', csvFile([{ ipp: 'H1', birthName: 'PAT-TROIS', firstNames: 'DOMINIQUE' }]));
const data = at('data');

describe('poste import run, poste patients find', () => {
  test('exit 0 when all is taken, and when somebody is found: one object on stdout, nothing on stderr', async () => {
    const taken = await poste('import', 'run', csv, '--kind', 'csv', '--profile', data, '--json');
    expect([taken.code, taken.stderr, one(taken)]).toMatchObject([0, '', { created: 1, errors: [] }]);
    const found = await poste('patients', 'find', 'pat-trois', 'dominique', '--profile', data, '--json');
    expect([found.code, found.stderr, one(found)]).toMatchObject([0, '', { total: 1, results: [{ birthName: 'PAT-TROIS' }] }]);
  });

  test('exit 1 with the same shape when a line is refused, and when nobody is found', async () => {
    const profile = at('refused');
    const run = await poste(
      'import',
      'run',
      put('refused.csv', csvFile([{ ipp: 'H2', birthName: 'DUPON7', firstNames: 'LEA' }])),
      '--kind',
      'csv',
      '--profile',
      profile,
      '--json',
    );
    expect([run.code, run.stderr, one(run)]).toMatchObject([1, '', { rejected: 1, errors: [{ line: 2 }] }]);
    const found = await poste('patients', 'find', 'dupon', '--profile', profile, '--json');
    expect([found.code, one(found)]).toEqual([1, { total: 0, results: [] }]);
  });

  test.each([
    ['import without a file', ['import', 'run', '--kind', 'csv', '--profile', data]],
    ['import of two files', ['import', 'run', csv, csv, '--kind', 'csv', '--profile', data]],
    ['import without a kind', ['import', 'run', csv, '--profile', data]],
    ['import of another kind', ['import', 'run', csv, '--kind', 'xml', '--profile', data]],
    ['import without a profile', ['import', 'run', csv, '--kind', 'csv']],
    ['columns of messages', ['import', 'run', csv, '--kind', 'hl7', '--columns', csv, '--profile', data]],
    ['nothing to find', ['patients', 'find', '--profile', data]],
    ['blanks to find', ['patients', 'find', ' ', '--profile', data]],
    ['find without a profile', ['patients', 'find', 'pat']],
    ['a limit of 0', ['patients', 'find', 'pat', '--limit', '0', '--profile', data]],
    ['a limit in letters', ['patients', 'find', 'pat', '--limit', 'dix', '--profile', data]],
    ['a limit beyond the most', ['patients', 'find', 'pat', '--limit', '1001', '--profile', data]],
  ])('%s is a usage error', async (_what, words) => {
    expect(refusal(await poste(...words))).toMatchObject({ exit: 2, code: 'USAGE' });
  });

  test('exit 3 when the file as a whole is refused, 4 when the data folder is; never a word of anybody on stderr', async () => {
    const heading = put('heading.csv', 'Qui;Né\nPAT-TROIS;28/03/1979\n');
    const runs = await Promise.all([
      poste('import', 'run', heading, '--kind', 'csv', '--profile', at('three')),
      poste('import', 'run', at('none.csv'), '--kind', 'csv', '--profile', at('none')),
      poste('patients', 'find', 'pat-trois', '--profile', at('none')),
    ]);
    expect(runs.map(refusal)).toMatchObject([
      { exit: 3, code: 'IMPORT_MAPPING' },
      { exit: 3, code: 'FILE_NOT_FOUND', path: 'none.csv' },
      { exit: 4, code: 'PROFILE_UNKNOWN' },
    ]);
    expect(
      runs
        .map(({ stderr }) => stderr)
        .join('')
        .toUpperCase(),
    ).not.toMatch(/PAT-TROIS|28\/03/);
  });

  test('Ctrl-C ends it in good order: whole batches are kept, and said', async () => {
    const profile = at('stopped');
    const { child, ended } = started([
      'import',
      'run',
      put('crowd.csv', csvFile(strangers(12_000))),
      '--kind',
      'csv',
      '--profile',
      profile,
      '--json',
    ]);
    for (let taken = 0; taken === 0;) {
      await wait(20);
      if (!existsSync(join(profile, 'store.key'))) continue;
      const opened = await openProfile(profile, 'reading', () => new Date()).catch(() => null);
      taken = (await opened?.store.patients.count().catch(() => 0)) ?? 0;
      await opened?.store.close();
    }
    child.kill('SIGINT');
    const run = await ended;
    expect([run.code, run.stderr]).toEqual([1, '']);
    const { state, created } = one(run);
    expect([state, Number(created) % 2000, Number(created) < 12_000]).toEqual(['stopped', 0, true]);
  });
});

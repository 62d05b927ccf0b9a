import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

/** `ins check`: every exit code, and every matricule published with the official test identities (sandbox/README 1). */
const folder = mkdtempSync(join(tmpdir(), 'poste-ins-'));
afterAll(() => rmSync(folder, { recursive: true }));
const list = (text: string | Uint8Array): string => {
  const path = join(folder, 'list.txt');
  writeFileSync(path, text);
  return path;
};

const CLI = fileURLToPath(new URL('../../../electron/cli.ts', import.meta.url));
interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
const check = (...words: readonly string[]): Promise<Run> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, 'ins', 'check', ...words, '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
const answers = ({ stdout }: Run): readonly Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const refused = ({ stderr }: Run): unknown => JSON.parse(stderr.trim().split('\n').at(-1) ?? '');

const PUBLISHED = [
  ['275126322074974', null],
  ['181016322075140', null],
  ['297022A02077878', null],
  ['160012B02077713', null],
  ['236066322083656', null],
  ['109076322083489', null],
  ['209076322083439', null],
  ['209066322012355', null],
  ['109076322088835', null],
  ['180032B02040123', null],
  ['181036322045660', '76'],
  ['281036322045610', '26'],
  ['279035121518989', null],
  ['277076322082910', null],
  ['170082622170161', null],
  ['101072B99900114', null],
  ['199013417202174', null],
  ['199013417202273', null],
  ['133061764035249', null],
  ['111068647818424', null],
  ['255069999999934', null],
  ['224027511583555', '12'],
  ['223042545611404', '82'],
  ['221042545611404', '83'],
  ['222127505611201', '47'],
  ['276059205062865', '83'],
] as const;

describe('poste ins check', () => {
  test('judges every published matricule, one JSON line each, in order', async () => {
    const run = await check('--file', list(PUBLISHED.map(([matricule]) => `${matricule}\r\n`).join('')));
    expect(run.code).toBe(1);
    expect(answers(run)).toMatchObject(
      PUBLISHED.map(([matricule, right], i) => ({
        line: i + 1,
        input: matricule,
        valid: right === null,
        reason: right === null ? null : 'KEY',
        expectedKey: right ?? matricule.slice(13),
      })),
    );
  });

  test('exits 0 when all of a list is valid, and for an empty one', async () => {
    const run = await check('--file', list('\uFEFF2 79 03 51 215 189 89\n\n297022a02077878\n'), '--oid', '1.2.250.1.213.1.4.8');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(answers(run)).toMatchObject([
      { line: 1, kind: 'NIR', valid: true },
      { line: 3, kind: 'NIR', valid: true },
    ]);
    expect(await check('--file', list('\n'))).toMatchObject({ code: 0, stdout: '' });
  });

  test.each([
    ['1.2.250.1.213.1.4.8', [], 0, 'NIR', null],
    ['1.2.250.1.213.1.4.9', [], 0, 'NIA', null],
    ['1.2.250.1.213.1.4.10', [], 1, 'NIR-TEST', 'OID'],
    ['1.2.250.1.213.1.4.11', [], 1, 'NIR-DEMO', 'OID'],
    ['1.2.250.1.213.1.4.11', ['--test'], 0, 'NIR-DEMO', null],
    ['1.2.3', ['--test'], 1, null, 'OID'],
  ])('the OID %s %j exits %i', async (oid, flags, code, kind, reason) => {
    const run = await check('279035121518989', '--oid', oid, ...flags);
    expect(run.code).toBe(code);
    expect(answers(run)).toMatchObject([{ kind, reason, valid: code === 0 }]);
  });

  test.each([
    ['a word and a list', ['279035121518989', '--file', 'x'], 2, 'USAGE'],
    ['two words', ['1', '2'], 2, 'USAGE'],
    ['a list that is not there', ['--file', join(folder, 'none.txt')], 3, 'FILE_NOT_FOUND'],
  ])('%s: nothing on stdout, the error on stderr', async (_, words, code, error) => {
    const run = await check(...words);
    expect(run).toMatchObject({ code, stdout: '' });
    expect(refused(run)).toMatchObject({ code: error });
  });
});

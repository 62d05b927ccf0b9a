import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplePdf } from '../../setup/sample-pdf.ts';
import { needs } from '../../setup/needs.ts';
import { DOMINIQUE } from '../../setup/patient.ts';

/** The headless commands as a caller sees them: words, exit codes, stdout, stderr and files (cli/README 1 to 7). */
const folder = mkdtempSync(join(tmpdir(), 'poste-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(at(name), content);
  return at(name);
};

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
const CLI = fileURLToPath(new URL('../../../electron/cli.ts', import.meta.url));
function poste(...words: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
const one = (run: Run): Record<string, unknown> => {
  expect(run.stdout.trim().split('\n')).toHaveLength(1);
  return JSON.parse(run.stdout) as Record<string, unknown>;
};
/** The refusal: nothing on stdout, the error on the last line of stderr. */
const refusal = (run: Run): { readonly exit: number | null; readonly code: string; readonly path: unknown } => {
  expect(run.stdout).toBe('');
  const error = JSON.parse(run.stderr.trim().split('\n').at(-1) ?? '') as { code: string; message: string; action: string; path: unknown };
  expect(error.message).toMatch(/^\p{Lu}.*\.$/u);
  expect(error.action.length).toBeGreaterThan(0);
  return { exit: run.code, code: error.code, path: error.path };
};

const doc = {
  type: '11488-4',
  title: 'CR de consultation',
  createdAt: '2026-11-21T10:15:30+01:00',
  patient: DOMINIQUE,
  author: {
    idNat: '899900000017',
    family: 'DURAND',
    given: 'Paule',
    prefix: 'MME',
    suffix: 'DR',
    speciality: 'G15_10/SM26',
    structure: { idNat: '499900000017001', name: 'Cabinet du Port', sector: 'SA07', practiceSetting: 'AMBULATOIRE' },
  },
  event: { start: '2026-11-21T09:00:00+01:00' },
};
const context = {
  authentication: 'DIRECTE',
  mode: 'normal',
  patient: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' },
  lps: { id: '01.01', name: 'Poste Sante', version: '0.1.0', approval: 'SANDBOX' },
};

describe('--help', () => {
  test('says how each command is typed, or the one that is named', async () => {
    const all = await poste('--help');
    expect(all.code).toBe(0);
    for (const usage of ['ins check <matricule>', 'rights can --input facts.json', 'store backup --profile dir'])
      expect(all.stdout).toContain(usage);
    const named = await poste('ins', 'check', '--help');
    expect([named.code, named.stdout.startsWith('ins check <matricule>'), named.stdout.trim().split('\n').length]).toEqual([0, true, 1]);
  });
});

describe('poste ins check', () => {
  test('answers one object and exits 0 when the matricule is valid', async () => {
    const run = await poste('ins', 'check', '2 79 03 51 215 189 89', '--oid', '1.2.250.1.213.1.4.10', '--test', '--json');
    expect(run.code).toBe(0);
    expect(one(run)).toEqual({
      input: '2 79 03 51 215 189 89',
      valid: true,
      reason: null,
      kind: 'NIR-TEST',
      normalised: '279035121518989',
      expectedKey: '89',
      display: '2 79 03 51 215 189 89',
      warnings: [],
    });
  });
  test('exits 1 with the same shape when it is not', async () => {
    const run = await poste('ins', 'check', '224027511583555', '--json');
    expect(run.code).toBe(1);
    expect(one(run)).toMatchObject({ valid: false, reason: 'KEY', expectedKey: '12' });
  });
  test('a list is answered line by line, blank lines skipped', async () => {
    const run = await poste('ins', 'check', '--file', file('list.txt', '279035121518989\n\nabc\n'), '--json');
    expect(run.code).toBe(1);
    const lines = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { line: number; valid: boolean });
    expect(lines.map(({ line, valid }) => [line, valid])).toEqual([
      [1, true],
      [3, false],
    ]);
  });
  test.each([
    ['no word', ['ins', 'check']],
    ['an unknown option', ['ins', 'check', '1', '--nope']],
    ['an unknown command', ['ins', 'delete']],
  ])('%s is a usage error', async (_what, words) => {
    expect(refusal(await poste(...words))).toMatchObject({ exit: 2, code: 'USAGE' });
  });
});

describe('poste cda', () => {
  beforeAll(async () => {
    file('doc.json', JSON.stringify(doc));
    file('doc.pdf', await samplePdf({}));
  });
  const build = (out: string, ...more: readonly string[]) =>
    poste(
      'cda',
      'build',
      '--input',
      at('doc.json'),
      '--pdf',
      at('doc.pdf'),
      '--out',
      at(out),
      '--now',
      '2026-11-21T10:16:00+01:00',
      ...more,
      '--json',
    );

  test('builds a document, the same bytes for the same seed and instant, other ones for another seed', async () => {
    const run = await build('a.xml', '--seed', 'x');
    expect(run.code).toBe(0);
    expect(one(run)).toMatchObject({
      version: 1,
      title: doc.title,
      mediaType: 'application/pdf',
      metadata: { facility: { code: 'SA07' } },
    });
    await build('b.xml', '--seed', 'x');
    await build('c.xml', '--seed', 'y');
    expect(readFileSync(at('b.xml'))).toEqual(readFileSync(at('a.xml')));
    expect(readFileSync(at('c.xml'))).not.toEqual(readFileSync(at('a.xml')));
  });
  test('reads it back, and gives the PDF byte for byte', async () => {
    await build('d.xml');
    const run = await poste('cda', 'read', at('d.xml'), '--body-out', at('out.pdf'), '--json');
    expect(run.code).toBe(0);
    expect(one(run)).toMatchObject({
      root: 'ClinicalDocument',
      level: 1,
      title: doc.title,
      warnings: [],
      patient: { ins: doc.patient.ins },
    });
    expect(readFileSync(at('out.pdf'))).toEqual(readFileSync(at('doc.pdf')));
  });
  test('renders it as a page of ours, or refuses it and writes nothing', async () => {
    await build('e.xml');
    const run = await poste('cda', 'render', at('e.xml'), '--out', at('e.html'), '--json');
    expect([run.code, one(run)]).toEqual([0, { level: 1, title: doc.title, sections: 0, textLength: 0, blocked: [] }]);
    expect(readFileSync(at('e.html'), 'utf8')).toMatch(/^<!doctype html><html lang="fr">[\s\S]*PAT-TROIS[\s\S]*<\/html>$/);
    const hostile = file('hostile.xml', '<x>'.repeat(20_000) + '</x>'.repeat(20_000));
    expect(refusal(await poste('cda', 'render', hostile, '--out', at('no.html')))).toMatchObject({ exit: 3, code: 'XML_DEPTH' });
    expect(existsSync(at('no.html'))).toBe(false);
  });
  test.each([
    ['a title of 129 characters', { ...doc, title: 'x'.repeat(129) }, 'TITLE_TOO_LONG'],
    ['an unknown type', { ...doc, type: '0000-0' }, 'TYPE_UNKNOWN'],
    ['an INS that is not qualified', { ...doc, patient: { ...doc.patient, status: 'RECUP' } }, 'INS_NOT_QUALIFIED'],
    [
      'an INS with a wrong key',
      { ...doc, patient: { ...doc.patient, ins: { ...doc.patient.ins, matricule: '279035121518988' } } },
      'INS_KEY',
    ],
    ['a field of another shape', { ...doc, title: 12 }, 'INPUT_INVALID'],
  ])('%s is refused and nothing is written', async (_what, input, code) => {
    const run = await poste(
      'cda',
      'build',
      '--input',
      file('bad.json', JSON.stringify(input)),
      '--pdf',
      at('doc.pdf'),
      '--out',
      at('no.xml'),
    );
    expect(refusal(run)).toMatchObject({ exit: 3, code });
    expect(existsSync(at('no.xml'))).toBe(false);
  });
  test.each([
    ['a file that is not a PDF', 'not.pdf', Buffer.from('hello'), 'PDF_INVALID'],
    ['an empty file', 'empty.pdf', Buffer.alloc(0), 'PDF_EMPTY'],
  ])('%s is refused', async (_what, name, bytes, code) => {
    const run = await poste('cda', 'build', '--input', at('doc.json'), '--pdf', file(name, bytes), '--out', at('no.xml'));
    expect(refusal(run)).toMatchObject({ exit: 3, code });
  });
  test.each([
    ['a DTD', '<!DOCTYPE x><x/>', 'XML_DTD'],
    ['UTF-16', Buffer.from('\uFEFF<?xml version="1.0"?><x/>', 'utf16le'), 'XML_ENCODING'],
    ['300 levels', '<x>'.repeat(300) + '</x>'.repeat(300), 'XML_DEPTH'],
    ['a truncated document', '<ClinicalDocument xmlns="urn:hl7-org:v3">', 'XML_MALFORMED'],
  ])('%s is refused at the XML door', async (_what, content, code) => {
    expect(refusal(await poste('cda', 'read', file('door.xml', content)))).toMatchObject({ exit: 3, code });
  });
  test('a missing file is named', async () => {
    expect(refusal(await poste('cda', 'read', at('missing.xml')))).toMatchObject({ exit: 3, code: 'FILE_NOT_FOUND', path: 'missing.xml' });
  });
});

describe('poste vihf build', () => {
  beforeAll(async () => {
    file('ctx.json', JSON.stringify(context));
    expect((await poste('sandbox', 'card', '--out', at('card'), '--json')).code).toBe(0);
  });
  const withCard = (pin: string, out: string) =>
    poste('vihf', 'build', '--input', at('ctx.json'), '--out', at(out), '--card', `file:${at('card')}`, '--pin-file', pin, '--json');

  test('a card signs it, and xmlsec1 verifies it to the test root', async ({ skip }) => {
    const xmlsec1 = needs.tool('xmlsec1');
    if (xmlsec1 === null) skip();
    const run = await withCard(at('card/pin'), 'vihf.xml');
    expect(run.code).toBe(0);
    expect(one(run)).toMatchObject({
      nameId: '899900000017',
      version: '3.0',
      signed: true,
      algorithm: 'rsa-sha256',
      certificate: { keyUsage: ['nonRepudiation'] },
    });
    const authorities = readFileSync(at('card/ca.pem'), 'utf8').split(/(?<=-----END CERTIFICATE-----\n)/);
    const trusted = authorities.flatMap((pem, i) => ['--trusted-pem', file(`ca-${i}.pem`, pem)]);
    const { spawnSync } = await import('node:child_process');
    const verified = spawnSync(xmlsec1 ?? '', [
      '--verify',
      ...trusted,
      '--id-attr:ID',
      'urn:oasis:names:tc:SAML:2.0:assertion:Assertion',
      at('vihf.xml'),
    ]);
    expect(verified.stderr.toString() + verified.stdout.toString()).toMatch(/^OK$/m);
  });
  test('a wrong PIN costs one try, writes nothing, and says how many are left', async () => {
    const wrong = file('wrong', '9999\n');
    chmodSync(wrong, 0o600);
    expect(refusal(await withCard(wrong, 'no-vihf.xml'))).toMatchObject({ exit: 4, code: 'PIN_WRONG' });
    expect(existsSync(at('no-vihf.xml'))).toBe(false);
    expect(JSON.parse(readFileSync(at('card/card.json'), 'utf8'))).toMatchObject({ triesLeft: 2 });
  });
  test('a PIN file that others may read is refused before any try', async () => {
    const open = file('open', '1234\n');
    chmodSync(open, 0o644);
    expect(refusal(await withCard(open, 'no-vihf.xml'))).toMatchObject({ exit: 3, code: 'PIN_FILE_OPEN' });
  });
  test('no card is exit 4', async () => {
    const run = await poste(
      'vihf',
      'build',
      '--input',
      at('ctx.json'),
      '--out',
      at('n.xml'),
      '--card',
      `file:${at('nothing')}`,
      '--pin-file',
      at('card/pin'),
    );
    const { exit, code } = refusal(run);
    expect([exit, code.startsWith('CARD_')]).toEqual([4, true]);
  });
});

describe('poste dmp parse', () => {
  const examples = needs.shared('reference/dmp/examples');
  test.skipIf(examples === null)('an official answer is positive, a message that is none is refused', async () => {
    const run = await poste('dmp', 'parse', `${examples}/td2.1-response.xml`, '--json');
    expect(run.code).toBe(0);
    expect(one(run)).toMatchObject({ kind: 'feed', td: 'TD2.1', status: 'success', errors: [] });
    expect(refusal(await poste('dmp', 'parse', `${examples}/td2.1-signature-xades.xml`)).exit).toBe(3);
  });
});

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { needs } from '../../setup/needs.ts';
import { schemaErrors } from './kept-schemas.ts';

/** The main job on both kinds of card, and its exchanged bytes judged by tools that are not ours. */
const folder = mkdtempSync(join(tmpdir(), 'poste-main-job-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const CLI = fileURLToPath(new URL('../../../electron/cli.ts', import.meta.url));

const answer = z.object({
  card: z.object({ module: z.string(), generation: z.enum(['CPS3', 'CPS4']) }),
  ins: z.object({ status: z.literal('QUAL'), matricule: z.literal('279035121518989'), oid: z.literal('1.2.250.1.213.1.4.10') }),
  dmp: z.object({ status: z.literal('sent'), uniqueId: z.string().regex(/^2\.25\.\d+$/) }),
  mss: z.object({ status: z.literal('sent'), messageId: z.string().regex(/^<[^>]+>$/), headers: z.record(z.string(), z.string()) }),
  patientView: z.object({
    documents: z
      .array(z.object({ uniqueId: z.string(), entryUUID: z.string(), title: z.string(), author: z.string(), sha1: z.string() }))
      .length(1),
    accesses: z.array(z.object({ who: z.string(), action: z.string() })).min(1),
  }),
  audit: z.object({ length: z.int().min(5), valid: z.literal(true) }),
  ms: z.object({ start: z.int(), login: z.int(), ins: z.int(), validate: z.int(), total: z.int() }),
});

async function mainJob(...words: readonly string[]): Promise<z.infer<typeof answer>> {
  const { code, stdout, stderr } = await new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [CLI, 'main-job', ...words, '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()));
    child.on('close', (exit) => resolve({ code: exit, stdout: out, stderr: err }));
  });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const parsed = answer.parse(JSON.parse(stdout));
  expect(parsed.patientView.documents[0]?.uniqueId).toBe(parsed.dmp.uniqueId);
  expect(parsed.mss.headers).toMatchObject({ 'X-MSS-INS': 'O', 'X-MSS-CODECDA': '11488-4', 'X-MSS-NIL': 'DEV000000' });
  return parsed;
}

const softhsm = needs.file('/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so');

describe('poste main-job', () => {
  test('with the file card', async () => {
    expect((await mainJob('--card', 'file')).card).toEqual({ module: 'file', generation: 'CPS3' });
  }, 60_000);

  test.skipIf(softhsm === null).each(['CPS3', 'CPS4'] as const)(
    'with a %s behind PKCS#11, every signature verified by xmlsec1 and every message by its published schema',
    async (generation) => {
      const keep = join(folder, generation);
      expect((await mainJob('--generation', generation, '--keep', keep)).card.generation).toBe(generation);
      const kept = (name: string): string => join(keep, name);
      const trusted = readFileSync(kept('ca.pem'), 'utf8')
        .split(/(?<=-----END CERTIFICATE-----\n)/)
        .filter((pem) => pem.includes('BEGIN'))
        .flatMap((pem, i) => {
          writeFileSync(kept(`ca-${i}.pem`), pem);
          return ['--trusted-pem', kept(`ca-${i}.pem`)];
        });
      const verify = (name: string, ...args: readonly string[]): string => {
        const run = spawnSync('xmlsec1', ['--verify', ...trusted, ...args, kept(name)]);
        return run.stdout.toString() + run.stderr.toString();
      };
      const saml = ['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion'];
      expect(verify('vihf.xml', ...saml)).toMatch(/^OK$/m);
      expect(verify('insi-request.xml', ...saml)).toMatch(/^OK$/m);
      expect(verify('xades.xml', '--ignore-manifests', '--id-attr:Id', 'Manifest', '--id-attr:Id', 'SignedProperties')).toMatch(/^OK$/m);
      const said = Object.entries(await schemaErrors(keep));
      expect(said.map(([name]) => name)).toEqual([
        'document.xml',
        'METADATA.XML',
        'TD0.2',
        'TD2.1',
        'VIHF',
        'INSi ContexteBAM',
        'INSi ContexteLPS',
        'INSi Security',
        'INSi RECSANSVITALE',
      ]);
      // Null: the schemas are not on this machine, which CI refuses.
      expect(said.filter(([, errors]) => errors !== null && errors.length > 0)).toEqual([]);
      expect(spawnSync('unzip', ['-t', kept('IHE_XDM.zip')]).status).toBe(0);
      expect(readFileSync(kept('message.eml'), 'utf8')).toMatch(/^X-MSS-INS: O\r?$/m);
    },
    60_000,
  );
});

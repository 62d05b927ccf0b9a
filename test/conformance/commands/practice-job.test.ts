import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ALIX_SIMON, PAULE_DURAND } from '../../sandbox/identities.ts';
import { needs } from '../../setup/needs.ts';

/** A practice on one workstation: the secretary prepares, the doctor validates, each with their own card. */
const CLI = fileURLToPath(new URL('../../../electron/cli.ts', import.meta.url));

const answer = z.strictObject({
  prepared: z.int(),
  validated: z.int(),
  left: z.int(),
  refused: z.array(z.strictObject({ actor: z.string(), act: z.string(), code: z.string(), by: z.enum(['client', 'sandbox']) })),
  documents: z.array(
    z.strictObject({
      uniqueId: z.string().regex(/^2\.25\.\d+$/),
      td: z.enum(['TD2.1', 'TD2.2']),
      signer: z.string(),
      author: z.string(),
      legalAuthenticator: z.string().nullable(),
      dataEnterer: z.string().nullable(),
    }),
  ),
  journal: z.array(z.strictObject({ act: z.string(), actor: z.string(), onBehalfOf: z.string().nullable() })),
});

const softhsm = needs.file('/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so');

describe('poste practice-job', () => {
  test.skipIf(softhsm === null).each(['file', 'softhsm'])(
    'with %s cards: what is prepared leaves once validated, in the name of the doctor, and nothing else does',
    (card) => {
      const run = spawnSync(process.execPath, [CLI, 'practice-job', '--card', card, '--json'], {
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '' },
      });
      expect([run.status, run.stderr]).toEqual([0, '']);
      const { documents, refused, journal, ...counts } = answer.parse(JSON.parse(run.stdout));
      expect(counts).toEqual({ prepared: 3, validated: 2, left: 2 });
      const people = { author: 'PAULE DURAND', legalAuthenticator: 'PAULE DURAND', dataEnterer: 'ALIX SIMON' };
      expect(documents.map(({ uniqueId: _id, ...facts }) => facts)).toEqual([
        { td: 'TD2.2', signer: ALIX_SIMON.person.idNat, ...people },
        { td: 'TD2.1', signer: PAULE_DURAND.person.idNat, ...people },
        { td: 'TD2.1', signer: PAULE_DURAND.person.idNat, ...people },
      ]);
      expect(refused.map(({ actor, act, code, by }) => [actor, act, code, by].join(' '))).toEqual([
        'ALIX SIMON documents.validate RIGHTS_VALIDATE client',
        'ALIX SIMON documents.prepare RIGHTS_DELEGATION client',
        'ALIX SIMON TD2.2 RIGHTS_DELEGATION client',
        'ALIX SIMON documents.prepare RIGHTS_DELEGATION client',
        'ALIX SIMON TD2.2 RIGHTS_DELEGATION client',
        'NOE PERRIN TD2.2 RIGHTS_PRACTICE client',
        'ALIX SIMON TD2.2 DMP_CONTENT sandbox',
      ]);
      const forDoctor = journal.filter(({ onBehalfOf }) => onBehalfOf !== null);
      expect(new Set(forDoctor.map(({ act, actor, onBehalfOf }) => [act, actor, onBehalfOf].join(' / ')))).toEqual(
        new Set(['document.prepared', 'document.fed-for', 'dmp.sent', 'dmp.attempt'].map((act) => `${act} / Alix SIMON / Dr Paule DURAND`)),
      );
    },
    120_000,
  );
});

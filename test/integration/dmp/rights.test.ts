import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { td02 } from '../../../electron/dmp/td0-2.ts';
import { sendTd21 } from '../../../electron/dmp/td2-1.ts';
import type { HttpRequest } from '../../../electron/net/types.ts';
import { startPatientPortal } from '../../sandbox/mes/index.ts';
import { ALIX_SIMON, HUGO_PETIT, LISE_GARNIER, NOE_PERRIN, YANN_LEROUX, type Holder } from '../../sandbox/identities.ts';
import { needs } from '../../setup/needs.ts';
import {
  cda,
  DOMINIQUE,
  insOf,
  LUC_AUBERT,
  PAULE_DURAND,
  signerOf,
  SPECIAL_CASES,
  startBench,
  type Bench,
  type WorkstationOptions,
} from './kit.ts';

/** The rights service of the sandbox, spoken to directly: rights/README 1, R-055, R-080 to. */
const ready = needs.tool('xmlsec1') !== null && needs.tool('xmllint') !== null;

const QUERY = 'urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0';
const RIM = 'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0';
const HABILITATIONS = 'urn:si-dmp-habilitations';
const adhoc = (id: string, returnType: string): string =>
  `<q:AdhocQueryRequest xmlns:q="${QUERY}"><q:ResponseOption returnComposedObjects="true" returnType="${returnType}"/><r:AdhocQuery xmlns:r="${RIM}" id="urn:uuid:${id}"/></q:AdhocQueryRequest>`;

/** What a client that asks nobody would send, by act: the right is judged before anything else of the body. */
const BODIES: Readonly<Record<string, string>> = {
  'TD0.3+': `<setAuthorization xmlns="${HABILITATIONS}"><action>AJOUT</action></setAuthorization>`,
  'TD0.3-': `<setAuthorization xmlns="${HABILITATIONS}"><action>SUPPRESSION</action></setAuthorization>`,
  'TD0.3mt': `<setAuthorization xmlns="${HABILITATIONS}"><action>SUPPRESSION</action><role>MEDECIN_TRAITANT</role></setAuthorization>`,
  'TD0.4': '<patientList xmlns="urn:si-dmp-patients"/>',
  'TD0.5': '<PRPA_IN201305UV02 xmlns="urn:hl7-org:v3"/>',
  'TD1.6': `<listAuthorizationByPatient xmlns="${HABILITATIONS}"/>`,
  'TD3.1': adhoc('14d4debf-8f97-4251-9a74-a90016b0af0d', 'LeafClass'),
  'TD3.1, as whole entries': adhoc('5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4', 'LeafClass'),
  'TD3.1, by lot': adhoc('f26abbcb-ac74-4422-8a30-edb644bbc1a9', 'ObjectRef'),
  'TD3.1b': adhoc('5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4', 'ObjectRef'),
  'TD3.2': '<RetrieveDocumentSetRequest xmlns="urn:ihe:iti:xds-b:2007"/>',
  'TD3.3': '<SubmitObjectsRequest xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"/>',
};

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

/** Whether the rights service refused: what it let through is refused for its body, which is none of the transaction's. */
async function refuses(act: string, options: WorkstationOptions, ins = DOMINIQUE): Promise<boolean> {
  const tamper = (request: HttpRequest): HttpRequest => {
    const source = Buffer.from(request.body ?? []).toString('utf8');
    const changed = source.replace(/(<([\w-]+:)?Body[^>]*>)[^]*(<\/([\w-]+:)?Body>)/, `$1${BODIES[act] ?? ''}$3`);
    if (changed === source) throw new Error('nothing to change');
    return { ...request, body: Buffer.from(changed) };
  };
  const { connection } = await bench.workstation({ ...options, tamper });
  await td02(connection, ins).catch(() => undefined);
  const outcome = bench.dmp.journal.at(-1)?.outcome;
  expect(['DMPAccessDeniedByRightsService', 'Sender']).toContain(outcome);
  return outcome === 'DMPAccessDeniedByRightsService';
}

const SECRETARY = { roles: [{ code: '331', displayName: 'Secrétaire médicale', codeSystem: '1.2.250.1.213.1.6.1.107' }] };
const BREAK_GLASS = { mode: 'bris_de_glace', reason: 'Coma' } as const;
const REGULATION = { mode: 'centre_15' } as const;

/** Cards, and what the rights service lets each try; a + is allowed. */
const CARDS: readonly (readonly [who: string, holder: Holder, vihf: WorkstationOptions['vihf'], allowed: string])[] = [
  ['a doctor', PAULE_DURAND, {}, 'TD0.3+ TD0.3- TD0.4 TD1.6 TD3.1 TD3.1b TD3.2 TD3.3'],
  ['a nurse', YANN_LEROUX, {}, 'TD0.3+ TD0.3- TD0.4 TD1.6 TD3.1 TD3.1b TD3.2 TD3.3'],
  ['a pharmacist', HUGO_PETIT, {}, 'TD0.3+ TD0.3- TD0.4 TD1.6 TD3.1 TD3.1b TD3.2 TD3.3'],
  ['an occupational doctor, who reads nothing (R-119)', LISE_GARNIER, {}, 'TD0.4 TD1.6 TD3.1 TD3.1b TD3.3'],
  ['a secretary, who never looks (R-141)', ALIX_SIMON, SECRETARY, 'TD0.3+ TD0.4 TD3.1b TD3.3'],
  ['staff of a hospital', NOE_PERRIN, SECRETARY, 'TD0.3+ TD0.4 TD3.1b TD3.3'],
  ['a doctor who breaks the glass (R-085)', PAULE_DURAND, BREAK_GLASS, 'TD0.4 TD3.1 TD3.1b TD3.2 TD3.3'],
  ['a doctor who regulates (R-086)', PAULE_DURAND, REGULATION, 'TD0.4 TD0.5 TD3.1 TD3.1b TD3.2 TD3.3'],
  ['a secretary who would break the glass (R-087)', ALIX_SIMON, { ...SECRETARY, ...BREAK_GLASS }, ''],
  ['an occupational doctor who would regulate', LISE_GARNIER, REGULATION, ''],
];

describe.skipIf(!ready)('the rights service', () => {
  it.each(CARDS)('lets %s do no more than the public matrix', async (_who, holder, vihf, allowed) => {
    bench.dmp.authorize(DOMINIQUE.matricule, '499900000017001', 'VALIDE');
    const may = new Set(allowed.split(' ').filter((act) => act !== ''));
    for (const act of Object.keys(BODIES)) {
      const right = act.split(',')[0] ?? act;
      expect([act, await refuses(act, { holder, vihf: vihf ?? {} })]).toEqual([act, !may.has(right)]);
    }
  });

  it('knows the médecin traitant by what the record says, who alone stops being it', async () => {
    expect(await refuses('TD0.3mt', {})).toBe(true);
    bench.dmp.declareMedecinTraitant(DOMINIQUE.matricule, PAULE_DURAND.person.idNat);
    expect(await refuses('TD0.3mt', {})).toBe(false);
    expect(await refuses('TD0.3mt', { holder: LUC_AUBERT })).toBe(true);
    // A médecin traitant who regulates is a doctor.
    expect(await refuses('TD0.5', { vihf: REGULATION })).toBe(false);
    bench.dmp.declareMedecinTraitant(DOMINIQUE.matricule, null);
  });

  it('refuses a profession that no matrix names', async () => {
    const person = { ...YANN_LEROUX.person, profession: '35', title: 'Aide-soignant' };
    const { connection } = await bench.workstation({ holder: { ...YANN_LEROUX, person } });
    await expect(td02(connection, DOMINIQUE)).rejects.toMatchObject({ detail: expect.stringContaining('Profession inconnue') });
  });

  it('opens nothing that the patient did not allow, but in an emergency (R-074)', async () => {
    const expired = insOf(SPECIAL_CASES.expired);
    expect(await refuses('TD3.1', {}, expired)).toBe(true);
    expect(await refuses('TD3.2', {}, expired)).toBe(true);
    expect(await refuses('TD3.1b', {}, expired)).toBe(false);
    expect(await refuses('TD3.1', { vihf: BREAK_GLASS }, expired)).toBe(false);
  });

  it('opens no emergency that the patient opposed (R-083)', async () => {
    const { matricule } = insOf(SPECIAL_CASES.minor);
    const minor = insOf(matricule);
    expect(await refuses('TD3.1', { vihf: BREAK_GLASS }, minor)).toBe(false);
    bench.dmp.oppose(matricule, 'breakGlass');
    expect(await refuses('TD3.1', { vihf: BREAK_GLASS }, minor)).toBe(true);
    expect(await refuses('TD3.1', { vihf: REGULATION }, minor)).toBe(false);
    bench.dmp.oppose(matricule, 'regulation');
    expect(await refuses('TD3.1', { vihf: REGULATION }, minor)).toBe(true);
  });

  it('lets nobody feed under AIR, and a structure’s certificate feed and look at nothing (R-161, R-144)', async () => {
    const idNat = '10B0999997';
    const [client, seal] = await Promise.all([
      bench.pki.structure({ name: 'CH des Essais', idNat, cn: 'ch', usage: 'AUTH_CLI' }),
      bench.pki.structure({ name: 'CH des Essais', idNat, cn: 'ch', usage: 'SIGN' }),
    ]);
    const through = (authentication: 'INDIRECTE' | 'INDIRECTE_RENFORCEE'): WorkstationOptions => ({
      tls: { certPem: client.certPem + client.chainPem, keyPem: client.keyPem },
      vihf: { authentication, subjectName: 'Paule DURAND', structure: { idNat, sector: 'SA01' } },
      vihfSigner: signerOf(seal, seal.chainPem),
    });
    expect(await refuses('TD3.1', through('INDIRECTE'))).toBe(true);
    expect(await refuses('TD3.1b', through('INDIRECTE'))).toBe(false);
    expect(await refuses('TD3.1', through('INDIRECTE_RENFORCEE'))).toBe(false);
    const { connection, prepare } = await bench.workstation(through('INDIRECTE_RENFORCEE'));
    await expect(sendTd21(connection, await prepare([{ cda: await cda(), flags: [] }]))).rejects.toMatchObject({
      code: 'DMP_RIGHTS',
      detail: expect.stringContaining('authentification de la structure'),
    });
  });
});

describe.skipIf(!ready)('the secret connection of a minor (R-032)', () => {
  const minor = insOf(SPECIAL_CASES.minor);
  const secret = { secretConnection: true };

  it('is a minor’s alone, as the rules of the DMP say who is one', async () => {
    const { connection } = await bench.workstation({ vihf: secret });
    expect((await td02(connection, minor)).exists).toBe(true);
    await expect(td02(connection, DOMINIQUE)).rejects.toMatchObject({
      code: 'DMP_RIGHTS',
      detail: expect.stringContaining('réservée aux mineurs'),
    });
    bench.dmp.rules.majority = 10;
    await expect(td02(connection, minor)).rejects.toMatchObject({ code: 'DMP_RIGHTS' });
    bench.dmp.rules.majority = 18;
    bench.dmp.rules.minors = false;
    await expect(td02(connection, minor)).rejects.toMatchObject({ code: 'DMP_RIGHTS' });
    bench.dmp.rules.minors = true;
  });

  it('has one value', async () => {
    const tamper = (request: HttpRequest): HttpRequest => ({
      ...request,
      body: Buffer.from(
        Buffer.from(request.body ?? [])
          .toString('utf8')
          .replace('INVISIBLE_REPRESENTANTS_LEGAUX^', 'INVISIBLE_PATIENT^'),
      ),
    });
    const { connection } = await bench.workstation({ vihf: secret, signVihf: false, tamper });
    await expect(td02(connection, minor)).rejects.toMatchObject({ detail: expect.stringContaining('connexion secrète attendue') });
  });

  it('leaves no trace for the representatives', async () => {
    const { connection, prepare } = await bench.workstation({ vihf: secret });
    await td02(connection, minor);
    await sendTd21(
      connection,
      await prepare([{ cda: await cda({ ins: minor, title: 'Confidence' }), flags: ['INVISIBLE_REPRESENTANTS_LEGAUX'] }], {
        patient: minor,
      }),
    );
    const seen = (who: 'patient' | 'representative') => bench.dmp.patientView(minor, who)?.accesses.filter(({ secret: one }) => one).length;
    expect([seen('patient'), seen('representative')]).toEqual([3, 0]);
    const portal = await startPatientPortal({ dmp: bench.dmp, clock: bench.clock });
    const page = await (await fetch(new URL(`/patient/${minor.matricule}/representant`, portal.url))).text();
    await portal.close();
    expect(page).not.toContain('Confidence');
  });
});

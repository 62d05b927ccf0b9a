import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { td02 } from '../../../electron/dmp/td0-2.ts';
import { sendTd21 } from '../../../electron/dmp/td2-1.ts';
import {
  ALIX_SIMON,
  HUGO_PETIT,
  INES_MOREL,
  LISE_GARNIER,
  NOE_PERRIN,
  SACHA_ROUX,
  THEO_BLANC,
  YANN_LEROUX,
} from '../../sandbox/identities.ts';
import { needs } from '../../setup/needs.ts';
import { cda, DOMINIQUE, PAULE_DURAND, proOf, signerOf, startBench, type Bench, type WorkstationOptions } from './kit.ts';

/** Everybody the DMP of the sandbox knows gets an answer: rights/README 1, columns NM, MD, MTv and CPE. */
const ready = needs.tool('xmlsec1') !== null && needs.tool('xmllint') !== null;

const DOCTOR_SKILL = [{ code: 'SM26', displayName: 'Médecine Générale', codeSystem: '1.2.250.1.71.4.2.5' }];

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

describe.skipIf(!ready)('a professional with a card', () => {
  it.each([
    ['the nurse of a hospital', YANN_LEROUX],
    ['a midwife', INES_MOREL],
    ['a pharmacist, with the section of the Order', HUGO_PETIT],
    ['an occupational doctor', LISE_GARNIER],
    ['a doctor in training, with a CPF', THEO_BLANC],
  ])('%s tests the existence of a record and feeds it', async (_who, holder) => {
    const { connection, prepare } = await bench.workstation({ holder });
    expect((await td02(connection, DOMINIQUE)).exists).toBe(true);
    const author = proOf(holder);
    const prepared = await prepare([{ cda: await cda({ author }), flags: [] }], { author });
    expect((await sendTd21(connection, prepared)).status).toBe('success');
    expect(bench.dmp.patientView(DOMINIQUE)?.documents.at(-1)).toMatchObject({
      author: `${holder.person.given ?? ''} ${holder.person.family ?? ''}`,
      institution: holder.situations[0]?.name,
    });
  });

  it('somebody in training is not of the profession yet', async () => {
    const roles = [{ code: '10', displayName: 'Médecin', codeSystem: '1.2.250.1.71.1.2.7' }, ...DOCTOR_SKILL];
    const { connection } = await bench.workstation({ holder: THEO_BLANC, vihf: { roles } });
    await expect(td02(connection, DOMINIQUE)).rejects.toMatchObject({ detail: expect.stringContaining('Profession différente') });
  });

  it('a pharmacist without section is refused, as a doctor without speciality', async () => {
    const { section: _none, ...without } = HUGO_PETIT;
    const { connection } = await bench.workstation({ holder: without });
    await expect(td02(connection, DOMINIQUE)).rejects.toMatchObject({ detail: expect.stringContaining('Section de l’Ordre absente') });
  });
});

describe.skipIf(!ready)('staff with a nominative CPE', () => {
  it.each([
    // Theirs is TD2.2, whose lot is not a professional's (staff.test.ts).
    ['the secretary of a practice', ALIX_SIMON, 'DMP_METADATA'],
    ['a secretary of a hospital', NOE_PERRIN, 'DMP_RIGHTS'],
    ['an educator of a medico-social establishment', SACHA_ROUX, 'DMP_RIGHTS'],
  ])('%s tests the existence of a record and does not feed by TD2.1', async (_who, holder, code) => {
    const roles = [{ code: holder.role ?? '', displayName: holder.person.title, codeSystem: '1.2.250.1.213.1.6.1.107' }];
    const { connection, prepare } = await bench.workstation({ holder, vihf: { roles } });
    expect((await td02(connection, DOMINIQUE)).exists).toBe(true);
    await expect(sendTd21(connection, await prepare([{ cda: await cda(), flags: [] }]))).rejects.toMatchObject({ code });
  });

  it('acts for the structure of the card and for no other', async () => {
    const roles = [{ code: '331', displayName: 'Secrétaire médicale', codeSystem: '1.2.250.1.213.1.6.1.107' }];
    const { connection } = await bench.workstation({
      holder: ALIX_SIMON,
      vihf: { roles, structure: { idNat: '10B0999997', sector: 'SA01' } },
    });
    await expect(td02(connection, DOMINIQUE)).rejects.toMatchObject({ code: 'DMP_STRUCTURE', detail: expect.stringContaining('non liés') });
  });
});

describe.skipIf(!ready)('break-glass', () => {
  /** Paule DURAND at the hospital, without her card. */
  const atHospital = async (
    where: Bench,
    authentication: 'INDIRECTE' | 'INDIRECTE_RENFORCEE',
    tamper: NonNullable<WorkstationOptions['tamper']> = (request) => request,
  ) => {
    const idNat = '10B0999997';
    const [client, seal] = await Promise.all([
      where.pki.structure({ name: 'CH des Essais', idNat, cn: 'ch', usage: 'AUTH_CLI' }),
      where.pki.structure({ name: 'CH des Essais', idNat, cn: 'ch', usage: 'SIGN' }),
    ]);
    const { connection } = await where.workstation({
      holder: PAULE_DURAND,
      tls: { certPem: client.certPem + client.chainPem, keyPem: client.keyPem },
      vihf: { authentication, mode: 'bris_de_glace', reason: 'Coma', subjectName: 'Paule DURAND', structure: { idNat, sector: 'SA01' } },
      vihfSigner: signerOf(seal, seal.chainPem),
      tamper,
    });
    return connection;
  };

  it('is open to a strong login, as P606 prints it', async () => {
    expect((await td02(await atHospital(bench, 'INDIRECTE_RENFORCEE'), DOMINIQUE)).exists).toBe(true);
    expect(bench.dmp.record(DOMINIQUE.matricule)?.accesses.at(-1)).toMatchObject({ mode: 'bris_de_glace', reason: 'Coma' });
  });

  it('is never open to a plain indirect login', async () => {
    await expect(td02(await atHospital(bench, 'INDIRECTE'), DOMINIQUE)).rejects.toMatchObject({ code: 'VIHF_BREAK_GLASS' });
    // What a client that does not refuse it by itself would send.
    const connection = await atHospital(bench, 'INDIRECTE_RENFORCEE', (request) => ({
      ...request,
      body: Buffer.from(
        Buffer.from(request.body ?? [])
          .toString('utf8')
          .replace('>INDIRECTE_RENFORCEE<', '>INDIRECTE<'),
      ),
    }));
    await expect(td02(connection, DOMINIQUE)).rejects.toMatchObject({ detail: expect.stringContaining('bris de glace') });
    expect(bench.dmp.journal.at(-1)?.outcome).toBe('DMPInvalidVIHF');
  });

  it('is the card’s alone when the DMP is set so', async () => {
    const strict = await startBench({ breakGlass: 'DIRECTE' });
    try {
      await expect(td02(await atHospital(strict, 'INDIRECTE_RENFORCEE'), DOMINIQUE)).rejects.toMatchObject({
        detail: expect.stringContaining('bris de glace'),
      });
      const { connection } = await strict.workstation({ vihf: { mode: 'bris_de_glace', reason: 'Coma' } });
      expect((await td02(connection, DOMINIQUE)).exists).toBe(true);
    } finally {
      await strict.close();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { td02 } from '../../../electron/dmp/td0-2.ts';
import { sendTd21, type PreparedTd21 } from '../../../electron/dmp/td2-1.ts';
import { td31b } from '../../../electron/dmp/td3-1b.ts';
import type { Pro } from '../../../shared/domain/types.ts';
import { startPatientPortal } from '../../sandbox/mes/index.ts';
import { ACCUEIL_DU_PORT, ALIX_SIMON, LUC_AUBERT, NOE_PERRIN, SACHA_ROUX, type Holder } from '../../sandbox/identities.ts';
import { needs } from '../../setup/needs.ts';
import { cda, DOMINIQUE, PAULE_DURAND, proOf, startBench, type Bench, type WorkstationOptions } from './kit.ts';

/** TD2.2, as the DMP of the sandbox judges it: rights/README 1 and 7, R-140 to R-143. */
const ready = needs.tool('xmlsec1') !== null && needs.tool('xmllint') !== null;

const SECRETARY = [{ code: '331', displayName: 'Secrétaire médicale', codeSystem: '1.2.250.1.213.1.6.1.107' }];
const CAMILLE: Pro = { ...proOf(ALIX_SIMON), idNat: '499900000017001/1f0c2a9b', family: 'FABRE', given: 'Camille' };

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

/** What a secretary feeds: the professional's document, which says who typed it; the lot is theirs. */
async function feeds(
  holder: Holder,
  changes: {
    readonly cda?: Parameters<typeof cda>[0];
    readonly lot?: (prepared: PreparedTd21) => PreparedTd21;
    readonly typist?: Pro | null;
    readonly author?: Pro;
    readonly vihf?: WorkstationOptions['vihf'];
  } = {},
) {
  const { connection, prepare } = await bench.workstation({ holder, vihf: { roles: SECRETARY, ...changes.vihf } });
  const typist = changes.typist === undefined ? proOf(holder) : changes.typist;
  const document = await cda({ ...(typist === null ? {} : { dataEnterer: typist }), ...changes.cda });
  const prepared = await prepare([{ cda: document, flags: [] }], { author: changes.author ?? proOf(holder) });
  return await sendTd21(connection, changes.lot?.(prepared) ?? prepared);
}

const lastDocument = () => bench.dmp.record(DOMINIQUE.matricule)?.entries.findLast(({ signature }) => !signature);
const body =
  (from: string | RegExp, to: string) =>
  (prepared: PreparedTd21): PreparedTd21 => {
    const source = Buffer.from(prepared.body).toString('utf8');
    const result = source.replace(from, to);
    if (result === source) throw new Error('nothing to change');
    return { ...prepared, body: Buffer.from(result) };
  };

describe.skipIf(!ready)('what staff of a practice feed (TD2.2)', () => {
  it('is the professional’s document, deposited by the secretary for them, as the patient reads', async () => {
    expect((await feeds(ALIX_SIMON)).status).toBe('success');
    expect(lastDocument()).toMatchObject({
      author: 'Paule DURAND',
      deposit: {
        td: 'TD2.2',
        who: 'Alix SIMON',
        signer: ALIX_SIMON.person.idNat,
        legalAuthenticator: 'Paule DURAND',
        dataEnterer: 'ALIX SIMON',
      },
    });
    expect(bench.dmp.patientView(DOMINIQUE)).toMatchObject({
      documents: expect.arrayContaining([expect.objectContaining({ author: 'Paule DURAND', depositedBy: 'Alix SIMON' })]),
      accesses: expect.arrayContaining([expect.objectContaining({ action: 'feed', who: 'Alix SIMON', forWhom: 'Paule DURAND' })]),
    });
    const portal = await startPatientPortal({ dmp: bench.dmp, clock: bench.clock });
    const page = await (await fetch(new URL(`/patient/${DOMINIQUE.matricule}`, portal.url))).text();
    await portal.close();
    expect(page).toContain('Déposé par Alix SIMON, pour Paule DURAND');
    expect(page).toContain('Alix SIMON, pour Paule DURAND<br>Cabinet du Port');
  });

  it('may have the structure alone as author of its lot', async () => {
    const structureAlone = body(
      /(classifiedObject="SubmissionSet01" nodeRepresentation="">\s*)<Slot name="authorPerson">.*?<\/Slot>/s,
      '$1',
    );
    expect((await feeds(ALIX_SIMON, { lot: structureAlone })).status).toBe('success');
  });

  it('is said to be of whoever is there, when the card names nobody (R-143)', async () => {
    const named = { typist: CAMILLE, author: CAMILLE, vihf: { subjectName: 'Camille FABRE' } };
    expect((await feeds(ACCUEIL_DU_PORT, named)).status).toBe('success');
    expect(lastDocument()?.deposit).toMatchObject({
      who: 'Camille FABRE',
      signer: ACCUEIL_DU_PORT.person.idNat,
      dataEnterer: 'Camille FABRE',
    });
    await feeds(ACCUEIL_DU_PORT, { ...named, vihf: {} });
    // What stands in for the names of such a card (PDT-INF-617).
    expect(lastDocument()?.deposit.who).toBe('Cabinet du Port 699900000017001-000000011');
  });

  it.each([
    ['a hospital', NOE_PERRIN],
    ['a medico-social establishment', SACHA_ROUX],
  ])('is refused to the staff of %s', async (_what, holder) => {
    await expect(feeds(holder)).rejects.toMatchObject({ code: 'DMP_RIGHTS', detail: expect.stringContaining('cabinets libéraux') });
  });

  it.each<readonly [string, Parameters<typeof feeds>[1], string, string]>([
    ['a lot of the professional', { author: proOf(PAULE_DURAND) }, 'DMP_METADATA', 'd’un autre que le porteur'],
    [
      'a lot of another structure',
      { author: { ...proOf(ALIX_SIMON), structure: proOf(LUC_AUBERT).structure } },
      'DMP_METADATA',
      'l’auteur du lot est la structure',
    ],
    [
      'a lot whose author has no name',
      { lot: body(/(classifiedObject="SubmissionSet01"[^]*?)\^SIMON\^ALIX\^/, '$1^SIMON^^') },
      'DMP_METADATA',
      'nom ou prénom vide',
    ],
    [
      'a document of the secretary',
      { cda: { author: { ...proOf(PAULE_DURAND), idNat: ALIX_SIMON.person.idNat } } },
      'DMP_CONTENT',
      'un professionnel',
    ],
    ['a document of another practice', { cda: { author: proOf(LUC_AUBERT) } }, 'DMP_CONTENT', 'autre structure'],
    [
      'a document of a doctor of another practice, said to be of this one',
      { cda: { author: { ...proOf(LUC_AUBERT), structure: proOf(PAULE_DURAND).structure } } },
      'DMP_CONTENT',
      'non lié',
    ],
    [
      'a document that the secretary answers for',
      { cda: { legalAuthenticator: { ...proOf(PAULE_DURAND), idNat: ALIX_SIMON.person.idNat } } },
      'DMP_CONTENT',
      'répond du document',
    ],
    [
      'a document that a doctor elsewhere answers for',
      { cda: { legalAuthenticator: proOf(LUC_AUBERT) } },
      'DMP_CONTENT',
      'répond du document',
    ],
    [
      'a lot signed in the name of somebody else',
      { lot: body(/(classifiedObject="Signature01" nodeRepresentation="">[^]*?)699900000017001\/CPET0001\^/, '$1899900000025^') },
      'DMP_METADATA',
      'auteur de la signature',
    ],
    ['a document that says nobody typed it', { typist: null }, 'DMP_CONTENT', 'qui l’a saisi'],
    ['a document that somebody else typed', { typist: { ...CAMILLE, idNat: '499900000025001/1f0c2a9b' } }, 'DMP_CONTENT', 'qui l’a saisi'],
    [
      'a role of a profession',
      { vihf: { roles: [{ code: '60', displayName: 'Infirmier', codeSystem: '1.2.250.1.71.1.2.7' }] } },
      'DMP_REFUSED',
      'aucune profession',
    ],
  ])('is refused: %s', async (_what, changes, code, why) => {
    const before = bench.dmp.record(DOMINIQUE.matricule)?.entries.length;
    await expect(feeds(ALIX_SIMON, changes)).rejects.toMatchObject({ code, detail: expect.stringContaining(why) });
    expect(bench.dmp.record(DOMINIQUE.matricule)?.entries).toHaveLength(before ?? 0);
  });

  it('is refused where the patient blocked the structure, whatever they decided for its professional (R-140)', async () => {
    const matricule = DOMINIQUE.matricule;
    bench.dmp.authorize(matricule, '499900000017001', 'INTERDIT');
    try {
      const { connection } = await bench.workstation({ holder: ALIX_SIMON, vihf: { roles: SECRETARY } });
      expect((await td02(connection, DOMINIQUE)).authorization).toBe('INTERDIT');
      await expect(feeds(ALIX_SIMON)).rejects.toMatchObject({
        code: 'DMP_RIGHTS',
        detail: expect.stringContaining('bloqué cette structure'),
      });
      const doctor = await bench.workstation();
      expect((await td02(doctor.connection, DOMINIQUE)).authorization).toBe('VALIDE');
    } finally {
      bench.dmp.authorize(matricule, '499900000017001', 'VALIDE');
    }
  });

  it('may be asked for by its reference, to be replaced or deleted', async () => {
    const { connection } = await bench.workstation({ holder: ALIX_SIMON, vihf: { roles: SECRETARY } });
    expect(await td31b(connection, DOMINIQUE, lastDocument()?.uniqueId ?? '')).toHaveLength(1);
  });
});

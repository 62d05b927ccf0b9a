import { describe, expect, it } from 'vitest';
import { LastVitaleRead } from '../../../../electron/usecases/vitale/last-read.ts';
import { pickBeneficiary } from '../../../../electron/usecases/vitale/pick.ts';
import type { InsiAnswer } from '../../../../electron/insi/answer.ts';
import type { CardReading, CardSearch } from '../../../../shared/domain/identity/beneficiary.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { fail, PosteError, type ErrorCode } from '../../../../shared/errors.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { found, foundNot } from '../insi.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';
import { APP_INS, card, child, dominique } from './cards.ts';

const { ins } = DOMINIQUE;
const NSS = ins.matricule;
const APP = card('apcv', dominique({ ins: APP_INS }));
const PLASTIC = card('vitale', dominique(), child());
const DOUBTFUL = { homonym: false, doubtful: true, fictive: false };

/** What INSi says of a card: an answer, one that is not the person's, or what is thrown. */
type Said = InsiAnswer | { readonly answer: InsiAnswer; readonly refused: PosteError } | Error;

interface Pick {
  readonly beneficiary?: number;
  readonly patient?: string | null;
  readonly seen?: readonly string[];
  readonly read?: string;
}

/** A card on the desk, the records known, and INSi. */
async function picking(
  reading: CardReading,
  known: readonly Partial<PatientRecord>[] = [],
  said: Said = found(),
  { testOidsAllowed = true } = {},
) {
  const place = workplace();
  await place.records(...known);
  const desk = new LastVitaleRead({
    store: place.store,
    uuid: () => 'read',
    inSession: () => true,
    maxAgeMs: 60_000,
    changed: () => undefined,
  });
  await desk.take(reading);
  desk.require('read');
  const asked: CardSearch[] = [];
  const pick = pickBeneficiary({
    ...place.common,
    lastRead: desk,
    testOidsAllowed,
    later: (thrown) => thrown instanceof PosteError && thrown.code === 'INSI_UNAVAILABLE',
    searchByVitale: (_session, search) => {
      asked.push(search);
      if (said instanceof Error) return Promise.reject(said);
      return Promise.resolve('refused' in said ? said : { answer: said, refused: null });
    },
  });
  return {
    ...place,
    asked,
    acts: async () => (await place.journal()).map(({ act, patientId, result }) => [act, patientId, result].join(' ')),
    pick: ({ beneficiary = 0, patient = null, seen = [], read = 'read' }: Pick = {}) => pick({ read, beneficiary, patient, seen }),
  };
}

describe('somebody of the Appli carte Vitale', () => {
  it('known here is qualified as they are; INSi is not asked', async () => {
    const { store, pick, asked, journal } = await picking(APP, [{ birthPlace: null, birthRank: 2 }]);
    await store.commit({
      changes: [{ kind: 'insi.queue', entry: { patientId: 'p1', since: '2026-11-21T09:00:00.000Z', answerId: null } }],
      audit: [],
    });
    expect(await pick({ patient: 'p1' })).toEqual({ patientId: 'p1', insi: null, insiError: null, warnings: [] });
    expect(asked).toEqual([]);
    expect(await store.patients.get('p1')).toMatchObject({
      status: 'QUAL',
      ins,
      insi: null,
      birthPlace: '51215',
      firstBirthFirstName: 'DOMINIQUE',
      channel: 'AV',
      identityDocument: { type: 'AV' },
      billingNss: NSS,
      billingBirthDate: '1979-03-28',
      birthRank: 2,
    });
    expect(await store.identity.transitions('p1')).toMatchObject([{ event: 'vitaleApp', from: 'PROV', to: 'QUAL', source: 'AV' }]);
    expect(await store.patients.queued('p1')).toBeNull();
    expect(await journal()).toMatchObject([
      { act: 'identity.vitale-app', patientId: 'p1', result: 'ok', details: { from: 'PROV', to: 'QUAL' } },
    ]);
  });

  it('new here has a record, qualified at once', async () => {
    const { store, pick, acts } = await picking(APP);
    const { patientId } = await pick();
    expect(await store.patients.get(patientId)).toMatchObject({ status: 'QUAL', ins, channel: 'AV', billingNss: NSS });
    expect((await store.identity.transitions(patientId)).map(({ event, source }) => [event, source])).toEqual([
      ['created', 'AV'],
      ['vitaleApp', 'AV'],
    ]);
    expect(await acts()).toEqual([`patient.created ${patientId} ok`, `identity.vitale-app ${patientId} ok`]);
  });

  it('gives the sex and the birth date that the record lacks', async () => {
    const { store, pick } = await picking(APP, [{ sex: 'I' }]);
    await pick({ patient: 'p1' });
    expect(await store.patients.get('p1')).toMatchObject({ status: 'QUAL', sex: 'F' });
  });

  it('whose matricule says otherwise than the traits is taken, and said so', async () => {
    const odd = card('apcv', dominique({ birthDate: '1980-03-28', ins: APP_INS }));
    const { pick } = await picking(odd, [{ birthDate: '1980-03-28' }]);
    expect((await pick({ patient: 'p1' })).warnings).toEqual(['L’année lue dans le matricule n’est pas celle du dossier.']);
  });

  it.each<[string, ErrorCode, CardReading, readonly Partial<PatientRecord>[], Pick]>([
    ['for the record of somebody else', 'VITALE_OTHER_PERSON', APP, [{ birthName: 'AUTRE', birthFirstNames: 'LUC' }], { patient: 'p1' }],
    ['for the record of a twin', 'VITALE_OTHER_PERSON', APP, [{ birthFirstNames: 'LUCIE' }], { patient: 'p1' }],
    ['for a record with a trait that differs', 'VITALE_OTHER_PERSON', APP, [{ birthDate: '1979-03-29' }], { patient: 'p1' }],
    ['for a doubtful record', 'IDENTITY_DOUBTFUL', APP, [{ attributes: DOUBTFUL }], { patient: 'p1' }],
    ['whose matricule another record has', 'PATIENT_SAME_INS', APP, [{}, { status: 'QUAL', ins }], { patient: 'p1' }],
    ['without a full identity', 'BENEFICIARY_NO_PROOF', card('apcv', dominique()), [{}], { patient: 'p1' }],
    ['new, though a record like theirs was not looked at', 'PATIENT_SIMILAR', APP, [{ birthName: 'PAT-TROIE' }], {}],
    ['of whom there is nobody', 'BENEFICIARY_UNKNOWN', APP, [{}], { beneficiary: 7, patient: 'p1' }],
  ])('%s is refused: %s, and nothing changes', async (_what, code, reading, known, picked) => {
    const { store, pick } = await picking(reading, known);
    await expect(pick(picked)).rejects.toEqual(refusal(code));
    expect(await store.patients.get('p1')).toMatchObject({ status: 'PROV', ins: null, revision: 1 });
    expect(await store.patients.count()).toBe(known.length);
  });

  it('whose matricule another record has waits for somebody, with that one', async () => {
    const { store, pick, acts } = await picking(APP, [{}, { status: 'QUAL', ins }]);
    await expect(pick({ patient: 'p1' })).rejects.toEqual(refusal('PATIENT_SAME_INS', { detail: 'p2' }));
    expect(await store.worklists.waiting()).toMatchObject([{ code: 'PATIENT_SAME_INS', patientIds: ['p1', 'p2'] }]);
    expect(await acts()).toEqual(['identity.same-ins p1 PATIENT_SAME_INS']);
  });

  it('new here, whose matricule a record has under another name, has no record', async () => {
    const { store, pick, acts } = await picking(APP, [{ status: 'QUAL', ins, birthName: 'AUTRE', birthDate: '1950-01-01' }]);
    await expect(pick()).rejects.toEqual(refusal('PATIENT_SAME_INS', { detail: 'p1' }));
    expect(await store.patients.count()).toBe(1);
    expect(await acts()).toEqual(['identity.same-ins p1 PATIENT_SAME_INS']);
  });

  it('with a test matricule proves nothing in production', async () => {
    const { pick } = await picking(APP, [{}], found(), { testOidsAllowed: false });
    await expect(pick({ patient: 'p1' })).rejects.toEqual(refusal('BENEFICIARY_NO_PROOF', { detail: 'OID' }));
  });

  it('is new among records shown on the desk, or declined', async () => {
    const { pick, store } = await picking(APP, [{}, { birthName: 'PAT-TROIE' }]);
    const { patientId } = await pick({ seen: ['p2'] });
    expect(await store.patients.get(patientId)).toMatchObject({ status: 'QUAL', attributes: { homonym: true } });
  });
});

describe('somebody of a plastic card, known here', () => {
  it('is asked to INSi, with what serves reimbursement kept; no status is given', async () => {
    const { store, pick, asked, acts } = await picking(PLASTIC, [{}]);
    const picked = await pick({ patient: 'p1' });
    expect(picked).toMatchObject({ patientId: 'p1', insi: { code: '00', proposal: { kind: 'NIR-TEST' } }, insiError: null, warnings: [] });
    expect(asked).toMatchObject([{ nir: NSS, insuredNir: NSS, birthName: 'PAT-TROIS', birthRank: 1 }]);
    expect(await store.patients.get('p1')).toMatchObject({
      status: 'PROV',
      ins: null,
      billingNss: NSS,
      billingBirthDate: '1979-03-28',
      birthRank: 1,
    });
    expect(await store.insi.list('p1')).toHaveLength(1);
    expect(await acts()).toEqual(['vitale.read p1 ok', 'insi.asked p1 ok']);
  });

  it.each([
    ['another number', { billingNss: null }],
    ['another date', { billingBirthDate: null }],
    ['another rank', { birthRank: null }],
  ])('read again, is recorded when it tells %s', async (_what, before) => {
    const same = { billingNss: NSS, billingBirthDate: '1979-03-28', birthRank: 1 };
    const { pick, acts } = await picking(PLASTIC, [{ ...same, ...before }]);
    await pick({ patient: 'p1' });
    expect(await acts()).toContain('vitale.read p1 ok');
  });

  it('read again, tells nothing new', async () => {
    const { pick, acts } = await picking(PLASTIC, [{ billingNss: NSS, billingBirthDate: '1979-03-28', birthRank: 1 }]);
    await pick({ patient: 'p1' });
    expect(await acts()).toEqual(['insi.asked p1 ok']);
  });

  it('a child has the number of the holder for reimbursement, and no matricule of it', async () => {
    const { store, pick, asked } = await picking(
      PLASTIC,
      [{ birthFirstNames: 'LEO', firstBirthFirstName: 'LEO', birthDate: '2015-06-07', sex: 'M' }],
      foundNot('01'),
    );
    await pick({ beneficiary: 1, patient: 'p1' });
    expect(asked).toMatchObject([{ nir: null, insuredNir: NSS }]);
    expect(await store.patients.get('p1')).toMatchObject({ ins: null, billingNss: NSS, billingBirthDate: '2015-06-07' });
  });

  it('keeps the number known when that of the card is wrong', async () => {
    const wrong = card('vitale', dominique({ nir: { number: '2790351215189', key: '88', certifiedOn: null } }));
    const { store, pick } = await picking(wrong, [{ billingNss: NSS }]);
    await pick({ patient: 'p1' });
    expect(await store.patients.get('p1')).toMatchObject({ billingNss: NSS, birthRank: 1 });
  });

  it('keeps the number known, and is not asked, when the card gives none', async () => {
    const none = card('vitale', dominique({ nir: null }));
    const { store, pick, asked } = await picking(none, [{ billingNss: NSS }]);
    expect(await pick({ patient: 'p1' })).toMatchObject({ insi: null, insiError: { code: 'BENEFICIARY_NO_INSURED' } });
    expect(asked).toEqual([]);
    expect(await store.patients.get('p1')).toMatchObject({ billingNss: NSS });
  });

  it('keeps the card when INSi does not answer, and waits', async () => {
    const { store, pick, acts } = await picking(PLASTIC, [{}], fail('INSI_UNAVAILABLE'));
    expect(await pick({ patient: 'p1' })).toMatchObject({ insi: null, insiError: { code: 'INSI_UNAVAILABLE' } });
    expect(await store.patients.get('p1')).toMatchObject({ billingNss: NSS });
    expect(await store.patients.queued('p1')).not.toBeNull();
    expect(await acts()).toEqual(['vitale.read p1 ok', 'insi.asked p1 INSI_UNAVAILABLE']);
  });

  it('keeps the card when INSi answers for somebody else: nothing is proposed', async () => {
    const { store, pick } = await picking(PLASTIC, [{}], { answer: { ...found(), identity: null }, refused: fail('VITALE_OTHER_PERSON') });
    expect(await pick({ patient: 'p1' })).toMatchObject({ insi: null, insiError: { code: 'VITALE_OTHER_PERSON' } });
    expect(await store.insi.list('p1')).toMatchObject([{ identity: null }]);
  });

  it.each([
    ['a session that ended', fail('SESSION_CLOSED')],
    ['a fault of ours', new Error('unexpected')],
  ])('is not said to be asked after %s', async (_what, thrown) => {
    const { pick } = await picking(PLASTIC, [{}], thrown);
    await expect(pick({ patient: 'p1' })).rejects.toBe(thrown);
  });

  it.each<[ErrorCode, Partial<PatientRecord>]>([
    ['VITALE_OTHER_PERSON', { birthName: 'AUTRE', birthFirstNames: 'LUC' }],
    ['VITALE_OTHER_PERSON', { birthFirstNames: 'LUCIE' }],
    ['IDENTITY_SEX', { sex: 'I' }],
    ['IDENTITY_DOUBTFUL', { attributes: DOUBTFUL }],
  ])('is refused with %s for %j, and nothing is read', async (code, record) => {
    const { store, pick, asked, acts } = await picking(PLASTIC, [record]);
    await expect(pick({ patient: 'p1' })).rejects.toEqual(refusal(code));
    expect(asked).toEqual([]);
    expect(await store.patients.get('p1')).toMatchObject({ billingNss: null, revision: 1 });
    expect(await acts()).toEqual([]);
  });
});

describe('somebody of a plastic card, new here', () => {
  it('has a provisional record with the traits of INSi', async () => {
    const { store, pick, acts } = await picking(card('vitale', dominique({ usedName: 'Dupont' })));
    const { patientId, insi, insiError } = await pick();
    expect(await store.patients.get(patientId)).toMatchObject({
      status: 'PROV',
      ins: null,
      birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
      birthPlace: '51215',
      birthDateUncertain: false,
      usedName: 'Dupont',
      channel: 'CV',
      billingNss: NSS,
      birthRank: 1,
    });
    expect(insi).toMatchObject({ code: '00', proposal: { kind: 'NIR-TEST' } });
    expect(insiError).toBeNull();
    expect(await acts()).toEqual([`patient.created ${patientId} ok`, `vitale.read ${patientId} ok`, `insi.asked ${patientId} ok`]);
  });

  it.each<[string, Said, ErrorCode | null]>([
    ['does not answer', fail('INSI_UNAVAILABLE'), 'INSI_UNAVAILABLE'],
    ['finds nobody', foundNot('01'), null],
    ['answers for somebody else', { answer: { ...found(), identity: null }, refused: fail('VITALE_OTHER_PERSON') }, 'VITALE_OTHER_PERSON'],
    ['gives no trait', found({ birthName: null, firstNames: null, sex: null, birthDate: null, birthPlace: null }), null],
  ])('has those of the card when INSi %s', async (_what, said, code) => {
    const { store, pick } = await picking(PLASTIC, [], said);
    const { patientId, insi, insiError } = await pick();
    expect(insiError?.code ?? null).toBe(code);
    expect(insi === null).toBe(code !== null);
    expect(await store.patients.get(patientId)).toMatchObject({
      status: 'PROV',
      birthName: 'PAT-TROIS',
      birthFirstNames: 'DOMINIQUE',
      sex: 'F',
      birthDate: '1979-03-28',
      birthPlace: null,
    });
    expect((await store.patients.queued(patientId)) !== null).toBe(code === 'INSI_UNAVAILABLE');
  });

  it('has a sex that INSi or the card tells: nobody guesses it', async () => {
    const unsaid = card('vitale', dominique({ sex: null }));
    const { store, pick } = await picking(unsaid, [], fail('INSI_UNAVAILABLE'));
    await expect(pick()).rejects.toEqual(refusal('VITALE_SEX', { detail: 'INSI_UNAVAILABLE' }));
    expect(await store.patients.count()).toBe(0);
    const nobody = await picking(unsaid, [], foundNot('01'));
    await expect(nobody.pick()).rejects.toMatchObject({ code: 'VITALE_SEX', detail: null });
    const told = await picking(unsaid);
    expect(await told.store.patients.get((await told.pick()).patientId)).toMatchObject({ sex: 'F' });
  });

  it.each([
    ['a session that ended', fail('SESSION_CLOSED')],
    ['a fault of ours', new Error('unexpected')],
  ])('has no record after %s', async (_what, thrown) => {
    const { store, pick } = await picking(PLASTIC, [], thrown);
    await expect(pick()).rejects.toBe(thrown);
    expect(await store.patients.count()).toBe(0);
  });

  it('is a twin of a record shown on the lastRead: the user chose', async () => {
    const twins = card('vitale', dominique(), dominique({ firstName: 'LUCIE', rank: 2, nir: null }));
    const { store, pick } = await picking(twins, [{ birthFirstNames: 'LUCIE', firstBirthFirstName: 'LUCIE' }]);
    const { patientId } = await pick();
    expect(await store.patients.get(patientId)).toMatchObject({ birthFirstNames: 'DOMINIQUE MARIE-LOUISE' });
  });
});

describe('a card', () => {
  it('is picked from while it is on the desk, by somebody logged in, for a record that is there', async () => {
    const { pick, logged } = await picking(APP, [{}]);
    await expect(pick({ read: 'other' })).rejects.toEqual(refusal('VITALE_GONE'));
    await expect(pick({ patient: 'p9' })).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
    logged(null);
    await expect(pick({ patient: 'p1' })).rejects.toEqual(refusal('SESSION_CLOSED'));
    const plastic = await picking(PLASTIC, [{}]);
    plastic.logged(null);
    await expect(plastic.pick({ patient: 'p1' })).rejects.toEqual(refusal('SESSION_CLOSED'));
    await expect(plastic.pick()).rejects.toEqual(refusal('SESSION_CLOSED'));
    expect(plastic.asked).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { acceptInsi, requireFree } from '../../../../electron/usecases/patients/accept-insi.ts';
import { OTHER_TRAITS } from '../../../../electron/usecases/patients/insi-answer.ts';
import type { InsiAnswer } from '../../../../electron/insi/answer.ts';
import type { InsPeriod } from '../../../../shared/domain/record/matricule.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { insOids } from '../../../../shared/domain/ins/oids.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import { DOMINIQUE, patientRecord } from '../../../setup/patient.ts';
import { answered, found, foundNot } from '../insi.ts';
import { refusal } from '../refusal.ts';
import { PAULE, workplace, type Workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;
const FORMER: InsPeriod = { ins: { matricule: '779035121518933', oid: insOids.NIA }, from: '2001-02-03', to: '2009-08-07' };

interface Accepting extends Workplace {
  readonly accept: (proposal?: string) => Promise<void>;
}

/** The record, INSi's answer for it (a1), and who may accept it. */
async function accepting(
  record: Partial<PatientRecord> = {},
  answer: InsiAnswer = found(),
  { testOidsAllowed = true, formerIns = (): readonly InsPeriod[] => [] } = {},
): Promise<Accepting> {
  const place = workplace();
  await place.records(record);
  await answered(place.store, 'a1', answer);
  const accept = acceptInsi({ ...place.common, testOidsAllowed, formerIns });
  return { ...place, accept: (proposal = 'a1') => accept({ id: 'p1', proposal }) };
}

describe('the traits of INSi, accepted', () => {
  it.each([
    ['PROV', 'RECUP'],
    ['VALI', 'QUAL'],
    ['RECUP', 'RECUP'],
    ['QUAL', 'QUAL'],
  ] as const)('move a %s identity to %s, with the matricule and the answer it comes from', async (from, to) => {
    const { store, accept, journal } = await accepting({ status: from, ins: from === 'RECUP' || from === 'QUAL' ? ins : null });
    await accept();
    expect(await store.patients.get('p1')).toMatchObject({
      status: to,
      ins,
      insi: { answerId: 'a1', acceptedAt: '2026-11-21T10:00:00.000Z', by: { idNat: PAULE.pro.idNat } },
      channel: 'INSI',
    });
    expect(await store.identity.transitions('p1')).toMatchObject([{ event: 'insiAccepted', from, to, source: 'INSI', insiAnswerId: 'a1' }]);
    expect(await journal()).toMatchObject([
      { act: 'identity.insi-accepted', patientId: 'p1', objectId: 'a1', result: 'ok', details: { from, to } },
    ]);
  });

  it('become those of the record, to the letter', async () => {
    const { store, accept } = await accepting({
      birthName: 'PAT TROIS',
      birthFirstNames: 'DOMINIQUE MARIE LOUISE',
      firstBirthFirstName: 'DOMINIQUE MARIE',
      sex: 'F',
      birthDate: '1979-03-28',
      birthPlace: null,
    });
    await accept();
    expect(await store.patients.get('p1')).toMatchObject({
      birthName: 'PAT-TROIS',
      birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
      firstBirthFirstName: 'DOMINIQUE MARIE',
      birthPlace: '51215',
    });
  });

  it('leave the place that INSi does not tell', async () => {
    const { store, accept } = await accepting({}, found({ birthPlace: null }));
    await accept();
    expect(await store.patients.get('p1')).toMatchObject({ status: 'RECUP', birthPlace: '51215' });
  });

  it('give the premier prénom when the recorded one does not begin their list', async () => {
    const { store, accept } = await accepting({ firstBirthFirstName: 'MARIE-LOUISE' });
    await accept();
    expect(await store.patients.get('p1')).toMatchObject({ firstBirthFirstName: 'DOMINIQUE' });
  });

  it('keep the « lunaire » date that INSi gives', async () => {
    const { store, accept } = await accepting({ birthDate: '1979-00-00' }, found({ birthDate: '1979-20-00' }));
    await accept();
    expect(await store.patients.get('p1')).toMatchObject({ status: 'RECUP', birthDate: '1979-20-00' });
  });

  it('bring the past matricules that the answer gives', async () => {
    const { store, accept } = await accepting({}, found(), { formerIns: () => [FORMER] });
    await accept();
    expect(await store.patients.insHistory('p1')).toEqual([FORMER]);
  });

  it('end the wait for INSi, and for somebody to look at the traits of another person that it gave before', async () => {
    const { store, common, accept, records } = await accepting();
    await records({ id: 'p2', ipp: 'P000002' });
    const conflict = (id: string, code: string, ...patientIds: readonly string[]) =>
      ({
        kind: 'conflict.add',
        conflict: { id, at: common.now().toISOString(), code, patientIds, message: '', incoming: null, settled: null },
      }) as const;
    await store.commit({
      changes: [
        { kind: 'insi.queue', entry: { patientId: 'p1', since: '2026-11-21T09:00:00.000Z', answerId: 'a1' } },
        conflict('c1', OTHER_TRAITS, 'p1'),
        conflict('c2', OTHER_TRAITS, 'p2'),
        conflict('c3', OTHER_TRAITS, 'p1', 'p2'),
        conflict('c4', 'INS_VERIFICATION', 'p1'),
      ],
      audit: [],
    });
    await accept();
    expect(await store.patients.queued('p1')).toBeNull();
    expect((await store.worklists.waiting()).map(({ id }) => id).toSorted()).toEqual(['c2', 'c3', 'c4']);
  });

  it.each<[string, ErrorCode, Partial<PatientRecord>, InsiAnswer, { readonly testOidsAllowed?: boolean }]>([
    ['of another person', 'INSI_DISCORDANT', {}, found({ birthName: 'PAT-QUATRE', sex: 'M' }), {}],
    ['one of which INSi did not give', 'INSI_INCOMPLETE', {}, found({ sex: null }), {}],
    ['with a wrong key', 'INSI_MATRICULE', {}, found({}, { ...ins, matricule: '279035121518988' }), {}],
    ['of a test matricule, in production', 'INSI_MATRICULE', {}, found(), { testOidsAllowed: false }],
    [
      'of an identity that is doubted',
      'IDENTITY_DOUBTFUL',
      { attributes: { homonym: false, doubtful: true, fictive: false } },
      found(),
      {},
    ],
    ['of nobody', 'PROPOSAL_UNKNOWN', {}, foundNot('01'), {}],
  ])('%s are refused: %s, and nothing changes', async (_what, code, record, answer, options) => {
    const { store, accept, journal } = await accepting(record, answer, options);
    await expect(accept()).rejects.toEqual(refusal(code));
    expect(await store.patients.get('p1')).toMatchObject({ ...patientRecord(record), revision: 1 });
    expect(await journal()).toEqual([]);
  });

  it('that are incomplete are refused with the names of what lacks', async () => {
    const { accept } = await accepting({}, found({ birthName: null, birthDate: null }));
    await expect(accept()).rejects.toThrow('nom de naissance, date de naissance');
  });

  it('are those of an answer for this patient', async () => {
    const { store, accept, records } = await accepting();
    await records({ id: 'p2', ipp: 'P000002' });
    await answered(store, 'a2', found(), 'p2');
    await expect(accept('a2')).rejects.toEqual(refusal('PROPOSAL_UNKNOWN'));
    await expect(accept('a9')).rejects.toEqual(refusal('PROPOSAL_UNKNOWN'));
  });

  it('are nobody’s to accept without a session', async () => {
    const { accept, logged } = await accepting();
    logged(null);
    await expect(accept()).rejects.toEqual(refusal('SESSION_CLOSED'));
  });

  it('with the matricule of another record are refused, and the two wait for somebody, once', async () => {
    const { store, accept, records, journal } = await accepting();
    await records({ id: 'p2', ipp: 'P000002', status: 'QUAL', ins });
    await expect(accept()).rejects.toEqual(refusal('PATIENT_SAME_INS', { detail: 'p2' }));
    await expect(accept()).rejects.toEqual(refusal('PATIENT_SAME_INS'));
    expect(await store.patients.get('p1')).toMatchObject({ status: 'PROV', ins: null, revision: 1 });
    expect(await store.worklists.waiting()).toMatchObject([{ code: 'PATIENT_SAME_INS', patientIds: ['p1', 'p2'] }]);
    expect(await journal()).toMatchObject([
      { act: 'identity.same-ins', patientId: 'p1', objectId: 'p2', result: 'PATIENT_SAME_INS' },
      { act: 'identity.same-ins', patientId: 'p1', objectId: 'p2', result: 'PATIENT_SAME_INS' },
    ]);
  });
});

describe('a matricule for somebody new', () => {
  it('is free when no record has it', async () => {
    const { common, journal } = workplace();
    await requireFree({ ...common, testOidsAllowed: true }, PAULE, null, ins);
    expect(await journal()).toEqual([]);
  });

  it('of a record already there is refused, and told in the journal of that one', async () => {
    const { common, store, records, journal } = workplace();
    await records({ status: 'QUAL', ins });
    await expect(requireFree({ ...common, testOidsAllowed: true }, PAULE, null, ins)).rejects.toEqual(
      refusal('PATIENT_SAME_INS', { detail: 'p1' }),
    );
    expect(await store.worklists.waiting()).toEqual([]);
    expect(await journal()).toMatchObject([{ act: 'identity.same-ins', patientId: 'p1', result: 'PATIENT_SAME_INS' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { editTraits, unlocking } from '../../../../electron/usecases/patients/edit-traits.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import type { StrictTraits } from '../../../../shared/domain/types.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { refusal } from '../refusal.ts';
import { carried, sent } from '../sent.ts';
import { workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;
const QUALIFIED: Partial<PatientRecord> = {
  status: 'QUAL',
  ins,
  identityDocument: { type: 'CN', seenAt: '2026-01-05T11:00:00.000Z', by: { idNat: '1', name: 'Dr Luc MARTIN' } },
};
const VALIDATED: Partial<PatientRecord> = { ...QUALIFIED, status: 'VALI', ins: null };

interface Edit {
  readonly traits?: Partial<StrictTraits>;
  readonly first?: string;
  readonly uncertain?: boolean;
  readonly document?: string | null;
}

/** A record whose INSi answer waits, and its edition. */
async function editing(record: Partial<PatientRecord> = {}) {
  const place = workplace();
  await place.records(record);
  await place.store.commit({
    changes: [{ kind: 'insi.queue', entry: { patientId: 'p1', since: '2026-11-21T09:00:00.000Z', answerId: null } }],
    audit: [],
  });
  const { birthName, birthFirstNames, sex, birthDate, birthPlace } = { ...DOMINIQUE, ...record };
  const edit = editTraits({ ...place.common, ageOfMajority: () => 18, identityDocuments: ['CN', 'PA', 'LE'] });
  return {
    ...place,
    edit: ({ traits = {}, first = 'DOMINIQUE', uncertain = false, document = null }: Edit, id = 'p1') =>
      edit({
        id,
        traits: { birthName, birthFirstNames, sex, birthDate, birthPlace, ...traits },
        firstBirthFirstName: first,
        birthDateUncertain: uncertain,
        document,
      }),
  };
}

describe('strict traits edited', () => {
  it.each<[string, Partial<PatientRecord>, Edit, Partial<PatientRecord>, string[]]>([
    [
      'by hand',
      QUALIFIED,
      { traits: { birthName: 'Pat-Quatre' } },
      { status: 'PROV', ins: null, birthName: 'PAT-QUATRE', identityDocument: null },
      ['strictTraitEdited'],
    ],
    ['by hand', VALIDATED, { first: 'DOMINIQUE MARIE' }, { status: 'PROV', firstBirthFirstName: 'DOMINIQUE MARIE' }, ['strictTraitEdited']],
    [
      'from a document',
      QUALIFIED,
      { traits: { birthPlace: '51454' }, document: 'PA' },
      { status: 'VALI', ins: null, birthPlace: '51454' },
      ['strictTraitEditedFromDocument'],
    ],
    [
      'from a document',
      {},
      { traits: { sex: 'M' }, document: 'PA' },
      { status: 'VALI', sex: 'M' },
      ['strictTraitEditedFromDocument', 'documentChecked'],
    ],
    ['not at all, a document seen', {}, { document: 'PA' }, { status: 'VALI' }, ['documentChecked']],
  ])('%s: what becomes of %j', async (_how, record, edited, after, events) => {
    const { store, edit } = await editing(record);
    await edit(edited);
    const held = await store.patients.get('p1');
    expect(held).toMatchObject({ ...after, revision: 2, ...(edited.document === 'PA' ? { identityDocument: { type: 'PA' } } : {}) });
    expect((await store.identity.transitions('p1')).map(({ event }) => event)).toEqual(events);
    expect(await store.patients.queued('p1')).toBeNull();
  });

  it('are told in the journal by their names, never their values', async () => {
    const { edit, journal } = await editing(QUALIFIED);
    await edit({ traits: { birthName: 'PAT-QUATRE', birthDate: '1979-03-29' } });
    expect(await journal()).toMatchObject([
      {
        act: 'identity.traits-edited',
        label: 'Traits d’identité modifiés',
        patientId: 'p1',
        result: 'ok',
        details: { from: 'QUAL', to: 'PROV', traits: 'birthName birthDate', type: null },
      },
    ]);
  });

  it('from a document are told with it', async () => {
    const { edit, journal } = await editing();
    await edit({ document: 'PA' });
    expect(await journal()).toMatchObject([
      { label: 'Traits d’identité modifiés d’après une pièce : Passeport', details: { from: 'PROV', to: 'VALI', traits: '', type: 'PA' } },
    ]);
  });

  it('the same, and nothing said of the date: nothing happened', async () => {
    const { store, edit, journal } = await editing(QUALIFIED);
    await edit({});
    expect(await store.patients.get('p1')).toMatchObject({ revision: 1 });
    expect(await journal()).toEqual([]);
  });

  it('the same, the date alone said uncertain: no status is lost, and the question to INSi stands', async () => {
    const { store, edit, journal } = await editing(QUALIFIED);
    await edit({ uncertain: true });
    expect(await store.patients.get('p1')).toMatchObject({ status: 'QUAL', ins, birthDateUncertain: true });
    expect(await store.identity.transitions('p1')).toEqual([]);
    expect(await store.patients.queued('p1')).not.toBeNull();
    expect(await journal()).toMatchObject([{ act: 'identity.traits-edited', details: { traits: '' } }]);
  });

  it('with an incomplete date make it uncertain', async () => {
    const { store, edit } = await editing();
    await edit({ traits: { birthDate: '1979-00-00' } });
    expect(await store.patients.get('p1')).toMatchObject({ birthDate: '1979-00-00', birthDateUncertain: true });
  });

  it('of a doubtful identity prove nothing, whatever the document', async () => {
    const { store, edit } = await editing({ attributes: { homonym: false, doubtful: true, fictive: false } });
    await edit({ traits: { birthPlace: null }, document: 'PA' });
    expect(await store.patients.get('p1')).toMatchObject({ status: 'PROV', birthPlace: null });
  });

  it.each([
    ['TRAIT_EMPTY', { traits: { birthName: '' } }],
    ['TRAIT_BIRTH_DATE_FUTURE', { traits: { birthDate: '2026-11-22' } }],
    ['TRAIT_FIRST_NAME', { first: 'MARIE-LOUISE' }],
    ['IDENTITY_DOCUMENT_TYPE', { document: 'DC' }],
    ['IDENTITY_DOCUMENT_MINOR', { document: 'LE' }],
  ] as const)('are refused with %s, and nothing changes', async (code, edited) => {
    const { store, edit, journal } = await editing(QUALIFIED);
    await expect(edit(edited)).rejects.toEqual(refusal(code));
    expect(await store.patients.get('p1')).toMatchObject({ status: 'QUAL', ins, revision: 1 });
    expect(await journal()).toEqual([]);
  });

  it('proves a minor by the date that is copied, not by the one that was there', async () => {
    const { store, edit } = await editing();
    await edit({ traits: { birthDate: '2019-03-28' }, document: 'LE' });
    expect(await store.patients.get('p1')).toMatchObject({ status: 'VALI', birthDate: '2019-03-28' });
  });

  it('are nobody’s to edit without a session, nor of a patient that is not there', async () => {
    const { edit, logged } = await editing();
    await expect(edit({}, 'p9')).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
    logged(null);
    await expect(edit({})).rejects.toEqual(refusal('SESSION_CLOSED'));
  });
});

describe('what editing costs, said before', () => {
  it('is the status by hand, less by a document, and the documents that left', async () => {
    const { store, common, records } = workplace();
    await records(QUALIFIED);
    await sent(store, 'd1', { ins, ipp: 'P000001' }, {});
    const { hand, document, sent: left } = await unlocking({ ...common, carried })('p1');
    expect([hand.statusAfter, document.statusAfter, left]).toEqual(['PROV', 'VALI', 1]);
    expect(hand.message).toContain('« Qualifiée » à « Provisoire ». Le matricule INS');
    expect(hand.message).toContain('Un document est déjà parti');
  });

  it('is asked of a patient that is there', async () => {
    const { common } = workplace();
    await expect(unlocking({ ...common, carried })('p9')).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
  });
});

import { describe, expect, it } from 'vitest';
import { createPatient, type NewPatient } from '../../../../electron/usecases/patients/create-patient.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import type { IdentitySource } from '../../../../shared/domain/record/transition.ts';
import type { StrictTraits } from '../../../../shared/domain/types.ts';
import { fail } from '../../../../shared/errors.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';

const TRAITS: StrictTraits = {
  birthName: 'Pat-Trois',
  birthFirstNames: 'Dominique Marie-Louise',
  sex: 'F',
  birthDate: '1979-03-28',
  birthPlace: '51215',
};
const typed = (changed: Partial<NewPatient> = {}): NewPatient => ({
  traits: TRAITS,
  usedName: null,
  usedFirstName: null,
  firstBirthFirstName: null,
  birthDateUncertain: false,
  phone: null,
  scanned: null,
  seen: [],
  ...changed,
});
const FICTIVE = { homonym: false, doubtful: false, fictive: true };

async function creating(...known: readonly Partial<PatientRecord>[]) {
  const place = workplace();
  await place.records(...known);
  const create = (changed: Partial<NewPatient> = {}, source?: IdentitySource, testOidsAllowed = true) =>
    createPatient({ ...place.common, testOidsAllowed }, source)(typed(changed));
  return { ...place, create };
}

describe('a new record', () => {
  it('asked for twice at once is made once: the second one is told of the first', async () => {
    const { store, create } = await creating();
    const [made, refused] = await Promise.allSettled([create(), create()]);
    expect(made.status).toBe('fulfilled');
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'PATIENT_SIMILAR', detail: 'id-1' } });
    expect(await store.patients.count()).toBe(1);
  });

  it('is provisional, with the traits in the letters of INSi, and told in the journal', async () => {
    const { store, create, journal } = await creating();
    const id = await create({ usedName: ' Martin ', usedFirstName: 'Domi', phone: ' 03 26 00 00 00 ' });
    expect(await store.patients.get(id)).toMatchObject({
      ipp: 'P000001',
      birthName: 'PAT-TROIS',
      birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
      firstBirthFirstName: 'DOMINIQUE',
      usedName: 'Martin',
      usedFirstName: 'Domi',
      phone: '03 26 00 00 00',
      status: 'PROV',
      attributes: { homonym: false, doubtful: false, fictive: false },
      ins: null,
      channel: 'SM',
      birthDateUncertain: false,
      receivedIns: [],
      mergedInto: null,
      createdAt: '2026-11-21T10:00:00.000Z',
    });
    expect(await store.identity.transitions(id)).toMatchObject([{ event: 'created', from: null, to: 'PROV', source: 'SM' }]);
    expect(await journal()).toMatchObject([{ act: 'patient.created', patientId: id, result: 'ok', details: { source: 'SM', similar: 0 } }]);
  });

  it('has the premier prénom that was typed, when it begins the list', async () => {
    const { store, create } = await creating();
    const id = await create({ firstBirthFirstName: 'Dominique Marie' });
    expect(await store.patients.get(id)).toMatchObject({ firstBirthFirstName: 'DOMINIQUE MARIE' });
    await expect(create({ firstBirthFirstName: 'Marie-Louise', seen: [id] })).rejects.toEqual(refusal('TRAIT_FIRST_NAME'));
  });

  it.each([
    [{ birthDateUncertain: true }, true],
    [{ traits: { ...TRAITS, birthDate: '1979-00-00' } }, true],
    [{}, false],
  ])('typed as %j: its birth date is uncertain: %s', async (changed, uncertain) => {
    const { store, create } = await creating();
    expect(await store.patients.get(await create(changed))).toMatchObject({ birthDateUncertain: uncertain });
  });

  it('of a datamatrix keeps its matricule apart, to be verified', async () => {
    const { store, create, journal } = await creating();
    const id = await create({ scanned: DOMINIQUE.ins });
    expect(await store.patients.get(id)).toMatchObject({
      status: 'PROV',
      ins: null,
      channel: 'CB',
      receivedIns: [{ matricule: DOMINIQUE.ins.matricule, problem: null, sender: 'Datamatrix', receivedAt: '2026-11-21T10:00:00.000Z' }],
    });
    expect(await journal()).toMatchObject([{ details: { source: 'CB' } }]);
  });

  it('of a test datamatrix says so in production', async () => {
    const { store, create } = await creating();
    const id = await create({ scanned: DOMINIQUE.ins }, undefined, false);
    expect(await store.patients.get(id)).toMatchObject({ receivedIns: [{ problem: 'OID' }] });
  });

  it.each([
    ['CV', 'CV'],
    ['IMPORT', null],
  ] as const)('from %s has the channel %s', async (source, channel) => {
    const { store, create } = await creating();
    const id = await create({}, source);
    expect(await store.patients.get(id)).toMatchObject({ channel });
    expect(await store.identity.transitions(id)).toMatchObject([{ source }]);
  });

  it('takes the next number when another creation took its own', async () => {
    const { store, common, create } = await creating();
    let refused = 0;
    const racing = createPatient({
      ...common,
      testOidsAllowed: true,
      store: {
        ...store,
        commit: (commit) => {
          refused += 1;
          return refused < 3 ? Promise.reject(fail('STORE_CONFLICT')) : store.commit(commit);
        },
      },
    });
    const id = await racing(typed());
    expect(await store.patients.count()).toBe(1);
    expect(await store.patients.get(id)).toMatchObject({ ipp: 'P000001' });
    expect(await store.patients.get(await create({ seen: [id] }))).toMatchObject({ ipp: 'P000002' });
  });

  it('that looks like another one is refused until that one was looked at', async () => {
    const { store, create, journal } = await creating({ birthName: 'PAT-TROIE' });
    await expect(create()).rejects.toEqual(refusal('PATIENT_SIMILAR', { detail: 'p1' }));
    await expect(create({ seen: ['p2'] })).rejects.toEqual(refusal('PATIENT_SIMILAR'));
    expect(await store.patients.count()).toBe(1);
    expect(await journal()).toEqual([]);
    const id = await create({ seen: ['p1'] });
    expect(await store.patients.get(id)).toMatchObject({ attributes: { homonym: false } });
    expect(await store.patients.get('p1')).toMatchObject({ attributes: { homonym: false } });
    expect(await journal()).toMatchObject([{ act: 'patient.created', details: { similar: 1 } }]);
  });

  it.each([
    ['the same traits', {}],
    ['the same traits, born elsewhere', { birthPlace: '51454' }],
  ])('with %s as a record declined is its homonym, and both say so', async (_what, known) => {
    const { store, create, journal } = await creating(known);
    const id = await create({ seen: ['p1'] });
    expect(await store.patients.get(id)).toMatchObject({ attributes: { homonym: true } });
    expect(await store.patients.get('p1')).toMatchObject({ attributes: { homonym: true, doubtful: false }, status: 'PROV' });
    expect(await journal()).toMatchObject([
      { act: 'patient.created', patientId: id },
      { act: 'identity.attributes', patientId: 'p1', objectId: id, details: { homonym: true } },
    ]);
  });

  it('leaves a homonym known as such, and a fictive record, as they are', async () => {
    const { store, create, journal } = await creating(
      { attributes: { homonym: true, doubtful: false, fictive: false } },
      { attributes: FICTIVE },
    );
    const id = await create({ seen: ['p1', 'p2'] });
    expect(await store.patients.get(id)).toMatchObject({ attributes: { homonym: true } });
    expect(await store.patients.get('p1')).toMatchObject({ revision: 1 });
    expect(await store.patients.get('p2')).toMatchObject({ revision: 1, attributes: FICTIVE });
    expect((await journal()).map(({ act }) => act)).toEqual(['patient.created']);
  });

  it.each([
    ['TRAIT_EMPTY', { traits: { ...TRAITS, birthName: ' ' } }],
    ['TRAIT_BIRTH_DATE_FUTURE', { traits: { ...TRAITS, birthDate: '2026-11-22' } }],
    ['PHONE', { phone: '12' }],
    ['USED_NAME_CHARACTER', { usedName: 'Mar\u200Btin' }],
    ['USED_NAME_CHARACTER', { usedFirstName: 'Do\u200Bmi' }],
  ] as const)('is refused with %s, and nothing is made', async (code, changed) => {
    const { store, create, journal } = await creating();
    await expect(create(changed)).rejects.toEqual(refusal(code));
    expect(await store.patients.count()).toBe(0);
    expect(await journal()).toEqual([]);
  });

  it('is nobody’s to make without a session', async () => {
    const { create, logged } = await creating();
    logged(null);
    await expect(create()).rejects.toEqual(refusal('SESSION_CLOSED'));
  });
});

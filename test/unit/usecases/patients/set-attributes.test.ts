import { describe, expect, it } from 'vitest';
import { setAttributes } from '../../../../electron/usecases/patients/set-attributes.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;
const NONE = { homonym: false, doubtful: false, fictive: false };

/** A record that waits for INSi. */
async function signalling(record: Partial<PatientRecord> = {}) {
  const place = workplace();
  await place.records({ status: 'QUAL', ins, ...record });
  await place.store.commit({
    changes: [{ kind: 'insi.queue', entry: { patientId: 'p1', since: '2026-11-21T09:00:00.000Z', answerId: null } }],
    audit: [],
  });
  return { ...place, set: setAttributes(place.common) };
}

describe('the attributes of an identity', () => {
  it.each([
    [{ ...NONE, doubtful: true }, 'Identité signalée : douteuse'],
    [{ ...NONE, fictive: true }, 'Identité signalée : fictive'],
    [{ ...NONE, homonym: true, doubtful: true }, 'Identité signalée : homonyme, douteuse'],
  ])('%j make it provisional, without matricule, and INSi is not asked any more', async (attributes, label) => {
    const { store, set, journal } = await signalling();
    await set({ id: 'p1', ...attributes });
    expect(await store.patients.get('p1')).toMatchObject({ status: 'PROV', ins: null, attributes });
    expect(await store.patients.insHistory('p1')).toMatchObject([{ ins }]);
    expect(await store.patients.queued('p1')).toBeNull();
    expect(await store.identity.transitions('p1')).toMatchObject([{ event: 'doubtfulOrFictive', from: 'QUAL', to: 'PROV' }]);
    expect(await journal()).toMatchObject([
      { act: 'identity.attributes', label, patientId: 'p1', result: 'ok', details: { from: 'QUAL', to: 'PROV', ...attributes } },
    ]);
  });

  it('« homonyme » alone changes no status', async () => {
    const { store, set, journal, wait } = await signalling();
    wait(1);
    await set({ id: 'p1', ...NONE, homonym: true });
    expect(await store.patients.get('p1')).toMatchObject({
      status: 'QUAL',
      ins,
      attributes: { ...NONE, homonym: true },
      updatedAt: '2026-11-21T10:01:00.000Z',
    });
    expect(await store.patients.queued('p1')).not.toBeNull();
    expect(await store.identity.transitions('p1')).toEqual([]);
    expect(await journal()).toMatchObject([{ label: 'Identité signalée : homonyme', details: { from: 'QUAL', to: 'QUAL' } }]);
  });

  it.each([
    { ...NONE, doubtful: true },
    { ...NONE, fictive: true },
  ])('%j removed leave it provisional', async (attributes) => {
    const { store, set, journal } = await signalling({ status: 'PROV', ins: null, attributes });
    await set({ id: 'p1', ...NONE });
    expect(await store.patients.get('p1')).toMatchObject({ status: 'PROV', attributes: NONE });
    expect(await store.identity.transitions('p1')).toEqual([]);
    expect(await journal()).toMatchObject([{ label: 'Attributs d’identité retirés', details: { from: 'PROV', to: 'PROV' } }]);
  });

  it.each([
    [
      { ...NONE, doubtful: true },
      { ...NONE, homonym: true, doubtful: true },
    ],
    [{ ...NONE, fictive: true }, NONE],
  ])('%j already there doubt nothing again when they become %j', async (before, after) => {
    const { store, set } = await signalling({ status: 'PROV', ins: null, attributes: before });
    await set({ id: 'p1', ...after });
    expect(await store.patients.get('p1')).toMatchObject({ attributes: after });
    expect(await store.identity.transitions('p1')).toEqual([]);
  });

  it('that are there already are nothing to record', async () => {
    const { store, set, journal } = await signalling();
    await set({ id: 'p1', ...NONE });
    expect(await store.patients.get('p1')).toMatchObject({ revision: 1 });
    expect(await journal()).toEqual([]);
  });

  it('« fictive » goes with no other one', async () => {
    const { store, set, journal } = await signalling();
    await expect(set({ id: 'p1', homonym: true, doubtful: false, fictive: true })).rejects.toEqual(refusal('IDENTITY_ATTRIBUTES'));
    expect(await store.patients.get('p1')).toMatchObject({ status: 'QUAL', attributes: NONE, revision: 1 });
    expect(await journal()).toEqual([]);
  });

  it('are nobody’s to set without a session, nor of a patient that is not there', async () => {
    const { set, logged } = await signalling();
    await expect(set({ id: 'p9', ...NONE })).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
    logged(null);
    await expect(set({ id: 'p1', ...NONE })).rejects.toEqual(refusal('SESSION_CLOSED'));
  });
});

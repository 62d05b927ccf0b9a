import { describe, expect, it } from 'vitest';
import { askInsi } from '../../../../electron/usecases/patients/ask-insi.ts';
import type { InsiAnswer } from '../../../../electron/insi/answer.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { fail, PosteError } from '../../../../shared/errors.ts';
import { found, foundNot } from '../insi.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';

const later = (thrown: unknown): boolean => thrown instanceof PosteError && thrown.code === 'INSI_UNAVAILABLE';

/** A record, and INSi that answers so, or throws. */
async function asking(said: InsiAnswer | PosteError, record: Partial<PatientRecord> = {}) {
  const place = workplace();
  await place.records(record);
  const asked: string[] = [];
  const ask = askInsi({
    ...place.common,
    later,
    search: (_session, { id }) => {
      asked.push(id);
      return said instanceof PosteError ? Promise.reject(said) : Promise.resolve(said);
    },
  });
  return { ...place, ask, asked };
}

describe('INSi asked for a patient', () => {
  it('answers with traits to accept, kept as they came; the record stays as it is', async () => {
    const answer = found();
    const { ask, store, journal } = await asking(answer);
    const before = await store.patients.get('p1');
    const { code, proposal } = await ask('p1');
    expect(code).toBe('00');
    expect(proposal).toMatchObject({ id: 'id-1', traits: { birthName: 'PAT-TROIS' } });
    expect(await store.patients.get('p1')).toEqual(before);
    expect(await store.insi.list('p1')).toMatchObject([{ id: 'id-1', code: '00', by: { name: 'Dr Paule DURAND' } }]);
    expect(await store.insi.verbatim('id-1')).toEqual(answer.verbatim);
    expect(await journal()).toMatchObject([
      { act: 'insi.asked', patientId: 'p1', objectId: 'id-1', result: 'ok', details: { code: '00' } },
    ]);
  });

  it.each(['01', '02'] as const)('answers %s with advice, and proposes nothing', async (code) => {
    const { ask, store } = await asking(foundNot(code));
    const { proposal, advice } = await ask('p1');
    expect(proposal).toBeNull();
    expect(advice?.action).not.toBe('');
    expect(await store.insi.list('p1')).toMatchObject([{ code }]);
  });

  it('that said nothing is asked again today: the patient waits since the first time', async () => {
    const { ask, store, journal, wait } = await asking(fail('INSI_UNAVAILABLE'));
    await expect(ask('p1')).rejects.toEqual(refusal('INSI_UNAVAILABLE'));
    wait(5);
    await expect(ask('p1')).rejects.toEqual(refusal('INSI_UNAVAILABLE'));
    expect(await store.patients.queued('p1')).toEqual({ patientId: 'p1', since: '2026-11-21T10:00:00.000Z', answerId: null });
    expect(await journal()).toMatchObject([
      { act: 'insi.asked', patientId: 'p1', result: 'INSI_UNAVAILABLE' },
      { act: 'insi.asked', patientId: 'p1', result: 'INSI_UNAVAILABLE' },
    ]);
  });

  it('that refused the question is not asked again by itself', async () => {
    const { ask, store, journal } = await asking(fail('INSI_REFUSED'));
    await expect(ask('p1')).rejects.toEqual(refusal('INSI_REFUSED'));
    expect(await store.patients.queued('p1')).toBeNull();
    expect(await journal()).toMatchObject([{ act: 'insi.asked', result: 'INSI_REFUSED' }]);
  });

  it('that answers ends the wait of the patient', async () => {
    const { ask, store } = await asking(found());
    await store.commit({
      changes: [{ kind: 'insi.queue', entry: { patientId: 'p1', since: '2026-11-21T09:00:00.000Z', answerId: null } }],
      audit: [],
    });
    await ask('p1');
    expect(await store.patients.queued('p1')).toBeNull();
  });

  it.each([
    ['IDENTITY_FICTIVE', { attributes: { homonym: false, doubtful: false, fictive: true } }],
    ['IDENTITY_SEX', { sex: 'I' }],
    ['IDENTITY_BIRTH_DATE', { birthDate: '0000-00-00' }],
  ] as const)('is not asked about whom it must not: %s', async (code, record) => {
    const { ask, asked, journal } = await asking(found(), record);
    await expect(ask('p1')).rejects.toEqual(refusal(code));
    expect(asked).toEqual([]);
    expect(await journal()).toEqual([]);
  });

  it('is not asked without a session, nor about nobody', async () => {
    const { ask, asked, logged } = await asking(found());
    await expect(ask('p9')).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
    logged(null);
    await expect(ask('p1')).rejects.toEqual(refusal('SESSION_CLOSED'));
    expect(asked).toEqual([]);
  });
});

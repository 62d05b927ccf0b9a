import { describe, expect, it } from 'vitest';
import { recordInformation } from '../../../../electron/usecases/patients/record-information.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';

async function recording() {
  const place = workplace();
  await place.records({});
  return { ...place, record: recordInformation(place.common) };
}

describe('the information of a patient', () => {
  it('R-003, R-006: is dated, attributed, for the current follow-up, the latest in force; told in the journal', async () => {
    const { store, record, journal, wait } = await recording();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    wait(1);
    await record({ id: 'p1', purpose: 'feeding', state: 'opposed' });
    expect((await store.patients.get('p1'))?.feeding).toEqual({
      patientId: 'p1',
      purpose: 'feeding',
      episode: 'e1',
      state: 'opposed',
      at: '2026-11-21T10:01:00.000Z',
      by: { idNat: '899900000017', name: 'Dr Paule DURAND' },
      origin: 'person',
    });
    expect(await journal()).toMatchObject([
      {
        act: 'information.recorded',
        label: 'Alimentation du DMP : patient informé, non opposé',
        patientId: 'p1',
        result: 'ok',
        details: { purpose: 'feeding', state: 'informed' },
      },
      { label: 'Alimentation du DMP : patient informé, opposé', details: { state: 'opposed' } },
    ]);
  });

  it('R-073: of consultation is not that of feeding', async () => {
    const { store, record } = await recording();
    await record({ id: 'p1', purpose: 'consultation', state: 'opposed' });
    expect(await store.patients.get('p1')).toMatchObject({ feeding: null, consultation: { state: 'opposed' } });
  });

  it('R-053: ends with the follow-up', async () => {
    const { store, record, records } = await recording();
    await record({ id: 'p1', purpose: 'feeding', state: 'opposed' });
    await records({ revision: 1, episode: 'e2' });
    expect((await store.patients.get('p1'))?.feeding).toBeNull();
  });

  it('is nobody’s to record without a session, nor of a patient that is not there', async () => {
    const { record, logged, store } = await recording();
    await expect(record({ id: 'p9', purpose: 'feeding', state: 'informed' })).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
    logged(null);
    await expect(record({ id: 'p1', purpose: 'feeding', state: 'informed' })).rejects.toEqual(refusal('SESSION_CLOSED'));
    expect(await store.information.list('p1')).toEqual([]);
  });
});

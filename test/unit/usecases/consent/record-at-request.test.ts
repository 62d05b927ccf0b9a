import { describe, expect, it } from 'vitest';
import { recordAtRequest } from '../../../../electron/usecases/consent/record-at-request.ts';
import { refusal } from '../refusal.ts';
import { ELSEWHERE, COLLEAGUE } from '../workplace.ts';
import { told } from './patient-word.ts';

const request = { id: 'p1', purpose: 'consultation', state: 'informed', means: 'oral', collector: '899900000017' } as const;

async function opposed() {
  const place = await told();
  await place.record({ id: 'p1', purpose: 'consultation', state: 'opposed' });
  return { ...place, atRequest: recordAtRequest(place.common) };
}

describe('a choice at the patient’s request', () => {
  it('R-052: lifts an opposition to consultation, with who heard them', async () => {
    const { store, atRequest, logged, journal } = await opposed();
    logged(COLLEAGUE);
    await atRequest(request);
    expect((await store.patients.get('p1'))?.consultation).toMatchObject({
      state: 'informed',
      act: 'at-request',
      collector: 'Dr Paule DURAND',
      by: { name: 'Dr Luc SABLE' },
    });
    expect((await journal()).at(-1)).toMatchObject({
      act: 'information.at-request',
      label: 'À la demande du patient, Consultation du DMP : information donnée, pas d’opposition',
      details: { collector: '899900000017', state: 'informed' },
    });
  });

  it('R-005: names who heard the patient from a list, where no motive fits', async () => {
    const { store, atRequest } = await opposed();
    await expect(atRequest({ ...request, collector: '899900000099' })).rejects.toEqual(refusal('INFORMATION_COLLECTOR'));
    expect((await store.patients.get('p1'))?.consultation?.state).toBe('opposed');
  });

  it('is of the team of the episode', async () => {
    const { store, atRequest, logged } = await opposed();
    logged(ELSEWHERE);
    await expect(atRequest(request)).rejects.toEqual(refusal('EPISODE_OTHER_TEAM'));
    logged(null);
    await expect(atRequest(request)).rejects.toEqual(refusal('SESSION_CLOSED'));
    expect(await store.information.list('p1')).toHaveLength(1);
  });
});

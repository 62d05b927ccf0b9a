import { describe, expect, it } from 'vitest';
import { closeEpisode } from '../../../../electron/usecases/episodes/close-episode.ts';
import { openEpisode } from '../../../../electron/usecases/episodes/open-episode.ts';
import { recordAtRequest } from '../../../../electron/usecases/consent/record-at-request.ts';
import { feedingOf } from '../../../../electron/usecases/patients/feeding.ts';
import { requirePatient } from '../../../../electron/usecases/patients/view.ts';
import { mssOppositionsOf } from '../../../../shared/domain/sending/mss-opposition.ts';
import { informationPurposes, type Choice } from '../../../../shared/domain/record/information.ts';
import { refusal } from '../refusal.ts';
import { PAULE } from '../workplace.ts';
import { told } from './patient-word.ts';

/** A follow-up in which nothing is opposed, and a consultation in the middle of it, in which everything is. */
async function interrupted() {
  const place = await told();
  const all = async (state: Choice): Promise<void> => {
    for (const purpose of informationPurposes) await place.record({ id: 'p1', purpose, state });
  };
  await all('informed');
  await openEpisode(place.common)({ id: 'p1', kind: 'consultation', team: null, pathway: null, useCase: null });
  await all('opposed');
  const consultation = (await requirePatient(place.store, 'p1')).episode;
  await closeEpisode(place.common)({ id: 'p1', episode: consultation });
  const patient = await requirePatient(place.store, 'p1');
  return { ...place, patient };
}

describe('a follow-up that goes on after a consultation in which the patient opposed', () => {
  it('R-053: is not over what they said: every opposition is to be answered', async () => {
    const { patient } = await interrupted();
    expect(patient.currentEpisode?.kind).toBe('follow-up');
    expect(patient.earlierOppositions.map(({ purpose }) => purpose)).toEqual([...informationPurposes]);
    expect(feedingOf(patient).feedingOpposedEarlier).toBe(true);
    expect(mssOppositionsOf(patient)).toEqual({ mssPatient: 'earlier', mssProfessionals: 'earlier' });
  });

  it('R-050, R-070: every right sees it as the opposition to be answered that it is', async () => {
    const { patient, rights } = await interrupted();
    const decide = await rights.about(PAULE, { ...patient, status: 'QUAL' });
    const acts = ['TD2.1', 'TD3.1', 'mss-patient', 'mss-professional'] as const;
    expect(acts.map((act) => decide({ act }).code)).toEqual([
      'DMP_FEEDING_EARLIER',
      'RIGHTS_CONSULTATION_OPPOSED',
      'MSS_OPPOSED_EARLIER',
      'MSS_OPPOSED_EARLIER',
    ]);
  });

  it('R-006, R-052: lifts it as any other one, to consultation at the patient’s request alone', async () => {
    const { record, common, store } = await interrupted();
    await record({ id: 'p1', purpose: 'feeding', state: 'informed' });
    await expect(record({ id: 'p1', purpose: 'consultation', state: 'informed' })).rejects.toEqual(refusal('INFORMATION_AT_REQUEST'));
    const heard = { means: 'oral', collector: PAULE.pro.idNat } as const;
    await recordAtRequest(common)({ id: 'p1', purpose: 'consultation', state: 'informed', ...heard });
    const left = (await requirePatient(store, 'p1')).earlierOppositions.map(({ purpose }) => purpose);
    expect(left).toEqual(['mssPatient', 'mssProfessionals']);
  });
});

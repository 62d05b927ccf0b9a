import { informationLabels, purposeLabels } from '../../../shared/domain/consent/information.ts';
import type { Choice, InformationMeans, InformationPurpose } from '../../../shared/domain/record/information.ts';
import { fail } from '../../../shared/errors.ts';
import { act, requireSame } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requirePatient } from '../patients/view.ts';
import { inEpisode } from './in-episode.ts';
import { knownPeople } from './people.ts';
import { recorded } from './recorded.ts';
import { noticeVersion } from './standing.ts';

/**
 * The patient asked for it, and somebody who is named heard them: the one way to lift an opposition to consultation.
 *
 * @param collector PS_IdNat of who heard the patient, among those who are known here.
 * @throws PosteError PATIENT_UNKNOWN, INFORMATION_COLLECTOR, EPISODE_OTHER_TEAM, SESSION_CLOSED
 */
export function recordAtRequest(common: CommonPorts) {
  return async (input: {
    readonly id: string;
    readonly purpose: InformationPurpose;
    readonly state: Choice;
    readonly means: Exclude<InformationMeans, 'collective'>;
    readonly collector: string;
  }): Promise<void> => {
    const session = common.session();
    const now = common.now();
    const { purpose, state, means } = input;
    const [patient, people, notice] = await Promise.all([
      requirePatient(common.store, input.id),
      knownPeople(common.store, session),
      noticeVersion(common.store, session),
    ]);
    requireSame(session, common.session());
    const collector = people.find(({ idNat }) => idNat === input.collector);
    if (collector === undefined) throw fail('INFORMATION_COLLECTOR', { path: '/collector' });
    await common.store.commit({
      changes: [
        ...inEpisode(patient, session, now),
        recorded(patient, session, now, { purpose, state, means, act: 'at-request', collector: collector.name, notice }),
      ],
      audit: [
        act(session, now, {
          act: 'information.at-request',
          label: `À la demande du patient, ${purposeLabels[purpose]} : ${informationLabels[state].toLowerCase()}`,
          patientId: patient.id,
          details: { purpose, state, means, collector: collector.idNat, notice, episode: patient.episode },
        }),
      ],
    });
  };
}

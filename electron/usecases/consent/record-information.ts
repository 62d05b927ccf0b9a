import { choiceRefusal, isSaid } from '../../../shared/domain/consent/change.ts';
import { informationLabels, purposeLabels } from '../../../shared/domain/consent/information.ts';
import type { Choice, InformationMeans, InformationPurpose } from '../../../shared/domain/record/information.ts';
import { act, requireSame } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { inTurn } from '../../in-turn.ts';
import type { OpenSession } from '../../session/session.ts';
import { inEpisode } from './in-episode.ts';
import { recorded } from './recorded.ts';
import { noticeVersion, standingOf } from './standing.ts';
import { requirePatient } from '../patients/view.ts';

/** What a patient answered, and how they were told. */
export interface RecordedChoice {
  readonly id: string;
  readonly purpose: InformationPurpose;
  readonly state: Choice;
  /** By which the patient was told; told face to face when nobody says. */
  readonly means?: Exclude<InformationMeans, 'collective'> | undefined;
}

/**
 * The patient was informed, and opposes or not: dated, attributed, with its means and the notice given, for the whole team during
 * the current episode, which opens by itself; no motive. The four uses are independent. What is
 * said already is not said twice, and what is said at once is judged one after the other.
 *
 * @throws PosteError PATIENT_UNKNOWN, INFORMATION_AT_REQUEST, EPISODE_OTHER_TEAM, SESSION_CLOSED
 */
export function recordInformation(common: CommonPorts) {
  const oneAtATime = inTurn();
  const record = async ({ id, purpose, state, means }: RecordedChoice, session: OpenSession): Promise<void> => {
    const now = common.now();
    const [patient, notice] = await Promise.all([requirePatient(common.store, id), noticeVersion(common.store, session)]);
    requireSame(session, common.session());
    const standing = standingOf(patient, purpose);
    if (isSaid(standing, state) && (means === undefined || means === standing.held?.means)) return;
    const refusal = choiceRefusal(standing, state);
    if (refusal !== null) throw refusal;
    await common.store.commit({
      changes: [...inEpisode(patient, session, now), recorded(patient, session, now, { purpose, state, means: means ?? 'oral', notice })],
      audit: [
        act(session, now, {
          act: 'information.recorded',
          label: `${purposeLabels[purpose]} : ${informationLabels[state].toLowerCase()}`,
          patientId: patient.id,
          details: { purpose, state, means: means ?? 'oral', notice, episode: patient.episode },
        }),
      ],
    });
  };
  return async (choice: RecordedChoice): Promise<void> => {
    const session = common.session();
    await oneAtATime(() => record(choice, session));
  };
}

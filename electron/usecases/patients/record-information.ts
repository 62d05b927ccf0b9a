import { informationLabels, purposeLabels } from '../../../shared/domain/consent/information.ts';
import type { InformationPurpose, InformationState } from '../../../shared/domain/record/information.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requirePatient } from './view.ts';

/**
 * The patient was informed, and opposes or not: dated, attributed, for the current follow-up; no motive (R-003, R-005,
 * Feeding and consultation are independent.
 *
 * @throws PosteError PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function recordInformation(common: CommonPorts) {
  return async (input: { readonly id: string; readonly purpose: InformationPurpose; readonly state: InformationState }): Promise<void> => {
    const session = common.session();
    const now = common.now();
    const patient = await requirePatient(common.store, input.id);
    await common.store.commit({
      changes: [
        {
          kind: 'information.record',
          information: {
            patientId: patient.id,
            purpose: input.purpose,
            episode: patient.episode,
            state: input.state,
            at: now.toISOString(),
            by: actorOf(session),
            origin: 'person',
          },
        },
      ],
      audit: [
        act(session, now, {
          act: 'information.recorded',
          label: `${purposeLabels[input.purpose]} : ${informationLabels[input.state].toLowerCase()}`,
          patientId: patient.id,
          details: { purpose: input.purpose, state: input.state },
        }),
      ],
    });
  };
}

import { slipRefusal } from '../../../shared/domain/consent/change.ts';
import { informationInForce, purposeLabels } from '../../../shared/domain/consent/information.ts';
import type { InformationPurpose } from '../../../shared/domain/record/information.ts';
import { fail } from '../../../shared/errors.ts';
import { act, actorOf, requireSame } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requirePatient } from '../patients/view.ts';
import { recorded } from './recorded.ts';

/**
 * The last entry was a slip of the keyboard: the one before it, or nothing, is in force again. The entry stays in the history, and
 * so does its correction.
 *
 * @param entry the one that the person saw in force.
 * @throws PosteError PATIENT_UNKNOWN, INFORMATION_SLIP_NOTHING, INFORMATION_SLIP_OTHER, SESSION_CLOSED
 */
export function correctSlip(common: CommonPorts) {
  return async (input: { readonly id: string; readonly purpose: InformationPurpose; readonly entry: number }): Promise<void> => {
    const session = common.session();
    const now = common.now();
    const { purpose } = input;
    const [patient, entries] = await Promise.all([requirePatient(common.store, input.id), common.store.information.list(input.id)]);
    requireSame(session, common.session());
    const held = patient[purpose];
    const refusal = slipRefusal(held, actorOf(session));
    if (refusal !== null) throw refusal;
    if (held === null || held.id !== input.entry) throw fail('INFORMATION_SLIP_NOTHING');
    const left = entries.filter(({ id }) => id !== held.id);
    const state = informationInForce(left, purpose, patient.episode)?.state ?? 'none';
    await common.store.commit({
      changes: [recorded(patient, session, now, { purpose, state, act: 'slip', corrects: held.id })],
      audit: [
        act(session, now, {
          act: 'information.slip-corrected',
          label: `${purposeLabels[purpose]} : erreur de saisie corrigée`,
          patientId: patient.id,
          details: { purpose, before: held.state, state, recordedAt: held.at, episode: patient.episode },
        }),
      ],
    });
  };
}

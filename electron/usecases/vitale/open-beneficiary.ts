import type { CallOutput, CallReceived } from '../../../shared/contract/index.ts';
import type { Acting } from '../acting.ts';
import { openPatient, type OpenPatientPorts } from '../patients/open-patient.ts';
import { pickBeneficiary, type PickPorts } from './pick.ts';

/** Somebody chosen on the card read: their record, open from then on. @throws PosteError those of {@link pickBeneficiary} */
export function openBeneficiary(ports: PickPorts & OpenPatientPorts) {
  const pick = pickBeneficiary(ports);
  const open = openPatient(ports);
  return async (input: CallReceived<'vitale.pick'>, by: Acting): Promise<CallOutput<'vitale.pick'>> => {
    const { patientId, insi, insiError, warnings } = await pick(input);
    return { patient: await open(patientId, by), insi, insiError, warnings: [...warnings] };
  };
}

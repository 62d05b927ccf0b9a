import type { rightsCalls } from '../../../shared/contract/rights.ts';
import { patientRights, setSecretConnection, type PatientRightsPorts } from '../../usecases/rights/patient-rights.ts';
import type { Handlers } from '../bridge.ts';

export type RightsHandlersPorts = PatientRightsPorts;

/** What may be done about a patient, and the secret connection of a minor. */
export function rightsHandlers(ports: RightsHandlersPorts): Pick<Handlers, keyof typeof rightsCalls> {
  const view = patientRights(ports);
  const set = setSecretConnection(ports);
  return {
    'patients.rights': ({ id }, by) => view(id, by),
    'patients.secretConnection': async (asked, by) => {
      await set(asked, by);
      return await view(asked.id, by);
    },
  };
}

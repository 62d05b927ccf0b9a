import type { PatientView } from '../../../shared/contract/patients.ts';
import type { Readings } from '../journal/readings.ts';
import type { Acting } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { createPatient, type NewPatient } from './create-patient.ts';
import { openPatient, type OpenPatientPorts } from './open-patient.ts';

interface CreateTypedPorts extends CommonPorts, OpenPatientPorts {
  readonly testOidsAllowed: boolean;
  readonly readings: Pick<Readings, 'record' | 'searchOver'>;
}

/**
 * A new record of what was typed, open from then on. The search that led there is over, and is told before it.
 *
 * @throws PosteError those of {@link createPatient}
 */
export function createTyped(ports: CreateTypedPorts) {
  const create = createPatient(ports);
  const open = openPatient(ports);
  return async (input: NewPatient, by: Acting): Promise<PatientView> => {
    ports.readings.searchOver();
    return await open(await create(input), by);
  };
}

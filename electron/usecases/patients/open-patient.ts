import type { PatientView } from '../../../shared/contract/patients.ts';
import type { Readings } from '../journal/readings.ts';
import type { Trace } from '../journal/trace.ts';
import type { Acting } from '../acting.ts';
import { viewPatient, type PatientViewPorts } from './view.ts';

export interface OpenPatientPorts extends PatientViewPorts {
  readonly readings: Pick<Readings, 'record'>;
  readonly trace: Pick<Trace, 'flush'>;
  /** The secret connection of another minor ends: their record is left. */
  readonly secret: { leave(next: string): void };
}

/** The record, which whoever asked for it has open from then on. @throws PosteError PATIENT_UNKNOWN */
export function openPatient(ports: OpenPatientPorts) {
  const view = viewPatient(ports);
  return async (id: string, by: Acting): Promise<PatientView> => {
    const shown = await view(id);
    ports.secret.leave(id);
    ports.readings.record(by, id);
    // The work list asked next has it among those opened today.
    await ports.trace.flush();
    return shown;
  };
}

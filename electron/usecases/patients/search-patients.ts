import type { CallInput } from '../../../shared/contract/index.ts';
import type { PatientRow } from '../../../shared/contract/patients.ts';
import type { Store } from '../../store/types.ts';
import type { Readings } from '../journal/readings.ts';
import type { Acting } from '../acting.ts';
import { patientRow } from './view.ts';

/** Rows, when who asks says no number. */
const PAGE = 50;

/** Patients by words, number or matricule, the likeliest; who was looked for is told. */
export function searchPatients(ports: { readonly store: Pick<Store, 'patients'>; readonly readings: Pick<Readings, 'search'> }) {
  return async ({ query, limit = PAGE }: CallInput<'patients.search'>, by: Acting): Promise<PatientRow[]> => {
    const rows = (await ports.store.patients.search(query, limit)).map(patientRow);
    ports.readings.search(by, { by: 'words', words: query.trim(), shown: rows.length });
    return rows;
  };
}

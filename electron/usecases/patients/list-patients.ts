import type { ListedPatientRow } from '../../../shared/contract/patients.ts';
import type { CallOutput, CallReceived } from '../../../shared/contract/index.ts';
import { prohibitions } from '../../../shared/domain/identity/status.ts';
import type { Places } from '../../../shared/domain/ins/cog.ts';
import { ageLabel } from '../../../shared/domain/ins/dates.ts';
import { displayMatricule } from '../../../shared/domain/ins/matricule.ts';
import type { ListedPatient } from '../../../shared/domain/record/patient.ts';
import type { Store } from '../../store/types.ts';
import type { Acting } from '../acting.ts';
import type { Readings } from '../journal/readings.ts';
import { localDay } from './local-day.ts';
import { placeName } from './place-words.ts';
import { patientRow } from './view.ts';

interface ListPatientsPorts {
  readonly store: Pick<Store, 'patients'>;
  readonly readings: Pick<Readings, 'search'>;
  readonly places: () => Promise<Places>;
  readonly now: () => Date;
}

/** The list of patients, of everybody or of what is looked for, part by part; who was looked for is told once, with the first part. */
export function listPatients({ store, readings, places, now }: ListPatientsPorts) {
  return async (asked: CallReceived<'patients.list'>, by: Acting): Promise<CallOutput<'patients.list'>> => {
    const [{ rows, total }, known] = await Promise.all([store.patients.list(asked), places()]);
    if (asked.from === 0) readings.search(by, { by: 'words', words: asked.query.trim(), shown: rows.length });
    const today = localDay(now());
    return { rows: rows.map((row) => listedRow(row, today, known)), total };
  };
}

function listedRow({ ins, ...row }: ListedPatient, today: string, places: Places): ListedPatientRow {
  const { homonym, doubtful, fictive, status, birthDate, birthPlace } = row;
  // A matricule shows with an identity that carries it alone (EXI SI 08).
  const carried = ins !== null && !prohibitions(status, { homonym, doubtful, fictive }, row).transmission;
  return {
    ...patientRow(row),
    placeName: birthPlace === null ? null : placeName(birthPlace, birthDate, places),
    ageLabel: ageLabel(birthDate, today),
    ins: carried ? { display: displayMatricule(ins.matricule), key: ins.matricule.slice(13) } : null,
  };
}

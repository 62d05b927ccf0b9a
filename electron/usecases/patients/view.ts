import type { PatientRow, PatientView } from '../../../shared/contract/patients.ts';
import { identityDocumentLabel } from '../../../shared/domain/identity/documents.ts';
import { statusLabels } from '../../../shared/domain/identity/status.ts';
import { ageAt, isMinor } from '../../../shared/domain/ins/dates.ts';
import { displayMatricule } from '../../../shared/domain/ins/matricule.ts';
import { insKind } from '../../../shared/domain/ins/oids.ts';
import { officeError } from '../office.ts';
import type { AuditRow, InformationRecord, PatientFile, PatientSummary, Store } from '../../store/types.ts';

export interface PatientViewDeps {
  readonly store: Store;
  readonly now: () => Date;
  readonly ageOfMajority: number;
}

/** Last acts shown with a patient. */
const HISTORY = 200;

/** The record as screens show it. @throws PosteError PATIENT_UNKNOWN */
export function viewPatient(deps: PatientViewDeps) {
  return async (id: string): Promise<PatientView> => {
    const patient = await requirePatient(deps.store, id);
    const { entries } = await deps.store.audit.page({ before: null, limit: HISTORY, patientId: id });
    return patientView(patient, entries, localDay(deps.now()), deps.ageOfMajority);
  };
}

/** @throws PosteError PATIENT_UNKNOWN */
export async function requirePatient(store: Store, id: string): Promise<PatientFile> {
  const patient = await store.patients.get(id);
  if (patient === null) throw officeError('PATIENT_UNKNOWN');
  return patient;
}

/** Day at the workstation, `YYYY-MM-DD`. */
export function localDay(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function patientView(patient: PatientFile, history: readonly AuditRow[], today: string, ageOfMajority: number): PatientView {
  const { ins } = patient;
  return {
    id: patient.id,
    traits: {
      birthName: patient.birthName,
      birthFirstNames: patient.birthFirstNames,
      sex: patient.sex,
      birthDate: patient.birthDate,
      birthPlace: patient.birthPlace,
    },
    firstBirthFirstName: patient.firstBirthFirstName,
    usedName: patient.usedName,
    usedFirstName: patient.usedFirstName,
    ipp: patient.ipp,
    age: ageAt(patient.birthDate, today),
    minor: isMinor(patient.birthDate, today, ageOfMajority),
    status: patient.status,
    ins:
      patient.status !== 'QUAL' || ins === null
        ? null
        : { ...ins, kind: insKind(ins.oid) ?? ins.oid, display: displayMatricule(ins.matricule), key: ins.matricule.slice(13) },
    insiAt: patient.insi?.acceptedAt ?? null,
    identityDocument:
      patient.identityDocument === null
        ? null
        : {
            type: patient.identityDocument.type,
            label: identityDocumentLabel(patient.identityDocument.type),
            seenAt: patient.identityDocument.seenAt,
            by: patient.identityDocument.by.name,
          },
    feeding: informationView(patient.feeding),
    consultation: informationView(patient.consultation),
    dmp: patient.dmp,
    medecinTraitant: patient.medecinTraitant,
    history: history.map((row) => ({ at: row.at, actor: row.actor?.name ?? 'Poste Santé', act: row.label, detail: detailOf(row) })),
  };
}

const informationView = (record: InformationRecord | null): PatientView['feeding'] =>
  record === null ? { state: 'none', at: null, by: null } : { state: record.state, at: record.at, by: record.by.name };

function detailOf(row: AuditRow): string {
  const { from, to } = row.details;
  const move = isStatus(from) && isStatus(to) && from !== to ? `${statusLabels[from]} → ${statusLabels[to]}` : '';
  return row.result === 'ok' ? move : row.result;
}

const isStatus = (value: unknown): value is keyof typeof statusLabels => typeof value === 'string' && Object.hasOwn(statusLabels, value);

/** One line of the list. */
export function patientRow(summary: PatientSummary): PatientRow {
  return { ...summary };
}

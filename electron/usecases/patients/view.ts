import type { Places } from '../../../shared/codes/cog.ts';
import type { PatientRow, PatientView } from '../../../shared/contract/patients.ts';
import { identityDocumentLabel } from '../../../shared/domain/identity/documents.ts';
import { protectionOn, protectionRule, type ProtectionMeasure } from '../../../shared/domain/identity/protection.ts';
import { statusLabels, strictTraitsLocked } from '../../../shared/domain/identity/status.ts';
import { ageAt, isMinor } from '../../../shared/domain/ins/dates.ts';
import { displayMatricule } from '../../../shared/domain/ins/matricule.ts';
import { insKind } from '../../../shared/domain/ins/oids.ts';
import { officeError } from '../office.ts';
import type { AuditRow, IdentityTransition, InformationRecord, PatientFile, PatientSummary, Protection, Store } from '../../store/types.ts';
import { localDay } from './local-day.ts';
import { sentUnderFormerIdentity, type CarriedIdentity } from './sent-documents.ts';
import { similarRecords } from './similar.ts';
import { sourceLabels, transitionLabels } from './transition-labels.ts';

export { localDay };

export interface PatientViewDeps {
  readonly store: Store;
  readonly now: () => Date;
  readonly ageOfMajority: number;
  readonly places: () => Promise<Places>;
  /** Whose identity a CDA of ours carries. */
  readonly carried: CarriedIdentity;
}

/** Last acts shown with a patient. */
const HISTORY = 200;

/** The record as screens show it. @throws PosteError PATIENT_UNKNOWN */
export function viewPatient(deps: PatientViewDeps) {
  return async (id: string): Promise<PatientView> => {
    const { store } = deps;
    const patient = await requirePatient(store, id);
    const [journal, transitions, stays, merges, queued, history, similar, places] = await Promise.all([
      store.audit.page({ before: null, limit: HISTORY, patientId: id }),
      store.identity.transitions(id),
      store.patients.stays(id),
      store.patients.merges(id),
      store.patients.queued(id),
      store.patients.insHistory(id),
      similarRecords(store, { traits: traitsOf(patient), usedName: patient.usedName, usedFirstName: patient.usedFirstName, ins: patient.ins }, id),
      deps.places(),
    ]);
    const today = localDay(deps.now());
    const sent = await sentUnderFormerIdentity(deps, patient, { transitions, merges });
    const place = patient.birthPlace === null ? null : places.placeOf(patient.birthPlace, patient.birthDate);
    const { ins } = patient;
    const representation = protectionRule(protectionOn({ birthDate: patient.birthDate, measure: MEASURES[patient.protection] }, today, deps.ageOfMajority)).sentence;
    return {
      id: patient.id,
      traits: traitsOf(patient),
      firstBirthFirstName: patient.firstBirthFirstName,
      usedName: patient.usedName,
      usedFirstName: patient.usedFirstName,
      ipp: patient.ipp,
      age: ageAt(patient.birthDate, today),
      minor: isMinor(patient.birthDate, today, deps.ageOfMajority),
      status: patient.status,
      ins:
        patient.status !== 'QUAL' || ins === null
          ? null
          : { ...ins, kind: insKind(ins.oid) ?? ins.oid, display: displayMatricule(ins.matricule), key: ins.matricule.slice(13) },
      strictLocked: strictTraitsLocked(patient.status),
      attributes: patient.attributes,
      birthDateUncertain: patient.birthDateUncertain,
      birthPlaceName: place === null ? null : place.kind === 'commune' && place.department !== null ? `${place.name} (${place.department.code})` : place.name,
      phone: patient.phone,
      billingNss: patient.billingNss,
      protection: patient.protection,
      representation: representation === '' ? null : representation,
      representatives: [...patient.representatives],
      correspondents: [...patient.correspondents],
      // A matricule shows with a qualified identity alone (EXI SI 08), past ones too.
      insHistory: patient.status === 'QUAL' ? history.map(({ ins: past, from, to }) => ({ ...past, from, to })) : [],
      lookalikes: similar.flatMap(({ kind, record }) =>
        kind === 'near' ? [] : [{ id: record.id, name: `${record.birthName} ${record.firstBirthFirstName}`, birthDate: record.birthDate, kind: kind === 'twin' ? ('twin' as const) : ('homonym' as const) }],
      ),
      stays: stays.map(({ visit, ward, admittedAt, dischargedAt, state }) => ({ visit, ward, admittedAt, dischargedAt, state })),
      transitions: transitions.toReversed().map(transitionView),
      sentUnderFormerIdentity: [...sent],
      merges: merges.filter(({ undoneAt }) => undoneAt === null).map(({ id: merge, name, ipp, at, by }) => ({ id: merge, name, ipp, at, by: by.name })),
      insiQueued: queued !== null,
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
      history: journal.entries.map((row) => ({ at: row.at, actor: row.actor?.name ?? 'Poste Santé', act: row.label, detail: detailOf(row) })),
    };
  };
}

/** @throws PosteError PATIENT_UNKNOWN, for a record that was merged too */
export async function requirePatient(store: Store, id: string): Promise<PatientFile> {
  const patient = await store.patients.get(id);
  if (patient === null || patient.mergedInto !== null) throw officeError('PATIENT_UNKNOWN');
  return patient;
}

/** The strict traits of a record. */
export function traitsOf({ birthName, birthFirstNames, sex, birthDate, birthPlace }: PatientView['traits']): PatientView['traits'] {
  return { birthName, birthFirstNames, sex, birthDate, birthPlace };
}

/** What the record says of the protection, in the measures that R-167 knows. */
const MEASURES: Readonly<Record<Protection, ProtectionMeasure>> = {
  none: 'none',
  sauvegarde: 'sauvegarde',
  curatelle: 'curatelle',
  tutelle: 'tutelle',
  habilitation: 'habilitation-representation',
};

const informationView = (record: InformationRecord | null): PatientView['feeding'] =>
  record === null ? { state: 'none', at: null, by: null } : { state: record.state, at: record.at, by: record.by.name };

const transitionView = (transition: IdentityTransition): PatientView['transitions'][number] => ({
  at: transition.at,
  by: transition.by.name,
  event: transition.event,
  label: transitionLabels[transition.event],
  from: transition.from,
  to: transition.to,
  source: sourceLabels[transition.source],
  document: transition.documentType === null ? null : identityDocumentLabel(transition.documentType),
});

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

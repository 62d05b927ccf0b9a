import type { Places } from '../../../shared/domain/ins/cog.ts';
import type { MergePlanView, MergeRecordView, MergeRowView } from '../../../shared/contract/identity.ts';
import { identityDocumentLabel } from '../../../shared/domain/identity/documents.ts';
import { contradictedTraits, mergeAgreement, movedKinds, type MergePlan, type MovedKind } from '../../../shared/domain/identity/merge.ts';
import {
  comparedFields,
  fieldLikeness,
  pickedFields,
  pickOf,
  type ComparedField,
  type PickedField,
} from '../../../shared/domain/identity/merge-fields.ts';
import { prohibitions, statusLabels } from '../../../shared/domain/identity/status.ts';
import { displayMatricule } from '../../../shared/domain/ins/matricule.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import { errorFacts } from '../../../shared/errors.ts';
import type { Store } from '../../store/types.ts';
import { mergeRefusal, planMerge } from './merge-changes.ts';
import { placeWords } from './place-words.ts';
import { countSentUnder, type CarriedIdentity } from './sent-documents.ts';
import { requirePatient } from './view.ts';

const HELD: Readonly<Record<MovedKind, readonly [one: string, several: string]>> = {
  documents: ['1 document', 'documents'],
  sends: ['1 envoi', 'envois'],
  receivedDocuments: ['1 document reçu', 'documents reçus'],
  stays: ['1 séjour', 'séjours'],
  information: ['1 information enregistrée', 'informations enregistrées'],
  correspondents: ['1 correspondant', 'correspondants'],
  representatives: ['1 représentant', 'représentants'],
  receivedIns: ['1 matricule reçu à vérifier', 'matricules reçus à vérifier'],
  notes: ['1 note', 'notes'],
};

/** Two records to merge, in the order they are given. */
export interface MergePair {
  readonly kept: string;
  readonly removed: string;
  /** Somebody chose the first one to stay, proven or not. */
  readonly chosen: boolean;
}

/** The two records, the one that stays first, and the plan of the domain. */
interface PlannedMerge {
  readonly kept: PatientFile;
  readonly removed: PatientFile;
  readonly plan: MergePlan;
}

/** @throws PosteError PATIENT_UNKNOWN */
export async function plannedMerge(store: Store, pair: MergePair): Promise<PlannedMerge> {
  const [first, second] = await Promise.all([requirePatient(store, pair.kept), requirePatient(store, pair.removed)]);
  const [keptPast, removedPast] = await Promise.all([store.patients.insHistory(first.id), store.patients.insHistory(second.id)]);
  const plan = planMerge(first, second, { kept: keptPast, removed: removedPast }, undefined, pair.chosen ? first.id : null);
  return plan.survivor === second.id ? { kept: second, removed: first, plan } : { kept: first, removed: second, plan };
}

export interface PreviewMergePorts {
  readonly store: Store;
  /** Whose identity a CDA of ours carries. */
  readonly carried: CarriedIdentity;
  readonly places: () => Promise<Places>;
}

/**
 * What merging two records would do: both side by side, what stays, what is lost. The record proposed to stay is the one
 * with the more proven identity, whatever the order they are given in.
 *
 * @throws PosteError PATIENT_UNKNOWN
 */
export function previewMerge(ports: PreviewMergePorts) {
  return async (pair: MergePair): Promise<MergePlanView> => {
    const { kept, removed, plan } = await plannedMerge(ports.store, pair);
    const [keptHeld, removedHeld, places] = await Promise.all([heldBy(ports.store, kept), heldBy(ports.store, removed), ports.places()]);
    const refusal = mergeRefusal(plan);
    const compared = {
      allowed: refusal === null,
      error: refusal === null ? null : errorFacts(refusal),
      kept: kept.id,
      removed: removed.id,
      records: { kept: recordView(kept, keptHeld), removed: recordView(removed, removedHeld) },
      rows: comparedFields.map((field) => rowView(kept, removed, field, places)),
      agreement: mergeAgreement(kept, removed),
      contradicted: [...contradictedTraits(kept, removed)],
    };
    if (plan.refusal !== null) return { ...compared, lessProven: false, costs: [], moves: [], sent: 0 };
    return {
      ...compared,
      lessProven: plan.lessProven,
      costs: [
        ...(plan.lessProven
          ? [`L’identité ${statusOf(removed)} du dossier ${removed.ipp} est perdue : celle qui reste est ${statusOf(kept)}.`]
          : []),
        ...(plan.insDropped ? [`Le matricule INS du dossier ${removed.ipp} n’est pas repris : interrogez INSi après la fusion.`] : []),
      ],
      moves: [
        `Le dossier ${kept.ipp} reste, avec son identité ; le numéro ${removed.ipp} le désignera aussi.`,
        ...removedHeld.map((words) => `${words} ${words.startsWith('1 ') ? 'passe' : 'passent'} au dossier qui reste.`),
      ],
      sent: await countSentUnder(ports, removed),
    };
  };
}

const statusOf = ({ status }: PatientFile): string => statusLabels[status].toLowerCase();

function recordView(patient: PatientFile, holds: readonly string[]): MergeRecordView {
  const shown = prohibitions(patient.status, patient.attributes, patient).transmission ? null : patient.ins;
  return {
    id: patient.id,
    revision: patient.revision,
    ipp: patient.ipp,
    name: `${patient.birthName} ${patient.firstBirthFirstName}`,
    status: patient.status,
    attributes: patient.attributes,
    ins: shown === null ? null : { display: displayMatricule(shown.matricule), key: shown.matricule.slice(13) },
    document:
      patient.identityDocument === null
        ? null
        : { label: identityDocumentLabel(patient.identityDocument.type), seenAt: patient.identityDocument.seenAt },
    medecinTraitant: patient.medecinTraitant?.name ?? null,
    holds: [...holds],
  };
}

function rowView(kept: PatientFile, removed: PatientFile, field: ComparedField, places: Places): MergeRowView {
  const shown = (patient: PatientFile): string | null => {
    if (field === 'birthPlace') return patient.birthPlace === null ? null : placeWords(patient.birthPlace, patient.birthDate, places);
    if (field === 'death') return patient.death === null ? null : (patient.death.on ?? '');
    return patient[field];
  };
  return {
    field,
    kept: shown(kept),
    removed: shown(removed),
    likeness: fieldLikeness(kept, removed, field),
    pick: isPicked(field) ? (pickOf(kept, removed, field)?.proposed ?? null) : null,
  };
}

const isPicked = (field: ComparedField): field is ComparedField & PickedField => pickedFields.some((one) => one === field);

/** « 3 documents », what there is none of left out. */
async function heldBy(store: Store, patient: PatientFile): Promise<readonly string[]> {
  const [documents, sends, stays, information] = await Promise.all([
    store.documents.counts(patient.id),
    store.outbox.countOf(patient.id),
    store.patients.stays(patient.id),
    store.information.list(patient.id),
  ]);
  const counts: Partial<Record<MovedKind, number>> = {
    documents: documents.drafts + documents.validated,
    sends,
    stays: stays.length,
    information: information.length,
    correspondents: patient.correspondents.length + (patient.medecinTraitant === null ? 0 : 1),
    representatives: patient.representatives.length,
    receivedIns: patient.receivedIns.length,
  };
  return movedKinds.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count === 0 ? [] : [count === 1 ? HELD[kind][0] : `${count} ${HELD[kind][1]}`];
  });
}

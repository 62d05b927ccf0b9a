import { fail } from '../../../shared/errors.ts';
import type { Places } from '../../../shared/domain/ins/cog.ts';
import type { PatientRow, PatientView } from '../../../shared/contract/patients.ts';
import { traitsBeforeInsi } from '../../../shared/domain/identity/before-insi.ts';
import { identityDocumentLabel } from '../../../shared/domain/identity/documents.ts';
import type { DroppedValue } from '../../../shared/domain/identity/merge-fields.ts';
import { protectionOn, protectionRule, stands } from '../../../shared/domain/identity/protection.ts';
import { prohibitions, strictTraitsLocked } from '../../../shared/domain/identity/status.ts';
import { carriedBirthDate } from '../../../shared/domain/identity/carried-birth-date.ts';
import { ageLabel, filledDate, isMinor } from '../../../shared/domain/ins/dates.ts';
import { checkMatricule, displayMatricule, matriculeReasons } from '../../../shared/domain/ins/matricule.ts';
import { insKind } from '../../../shared/domain/ins/oids.ts';
import { heldTraitNames } from '../../../shared/domain/ins/traits.ts';
import { choiceRefusal } from '../../../shared/domain/consent/change.ts';
import { collectiveFor, informationState, oppositionTo } from '../../../shared/domain/consent/information.ts';
import type { InformationPurpose } from '../../../shared/domain/record/information.ts';
import type { InsPeriod, ReceivedIns } from '../../../shared/domain/record/matricule.ts';
import type { MergeRecord } from '../../../shared/domain/record/merge.ts';
import type { PatientFile, PatientSummary } from '../../../shared/domain/record/patient.ts';
import type { StayRecord } from '../../../shared/domain/record/stay.ts';
import type { IdentityTransition } from '../../../shared/domain/record/transition.ts';
import type { LocalSex, StrictTraits } from '../../../shared/domain/types.ts';
import type { Store } from '../../store/types.ts';
import { standingOf } from '../consent/standing.ts';
import { localDay } from './local-day.ts';
import { placeName, placeWords } from './place-words.ts';
import { sentUnderFormerIdentity, type CarriedIdentity } from './sent-documents.ts';
import { similarRecords, type SimilarRecord } from './similar.ts';
import { CONFIRMED_BY_INSI, sourceLabels, transitionLabels } from './transition-labels.ts';

export { localDay };

export interface PatientViewPorts {
  readonly store: Store;
  readonly now: () => Date;
  /** In years. */
  readonly ageOfMajority: () => number;
  readonly places: () => Promise<Places>;
  /** Whose identity a CDA of ours carries. */
  readonly carried: CarriedIdentity;
}

/** The record as screens show it. @throws PosteError PATIENT_UNKNOWN */
export function viewPatient(ports: PatientViewPorts) {
  return async (id: string): Promise<PatientView> => {
    const patient = await requirePatient(ports.store, id);
    const past = await readPast(ports.store, patient);
    const places = await ports.places();
    const on: Day = { today: localDay(ports.now()), ageOfMajority: ports.ageOfMajority() };
    return {
      id,
      ...identityShown(patient, places, on),
      ...proofShown(patient),
      ...peopleShown(patient, on),
      ...pastShown(patient, past, places),
      sentUnderFormerIdentity: [...(await sentUnderFormerIdentity(ports, patient, past))],
    };
  };
}

/** What the store holds of a record beside its row. */
interface Past {
  readonly transitions: readonly IdentityTransition[];
  readonly stays: readonly StayRecord[];
  readonly merges: readonly MergeRecord[];
  readonly queued: boolean;
  readonly insHistory: readonly InsPeriod[];
  readonly similar: readonly SimilarRecord[];
}

async function readPast(store: Store, patient: PatientFile): Promise<Past> {
  const { id, usedName, usedFirstName, ins } = patient;
  const [transitions, stays, merges, queued, insHistory, similar] = await Promise.all([
    store.identity.transitions(id),
    store.patients.stays(id),
    store.patients.merges(id),
    store.patients.queued(id),
    store.patients.insHistory(id),
    similarRecords(store, { traits: traitsOf(patient), usedName, usedFirstName, ins }, id),
  ]);
  return { transitions, stays, merges, queued: queued !== null, insHistory, similar };
}

/** The day on which a record is looked at, and the age that ends a minority, in years. */
interface Day {
  readonly today: string;
  readonly ageOfMajority: number;
}

type Shown<K extends keyof PatientView> = Pick<PatientView, K>;

/** Who this is: traits, numbers, status, and what may be done of them. */
function identityShown(patient: PatientFile, places: Places, { today, ageOfMajority }: Day) {
  const { ins, birthDate, birthPlace } = patient;
  return {
    traits: traitsOf(patient),
    firstBirthFirstName: patient.firstBirthFirstName,
    usedName: patient.usedName,
    usedFirstName: patient.usedFirstName,
    ipp: patient.ipp,
    ageLabel: ageLabel(birthDate, today),
    minor: isMinor(birthDate, today, ageOfMajority),
    status: patient.status,
    ins:
      ins === null || prohibitions(patient.status, patient.attributes, patient).transmission
        ? null
        : { ...ins, kind: insKind(ins.oid) ?? ins.oid, display: displayMatricule(ins.matricule), key: ins.matricule.slice(13) },
    strictLocked: strictTraitsLocked(patient.status),
    attributes: patient.attributes,
    birthDateUncertain: patient.birthDateUncertain || filledDate(birthDate).fictive,
    birthDateCarried: carriedBirthDate(patient),
    birthPlaceName: birthPlace === null ? null : placeName(birthPlace, birthDate, places),
    phone: patient.phone,
    address: patient.address,
    death: patient.death,
    receivedIns: patient.receivedIns.map(receivedView),
    billingNss: patient.billingNss,
    billingBirthDate: patient.billingBirthDate,
    birthRank: patient.birthRank,
  } satisfies Partial<PatientView>;
}

/** What the identity rests on. */
function proofShown({
  insi,
  channel,
  receivedProof,
  identityDocument,
}: PatientFile): Shown<'insiAt' | 'channel' | 'receivedProof' | 'identityDocument'> {
  return {
    insiAt: insi?.acceptedAt ?? null,
    channel: channel === null ? null : sourceLabels[channel],
    receivedProof:
      receivedProof === null
        ? null
        : {
            sender: receivedProof.sender,
            at: receivedProof.receivedAt,
            insiOn: receivedProof.insiOn,
            document: receivedProof.document === null ? null : identityDocumentLabel(receivedProof.document),
            channel: receivedProof.channel === null ? null : sourceLabels[receivedProof.channel],
            lunarDate: receivedProof.lunarDate,
          },
    identityDocument:
      identityDocument === null
        ? null
        : {
            type: identityDocument.type,
            label: identityDocumentLabel(identityDocument.type),
            seenAt: identityDocument.seenAt,
            by: identityDocument.by.name,
          },
  };
}

/** Who stands for the patient, who treats them, and what they were told. */
function peopleShown(
  patient: PatientFile,
  { today, ageOfMajority }: Day,
): Shown<'protection' | 'representation' | 'representatives' | 'correspondents' | InformationPurpose | 'dmp' | 'medecinTraitant'> {
  const person = { birthDate: patient.birthDate, measure: patient.protection };
  const { sentence } = protectionRule(protectionOn(person, today, ageOfMajority));
  return {
    protection: patient.protection,
    representation: sentence === '' ? null : sentence,
    representatives: patient.representatives.map((one) => ({ ...one, stands: stands(one.relation, person, today, ageOfMajority) })),
    correspondents: [...patient.correspondents],
    feeding: informationView(patient, 'feeding'),
    consultation: informationView(patient, 'consultation'),
    mssPatient: informationView(patient, 'mssPatient'),
    mssProfessionals: informationView(patient, 'mssProfessionals'),
    dmp: patient.dmp,
    medecinTraitant: patient.medecinTraitant,
  };
}

/** What happened to the record. */
function pastShown(
  patient: PatientFile,
  { transitions, stays, merges, queued, insHistory, similar }: Past,
  places: Places,
): Shown<'insHistory' | 'lookalikes' | 'stays' | 'transitions' | 'traitsBeforeInsi' | 'merges' | 'insiQueued'> {
  return {
    // A matricule shows with a qualified identity alone (EXI SI 08), past ones too.
    insHistory: patient.status === 'QUAL' ? insHistory.map(({ ins, from, to }) => ({ ...ins, from, to })) : [],
    lookalikes: similar.map(({ kind, record }) => ({
      id: record.id,
      name: `${record.birthName} ${record.firstBirthFirstName}`,
      birthDate: record.birthDate,
      kind: kind === 'same' ? ('homonym' as const) : kind,
    })),
    stays: stays.map(({ visit, ward, admittedAt, dischargedAt, state }) => ({ visit, ward, admittedAt, dischargedAt, state })),
    transitions: transitions.map(transitionView),
    traitsBeforeInsi: traitsBeforeInsi(patient, transitions),
    merges: merges
      .filter(({ undoneAt }) => undoneAt === null)
      .map(({ id, name, ipp, at, by, dropped }) => ({
        id,
        name,
        ipp,
        at,
        by: by.name,
        dropped: dropped.map((value) => shownDrop(value, places)),
      })),
    insiQueued: queued,
  };
}

/** @throws PosteError PATIENT_UNKNOWN, for a record that was merged too */
export async function requirePatient(store: Store, id: string): Promise<PatientFile> {
  const patient = await store.patients.get(id);
  if (patient === null || patient.mergedInto !== null) throw fail('PATIENT_UNKNOWN');
  return patient;
}

/** The strict traits of a record. */
export function traitsOf<S extends LocalSex>({ birthName, birthFirstNames, sex, birthDate, birthPlace }: StrictTraits<S>): StrictTraits<S> {
  return { birthName, birthFirstNames, sex, birthDate, birthPlace };
}

/** A value that a merge did not keep: the place by its name, the document by its label. */
function shownDrop({ field, value, of }: DroppedValue, places: Places): PatientView['merges'][number]['dropped'][number] {
  if (field === 'birthPlace') return { field, value: placeWords(value, null, places), of };
  return { field, value: field === 'identityDocument' ? identityDocumentLabel(value) : value, of };
}

function informationView(patient: PatientFile, purpose: InformationPurpose): PatientView[InformationPurpose] {
  const standing = standingOf(patient, purpose);
  const { held } = standing;
  const told = collectiveFor(patient, purpose);
  return {
    state: informationState(patient, purpose),
    at: held?.at ?? null,
    by: held?.by.name ?? told?.structureName ?? null,
    toConfirm: held?.origin === 'import',
    collective: told !== null,
    opposedEarlier: oppositionTo(patient, purpose) === 'earlier',
    onRequest: choiceRefusal(standing, 'informed') !== null,
  };
}

const transitionView = (transition: IdentityTransition): PatientView['transitions'][number] => ({
  at: transition.at,
  by: transition.by.name,
  event: transition.event,
  // Accepted again, or verified: nothing moved.
  label: transition.event === 'insiAccepted' && transition.from === transition.to ? CONFIRMED_BY_INSI : transitionLabels[transition.event],
  from: transition.from,
  to: transition.to,
  source: sourceLabels[transition.source],
  document: transition.documentType === null ? null : identityDocumentLabel(transition.documentType),
  traits: changedTraits(transition.traits),
});

function changedTraits(change: IdentityTransition['traits']): PatientView['transitions'][number]['traits'] {
  if (change === null || change === 'unknown') return [];
  const { before, after } = change;
  return heldTraitNames
    .filter((trait) => trait in after)
    .map((trait) => ({ trait, before: before[trait] ?? null, after: after[trait] ?? null }));
}

/** A matricule that others gave, as screens show it beside what is wrong with it. */
export function receivedView({ matricule, oid, problem, sender, receivedAt }: ReceivedIns): PatientView['receivedIns'][number] {
  return {
    display: checkMatricule(matricule, null, { test: true }).display ?? matricule,
    kind: oid === null ? null : insKind(oid),
    // A nature that was not given is no fault: INSi tells it.
    problem: problem === null || (problem === 'OID' && oid === null) ? null : matriculeReasons[problem],
    sender,
    at: receivedAt,
  };
}

/** One line of the list. */
export function patientRow(summary: PatientSummary): PatientRow {
  return { ...summary };
}

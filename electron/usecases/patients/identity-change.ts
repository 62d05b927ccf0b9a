import type { CaptureChannel } from '../../../shared/domain/identity/received.ts';
import { moveIdentity, type IdentityAttributes, type IdentityEvent } from '../../../shared/domain/identity/status.ts';
import { traitsChange } from '../../../shared/domain/ins/traits.ts';
import type { Actor } from '../../../shared/domain/record/actor.ts';
import type { PatientFile, PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { IdentitySource } from '../../../shared/domain/record/transition.ts';
import type { Ins } from '../../../shared/domain/types.ts';
import type { Change } from '../../store/types.ts';
import { localDay } from './local-day.ts';

/** What happened to an identity, and where it came from. */
export interface IdentityFact {
  readonly event: IdentityEvent;
  readonly at: Date;
  readonly by: Actor;
  readonly source: IdentitySource;
  /** Capture channel that another system tells with the identity. */
  readonly channel?: CaptureChannel | undefined;
  /** INSi answer that brought the identity. */
  readonly answerId?: string | undefined;
  /** When INSi answered and for whom, as another system of the own domain says. */
  readonly insi?: PatientRecord['insi'] | undefined;
  /** Type of the document seen. */
  readonly document?: string | undefined;
  /** Who saw it, when it is not who acts here. */
  readonly seenBy?: Actor | undefined;
  /** The matricule that the event brings. */
  readonly ins?: Ins | undefined;
}

/**
 * The record once the RNIV machine has moved it, and the changes that store it: the row, the transition (who, when, why,
 * before, after, source, document, the strict traits that changed), and the matricule it held before, when it no longer does.
 *
 * @param edited what the event changes besides: traits, attributes.
 */
export function changeIdentity(
  patient: PatientFile | PatientRecord,
  fact: IdentityFact,
  edited: Partial<PatientRecord> = {},
): { readonly record: PatientRecord; readonly changes: readonly Change[] } {
  const at = fact.at.toISOString();
  const attributes: IdentityAttributes = edited.attributes ?? patient.attributes;
  const move = moveIdentity(patient.status, fact.event, attributes, {
    sex: edited.sex ?? patient.sex,
    birthDate: edited.birthDate ?? patient.birthDate,
  });
  const brought = fact.ins ?? null;
  const record: PatientRecord = {
    ...recordOf(patient),
    ...edited,
    status: move.to,
    ins: move.ins === 'store' ? brought : move.ins === 'keep' ? patient.ins : null,
    insi: insiAfter(patient, move.ins, fact, at),
    identityDocument: documentAfter(patient, move.to, fact, at),
    channel: channelAfter(patient, fact),
    updatedAt: at,
  };
  const former = patient.ins !== null && !sameIns(patient.ins, record.ins) ? patient.ins : null;
  return {
    record,
    changes: [
      { kind: 'patient.save', patient: record },
      ...(former === null ? [] : [formerIns(patient, former, fact.at)]),
      {
        kind: 'identity.transition',
        transition: {
          patientId: patient.id,
          at,
          by: fact.by,
          event: fact.event,
          from: patient.status,
          to: move.to,
          source: fact.source,
          insBefore: patient.ins,
          insAfter: record.ins,
          insiAnswerId: fact.answerId ?? (record.ins === null ? null : (patient.insi?.answerId ?? null)),
          documentType: fact.document ?? null,
          traits: traitsChange(patient, record),
        },
      },
    ],
  };
}

/** The matricule goes to the past ones, with the days it was held. */
function formerIns(patient: PatientRecord, ins: Ins, now: Date): Change {
  const from = patient.insi === null ? null : localDay(new Date(patient.insi.acceptedAt));
  return { kind: 'ins.known', patientId: patient.id, periods: [{ ins, from, to: localDay(now) }] };
}

function insiAfter(patient: PatientRecord, ins: 'store' | 'keep' | 'drop' | 'none', fact: IdentityFact, at: string): PatientRecord['insi'] {
  if (ins === 'keep') return patient.insi;
  if (ins !== 'store') return null;
  return fact.insi ?? (fact.answerId === undefined ? null : { answerId: fact.answerId, acceptedAt: at, by: fact.by });
}

/** A document check holds in VALI and QUAL alone: what makes a record lose it makes the check void too. */
function documentAfter(
  patient: PatientRecord,
  to: PatientRecord['status'],
  fact: IdentityFact,
  at: string,
): PatientRecord['identityDocument'] {
  if (to !== 'VALI' && to !== 'QUAL') return null;
  return fact.document === undefined || fact.event === 'documentDiscordant'
    ? patient.identityDocument
    : { type: fact.document, seenAt: at, by: fact.seenBy ?? fact.by };
}

/** How the identity that the record has now was captured: what changes no trait nor status says nothing of it. */
function channelAfter(patient: PatientRecord, fact: IdentityFact): PatientRecord['channel'] {
  if (fact.event === 'complementaryTraitEdited' || fact.event === 'doubtfulOrFictive') return patient.channel;
  return fact.source === 'IMPORT' ? (fact.channel ?? patient.channel) : fact.source;
}

export function sameIns(one: Ins | null, other: Ins | null): boolean {
  return one === other || (one !== null && other !== null && one.matricule === other.matricule && one.oid === other.oid);
}

/** The stored row of a file: what the banner adds is kept elsewhere. */
export function recordOf(file: PatientFile | PatientRecord): PatientRecord {
  return {
    id: file.id,
    revision: file.revision,
    ipp: file.ipp,
    birthName: file.birthName,
    birthFirstNames: file.birthFirstNames,
    firstBirthFirstName: file.firstBirthFirstName,
    usedName: file.usedName,
    usedFirstName: file.usedFirstName,
    sex: file.sex,
    birthDate: file.birthDate,
    birthPlace: file.birthPlace,
    birthDateUncertain: file.birthDateUncertain,
    status: file.status,
    attributes: file.attributes,
    ins: file.ins,
    insi: file.insi,
    phone: file.phone,
    address: file.address,
    death: file.death,
    channel: file.channel,
    receivedProof: file.receivedProof,
    billingNss: file.billingNss,
    billingBirthDate: file.billingBirthDate,
    birthRank: file.birthRank,
    protection: file.protection,
    mergedInto: file.mergedInto,
    identityDocument: file.identityDocument,
    episode: file.episode,
    createdAt: file.createdAt,
    updatedAt: file.updatedAt,
  };
}

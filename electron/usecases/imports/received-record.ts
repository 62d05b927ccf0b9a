import { filledDate } from '../../../shared/domain/ins/dates.ts';
import type { Actor } from '../../../shared/domain/record/actor.ts';
import type { IncomingIdentity } from '../../../shared/domain/record/conflict.ts';
import type { InformationRecord } from '../../../shared/domain/record/information.ts';
import type { ReceivedIns } from '../../../shared/domain/record/matricule.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { IdentityTransition } from '../../../shared/domain/record/transition.ts';
import type { PersonTraits } from '../../../shared/domain/types.ts';
import type { ImportedPatient } from '../../import/types.ts';
import type { ReceivedDecision } from '../../../shared/domain/identity/received.ts';
import type { Change } from '../../store/types.ts';
import { traitsOf } from '../patients/view.ts';

/** Who acts when another system is the one that says so: its authority, no person. */
export const senderActor = (sender: string): Actor => ({ idNat: '', name: sender });

/** A new record from what another system says of somebody. */
export interface NewRecord {
  readonly id: string;
  readonly ipp: string;
  readonly episode: string;
  readonly at: Date;
  readonly by: Actor;
  readonly sender: string;
}

/** What is told of somebody besides their status. */
type ToldPatient = PersonTraits &
  Pick<ImportedPatient, 'proof' | 'phone' | 'address' | 'death' | 'billingNss' | 'medecinTraitant' | 'consent'>;

/** The record, and the changes that store it: its row, its first transition, the matricule received, what was told of the consent. */
export function receivedRecord(
  patient: ToldPatient,
  received: ReceivedDecision,
  made: NewRecord,
): { readonly record: PatientRecord; readonly changes: readonly Change[] } {
  const record = recordOf(patient, received, made);
  const { id, createdAt: at } = record;
  return {
    record,
    changes: [
      { kind: 'patient.save', patient: record },
      { kind: 'identity.transition', transition: firstTransition(record, made.by) },
      ...(received.toVerify === null
        ? []
        : [{ kind: 'ins.received' as const, patientId: id, received: receivedIns(received.toVerify, made.sender, at) }]),
      ...(patient.medecinTraitant === null
        ? []
        : [
            {
              kind: 'correspondent.set' as const,
              patientId: id,
              role: 'medecinTraitant' as const,
              correspondent: { name: patient.medecinTraitant, address: null },
            },
          ]),
      ...consentChanges(patient, record, NOTHING_IN_FORCE, made),
    ],
  };
}

function recordOf(patient: ToldPatient, received: ReceivedDecision, made: NewRecord): PatientRecord {
  const at = made.at.toISOString();
  const { proof } = patient;
  return {
    id: made.id,
    revision: 0,
    ipp: made.ipp,
    ...traitsOf(patient),
    firstBirthFirstName: patient.firstBirthFirstName,
    usedName: patient.usedName,
    usedFirstName: patient.usedFirstName,
    status: received.status,
    attributes: received.attributes,
    ins: received.ins,
    insi: received.ins === null ? null : insiOf(patient, made.sender),
    channel: received.domain === 'own' ? (proof?.channel ?? null) : null,
    receivedProof: receivedProofOf(patient, made.sender, at),
    birthDateUncertain: (proof?.lunarDate ?? false) || filledDate(patient.birthDate).fictive,
    phone: patient.phone,
    address: patient.address,
    death: patient.death,
    billingNss: patient.billingNss,
    billingBirthDate: null,
    birthRank: null,
    protection: 'none',
    mergedInto: null,
    identityDocument: documentSeenOf(patient, received, made.sender, at),
    episode: made.episode,
    createdAt: at,
    updatedAt: at,
  };
}

/** The document seen there, when the status taken rests on it. */
function documentSeenOf(
  { proof }: ToldPatient,
  { status }: ReceivedDecision,
  sender: string,
  seenAt: string,
): PatientRecord['identityDocument'] {
  const document = proof?.document ?? null;
  const proved = status === 'VALI' || status === 'QUAL';
  return proved && document !== null ? { type: document, seenAt, by: senderActor(sender) } : null;
}

const firstTransition = (record: PatientRecord, by: Actor): IdentityTransition => ({
  patientId: record.id,
  at: record.createdAt,
  by,
  event: 'created',
  from: null,
  to: record.status,
  source: 'IMPORT',
  insBefore: null,
  insAfter: record.ins,
  insiAnswerId: null,
  documentType: record.identityDocument?.type ?? null,
  traits: null,
});

/** When INSi answered there: a day, counted from its noon. */
export function insiOf({ proof }: Pick<ImportedPatient, 'proof'>, sender: string): PatientRecord['insi'] {
  return proof?.insiOn === null || proof === null
    ? null
    : { answerId: null, acceptedAt: `${proof.insiOn}T12:00:00.000Z`, by: senderActor(sender) };
}

export const receivedProofOf = (
  { proof }: Pick<ImportedPatient, 'proof'>,
  sender: string,
  receivedAt: string,
): PatientRecord['receivedProof'] => (proof === null ? null : { ...proof, sender, receivedAt });

export const receivedIns = (matricule: NonNullable<ReceivedDecision['toVerify']>, sender: string, receivedAt: string): ReceivedIns => ({
  ...matricule,
  sender,
  receivedAt,
});

/** What is in force of each purpose, and the oppositions of other episodes that nobody answered yet. */
export interface InForce extends Readonly<Record<'feeding' | 'consultation', Pick<InformationRecord, 'state'> | null>> {
  readonly earlierOppositions: readonly Pick<InformationRecord, 'purpose'>[];
}

export const NOTHING_IN_FORCE: InForce = { feeding: null, consultation: null, earlierOppositions: [] };

/**
 * What the other system recorded, kept as such until somebody confirms it: an opposition is always taken; an
 * information never lifts an opposition: a person does, with the patient.
 */
export function consentChanges(
  { consent }: Pick<ImportedPatient, 'consent'>,
  record: Pick<PatientRecord, 'id' | 'episode'>,
  inForce: InForce,
  told: Pick<NewRecord, 'at' | 'sender'>,
): readonly Change[] {
  if (consent === null) return [];
  return (['feeding', 'consultation'] as const).flatMap((purpose): Change[] => {
    const said = consent[purpose];
    const held = inForce[purpose];
    if (said === null || held?.state === said.state) return [];
    const opposed = held?.state === 'opposed' || inForce.earlierOppositions.some((one) => one.purpose === purpose);
    if (said.state === 'informed' && opposed) return [];
    // In force is the latest recorded: the day that the other system tells goes with who told it.
    return [
      {
        kind: 'information.record',
        information: {
          patientId: record.id,
          purpose,
          episode: record.episode,
          state: said.state,
          at: told.at.toISOString(),
          by: senderActor(said.on === null ? told.sender : `${told.sender} (${said.on.split('-').toReversed().join('/')})`),
          origin: 'import',
        },
      },
    ];
  });
}

/** What came, kept beside the record that it contradicts. */
export function incomingOf(patient: ImportedPatient, from: string, authority: string): IncomingIdentity {
  return {
    ...traitsOf(patient),
    firstBirthFirstName: patient.firstBirthFirstName,
    usedName: patient.usedName,
    usedFirstName: patient.usedFirstName,
    ipp: patient.ipp,
    authority: patient.ipp === null ? null : authority,
    matricule: patient.matricule,
    reliability: patient.reliability,
    from,
  };
}

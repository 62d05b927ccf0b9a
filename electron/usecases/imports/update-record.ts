import { agreementOf, judgeClaim, type Claim, type ClaimConflict, type FoundBy } from '../../../shared/domain/identity/claim.ts';
import { mayBeSomebodys } from '../../../shared/domain/identity/received.ts';
import type { IdentityEvent } from '../../../shared/domain/identity/status.ts';
import { heldTraitNames } from '../../../shared/domain/ins/traits.ts';
import type { ImportedPatient, ImportNotice } from '../../import/types.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { Change } from '../../store/types.ts';
import { changeIdentity, recordOf } from '../patients/identity-change.ts';
import { importError } from './errors.ts';
import { contradiction, holderOf, numberChange, type Line, type PatientTaken, type TakePorts } from './line.ts';
import { editsOf, sameProof } from './line-edits.ts';
import { noticesOf, workOf, workSaid } from './line-said.ts';
import { consentChanges, insiOf, NOTHING_IN_FORCE, receivedIns, receivedProofOf, senderActor } from './received-record.ts';
import type { ImportsCode } from '../../../shared/errors/imports.ts';

const CONFLICTS: Readonly<Record<ClaimConflict, ImportsCode>> = {
  OTHER_INS: 'IMPORT_OTHER_INS',
  NUMBER_REUSED: 'IMPORT_NUMBER_REUSED',
  CONTRADICTION: 'IMPORT_CONTRADICTION',
  SAME_INS: 'IMPORT_SAME_INS',
  FOREIGN_CORRECTION: 'IMPORT_FOREIGN_CORRECTION',
};

/**
 * Takes of a line what may be taken into the record it was found to be of.
 *
 * @returns rejected, and waiting in the work list, when it contradicts the record.
 */
export async function updated(known: PatientRecord, foundBy: FoundBy, line: Line, ports: TakePorts): Promise<PatientTaken> {
  const { number } = line;
  const verdict = judgeClaim(await claimOf(known, foundBy, line, ports));
  if (verdict.conflict !== null) return await contradiction(importError(CONFLICTS[verdict.conflict]), [known.id], line, ports);
  const contradicted = await contradictedBy(known, line, ports);
  if (contradicted !== null) return contradicted;

  const { record, changes, corrected } = identityTaken(known, line, verdict.take === 'all', ports);
  changes.push(...(await matriculeToVerify(known, record, line, ports)), ...(await complementaryChanges(line, record, ports)));
  const numberChanges = numberOf(number, known.id, await (number === null ? null : ports.records.byNumber(number)));
  if (number !== null && numberChanges.length > 0) ports.records.putNumber(number, { patientId: known.id, eventAt: number.eventAt });
  changes.push(...(await workOf(line, known.id, ports)));
  const attached = foundBy !== 'number' && number !== null;
  const notices = [...noticesOf(line, record), ...(corrected ? [TRAITS_CORRECTED] : [])];
  return {
    outcome: changes.length === 0 && !attached ? 'unchanged' : 'updated',
    changes: [...changes, ...numberChanges],
    error: null,
    conflict: workSaid(line).length > 0,
    notices,
    record,
  };
}

const TRAITS_CORRECTED: ImportNotice = {
  code: 'IMPORT_TRAITS_CORRECTED',
  message: 'Traits d’un dossier provisoire corrigés ou complétés : relisez ces lignes.',
};

/** What a line may not say of that record, whoever it is found to be; null when it says nothing of the kind. */
async function contradictedBy(known: PatientRecord, line: Line, ports: TakePorts): Promise<PatientTaken | null> {
  const { patient, received } = line;
  const usable = usableOf(patient);
  const holder = usable === null ? null : await holderOf(usable, ports);
  if (holder !== null && holder.id !== known.id)
    return await contradiction(importError('IMPORT_INS_TAKEN'), [known.id, holder.id], line, ports);
  // Only the own domain lowers an identity.
  if (isDoubted(line) && received.domain === 'foreign' && !known.attributes.doubtful && !known.attributes.fictive)
    return await contradiction(importError('IMPORT_FOREIGN_STATUS'), [known.id], line, ports);
  return null;
}

const isDoubted = ({ received: { attributes } }: Line): boolean => attributes.doubtful || attributes.fictive;

/** A record that a line changes, step by step. */
class Taking {
  readonly changes: Change[] = [];
  #record: PatientRecord;
  readonly #line: Line;
  readonly #ports: TakePorts;

  constructor(known: PatientRecord, line: Line, ports: TakePorts) {
    this.#record = known;
    this.#line = line;
    this.#ports = ports;
  }

  get record(): PatientRecord {
    return this.#record;
  }

  move(event: IdentityEvent, edited: Partial<PatientRecord>): void {
    const { patient, received, sender } = this.#line;
    const { at, by } = this.#ports;
    const proves = event === 'documentChecked' || event === 'insiAccepted';
    const moved = changeIdentity(
      this.#record,
      {
        at,
        by,
        source: 'IMPORT',
        channel: proves ? (patient.proof?.channel ?? undefined) : undefined,
        document: proves ? (patient.proof?.document ?? undefined) : undefined,
        seenBy: senderActor(sender),
        event,
        ...(event === 'insiAccepted' && received.ins !== null ? { ins: received.ins, insi: insiOf(patient, sender) } : {}),
      },
      edited,
    );
    this.changes.push(...moved.changes);
    this.#put(moved.record);
  }

  save(edited: Partial<PatientRecord>): void {
    const saved: PatientRecord = { ...recordOf(this.#record), ...edited, updatedAt: this.#ports.at.toISOString() };
    this.changes.push({ kind: 'patient.save', patient: saved });
    this.#put(saved);
  }

  #put(next: PatientRecord): void {
    this.#ports.records.put(next);
    this.#record = { ...next, revision: next.revision + 1 };
  }
}

/** The identity with what the line tells of it. @param strict all its traits may be taken */
function identityTaken(
  known: PatientRecord,
  line: Line,
  strict: boolean,
  ports: TakePorts,
): { readonly record: PatientRecord; readonly changes: Change[]; readonly corrected: boolean } {
  const { patient, received } = line;
  const { attributes } = received;
  const taking = new Taking(known, line, ports);
  const ours = ports.own.length === 0 || received.domain === 'own';
  const edited = editsOf(known, patient, { strict, ours });
  const proof = receivedProofOf(patient, line.sender, ports.at.toISOString());
  // What proved the identity here is not put out of sight by another system's word.
  const shown = ours || known.receivedProof === null || known.receivedProof.sender === line.sender;
  const told = { ...edited, ...(proof === null || !shown || sameProof(known.receivedProof, proof) ? {} : { receivedProof: proof }) };
  const lowers =
    isDoubted(line) &&
    received.domain === 'own' &&
    (attributes.doubtful !== known.attributes.doubtful || attributes.fictive !== known.attributes.fictive);
  if (lowers)
    taking.move('doubtfulOrFictive', {
      ...told,
      attributes: { ...known.attributes, ...(attributes.fictive ? attributes : { doubtful: true }) },
    });
  else if (heldTraitNames.some((trait) => trait in told)) taking.move('strictTraitEdited', told);
  else if (Object.keys(told).length > 0) taking.save(told);
  // The own domain's people applied RNIV: what they proved holds here, a doubt raised here apart.
  if (!taking.record.attributes.doubtful && !taking.record.attributes.fictive) {
    if (received.status === 'QUAL' && taking.record.status !== 'QUAL') {
      // PROV, VALI, QUAL; RECUP, QUAL.
      if (taking.record.status !== 'VALI') taking.move('documentChecked', {});
      if (known.status !== 'RECUP') taking.move('insiAccepted', {});
    } else if (received.status === 'VALI' && (taking.record.status === 'PROV' || taking.record.status === 'RECUP'))
      taking.move('documentChecked', {});
  }
  return { record: taking.record, changes: taking.changes, corrected: heldTraitNames.some((trait) => trait in edited) };
}

/** A matricule kept apart until INSi is asked. @param record as it is now */
async function matriculeToVerify(
  known: PatientRecord,
  record: PatientRecord,
  { patient, received, sender }: Line,
  ports: TakePorts,
): Promise<readonly Change[]> {
  // Qualified there and not here (a doubt stands): it is received too.
  const toVerify = received.toVerify ?? patient.matricule;
  if (toVerify === null || toVerify.matricule === record.ins?.matricule) return [];
  const matricule = receivedIns(toVerify, sender, ports.at.toISOString());
  // One that it held once is verified already.
  if (
    (await ports.received(known.id)).some((one) => one.matricule === matricule.matricule) ||
    (await wasHeld(known.id, matricule.matricule, ports))
  )
    return [];
  ports.records.putReceived(known.id, matricule);
  return [{ kind: 'ins.received', patientId: known.id, received: matricule }];
}

/** A number that is new for the record, or told of again by a later event. */
function numberOf(
  number: Line['number'],
  patientId: string,
  held: { readonly patientId: string; readonly eventAt: string | null } | null,
): readonly Change[] {
  if (number === null) return [];
  const later = number.eventAt !== null && (held?.eventAt ?? '') < number.eventAt;
  return held?.patientId === patientId && !later ? [] : [numberChange(number, patientId)];
}

async function claimOf(known: PatientRecord, foundBy: FoundBy, { patient, received }: Line, ports: TakePorts): Promise<Claim> {
  const matricule = usableOf(patient);
  const other = matricule !== null && known.ins?.matricule !== matricule && (await isAnothers(known, matricule, ports));
  return {
    foundBy,
    domain: ports.own.length === 0 ? 'undeclared' : received.domain,
    status: known.status,
    agreement: agreementOf(known, patient),
    matricule: other ? 'other' : known.ins !== null && known.ins.matricule === matricule ? 'same' : 'none',
  };
}

/** The matricule of a line that may be somebody's; null without one. */
const usableOf = ({ matricule }: ImportedPatient): string | null =>
  matricule !== null && mayBeSomebodys(matricule) ? matricule.matricule : null;

/** Whether the record has another matricule: held, or received before from somebody else and not verified yet. */
async function isAnothers(known: PatientRecord, matricule: string, ports: TakePorts): Promise<boolean> {
  if (known.ins !== null) return !(await wasHeld(known.id, matricule, ports));
  const received = (await ports.received(known.id)).filter(mayBeSomebodys);
  return received.length > 0 && received.every((one) => one.matricule !== matricule);
}

/** An identifiant d'attente that became a NIR, a NIR that was replaced (INSHISTO): the same person's. */
async function wasHeld(id: string, matricule: string, ports: TakePorts): Promise<boolean> {
  return (await (await ports.settled()).patients.insHistory(id)).some(({ ins }) => ins.matricule === matricule);
}

/** Médecin traitant and consent, which hang from the record: read in the store only when the line tells of them. */
async function complementaryChanges(line: Line, record: PatientRecord, ports: TakePorts): Promise<readonly Change[]> {
  const { patient } = line;
  const removesDoctor = patient.cleared.includes('medecinTraitant') && (ports.own.length === 0 || line.received.domain === 'own');
  if (patient.consent === null && patient.medecinTraitant === null && !removesDoctor) return [];
  const file = await (await ports.settled()).patients.get(record.id);
  const changes: Change[] = [
    ...consentChanges(patient, { id: record.id, episode: file?.episode ?? record.episode }, file ?? NOTHING_IN_FORCE, {
      at: ports.at,
      sender: line.sender,
    }),
  ];
  const doctor = file?.medecinTraitant ?? null;
  // One known here has an address, which the file has not.
  if (patient.medecinTraitant !== null && doctor === null)
    changes.push({
      kind: 'correspondent.set',
      patientId: record.id,
      role: 'medecinTraitant',
      correspondent: { name: patient.medecinTraitant, address: null },
    });
  if (removesDoctor && doctor !== null && doctor.address === null)
    changes.push({ kind: 'correspondent.set', patientId: record.id, role: 'medecinTraitant', correspondent: null });
  return changes;
}

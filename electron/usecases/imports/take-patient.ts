import { agreementOf, judgeClaim, type Claim, type ClaimConflict, type FoundBy } from '../../../shared/domain/identity/claim.ts';
import { mayBeSomebodys, receivedStatus, type ReceivedDecision, type ReceivedMatricule } from '../../../shared/domain/identity/received.ts';
import { reliabilityOf, type ReliabilityWork } from '../../../shared/domain/identity/reliability.ts';
import type { IdentityEvent } from '../../../shared/domain/identity/status.ts';
import { filledDate } from '../../../shared/domain/ins/dates.ts';
import { heldTraitNames } from '../../../shared/domain/ins/traits.ts';
import type { Actor } from '../../../shared/domain/record/actor.ts';
import type { IncomingIdentity } from '../../../shared/domain/record/conflict.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { PosteError } from '../../../shared/errors.ts';
import type { ImportsCode } from '../../../shared/errors/imports.ts';
import type { ImportedPatient, ImportNotice } from '../../import/types.ts';
import type { Change, Store } from '../../store/types.ts';
import { changeIdentity, recordOf } from '../patients/identity-change.ts';
import { importError } from './errors.ts';
import type { NumberKey, Picture } from './picture.ts';
import { consentChanges, incomingOf, insiOf, receivedIns, receivedProofOf, receivedRecord, senderActor } from './received-record.ts';

/** What a line changes, and how it counts. */
export interface LineTaken {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  readonly changes: readonly Change[];
  /** Why it was rejected. */
  readonly error: PosteError | null;
  /** Something of it waits in the work list: a contradiction, for which it was rejected, or what its sender says of the identity. */
  readonly conflict: boolean;
  /** Taken, and said all the same. */
  readonly notices: readonly ImportNotice[];
}

/** Contradiction for somebody to look at; it joins the work list unless it waits there already. */
export type Contradict = (conflict: { readonly code: string; readonly patientIds: readonly string[]; readonly message: string; readonly incoming?: IncomingIdentity | null }) => Promise<readonly Change[]>;

export interface TakeContext {
  readonly picture: Picture;
  readonly at: Date;
  readonly by: Actor;
  readonly uuid: () => string;
  /** The store, once it holds the lines before these: for what the picture does not say. */
  readonly settled: () => Promise<Store>;
  readonly contradict: Contradict;
  /** Two records are one: what waits between them is over. */
  readonly settle: (patientIds: readonly [string, string]) => Promise<readonly Change[]>;
  /** Matricules received for a record and not verified, these lines' included. */
  readonly received: (patientId: string) => Promise<readonly ReceivedMatricule[]>;
  /** Names and OIDs of the structure's own identity domain. */
  readonly own: readonly string[];
  /** Whether the own domain qualifies by its proof alone, and the documents that prove. */
  readonly proof: 'required' | 'trusted';
  readonly documents: readonly string[];
  /** Day at the workstation, `YYYY-MM-DD`. */
  readonly today: string;
  /** Authority of the numbers of a file that names none. */
  readonly defaultAuthority: string;
}

/** A patient of a line, and where it stands. */
export interface PatientLine {
  readonly patient: ImportedPatient;
  /** When it was so, as the message says (ISO 8601); null for a file. */
  readonly occurredAt: string | null;
  /** Name of the file, for what names nobody. */
  readonly file: string;
  /** « patients.csv, ligne 3 ». */
  readonly from: string;
}

export interface PatientTaken extends LineTaken {
  /** Null when rejected. */
  readonly record: PatientRecord | null;
}

/** Who gave the numbers of that line: its OID rather than its name. */
export function authorityOf(authorities: readonly string[], context: Pick<TakeContext, 'defaultAuthority'>): string {
  return authorities.find((one) => /^\d+(?:\.\d+)+$/.test(one)) ?? authorities[0] ?? context.defaultAuthority;
}

/** `YYYY-MM-DDTHH:MM:SS[+ZZ:ZZ]` as an instant; without offset it is the local time of the workstation. */
export function instantOf(written: string | null): string | null {
  return written === null ? null : new Date(written).toISOString();
}

/** What is known of a line before its record is looked for. */
interface Line extends PatientLine {
  readonly authority: string;
  /** Name of who says so, for people. */
  readonly sender: string;
  readonly received: ReceivedDecision;
  readonly number: (NumberKey & { readonly eventAt: string | null }) | null;
}

/**
 * A patient of a file: found by the number of the sending authority, else by the matricule, else by exactly the same
 * strict traits; created otherwise. Whether it is that record's person, and what may be taken, is asked of
 * `judgeClaim`: a contradiction changes nothing, and goes to the work list beside the record.
 */
export async function takePatient(given: PatientLine, context: TakeContext): Promise<PatientTaken> {
  const line = lineOf(given, context);
  const { patient, number, received } = line;
  const numbered = number === null ? null : await context.picture.byNumber(number);
  const known = numbered === null ? null : await context.picture.record(numbered.patientId);
  if (known !== null) {
    // Told before what is known already under this number.
    if (isOlder(number?.eventAt ?? null, numbered?.eventAt ?? null)) return await stale(known, line, context);
    return await updated(known, 'number', line, context);
  }
  // Without its nature a number designates nobody; it may contradict somebody all the same.
  const holder = patient.matricule === null || patient.matricule.problem !== null ? null : await holderOf(patient.matricule.matricule, context);
  if (holder !== null) return await updated(holder, 'matricule', line, context);
  if (patient.unknownPerson) return await created(line, received, context);
  const same = (await context.picture.byTraits(patient)).filter(({ birthPlace }) => birthPlace === null || patient.birthPlace === null || birthPlace === patient.birthPlace);
  // The same system gave them another number: for it they are two people, whatever they share.
  const told = number === null ? [] : await Promise.all(same.map((one) => context.picture.isNumbered(one.id, number.authority)));
  const [only, ...others] = same.filter((_, i) => told[i] !== true);
  if (only === undefined || received.attributes.homonym) return await created(line, received, context);
  if (others.length > 0 || only.attributes.homonym) return rejected(importError('IMPORT_AMBIGUOUS'));
  return await updated(only, 'traits', line, context);
}

function lineOf(given: PatientLine, context: TakeContext): Line {
  const { patient } = given;
  const authority = authorityOf(patient.authorities, context);
  const authorities = patient.authorities.length === 0 ? [authority] : patient.authorities;
  const received = receivedStatus({ ...patient, authorities }, context);
  return {
    ...given,
    authority,
    sender: patient.authorities.length === 0 ? given.file : (patient.authorities.find((one) => one !== authority) ?? authority),
    received,
    number: patient.ipp === null ? null : { authority, value: patient.ipp, eventAt: pastOf(instantOf(given.occurredAt), context.at) },
  };
}

async function holderOf(matricule: string, { picture }: TakeContext): Promise<PatientRecord | null> {
  const id = await picture.byIns(matricule);
  return id === null ? null : await picture.record(id);
}

const rejected = (error: PosteError, changes: readonly Change[] = [], conflict = false): PatientTaken => ({ outcome: 'rejected', changes, error, conflict, notices: [], record: null });

async function contradiction(error: PosteError, patientIds: readonly string[], line: Line, context: TakeContext): Promise<PatientTaken> {
  return rejected(error, await context.contradict({ code: error.code, patientIds, message: error.message, incoming: incomingOf(line.patient, line.from, line.authority) }), true);
}

const numberChange = ({ authority, value, eventAt }: NonNullable<Line['number']>, patientId: string): Change => ({ kind: 'identifier.set', identifier: { patientId, authority, value, eventAt } });

/** A clock that is ahead dates nothing: what comes next would be older for ever. A day is left to those of other time zones. */
export const pastOf = (event: string | null, now: Date): string | null => (event !== null && Date.parse(event) > now.getTime() + 86_400_000 ? null : event);

/** Whether an event happened before another; what has no time is not older. */
export const isOlder = (event: string | null, held: string | null): boolean => event !== null && held !== null && event < held;

/** Older than what was taken under that number: it changes nothing of the record, and a stay may still come with it. */
async function stale(known: PatientRecord, line: Line, context: TakeContext): Promise<PatientTaken> {
  const agreement = agreementOf(known, line.patient);
  // A number that was somebody else's: not an older state of this person.
  if (agreement === 'discordant') return await contradiction(importError(known.status === 'PROV' ? 'IMPORT_NUMBER_REUSED' : 'IMPORT_CONTRADICTION'), [known.id], line, context);
  const notice: ImportNotice = { code: 'IMPORT_OLDER', message: 'Plus ancien que ce qui est déjà connu : les traits du dossier sont gardés.' };
  return { outcome: 'unchanged', changes: [], error: null, conflict: false, notices: [...line.patient.notices, notice], record: known };
}

async function created(line: Line, received: ReceivedDecision, context: TakeContext): Promise<PatientTaken> {
  const { patient, number } = line;
  const id = context.uuid();
  const { record, changes } = receivedRecord(patient, received, {
    id,
    // The number of the own domain is the local number.
    ipp: number !== null && received.domain === 'own' ? number.value : await context.picture.nextIpp(),
    episode: context.uuid(),
    at: context.at,
    by: context.by,
    sender: line.sender,
  });
  context.picture.put(record);
  if (received.toVerify !== null) context.picture.putReceived(id, received.toVerify);
  if (number !== null) context.picture.putNumber(number, { patientId: id, eventAt: number.eventAt });
  return {
    outcome: 'created',
    error: null,
    conflict: workSaid(line).length > 0,
    notices: noticesOf(line, record),
    record: { ...record, revision: 1 },
    changes: [...changes, ...(number === null ? [] : [numberChange(number, id)]), ...(await workOf(line, id, context))],
  };
}

const CONFLICTS: Readonly<Record<ClaimConflict, ImportsCode>> = {
  OTHER_INS: 'IMPORT_OTHER_INS',
  NUMBER_REUSED: 'IMPORT_NUMBER_REUSED',
  CONTRADICTION: 'IMPORT_CONTRADICTION',
  SAME_INS: 'IMPORT_SAME_INS',
  FOREIGN_CORRECTION: 'IMPORT_FOREIGN_CORRECTION',
};

async function updated(known: PatientRecord, foundBy: FoundBy, line: Line, context: TakeContext): Promise<PatientTaken> {
  const { patient, received, number } = line;
  const verdict = judgeClaim(await claimOf(known, foundBy, line, context));
  if (verdict.conflict !== null) return await contradiction(importError(CONFLICTS[verdict.conflict]), [known.id], line, context);
  const usable = usableOf(patient);
  if (usable !== null) {
    const holder = await holderOf(usable, context);
    if (holder !== null && holder.id !== known.id) return await contradiction(importError('IMPORT_INS_TAKEN'), [known.id, holder.id], line, context);
  }
  const { attributes } = received;
  // Only the own domain lowers an identity.
  const doubted = attributes.doubtful || attributes.fictive;
  if (doubted && received.domain === 'foreign' && !known.attributes.doubtful && !known.attributes.fictive) return await contradiction(importError('IMPORT_FOREIGN_STATUS'), [known.id], line, context);

  const at = context.at.toISOString();
  const fact = { at: context.at, by: context.by, source: 'IMPORT', channel: patient.proof?.channel ?? undefined, document: patient.proof?.document ?? undefined, seenBy: senderActor(line.sender) } as const;
  const changes: Change[] = [];
  let record = known;
  const put = (next: PatientRecord): void => {
    context.picture.put(next);
    record = { ...next, revision: next.revision + 1 };
  };
  const move = (event: IdentityEvent, edited: Partial<PatientRecord>): void => {
    const proves = event === 'documentChecked' || event === 'insiAccepted';
    const moved = changeIdentity(record, {
      ...fact,
      event,
      document: proves ? fact.document : undefined,
      channel: proves ? fact.channel : undefined,
      ...(event === 'insiAccepted' && received.ins !== null ? { ins: received.ins, insi: insiOf(patient, line.sender) } : {}),
    }, edited);
    changes.push(...moved.changes);
    put(moved.record);
  };
  const ours = context.own.length === 0 || received.domain === 'own';
  const edited = editsOf(known, patient, { strict: verdict.take === 'all', ours });
  const proof = receivedProofOf(patient, line.sender, at);
  // What proved the identity here is not put out of sight by another system's word.
  const shown = ours || known.receivedProof === null || known.receivedProof.sender === line.sender;
  const told = { ...edited, ...(proof === null || !shown || sameProof(known.receivedProof, proof) ? {} : { receivedProof: proof }) };
  const lowers = doubted && received.domain === 'own' && (attributes.doubtful !== known.attributes.doubtful || attributes.fictive !== known.attributes.fictive);
  if (lowers) move('doubtfulOrFictive', { ...told, attributes: { ...known.attributes, ...(attributes.fictive ? attributes : { doubtful: true }) } });
  else if (heldTraitNames.some((trait) => trait in told)) move('strictTraitEdited', told);
  else if (Object.keys(told).length > 0) {
    const saved: PatientRecord = { ...recordOf(record), ...told, updatedAt: at };
    changes.push({ kind: 'patient.save', patient: saved });
    put(saved);
  }
  // The own domain's people applied RNIV: what they proved holds here, a doubt raised here apart.
  if (!record.attributes.doubtful && !record.attributes.fictive) {
    if (received.status === 'QUAL' && record.status !== 'QUAL') {
      // PROV, VALI, QUAL; RECUP, QUAL.
      if (record.status !== 'VALI') move('documentChecked', {});
      if (known.status !== 'RECUP') move('insiAccepted', {});
    } else if (received.status === 'VALI' && (record.status === 'PROV' || record.status === 'RECUP')) move('documentChecked', {});
  }
  // Qualified there and not here (a doubt stands): it is received too.
  const toVerify = received.toVerify ?? patient.matricule;
  if (toVerify !== null && toVerify.matricule !== record.ins?.matricule) {
    const matricule = receivedIns(toVerify, line.sender, at);
    // One that it held once is verified already.
    if ((await context.received(known.id)).every((one) => one.matricule !== matricule.matricule) && !(await wasHeld(known.id, matricule.matricule, context))) {
      changes.push({ kind: 'ins.received', patientId: known.id, received: matricule });
      context.picture.putReceived(known.id, matricule);
    }
  }
  changes.push(...(await complementaryChanges(line, record, context)));
  const numberChanges = numberOf(number, known.id, await (number === null ? null : context.picture.byNumber(number)));
  if (number !== null && numberChanges.length > 0) context.picture.putNumber(number, { patientId: known.id, eventAt: number.eventAt });
  changes.push(...(await workOf(line, known.id, context)));
  const attached = foundBy !== 'number' && number !== null;
  const corrected = heldTraitNames.filter((trait) => trait in edited);
  const notices = [...noticesOf(line, record), ...(corrected.length === 0 ? [] : [{ code: 'IMPORT_TRAITS_CORRECTED', message: 'Traits d’un dossier provisoire corrigés ou complétés : relisez ces lignes.' }])];
  return { outcome: changes.length === 0 && !attached ? 'unchanged' : 'updated', changes: [...changes, ...numberChanges], error: null, conflict: workSaid(line).length > 0, notices, record };
}

/** A number that is new for the record, or told of again by a later event. */
function numberOf(number: Line['number'], patientId: string, held: { readonly patientId: string; readonly eventAt: string | null } | null): readonly Change[] {
  if (number === null) return [];
  const later = number.eventAt !== null && (held?.eventAt ?? '') < number.eventAt;
  return held?.patientId === patientId && !later ? [] : [numberChange(number, patientId)];
}

async function claimOf(known: PatientRecord, foundBy: FoundBy, { patient, received }: Line, context: TakeContext): Promise<Claim> {
  const matricule = usableOf(patient);
  const other = matricule !== null && known.ins?.matricule !== matricule && (await isAnothers(known, matricule, context));
  return {
    foundBy,
    domain: context.own.length === 0 ? 'undeclared' : received.domain,
    status: known.status,
    agreement: agreementOf(known, patient),
    matricule: other ? 'other' : known.ins !== null && known.ins.matricule === matricule ? 'same' : 'none',
  };
}

/** The matricule of a line that may be somebody's; null without one. */
const usableOf = ({ matricule }: ImportedPatient): string | null => (matricule !== null && mayBeSomebodys(matricule) ? matricule.matricule : null);

/** Whether the record has another matricule: held, or received before from somebody else and not verified yet. */
async function isAnothers(known: PatientRecord, matricule: string, context: TakeContext): Promise<boolean> {
  if (known.ins !== null) return !(await wasHeld(known.id, matricule, context));
  const received = (await context.received(known.id)).filter(mayBeSomebodys);
  return received.length > 0 && received.every((one) => one.matricule !== matricule);
}

/** An identifiant d'attente that became a NIR, a NIR that was replaced (INSHISTO): the same person's. */
async function wasHeld(id: string, matricule: string, context: TakeContext): Promise<boolean> {
  return (await (await context.settled()).patients.insHistory(id)).some(({ ins }) => ins.matricule === matricule);
}

/** Médecin traitant and consent, which hang from the record: read in the store only when the line tells of them. */
async function complementaryChanges(line: Line, record: PatientRecord, context: TakeContext): Promise<readonly Change[]> {
  const { patient } = line;
  const removesDoctor = patient.cleared.includes('medecinTraitant') && (context.own.length === 0 || line.received.domain === 'own');
  if (patient.consent === null && patient.medecinTraitant === null && !removesDoctor) return [];
  const file = await (await context.settled()).patients.get(record.id);
  const changes: Change[] = [...consentChanges(patient, record, { feeding: file?.feeding ?? null, consultation: file?.consultation ?? null }, { at: context.at, sender: line.sender })];
  const doctor = file?.medecinTraitant ?? null;
  // One known here has an address, which the file has not.
  if (patient.medecinTraitant !== null && doctor === null) changes.push({ kind: 'correspondent.set', patientId: record.id, role: 'medecinTraitant', correspondent: { name: patient.medecinTraitant, address: null } });
  if (removesDoctor && doctor !== null && doctor.address === null) changes.push({ kind: 'correspondent.set', patientId: record.id, role: 'medecinTraitant', correspondent: null });
  return changes;
}

const sameProof = (one: PatientRecord['receivedProof'], other: NonNullable<PatientRecord['receivedProof']>): boolean =>
  one !== null && one.sender === other.sender && one.channel === other.channel && one.document === other.document && one.insiOn === other.insiOn && one.lunarDate === other.lunarDate;

type Told = 'usedName' | 'usedFirstName' | 'phone' | 'address' | 'billingNss' | (typeof heldTraitNames)[number];

/** What the line says otherwise. What it leaves out stays; what it removes goes; strict traits only when all may be taken. */
function editsOf(known: PatientRecord, patient: ImportedPatient, { strict, ours }: { readonly strict: boolean; readonly ours: boolean }): Partial<PatientRecord> {
  const edits: Record<string, unknown> = {};
  const set = (trait: Told): void => {
    if (patient[trait] !== null && patient[trait] !== known[trait]) edits[trait] = patient[trait];
  };
  // Another domain tells what is not known yet, and removes nothing.
  for (const trait of ['usedName', 'usedFirstName', 'phone', 'address', 'billingNss'] as const) if (ours || known[trait] === null) set(trait);
  if (ours) for (const trait of patient.cleared) if (trait !== 'medecinTraitant' && known[trait] !== null) edits[trait] = null;
  if (patient.death !== null && (known.death === null || (patient.death.on !== null && patient.death.on !== known.death.on))) edits['death'] = patient.death;
  // A sex that the file does not know erases none.
  if (strict) for (const trait of heldTraitNames) if (trait !== 'sex' || patient.sex !== 'I') set(trait);
  if ('birthDate' in edits) edits['birthDateUncertain'] = (patient.proof?.lunarDate ?? false) || filledDate(patient.birthDate).fictive;
  return edits;
}

const WORK: Readonly<Record<ReliabilityWork, readonly [code: string, says: string]>> = {
  duplicate: ['IMPORT_DUPLICATE_SAID', 'que cette personne a deux dossiers (doublon).'],
  collision: ['IMPORT_COLLISION_SAID', 'que ce dossier mêle deux personnes (collision).'],
  usurpation: ['IMPORT_USURPATION', 'que cette identité est usurpée.'],
  invalidated: ['IMPORT_INVALIDATED', 'que cette identité est désactivée ou invalidée.'],
};

/** What the sender says of the identity that somebody has to look at; the line is taken. */
function workSaid({ patient, received }: Line): readonly ImportNotice[] {
  const who = received.domain === 'own' ? 'Votre domaine d’identification dit' : 'Un autre système dit';
  return reliabilityOf(patient.reliability).work.map((work) => ({ code: WORK[work][0], message: `${who} ${WORK[work][1]}` }));
}

async function workOf(line: Line, patientId: string, context: TakeContext): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const { code, message } of workSaid(line)) changes.push(...(await context.contradict({ code, patientIds: [patientId], message })));
  return changes;
}

/** @param record as it is now. */
function noticesOf(line: Line, record: PatientRecord): readonly ImportNotice[] {
  const { patient, received } = line;
  const { said } = reliabilityOf(patient.reliability);
  const opposed = patient.consent?.feeding?.state === 'opposed' || patient.consent?.consultation?.state === 'opposed';
  return [
    ...patient.notices,
    ...(opposed ? [{ code: 'IMPORT_OPPOSITION_RECEIVED', message: 'Opposition reçue : à confirmer ou à lever avec le patient, dans son dossier.' }] : []),
    ...workSaid(line),
    ...said.map((words) => ({ code: 'IMPORT_RELIABILITY_SAID', message: `L’émetteur dit de cette identité (PID-32) : ${words}.` })),
    ...(received.toVerify === null || received.toVerify.matricule === record.ins?.matricule ? [] : [{ code: 'IMPORT_INS_RECEIVED', message: 'Matricule INS reçu et gardé à part : à vérifier avec INSi, jamais transmis.' }]),
    ...(received.reason === 'NO_PROOF' ? [{ code: 'IMPORT_NO_PROOF', message: 'Identité validée par votre domaine sans sa preuve (ZFD) : elle n’est pas qualifiée.' }] : []),
  ];
}

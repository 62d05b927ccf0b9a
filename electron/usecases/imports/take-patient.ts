import { receivedStatus, type ReceivedDecision } from '../../../shared/domain/identity/received.ts';
import type { IdentityEvent } from '../../../shared/domain/identity/status.ts';
import { filledDate } from '../../../shared/domain/ins/dates.ts';
import { compareTraits, heldTraitNames, mayAcceptTraits } from '../../../shared/domain/ins/traits.ts';
import type { PosteError } from '../../../shared/errors.ts';
import type { ImportedPatient } from '../../import/types.ts';
import type { Actor, Change, PatientRecord, Store } from '../../store/types.ts';
import { changeIdentity, recordOf, sameIns } from '../patients/identity-change.ts';
import { traitsOf } from '../patients/view.ts';
import { importError } from './errors.ts';
import type { NumberKey, Picture } from './picture.ts';

/** What a line changes, and how it counts. */
export interface LineTaken {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'rejected';
  readonly changes: readonly Change[];
  /** Why it was rejected. */
  readonly error: PosteError | null;
}

/** Contradiction for somebody to look at; it joins the work list unless it waits there already. */
export type Contradict = (conflict: { readonly code: string; readonly patientIds: readonly string[]; readonly message: string }) => Promise<readonly Change[]>;

export interface TakeContext {
  readonly picture: Picture;
  readonly at: Date;
  readonly by: Actor;
  readonly uuid: () => string;
  /** The store, once it holds the lines before these: for what the picture does not say. */
  readonly settled: () => Promise<Store>;
  readonly contradict: Contradict;
  /** Names and OIDs of the structure's own identity domain. */
  readonly own: readonly string[];
  readonly testOidsAllowed: boolean;
  /** Authority of the numbers of a file that names none. */
  readonly defaultAuthority: string;
}

export interface PatientTaken extends LineTaken {
  /** Null when rejected. */
  readonly record: PatientRecord | null;
}

/** Who gave the numbers of that line: its OID rather than its name. */
export function authorityOf(authorities: readonly string[], context: Pick<TakeContext, 'defaultAuthority'>): string {
  return authorities.find((one) => /^\d+(?:\.\d+)+$/.test(one)) ?? authorities[0] ?? context.defaultAuthority;
}

const isOwn = (authority: string, { own }: Pick<TakeContext, 'own'>): boolean => own.includes(authority);

/**
 * A patient of a file: found by the number of the sending authority, else by a matricule of the own identity domain,
 * else by exactly the same strict traits; created otherwise. An identity already verified is never overwritten: what
 * contradicts it goes to the work list.
 */
export async function takePatient(patient: ImportedPatient, context: TakeContext): Promise<PatientTaken> {
  const authority = authorityOf(patient.authorities, context);
  const number: NumberKey | null = patient.ipp === null ? null : { authority, value: patient.ipp };
  const authorities = patient.authorities.length === 0 ? [authority] : patient.authorities;
  const received = receivedStatus({ reliability: patient.reliability, ins: patient.ins, sex: patient.sex, authorities }, { own: context.own, test: context.testOidsAllowed });
  const numbered = number === null ? null : await context.picture.byNumber(number);
  const known = numbered === null ? null : await context.picture.record(numbered);
  if (known !== null) return await updated(known, patient, received, null, context);
  const holder = received.ins === null ? null : await holderOf(received.ins, context);
  if (holder !== null) return await updated(holder, patient, received, number, context);
  const same = (await context.picture.byTraits(patient)).filter(({ birthPlace }) => birthPlace === null || patient.birthPlace === null || birthPlace === patient.birthPlace);
  const [only] = same;
  if (same.length > 1 || only?.attributes.homonym === true) return rejected(importError('IMPORT_AMBIGUOUS'));
  if (only !== undefined) return await updated(only, patient, received, number, context);
  return await created(patient, received, number, context);
}

async function holderOf(ins: NonNullable<ImportedPatient['ins']>, { picture }: TakeContext): Promise<PatientRecord | null> {
  const id = await picture.byIns(ins);
  return id === null ? null : await picture.record(id);
}

const rejected = (error: PosteError, changes: readonly Change[] = []): PatientTaken => ({ outcome: 'rejected', changes, error, record: null });

const numberChange = (number: NumberKey, patientId: string): Change => ({ kind: 'identifier.set', identifier: { patientId, ...number } });

async function created(patient: ImportedPatient, received: ReceivedDecision, number: NumberKey | null, context: TakeContext): Promise<PatientTaken> {
  const at = context.at.toISOString();
  const id = context.uuid();
  const record: PatientRecord = {
    id,
    revision: 0,
    // The number of the own domain is the local number.
    ipp: number !== null && isOwn(number.authority, context) ? number.value : await context.picture.nextIpp(),
    ...traitsOf(patient),
    firstBirthFirstName: patient.firstBirthFirstName,
    usedName: patient.usedName,
    usedFirstName: patient.usedFirstName,
    status: received.status,
    attributes: received.attributes,
    ins: received.ins,
    insi: null,
    birthDateUncertain: filledDate(patient.birthDate).fictive,
    phone: null,
    billingNss: null,
    billingBirthDate: null,
    birthRank: null,
    protection: 'none',
    mergedInto: null,
    identityDocument: null,
    episode: context.uuid(),
    createdAt: at,
    updatedAt: at,
  };
  context.picture.put(record);
  if (number !== null) context.picture.putNumber(number, id);
  return {
    outcome: 'created',
    error: null,
    record: { ...record, revision: 1 },
    changes: [
      { kind: 'patient.save', patient: record },
      {
        kind: 'identity.transition',
        transition: {
          patientId: id,
          at,
          by: context.by,
          event: 'created',
          from: null,
          to: record.status,
          source: 'SM',
          insBefore: null,
          insAfter: record.ins,
          insiAnswerId: null,
          documentType: null,
          traits: null,
        },
      },
      ...(number === null ? [] : [numberChange(number, id)]),
    ],
  };
}

async function updated(known: PatientRecord, patient: ImportedPatient, received: ReceivedDecision, number: NumberKey | null, context: TakeContext): Promise<PatientTaken> {
  const contradiction = async (error: PosteError, ids: readonly string[] = [known.id]): Promise<PatientTaken> =>
    rejected(error, await context.contradict({ code: error.code, patientIds: ids, message: error.message }));
  const same = mayAcceptTraits(compareTraits({ ...traitsOf(known), firstBirthFirstName: known.firstBirthFirstName }, patient));
  if (!same && known.status !== 'PROV') return await contradiction(importError('IMPORT_CONTRADICTION'));
  if (received.ins !== null) {
    if (known.ins !== null && !sameIns(known.ins, received.ins)) return await contradiction(importError('IMPORT_OTHER_INS'));
    const holder = await holderOf(received.ins, context);
    if (holder !== null && holder.id !== known.id) return await contradiction(importError('IMPORT_INS_TAKEN'), [known.id, holder.id]);
  }
  const fact = { at: context.at, by: context.by, source: 'SM' } as const;
  const changes: Change[] = number === null ? [] : [numberChange(number, known.id)];
  if (number !== null) context.picture.putNumber(number, known.id);
  let record = known;
  const move = (event: IdentityEvent, edited: Partial<PatientRecord>): void => {
    const moved = changeIdentity(record, { ...fact, event, ...(event === 'insiAccepted' && received.ins !== null ? { ins: received.ins } : {}) }, edited);
    changes.push(...moved.changes);
    context.picture.put(moved.record);
    record = { ...moved.record, revision: moved.record.revision + 1 };
  };
  const edited = editsOf(known, patient);
  if (received.attributes.doubtful || received.attributes.fictive) {
    const attributes = { ...known.attributes, ...(received.attributes.fictive ? received.attributes : { doubtful: true }) };
    if (attributes.doubtful !== known.attributes.doubtful || attributes.fictive !== known.attributes.fictive) move('doubtfulOrFictive', { ...edited, attributes });
    else save();
  } else if (isStrict(edited)) move('strictTraitEdited', edited);
  else save();
  // The same people applied RNIV: what they proved holds here (configuration), a doubt raised here apart.
  if (!record.attributes.doubtful && !record.attributes.fictive) {
    if (received.status === 'QUAL' && record.status !== 'QUAL') {
      // PROV, VALI, QUAL; RECUP, QUAL.
      if (record.status !== 'VALI') move('documentChecked', {});
      if (known.status !== 'RECUP') move('insiAccepted', {});
    } else if (received.status === 'VALI' && (record.status === 'PROV' || record.status === 'RECUP')) move('documentChecked', {});
  }
  const numbersOnly = changes.every(({ kind }) => kind === 'identifier.set');
  return { outcome: numbersOnly && number === null ? 'unchanged' : 'updated', changes, error: null, record };

  function save(): void {
    if (Object.keys(edited).length === 0) return;
    const saved: PatientRecord = { ...recordOf(record), ...edited, updatedAt: context.at.toISOString() };
    changes.push({ kind: 'patient.save', patient: saved });
    context.picture.put(saved);
    record = { ...saved, revision: saved.revision + 1 };
  }
}

/** What the line says otherwise. Strict traits of a verified identity stay; what the file leaves out stays too. */
function editsOf(known: PatientRecord, patient: ImportedPatient): Partial<PatientRecord> {
  const edits: Record<string, unknown> = {};
  const set = <K extends 'usedName' | 'usedFirstName' | 'birthName' | 'birthFirstNames' | 'firstBirthFirstName' | 'sex' | 'birthDate' | 'birthPlace'>(trait: K): void => {
    if (patient[trait] !== null && patient[trait] !== known[trait]) edits[trait] = patient[trait];
  };
  set('usedName');
  set('usedFirstName');
  // A sex that the file does not know erases none.
  if (known.status === 'PROV') for (const trait of heldTraitNames) if (trait !== 'sex' || patient.sex !== 'I') set(trait);
  return edits;
}

const isStrict = (edits: Partial<PatientRecord>): boolean => heldTraitNames.some((trait) => trait in edits);

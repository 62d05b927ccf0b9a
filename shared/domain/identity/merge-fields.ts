import type { IdentityStatus, PersonTraits } from '../types.ts';
import { UNKNOWN_BIRTH_DATE } from '../ins/dates.ts';
import { isFirstNameOf, normaliseName } from '../ins/names.ts';
import type { ProtectionMeasure } from './protection.ts';
import type { ReceivedProof } from './received.ts';
import { holdsIns, type IdentityAttributes } from './status.ts';

/**
 * What a merge makes of the fields of the record that stays, and what undoing it gives back: what it lacks is filled from
 * the other one, what differs is picked by somebody or stays, and what is not kept is told.
 */

/** What a record says of somebody. */
export interface HeldRecord extends PersonTraits {
  readonly status: IdentityStatus;
  readonly attributes: IdentityAttributes;
  readonly phone: string | null;
  readonly address: string | null;
  /** `on`: `YYYY-MM-DD`, null when the day is unknown. */
  readonly death: { readonly on: string | null } | null;
  readonly billingNss: string | null;
  readonly billingBirthDate: string | null;
  readonly birthRank: number | null;
  readonly protection: ProtectionMeasure;
  readonly receivedProof: (ReceivedProof & { readonly sender: string; readonly receivedAt: string }) | null;
  /** `seenAt`: ISO 8601 instant. */
  readonly identityDocument: { readonly type: string; readonly seenAt: string } | null;
}

export const sides = ['kept', 'removed'] as const;
export type Side = (typeof sides)[number];

/** What somebody may pick of one record or of the other. */
export const pickedFields = [
  'birthFirstNames',
  'birthPlace',
  'usedName',
  'usedFirstName',
  'phone',
  'address',
  'billingNss',
  'death',
  'protection',
] as const;
export type PickedField = (typeof pickedFields)[number];
/** What was picked; what is not named is what {@link pickOf} proposes. */
export type Picks = { readonly [F in PickedField]?: Side | undefined };

/** What the trace of a merge names. */
export const droppedFields = [
  'birthName',
  'firstBirthFirstName',
  'sex',
  'birthDate',
  ...pickedFields,
  'status',
  'identityDocument',
] as const;
export type DroppedField = (typeof droppedFields)[number];

/** A value that one of the two records held and that the merged one does not show. */
export interface DroppedValue {
  readonly field: DroppedField;
  /** As held; a death whose day is unknown is empty. */
  readonly value: string;
  /** Whose it was. */
  readonly of: Side;
}

/** What a merge may change of the record that stays. */
export type MergedFields = Partial<
  Pick<
    HeldRecord,
    | 'birthFirstNames'
    | 'birthPlace'
    | 'usedName'
    | 'usedFirstName'
    | 'phone'
    | 'address'
    | 'billingNss'
    | 'billingBirthDate'
    | 'birthRank'
    | 'death'
    | 'protection'
    | 'receivedProof'
    | 'attributes'
  >
>;
type Field = keyof MergedFields;

/** COG of a place that nobody knows. */
const PLACE_UNKNOWN = '99999';

/** A field as text; null when the record has none. */
function valueOf(record: HeldRecord, field: DroppedField): string | null {
  switch (field) {
    case 'sex':
      return record.sex === 'I' ? null : record.sex;
    case 'birthDate':
      return record.birthDate === UNKNOWN_BIRTH_DATE ? null : record.birthDate;
    case 'birthPlace':
      return record.birthPlace === PLACE_UNKNOWN ? null : record.birthPlace;
    case 'death':
      return record.death === null ? null : (record.death.on ?? '');
    case 'protection':
      return record.protection === 'none' ? null : record.protection;
    case 'status':
      return record.status === 'PROV' ? null : record.status;
    case 'identityDocument':
      return record.identityDocument?.type ?? null;
    default:
      return record[field];
  }
}

/** Whether one value says all that the other does. */
function covers(field: DroppedField, value: string | null, other: string | null): boolean {
  if (other === null || value === other) return true;
  if (value === null) return false;
  if (field === 'phone') return value.replaceAll(/\D/g, '') === other.replaceAll(/\D/g, '');
  // The same death, whose day one of the two does not know.
  if (field === 'death') return other === '';
  return field === 'birthFirstNames' && isFirstNameOf(other, value);
}

/**
 * What may be picked of a field, and the side proposed: null when nothing is to be picked, and the survivor's stays. A
 * complementary field may be wherever the absorbed record says something else; further first names, in a provisional
 * record; the place, there too, or where a record without matricule has none. A strict trait of a verified identity is
 * never proposed.
 */
export function pickOf(kept: HeldRecord, removed: HeldRecord, field: PickedField): { readonly proposed: Side } | null {
  const [here, there] = [valueOf(kept, field), valueOf(removed, field)];
  if (covers(field, here, there)) return null;
  const strict = field === 'birthPlace' || field === 'birthFirstNames';
  if (strict && kept.status !== 'PROV')
    return field === 'birthPlace' && kept.birthPlace === null && !holdsIns(kept.status) ? { proposed: 'kept' } : null;
  // Another premier prénom is another trait, not one more first name.
  if (field === 'birthFirstNames' && !isFirstNameOf(kept.firstBirthFirstName, removed.birthFirstNames)) return null;
  return { proposed: covers(field, there, here) ? 'removed' : 'kept' };
}

const sideOf = (kept: HeldRecord, removed: HeldRecord, field: PickedField, picks: Picks): Side => {
  const pick = pickOf(kept, removed, field);
  return pick === null ? 'kept' : (picks[field] ?? pick.proposed);
};

/** Fields for which the other record's value was picked although nothing is to be picked of them. */
export function wrongPicks(kept: HeldRecord, removed: HeldRecord, picks: Picks): readonly PickedField[] {
  return pickedFields.filter((field) => picks[field] === 'removed' && pickOf(kept, removed, field) === null);
}

/** What the merge changes of the record that stays. By itself (no picks) it fills what the record lacks, and changes no other value. */
export function mergedFields(kept: HeldRecord, removed: HeldRecord, picks: Picks = {}): MergedFields {
  const taken = pickedFields.filter((field) => sideOf(kept, removed, field, picks) === 'removed');
  // What a card says besides its number goes with the number.
  const card = taken.includes('billingNss')
    ? { billingBirthDate: removed.billingBirthDate, birthRank: removed.birthRank }
    : kept.billingNss === removed.billingNss
      ? { billingBirthDate: kept.billingBirthDate ?? removed.billingBirthDate, birthRank: kept.birthRank ?? removed.birthRank }
      : {};
  const homonym = kept.attributes.homonym || (removed.attributes.homonym && !kept.attributes.fictive);
  const given: MergedFields = {
    ...Object.fromEntries(taken.map((field) => [field, removed[field]])),
    ...card,
    receivedProof: kept.receivedProof ?? removed.receivedProof,
    attributes: { ...kept.attributes, homonym },
  };
  return pickFields(given, (field) => !same(given[field], kept[field]));
}

/** The fields as they were before the merge: those that it changes. */
export function fieldsBefore(kept: HeldRecord, changed: MergedFields): MergedFields {
  return pickFields(kept, (field) => field in changed);
}

const FIELDS: readonly Field[] = [
  'birthFirstNames',
  'birthPlace',
  'usedName',
  'usedFirstName',
  'phone',
  'address',
  'billingNss',
  'billingBirthDate',
  'birthRank',
  'death',
  'protection',
  'receivedProof',
  'attributes',
];
const pickFields = (from: MergedFields, wanted: (field: Field) => boolean): MergedFields =>
  Object.fromEntries(FIELDS.filter((field) => field in from && wanted(field)).map((field) => [field, from[field]]));

/** Values of the two records that the merged one does not show: they stay in the trace of the merge. */
export function droppedValues(kept: HeldRecord, removed: HeldRecord, picks: Picks = {}): readonly DroppedValue[] {
  return droppedFields.flatMap((field): readonly DroppedValue[] => {
    const side = isPicked(field) ? sideOf(kept, removed, field, picks) : 'kept';
    const [shown, other] =
      side === 'kept' ? [valueOf(kept, field), valueOf(removed, field)] : [valueOf(removed, field), valueOf(kept, field)];
    return other === null || covers(field, shown, other) ? [] : [{ field, value: other, of: side === 'kept' ? 'removed' : 'kept' }];
  });
}

const isPicked = (field: DroppedField): field is PickedField => pickedFields.some((one) => one === field);

/** A merge, as its undoing needs it. */
interface UndoneMerge {
  /** ISO 8601 instant. */
  readonly at: string;
  /** What it changed of the record that stayed, as it was. */
  readonly before: MergedFields;
  readonly removed: HeldRecord;
}

/** What undoing gives back, and what later merges into the same record now give back in its place. */
interface Undoing<M extends UndoneMerge> {
  readonly restored: MergedFields;
  /** The merges that inherit, with what they will give back. */
  readonly handed: readonly (readonly [merge: M, before: MergedFields])[];
}

/**
 * What undoing a merge gives back to the record that stayed: each field that still has the value the merge gave it. What
 * was edited since stays, and so does a strict trait proven since (INSi, document). When a later merge covered the value,
 * or gave the same one, that merge is the one that gives the former value back.
 *
 * @param later merges into the same record that are still in force, the oldest first.
 */
export function undoneFields<M extends UndoneMerge>(kept: HeldRecord, undone: UndoneMerge, later: readonly M[]): Undoing<M> {
  const restored: Field[] = [];
  const handed = new Map<M, Field[]>();
  const hand = (merge: M, field: Field): void => void handed.set(merge, [...(handed.get(merge) ?? []), field]);
  const provenSince = holdsIns(kept.status) || (kept.identityDocument !== null && kept.identityDocument.seenAt > undone.at);
  for (const field of FIELDS.filter((one) => one in undone.before)) {
    const given = comparable(undone.removed, field);
    const cover = later.find(({ before }) => field in before);
    if (cover !== undefined) {
      if (same(comparable(cover.before, field), given)) hand(cover, field);
      continue;
    }
    if (!same(comparable(kept, field), given)) continue;
    const heir = given === null ? undefined : later.find(({ removed }) => same(comparable(removed, field), given));
    if (heir !== undefined) hand(heir, field);
    else if (mayComeBack(kept, undone.before, field, provenSince)) restored.push(field);
  }
  const before = (fields: readonly Field[]): MergedFields => pickFields(undone.before, (field) => fields.includes(field));
  const back = before(restored);
  return {
    // The attributes that somebody set since stay.
    restored: back.attributes === undefined ? back : { ...back, attributes: { ...kept.attributes, homonym: back.attributes.homonym } },
    handed: [...handed].map(([merge, fields]) => [merge, { ...merge.before, ...before(fields) }] as const),
  };
}

function mayComeBack(kept: HeldRecord, before: MergedFields, field: Field, provenSince: boolean): boolean {
  if (field === 'birthPlace') return !provenSince;
  // The premier prénom begins the list, whoever edited it since.
  if (field === 'birthFirstNames') return !provenSince && isFirstNameOf(kept.firstBirthFirstName, before.birthFirstNames ?? '');
  return true;
}

/** Of the attributes a merge changes one. */
const comparable = (of: MergedFields, field: Field): unknown => (field === 'attributes' ? of.attributes?.homonym : of[field]);
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What a merge shows of both records, in this order. */
export const comparedFields = [
  'birthName',
  'birthFirstNames',
  'firstBirthFirstName',
  'sex',
  'birthDate',
  'birthPlace',
  'usedName',
  'usedFirstName',
  'phone',
  'address',
  'billingNss',
  'death',
  'protection',
] as const satisfies readonly DroppedField[];
export type ComparedField = (typeof comparedFields)[number];

/** written: the same but for spelling; partial: one says more; missing: one says nothing. */
export const fieldLikenesses = ['same', 'written', 'partial', 'missing', 'different'] as const;
export type FieldLikeness = (typeof fieldLikenesses)[number];

/** How alike a field is in the two records. */
export function fieldLikeness(kept: HeldRecord, removed: HeldRecord, field: ComparedField): FieldLikeness {
  const [here, there] = [valueOf(kept, field), valueOf(removed, field)];
  if (here === there) return 'same';
  if (here === null || there === null) return 'missing';
  const [more, less] = [covers(field, here, there), covers(field, there, here)];
  if ((more && less) || normaliseName(here) === normaliseName(there)) return 'written';
  return more || less ? 'partial' : 'different';
}

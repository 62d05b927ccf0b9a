import type { IdentityStatus, Ins } from '../types.ts';
import { UNKNOWN_BIRTH_DATE } from '../ins/dates.ts';
import { compareTraits, type TraitComparison } from '../ins/traits.ts';
import { agreementOf, type Agreement } from './claim.ts';
import type { HeldRecord } from './merge-fields.ts';

/** What a merge looks at in a record. */
export interface MergedRecord extends HeldRecord {
  readonly id: string;
  readonly ipp: string;
  readonly ins: Ins | null;
  /** Matricules held before (INSHISTO, NIA become NIR). */
  readonly pastMatricules: readonly string[];
  /** ISO 8601 instant. */
  readonly createdAt: string;
  /** What hangs from the record. */
  readonly counts: Readonly<Record<MovedKind, number>>;
}

export const movedKinds = [
  'documents',
  'sends',
  'receivedDocuments',
  'stays',
  'information',
  'correspondents',
  'representatives',
  'receivedIns',
  'notes',
] as const;
export type MovedKind = (typeof movedKinds)[number];

export type MergeRefusal = 'SAME_RECORD' | 'TWO_MATRICULES' | 'FICTIVE';

export type MergePlan =
  | { readonly refusal: MergeRefusal; readonly survivor: null }
  | {
      readonly refusal: null;
      /** Id of the record that stays, with its status, strict traits and matricule. A merge never raises a status. */
      readonly survivor: string;
      /** Id of the record that closes; its IPP goes on designating the survivor. */
      readonly absorbed: string;
      /** Whether the other one is the more proven. */
      readonly lessProven: boolean;
      readonly status: IdentityStatus;
      readonly ins: Ins | null;
      /** The absorbed record's matricule is forgotten with its identity. */
      readonly insDropped: boolean;
      readonly ippAlias: string;
      /** What hangs from the absorbed record, empty kinds left out. */
      readonly moves: readonly { readonly kind: MovedKind; readonly count: number }[];
    };

/**
 * The more proven identity survives. A document seen (VALI) outweighs a recovered matricule (RECUP), which INSi gives
 * again when asked.
 */
const RANK: Readonly<Record<IdentityStatus, number>> = { QUAL: 3, VALI: 2, RECUP: 1, PROV: 0 };

/**
 * Two records of one person: which identity survives, and what moves. The order of the two matters when nothing else
 * tells which: the first one stays.
 *
 * @param chosen id of the record that somebody wants to stay, proven or not.
 */
export function mergePlan(a: MergedRecord, b: MergedRecord, chosen: string | null = null): MergePlan {
  const refusal = refuse(a, b);
  if (refusal !== null) return { refusal, survivor: null };
  const proven = outranks(a, b) ? a : b;
  const kept = chosen === a.id ? a : chosen === b.id ? b : proven;
  const gone = kept === a ? b : a;
  return {
    refusal: null,
    survivor: kept.id,
    absorbed: gone.id,
    lessProven: RANK[kept.status] < RANK[gone.status],
    status: kept.status,
    ins: kept.ins,
    insDropped: gone.ins !== null && kept.ins === null,
    ippAlias: gone.ipp,
    moves: movedKinds.flatMap((kind) => (gone.counts[kind] === 0 ? [] : [{ kind, count: gone.counts[kind] }])),
  };
}

function refuse(a: MergedRecord, b: MergedRecord): MergeRefusal | null {
  if (a.id === b.id) return 'SAME_RECORD';
  if (a.attributes.fictive !== b.attributes.fictive) return 'FICTIVE';
  if (a.ins !== null && b.ins !== null && a.ins.matricule !== b.ins.matricule) {
    const known = a.pastMatricules.includes(b.ins.matricule) || b.pastMatricules.includes(a.ins.matricule);
    if (!known) return 'TWO_MATRICULES';
  }
  return null;
}

/** By status; then the one nobody doubts; then the present matricule over a past one; then the one whose sex and date are known; then the older record. */
function outranks(a: MergedRecord, b: MergedRecord): boolean {
  const past = (of: MergedRecord, other: MergedRecord): number =>
    of.ins !== null && other.pastMatricules.includes(of.ins.matricule) ? 1 : 0;
  const unknown = (of: MergedRecord): number => Number(of.birthDate === UNKNOWN_BIRTH_DATE) + Number(of.sex === 'I');
  const order =
    RANK[b.status] - RANK[a.status] ||
    Number(a.attributes.doubtful) - Number(b.attributes.doubtful) ||
    past(a, b) - past(b, a) ||
    unknown(a) - unknown(b) ||
    (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0);
  // Nothing tells them apart: the one that was to be kept.
  return order <= 0;
}

/** From the least to the most worrying. */
const WORSE: readonly Agreement[] = ['identical', 'near', 'discordant', 'unknown'];

/** How near two records are, whichever stays: the more worrying of the two readings (a premier prénom may begin the other's list and not the reverse). */
export function mergeAgreement(a: HeldRecord, b: HeldRecord): Agreement {
  const [one, other] = [agreementOf(a, b), agreementOf(b, a)];
  return WORSE.indexOf(one) < WORSE.indexOf(other) ? other : one;
}

/** The strict traits that make two people of them, or that one slip changed. */
export function contradictedTraits(a: HeldRecord, b: HeldRecord): readonly TraitComparison['trait'][] {
  return compareTraits(a, b)
    .filter(
      ({ trait, outcome }) =>
        outcome === 'discordant' || compareTraits(b, a).some((back) => back.trait === trait && back.outcome === 'discordant'),
    )
    .map(({ trait }) => trait);
}

/** Somebody has to say that they are one person. */
export function contradicts(agreement: Agreement): boolean {
  return agreement === 'discordant' || agreement === 'unknown';
}

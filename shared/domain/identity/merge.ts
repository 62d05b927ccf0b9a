import type { Traits } from '../../contract/patients.ts';
import type { IdentityStatus, Ins } from '../types.ts';
import { normaliseName } from '../ins/names.ts';
import type { IdentityAttributes } from './status.ts';

/** What a merge looks at in a record. */
export interface MergedRecord {
  readonly id: string;
  readonly ipp: string;
  readonly traits: Traits;
  readonly usedName: string | null;
  readonly usedFirstName: string | null;
  readonly status: IdentityStatus;
  readonly attributes: IdentityAttributes;
  readonly ins: Ins | null;
  /** Matricules held before (INSHISTO, NIA become NIR). */
  readonly pastMatricules: readonly string[];
  /** ISO 8601 instant. */
  readonly createdAt: string;
  /** What hangs from the record. */
  readonly counts: Readonly<Record<MovedKind, number>>;
}

export const movedKinds = ['documents', 'sends', 'receivedDocuments', 'stays', 'information', 'correspondents', 'representatives', 'notes'] as const;
export type MovedKind = (typeof movedKinds)[number];

export type MergeRefusal = 'SAME_RECORD' | 'TWO_MATRICULES' | 'FICTIVE';

export const mergeRefusals: Readonly<Record<MergeRefusal, readonly [message: string, action: string]>> = {
  SAME_RECORD: ['C’est le même dossier.', 'Choisissez deux dossiers différents.'],
  TWO_MATRICULES: [
    'Ces deux dossiers portent des matricules INS différents : ce sont deux personnes pour INSi.',
    'Signalez l’identité fausse comme douteuse, interrogez INSi de nouveau, puis recommencez.',
  ],
  FICTIVE: ['Une identité fictive ne se fusionne pas avec une identité réelle.', 'Laissez le dossier fictif à part.'],
};

/** A trait that the two records write differently; the survivor's is kept. */
export interface MergeDifference {
  readonly trait: keyof Traits | 'usedName' | 'usedFirstName';
  readonly kept: string | null;
  readonly dropped: string | null;
  /** Names that differ by spelling alone do not worry. */
  readonly serious: boolean;
}

export type MergePlan =
  | { readonly refusal: MergeRefusal; readonly survivor: null }
  | {
      readonly refusal: null;
      /** Id of the record that stays, with its status, traits and matricule. A merge never raises a status. */
      readonly survivor: string;
      /** Id of the record that closes; its IPP goes on designating the survivor. */
      readonly absorbed: string;
      readonly status: IdentityStatus;
      readonly ins: Ins | null;
      /** The absorbed record's recovered matricule is forgotten with its identity. */
      readonly insDropped: boolean;
      readonly ippAlias: string;
      readonly homonym: boolean;
      readonly differences: readonly MergeDifference[];
      /** What moves to the survivor, empty kinds left out. */
      readonly moves: readonly { readonly kind: MovedKind; readonly count: number }[];
    };

/**
 * The more proven identity survives. A document seen (VALI) outweighs a recovered matricule (RECUP), which INSi gives
 * again when asked.
 */
const RANK: Readonly<Record<IdentityStatus, number>> = { QUAL: 3, VALI: 2, RECUP: 1, PROV: 0 };

/** Two records of one person: which identity survives, and what moves. The order of the two does not matter. */
export function mergePlan(a: MergedRecord, b: MergedRecord): MergePlan {
  const refusal = refuse(a, b);
  if (refusal !== null) return { refusal, survivor: null };
  const [kept, gone] = outranks(a, b) ? [a, b] : [b, a];
  return {
    refusal: null,
    survivor: kept.id,
    absorbed: gone.id,
    status: kept.status,
    ins: kept.ins,
    insDropped: gone.ins !== null && kept.ins === null,
    ippAlias: gone.ipp,
    homonym: a.attributes.homonym || b.attributes.homonym,
    differences: differencesOf(kept, gone),
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

/** By status; then the one nobody doubts; then the present matricule over a past one; then the older record. */
function outranks(a: MergedRecord, b: MergedRecord): boolean {
  const past = (of: MergedRecord, other: MergedRecord): number => (of.ins !== null && other.pastMatricules.includes(of.ins.matricule) ? 1 : 0);
  const order =
    RANK[b.status] - RANK[a.status] ||
    Number(a.attributes.doubtful) - Number(b.attributes.doubtful) ||
    past(a, b) - past(b, a) ||
    (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0) ||
    (a.id < b.id ? -1 : 1);
  return order < 0;
}

function differencesOf(kept: MergedRecord, gone: MergedRecord): readonly MergeDifference[] {
  const row = (trait: MergeDifference['trait'], here: string | null, there: string | null): readonly MergeDifference[] => {
    if (here === there || there === null) return [];
    const strict = trait !== 'usedName' && trait !== 'usedFirstName' && trait !== 'birthPlace';
    const named = trait === 'birthName' || trait === 'birthFirstNames';
    return [{ trait, kept: here, dropped: there, serious: strict && !(named && here !== null && normaliseName(here) === normaliseName(there)) }];
  };
  return [
    ...(['birthName', 'birthFirstNames', 'sex', 'birthDate', 'birthPlace'] as const).flatMap((trait) => row(trait, kept.traits[trait], gone.traits[trait])),
    ...row('usedName', kept.usedName, gone.usedName),
    ...row('usedFirstName', kept.usedFirstName, gone.usedFirstName),
  ];
}

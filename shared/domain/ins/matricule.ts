import type { Ins, LocalSex } from '../types.ts';
import { insKind, isTestOid, type InsKind } from './oids.ts';

/** First thing wrong with a matricule, in the order of `ins check` (cli/README 3). */
export type MatriculeReason = 'CHARACTER' | 'LENGTH' | 'STRUCTURE' | 'KEY' | 'OID';

/** What is wrong, within a sentence. */
export const matriculeReasons: Readonly<Record<MatriculeReason, string>> = {
  CHARACTER: 'un caractère n’est ni un chiffre, ni A, ni B',
  LENGTH: 'il n’a pas 15 caractères',
  STRUCTURE: 'ses groupes ne sont pas ceux d’un matricule',
  KEY: 'sa clé est fausse',
  OID: 'sa nature n’est pas admise ici',
};

/** Answer of `ins check` (cli/README 3). */
export interface MatriculeCheck {
  readonly input: string;
  readonly valid: boolean;
  readonly reason: MatriculeReason | null;
  /** By OID only. */
  readonly kind: InsKind | null;
  /** Upper case, separators removed; null unless it is 15 characters of the alphabet. */
  readonly normalised: string | null;
  /** Two digits, `01` to `97`; null unless the structure is right. */
  readonly expectedKey: string | null;
  /** `2 79 03 51 215 189 89`; null unless the structure is right. */
  readonly display: string | null;
  /** Unusual but accepted. */
  readonly warnings: readonly MatriculeWarning[];
}

interface MatriculeWarning {
  readonly code: string;
  /** French sentence. */
  readonly message: string;
}

/** Spaces (no-break ones of French typography too), dots and hyphens between groups. */
const SEPARATORS = /[ \u00A0\u202F.-]/g;
const ALPHABET = /^[0-9AB]*$/;
/** Sex, year, month, département (2A and 2B for Corsica), commune, order, key (ins/README 1). */
const STRUCTURE = /^\d{5}(?:\d{2}|2[AB])\d{6}\d{2}$/;
const LENGTH = 15;

/**
 * Checks a matricule as typed or received.
 *
 * @param oid nature; null = not given, not checked.
 * @param options.test accept the test and demonstration OIDs.
 */
export function checkMatricule(input: string, oid: string | null, options: { readonly test: boolean }): MatriculeCheck {
  const kind = oid === null ? null : insKind(oid);
  const compact = input.toUpperCase().replaceAll(SEPARATORS, '');
  const readable = ALPHABET.test(compact);
  const structured = STRUCTURE.test(compact);
  const expectedKey = structured ? matriculeKey(compact) : null;
  const reason = ((): MatriculeReason | null => {
    if (!readable) return 'CHARACTER';
    if (compact.length !== LENGTH) return 'LENGTH';
    if (!structured) return 'STRUCTURE';
    if (compact.slice(13) !== expectedKey) return 'KEY';
    if (oid !== null && (kind === null || (isTestOid(oid) && !options.test))) return 'OID';
    return null;
  })();
  return {
    input,
    valid: reason === null,
    reason,
    kind,
    normalised: readable && compact.length === LENGTH ? compact : null,
    expectedKey,
    display: structured ? `${displayMatricule(compact)} ${compact.slice(13)}` : null,
    warnings: structured ? oddities(compact) : [],
  };
}

/**
 * Key of a matricule: 97 - (n mod 97), 2A counting as 19 and 2B as 18 (ins/README 1).
 *
 * @param matricule at least its 13 first characters, normalised.
 */
export function matriculeKey(matricule: string): string {
  const digits = Number(matricule.slice(0, 13).replace('2A', '19').replace('2B', '18'));
  return String(97 - (digits % 97)).padStart(2, '0');
}

/** Groups without the key, which screens show apart: `2 79 03 51 215 189`. */
export function displayMatricule(matricule: string): string {
  return [
    [0, 1],
    [1, 3],
    [3, 5],
    [5, 7],
    [7, 10],
    [10, 13],
  ]
    .map(([from, to]) => matricule.slice(from, to))
    .join(' ');
}

/** Whether the key of a received matricule is right. A wrong one is kept and flagged, never qualified silently (ins/README 1). */
export function hasRightKey(ins: Ins): boolean {
  return checkMatricule(ins.matricule, null, { test: true }).valid;
}

const warning = (code: string, message: string): MatriculeWarning => ({ code, message });

function oddities(matricule: string): MatriculeWarning[] {
  const sex = matricule.slice(0, 1);
  const month = Number(matricule.slice(3, 5));
  return [
    ...(/[3478]/.test(sex) ? [warning('PROVISIONAL', 'Le premier chiffre est celui d’une immatriculation provisoire.')] : []),
    ...(/[0569]/.test(sex) ? [warning('SEX', 'Le premier chiffre ne correspond à aucun sexe.')] : []),
    ...(isPseudoMonth(month) ? [warning('PSEUDO_MONTH', 'Le mois est conventionnel : il ne donne pas le mois de naissance.')] : []),
    ...(month < 1 || (month > 12 && !isPseudoMonth(month)) ? [warning('MONTH', 'Le mois n’est ni réel ni conventionnel.')] : []),
    ...(matricule.slice(10, 13) === '000' ? [warning('ORDER', 'Le numéro d’ordre est nul.')] : []),
  ];
}

/** Incomplete civil status or exhausted numbers: accepted, never a date (ins/README 1). */
const isPseudoMonth = (month: number): boolean => (month >= 20 && month <= 42) || (month >= 50 && month <= 99);

/**
 * What a matricule says otherwise than the traits. Never blocking: official test matricules contradict their own
 * traits, and a real NIR may outlive a rectified sex or date (ins/README 1).
 *
 * @param matricule 15 normalised characters.
 * @param traits.birthDate `YYYY-MM-DD`.
 */
export function matriculeAgainstTraits(
  matricule: string,
  traits: { readonly sex: LocalSex; readonly birthDate: string },
): readonly MatriculeWarning[] {
  const month = matricule.slice(3, 5);
  const real = Number(month) >= 1 && Number(month) <= 12 && traits.birthDate.slice(5, 7) !== '00';
  const expected = traits.sex === 'I' ? /./ : traits.sex === 'M' ? /[137]/ : /[248]/;
  return [
    ...(expected.test(matricule.slice(0, 1)) ? [] : [warning('SEX_DIFFERS', 'Le sexe lu dans le matricule n’est pas celui du dossier.')]),
    ...(matricule.slice(1, 3) === traits.birthDate.slice(2, 4)
      ? []
      : [warning('YEAR_DIFFERS', 'L’année lue dans le matricule n’est pas celle du dossier.')]),
    ...(real && month !== traits.birthDate.slice(5, 7)
      ? [warning('MONTH_DIFFERS', 'Le mois lu dans le matricule n’est pas celui du dossier.')]
      : []),
  ];
}

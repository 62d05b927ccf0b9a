import {
  comparable,
  compare,
  STRIKING,
  type Comparable,
  type ComparedPerson,
  type SimilarPatient,
} from '../../../shared/domain/identity/similar.ts';
import type { Lookalike } from '../../../shared/domain/record/lookalike.ts';
import type { Sql } from '../sqlite/sql.ts';
import { candidates } from './candidates.ts';

interface Row extends ComparedPerson {
  readonly id: string;
  readonly matricule: string | null;
  readonly birthNameNorm: string;
  readonly firstNamesNorm: string;
}

const ROWS = `SELECT id, birth_name AS birthName, birth_first_names AS birthFirstNames, used_name AS usedName, used_first_name AS usedFirstName, sex, birth_date AS birthDate,
  birth_place AS birthPlace, ins_matricule AS matricule, birth_name_norm AS birthNameNorm, first_names_norm AS firstNamesNorm FROM patients WHERE merged_into IS NULL`;

/** From that many records on, one reading of them all costs less than a search for each. */
const READ_ALL_FROM = 200;

/**
 * The records that look strikingly like some of these, twins included; in the order of `ids`, the most alike first. A
 * pair of two of them comes once, under the later one.
 */
export function lookalikes(sql: Sql, ids: readonly string[]): Lookalike[] {
  const place = new Map<string, number>();
  for (const id of ids) if (!place.has(id)) place.set(id, place.size);
  const sought = [...place.keys()].flatMap((id) => sql.get<Row>(`${ROWS} AND id = ?`, id) ?? []);
  const found: Lookalike[] = [];
  const keep = (one: Comparable, other: Comparable): void => {
    if (one.id === other.id || (place.get(other.id) ?? -1) > (place.get(one.id) ?? -1)) return;
    const similar = compare(one, other);
    if (similar !== null && isStriking(similar))
      found.push({ id: one.id, other: similar.id, kind: similar.kind, score: similar.score, reasons: similar.reasons });
  };
  if (sought.length < READ_ALL_FROM) searchEach(sql, sought, keep);
  else readAll(sql, sought, keep);
  return found.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0) || b.score - a.score || (a.other < b.other ? -1 : 1));
}

const isStriking = ({ kind, score }: SimilarPatient): boolean => kind === 'twin' || score >= STRIKING;

type Keep = (one: Comparable, other: Comparable) => void;

const ready = (row: Row): Comparable => comparable({ ...row, ins: row.matricule === null ? null : { matricule: row.matricule } });

function searchEach(sql: Sql, sought: readonly Row[], keep: Keep): void {
  for (const row of sought) {
    const one = ready(row);
    for (const other of candidates(sql, row)) keep(one, comparable(other));
  }
}

/** Each record beside those sought of the same day, and those of the same name and first name: no other one is striking. */
function readAll(sql: Sql, sought: readonly Row[], keep: Keep): void {
  const bySign = new Map<string, Comparable[]>();
  for (const row of sought) {
    const one = ready(row);
    for (const sign of signsOf(row)) {
      const same = bySign.get(sign);
      if (same === undefined) bySign.set(sign, [one]);
      else same.push(one);
    }
  }
  for (const row of sql.each<Row>(ROWS)) {
    const near = new Set(signsOf(row).flatMap((sign) => bySign.get(sign) ?? []));
    if (near.size === 0) continue;
    const other = ready(row);
    for (const one of near) keep(one, other);
  }
}

const signsOf = ({ birthDate, birthNameNorm, firstNamesNorm }: Row): readonly string[] => [
  birthDate,
  `${birthNameNorm.replaceAll(' ', '')} ${firstNamesNorm.split(' ')[0] ?? ''}`,
];

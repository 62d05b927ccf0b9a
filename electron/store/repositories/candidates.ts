import { firstOf, normaliseName } from '../../../shared/domain/ins/names.ts';
import type { LocalSex } from '../../../shared/domain/types.ts';
import type { Sql } from '../sql.ts';
import type { PatientRecord } from '../types.ts';
import { readPatient, type PatientRow } from './patients.ts';
import { bornToken, keysOf, wordsOf } from './search-tokens.ts';

/** Records that the rules of similarity (shared/domain/identity) then judge one by one. */
const LIMIT = 100;
interface Traits {
  readonly birthName: string;
  readonly birthFirstNames: string;
  readonly usedName: string | null;
  readonly birthDate: string;
}

interface Near {
  readonly rowid: number;
  readonly birth_date: string;
  readonly birth_name_norm: string;
  readonly first_names_norm: string;
  readonly used_name_norm: string | null;
}

const INDEXED = 'FROM patient_search s CROSS JOIN patient_rows r ON r.key = s.rowid CROSS JOIN patients p ON p.id = r.patient_id WHERE s.patient_search MATCH ?';
const NEAR = `SELECT p.rowid, p.birth_date, p.birth_name_norm, p.first_names_norm, p.used_name_norm ${INDEXED}`;
/** Records with the same words that are looked at, of the most common names. */
const SAME_NAMES = 300;

/** Everybody born that day; born on a day that one mistyped digit, swapped day and month, or an unknown part make of it, when a name is alike; and the same names. Most alike first. */
export function candidates(sql: Sql, traits: Traits): PatientRecord[] {
  const names = [traits.birthName, traits.usedName].flatMap((name) => (name === null || normaliseName(name) === '' ? [] : [normaliseName(name)]));
  const first = normaliseName(firstOf(traits.birthFirstNames));
  const likeness = (near: Near): number => {
    const theirs = [near.birth_name_norm, ...(near.used_name_norm === null ? [] : [near.used_name_norm])];
    const straight = alikeAny(names, theirs) + alike(first, near.first_names_norm);
    const inverted = alikeAny([first], theirs) + alikeAny(names, [near.first_names_norm]);
    return Math.max(straight, inverted);
  };
  const found = new Map<number, { readonly near: Near; readonly score: number }>();
  const nearDays = new Set(nearDates(traits.birthDate));
  const keep = (near: Near): void => {
    const alikeNames = likeness(near);
    const day = near.birth_date === traits.birthDate ? 3 : nearDays.has(near.birth_date) ? 2 : 0;
    if (day === 3 || alikeNames > 0) found.set(near.rowid, { near, score: alikeNames + day });
  };
  for (const near of sql.all<Near>(NEAR, [traits.birthDate, ...nearDays].map((date) => `"${bornToken(date)}"`).join(' OR '))) keep(near);
  for (const name of names) {
    const words = [...new Set(wordsOf(`${name} ${first}`))];
    if (words.length > 0) for (const near of sql.all<Near>(`${NEAR} ORDER BY s.rowid LIMIT ?`, words.map((word) => `"${word}"`).join(' AND '), SAME_NAMES)) keep(near);
  }
  return [...found.values()]
    .toSorted((a, b) => b.score - a.score || a.near.rowid - b.near.rowid)
    .slice(0, LIMIT)
    .flatMap(({ near }) => sql.get<PatientRow>('SELECT * FROM patients WHERE rowid = ?', near.rowid) ?? [])
    .map(readPatient);
}

/** Records not merged with this birth name, first name, sex and birth date, the oldest first. */
export function sameTraits(sql: Sql, traits: { readonly birthName: string; readonly birthFirstNames: string; readonly sex: LocalSex; readonly birthDate: string }): string[] {
  const [name, first] = [normaliseName(traits.birthName), normaliseName(firstOf(traits.birthFirstNames))];
  return sql
    .all<{ readonly id: string; readonly first_names_norm: string }>(
      `SELECT p.id, p.first_names_norm ${INDEXED} AND s.rowid BETWEEN ? AND ? AND p.birth_name_norm = ? AND p.sex = ? AND p.birth_date = ? ORDER BY p.created_at`,
      `"${bornToken(traits.birthDate)}"`, ...keysOf(normaliseName(`${name} ${first}`)), name, traits.sex, traits.birthDate,
    )
    .filter(({ first_names_norm }) => `${first_names_norm} `.startsWith(`${first} `))
    .map(({ id }) => id);
}

/** 2 the same, or the first of several; 1 the same start; 0 nothing in common. */
function alike(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  if (`${a} `.startsWith(`${b} `) || `${b} `.startsWith(`${a} `)) return 2;
  return a.slice(0, 3) === b.slice(0, 3) ? 1 : 0;
}

const alikeAny = (ours: readonly string[], theirs: readonly string[]): number => Math.max(0, ...ours.flatMap((a) => theirs.map((b) => alike(a, b))));

/** Dates with one digit else, day and month swapped, or an unknown part. `date` is `YYYY-MM-DD`. */
function nearDates(date: string): string[] {
  const digits = [0, 1, 2, 3, 5, 6, 8, 9].flatMap((at) => Array.from({ length: 10 }, (_, digit) => date.slice(0, at) + String(digit) + date.slice(at + 1)));
  const [year = '', month = '', day = ''] = date.split('-');
  return [...digits, `${year}-${day}-${month}`, `${year}-${month}-00`, `${year}-00-00`];
}

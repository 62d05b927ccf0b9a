import { UNKNOWN_BIRTH_DATE } from '../../../shared/domain/ins/dates.ts';
import { firstOf, normaliseName } from '../../../shared/domain/ins/names.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { PersonTraits, StrictTraits } from '../../../shared/domain/types.ts';
import type { Sql } from '../sqlite/sql.ts';
import { readPatient, type PatientRow } from './record.ts';
import { bornToken, keysOf, wordsOf } from './search-tokens.ts';

/** Records that the rules of similarity (shared/domain/identity) then judge one by one. */
const LIMIT = 100;
type Traits = Pick<PersonTraits, 'birthName' | 'birthFirstNames' | 'usedName' | 'birthDate'>;

interface Near {
  readonly rowid: number;
  readonly birth_date: string;
  readonly birth_name_norm: string;
  readonly first_names_norm: string;
  readonly used_name_norm: string | null;
}

const INDEXED =
  'FROM patient_search s CROSS JOIN patient_rows r ON r.key = s.rowid CROSS JOIN patients p ON p.id = r.patient_id WHERE s.patient_search MATCH ?';
const NEAR = `SELECT p.rowid, p.birth_date, p.birth_name_norm, p.first_names_norm, p.used_name_norm ${INDEXED}`;
/** Records with the same words that are looked at, of the most common names. */
const SAME_NAMES = 1000;

/**
 * Everybody born that day; the same name or the same first name, born on a day that one mistyped digit, two of them
 * exchanged, day and month swapped, or an unknown part make of it; and the same names, whatever the day. Most alike
 * first; nobody for an unknown person.
 */
export function candidates(sql: Sql, traits: Traits): PatientRecord[] {
  if (traits.birthDate === UNKNOWN_BIRTH_DATE) return [];
  const names = [traits.birthName, traits.usedName].flatMap((name) =>
    name === null || normaliseName(name) === '' ? [] : [normaliseName(name)],
  );
  const first = normaliseName(firstOf(traits.birthFirstNames));
  const nearDays = new Set(nearDates(traits.birthDate));
  const found = new Map<number, { readonly near: Near; readonly score: number }>();
  const keep = (near: Near): void => {
    const day = near.birth_date === traits.birthDate ? SAME_DAY : nearDays.has(near.birth_date) ? NEAR_DAY : 0;
    found.set(near.rowid, { near, score: likeness(names, first, near) + day });
  };
  for (const near of sql.all<Near>(NEAR, `"${bornToken(traits.birthDate)}"`)) keep(near);
  const [firstWord = ''] = wordsOf(first);
  const oneName = [...names.map(wordsOf), [firstWord]].map(allWords).filter((words) => words !== '');
  if (oneName.length > 0)
    for (const near of sql.all<Near>(NEAR, `(${nearDayTokens(traits.birthDate, nearDays).join(' OR ')}) AND (${oneName.join(' OR ')})`))
      keep(near);
  for (const name of names) {
    const words = allWords(wordsOf(`${name} ${first}`));
    if (words !== '') for (const near of sql.all<Near>(`${NEAR} ORDER BY s.rowid LIMIT ?`, words, SAME_NAMES)) keep(near);
  }
  return [...found.values()]
    .toSorted((a, b) => b.score - a.score || a.near.rowid - b.near.rowid)
    .slice(0, LIMIT)
    .flatMap(({ near }) => sql.get<PatientRow>('SELECT * FROM patients WHERE rowid = ?', near.rowid) ?? [])
    .map(readPatient);
}

const SAME_DAY = 4;
const NEAR_DAY = 3;

const allWords = (words: readonly string[]): string => {
  const distinct = [...new Set(words)].filter((word) => word !== '').map((word) => `"${word}"`);
  return distinct.length === 0 ? '' : `(${distinct.join(' AND ')})`;
};

/** Names in their places, or the first name in the place of the name: 0 to 4. */
function likeness(names: readonly string[], first: string, near: Near): number {
  const theirs = [near.birth_name_norm, ...(near.used_name_norm === null ? [] : [near.used_name_norm])];
  return Math.max(
    alikeAny(names, theirs) + alike(first, near.first_names_norm),
    alikeAny([first], theirs) + alikeAny(names, [near.first_names_norm]),
  );
}

/** Records not merged with this birth name, first name, sex and birth date, the oldest first; none for an unknown person. */
export function sameTraits(sql: Sql, traits: Pick<StrictTraits, 'birthName' | 'birthFirstNames' | 'sex' | 'birthDate'>): string[] {
  if (traits.birthDate === UNKNOWN_BIRTH_DATE) return [];
  const [name, first] = [normaliseName(traits.birthName), normaliseName(firstOf(traits.birthFirstNames))];
  return sql
    .all<{ readonly id: string; readonly first_names_norm: string }>(
      `SELECT p.id, p.first_names_norm ${INDEXED} AND s.rowid BETWEEN ? AND ? AND p.birth_name_norm = ? AND p.sex = ? AND p.birth_date = ? ORDER BY p.created_at`,
      `"${bornToken(traits.birthDate)}"`,
      ...keysOf(normaliseName(`${name} ${first}`)),
      name,
      traits.sex,
      traits.birthDate,
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

const alikeAny = (ours: readonly string[], theirs: readonly string[]): number =>
  Math.max(0, ...ours.flatMap((a) => theirs.map((b) => alike(a, b))));

/** Dates with one digit else, two neighbours exchanged, day and month swapped, or an unknown part. `date` is `YYYY-MM-DD`. */
function nearDates(date: string): string[] {
  const put = (at: number, digits: string): string => date.slice(0, at) + digits + date.slice(at + digits.length);
  const digits = [0, 1, 2, 3, 5, 6, 8, 9].flatMap((at) => Array.from({ length: 10 }, (_, digit) => put(at, String(digit))));
  const exchanged = [0, 1, 2, 5, 8].map((at) => put(at, `${date.slice(at + 1, at + 2)}${date.slice(at, at + 1)}`));
  const [year = '', month = '', day = ''] = date.split('-');
  return [...digits, ...exchanged, `${year}-${day}-${month}`, `${year}-${month}-00`, `${year}-00-${day}`, `${year}-00-00`];
}

/** The same as the index holds them; a date with an unknown part is near every day that it may be. */
function nearDayTokens(date: string, near: Iterable<string>): string[] {
  const [year = '', month = '', day = ''] = date.split('-');
  const unknown = month === '00' ? [`"${bornToken(year)}"`] : day === '00' ? [`"${bornToken(`${year}-${month}`)}"*`] : [];
  return [...[...near].map((one) => `"${bornToken(one)}"`), ...unknown];
}

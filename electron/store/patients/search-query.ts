import { parseTypedDate } from '../../../shared/domain/ins/dates.ts';
import { compact, isInternational, phoneDigits, reversed, SIGN, wordsOf } from './search-tokens.ts';

/** One word of the index: as it is, or any that begins so. */
export interface Term {
  readonly text: string;
  readonly start: boolean;
  /** A word of a name: an exact one comes first. */
  readonly name: boolean;
}

/** All of `and`, one of `or`. */
export type Query = Term | { readonly and: readonly Query[] } | { readonly or: readonly Query[] };

const MAX_LENGTH = 200;
const MAX_PIECES = 12;

const name = (text: string): Term => ({ text, start: true, name: true });
const exactly = (text: string): Term => ({ text, start: false, name: false });
const from = (text: string): Term => ({ text, start: true, name: false });

/** Digits, their separators, and the A or B of Corsica: part of a date, of a matricule or of a phone number. */
const NUMERIC = /^[+(]?\d[\d./()-]*(?:(?<=2)[AB][\d.]*)?$/i;
const CORSICA = /^2[AB]$/i;
/** `12 mars 1979`, `1er janvier 1980`. */
const DAY_OF_MONTH = /\d{1,2}(?:er)?\s+\p{L}+\.?\s+\d{4}/iu;

/**
 * What is looked for: words of names by their start, in any order; a date typed in any usual way, or its beginning; a
 * matricule or its start; the start or the end of a phone number; an IPP or a number of another system.
 *
 * @returns null when nothing that was typed can be searched.
 */
export function readQuery(typed: string): Query | null {
  const text = typed
    .slice(0, MAX_LENGTH)
    .replaceAll(/[\u00A0\u202F]/g, ' ')
    .trim();
  const written = DAY_OF_MONTH.exec(text)?.[0] ?? '';
  const date = parseTypedDate(written);
  const rest = date === null ? text : text.replace(written, ' ');
  const pieces = rest
    .split(/[\s,;]+/)
    .filter((piece) => piece !== '')
    .slice(0, MAX_PIECES);
  const words = all([...(date === null ? [] : [born(date)]), ...groups(pieces).flatMap((group) => group.query ?? [])]);
  // « mars 1979 » is a month, and may be Mr Mars.
  const month = /\d/.test(text) && /^\p{L}/u.test(text) ? parseTypedDate(text) : null;
  return month === null ? words : any([born(month), ...(words === null ? [] : [words])]);
}

/** Numbers follow one another with spaces inside: `06 12 34`, `2 79 03 2A 004`. */
function groups(pieces: readonly string[]): { readonly query: Query | null }[] {
  const found: { readonly query: Query | null }[] = [];
  let run: string[] = [];
  const close = (): void => {
    if (run.length > 0) found.push({ query: runOfNumbers(run) });
    run = [];
  };
  for (const piece of pieces) {
    if (NUMERIC.test(piece) || (run.length > 0 && CORSICA.test(piece))) run.push(piece);
    else {
      close();
      found.push({ query: word(piece) });
    }
  }
  close();
  return found;
}

function word(piece: string): Query | null {
  const names = all(wordsOf(piece).map(name));
  return /\d/.test(piece) && names !== null ? any([exactly(SIGN.number + compact(piece)), names]) : names;
}

/** One number typed with spaces, or several numbers. */
function runOfNumbers(pieces: readonly string[]): Query | null {
  const one = any(number(pieces.join(' ')));
  if (pieces.length === 1) return one;
  const each = pieces.map((piece) => any(number(piece)));
  const several = each.includes(null) ? null : all(each.flatMap((query) => query ?? []));
  return any([one, several].flatMap((query) => query ?? []));
}

const MATRICULE = /^[1-8]\d{2,14}$|^[1-8]\d{4}2[AB]\d{0,8}$/;
const FIRST_OF_DATE = /^(\d{1,2})[\s./-](?:(\d{1,2})(?:[\s./-](\d{0,4}))?)?$/;
const FIRST_OF_ISO = /^\d{4}-\d{0,2}(?:-\d{0,2})?$/;

/** Everything that a number may be, as far as it is typed. */
function number(typed: string): Query[] {
  const digits = compact(typed);
  if (digits === '') return [];
  const found: Query[] = [exactly(SIGN.number + digits)];
  if (/^\d{1,9}$/.test(digits)) found.push(exactly(`${SIGN.number}P${digits.padStart(6, '0')}`));
  const date = parseTypedDate(typed);
  if (date !== null) found.push(born(date));
  const [, day, month, year] = FIRST_OF_DATE.exec(typed) ?? [];
  if (date === null && day !== undefined) found.push(...dayFirst(day, month ?? '', year));
  else if (date === null && FIRST_OF_ISO.test(typed)) found.push(from(SIGN.born + digits));
  else if (/^\d{4,8}$/.test(digits)) found.push(from(SIGN.day + digits));
  if (MATRICULE.test(digits)) found.push(from(SIGN.matricule + digits));
  const phone = phoneDigits(typed);
  if (/^0\d{1,9}$/.test(phone) || (isInternational(typed) && phone.length >= 2)) found.push(from(SIGN.phone + phone));
  if (/^\d{4,10}$/.test(digits) && !isInternational(typed)) found.push(from(SIGN.phoneEnd + reversed(digits)));
  return found;
}

/** `28/`, `28/0`, `28/3`, `28/03/19`: born a 28th, a 28 March... */
function dayFirst(day: string, month: string, year: string | undefined): Query[] {
  const start = SIGN.day + day.padStart(2, '0');
  if (month === '') return [from(start)];
  const whole = from(start + month.padStart(2, '0') + (year ?? ''));
  return month.length === 1 && year === undefined ? [from(start + month), whole] : [whole];
}

/** @param date `YYYY-MM-DD`; unknown parts as 00 stand for any. */
function born(date: string): Term {
  const [year = '', month = '00', day = '00'] = date.split('-');
  if (month === '00') return exactly(SIGN.born + year);
  return day === '00' ? from(SIGN.born + year + month) : exactly(SIGN.born + year + month + day);
}

function all(queries: readonly Query[]): Query | null {
  const [only] = queries;
  if (only === undefined) return null;
  return queries.length === 1 ? only : { and: queries };
}

function any(queries: readonly Query[]): Query | null {
  const [only] = queries;
  if (only === undefined) return null;
  return queries.length === 1 ? only : { or: queries };
}

/** Words of names in the query, in the order typed. */
export function namesIn(query: Query): string[] {
  if ('text' in query) return query.name ? [query.text] : [];
  return ('and' in query ? query.and : query.or).flatMap(namesIn);
}

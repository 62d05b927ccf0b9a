/** Birth dates are text (`YYYY-MM-DD`), never a Date: lunar dates hold `00` parts (ins/README 2). */

/** Birth date of a person of whom nothing is known (emergency, PID-31): never compared, filled, sent, nor an age. */
export const UNKNOWN_BIRTH_DATE = '0000-00-00';

/** Nobody alive was born before. */
const FIRST_YEAR = 1850;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const TYPED = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/;
const DIGITS = /^(\d{2})(\d{2})(\d{4})$/;
const WORDS = /^(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(?:le )?(1 ?er|\d{1,2})[ .\-/]([a-z]+)\.?[ .\-/](\d{4})$/;
/** Month and year, or year alone: the rest is unknown (00). */
const MONTH_YEAR = /^(\d{1,2})[/.\- ](\d{4})$/;
const MONTH_WORD_YEAR = /^([a-z]+)\.? (\d{4})$/;
const YEAR = /^(\d{4})$/;
const TWO_DIGIT_YEAR = /^(?:\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{2}|\d{6}|(?:le )?(?:1 ?er|\d{1,2})[ .\-/][a-z]+\.?[ .\-/]\d{2})$/;

/** Beginnings that tell the months apart, accents removed: `fév`, `juil`, `sept`. */
const MONTHS: readonly RegExp[] = [
  /^janv(?:ier)?$/,
  /^fev(?:r|rier)?$/,
  /^mars?$/,
  /^avr(?:il)?$/,
  /^mai$/,
  /^juin$/,
  /^juil(?:let)?$/,
  /^aou(?:t)?$/,
  /^sept(?:embre)?$/,
  /^oct(?:obre)?$/,
  /^nov(?:embre)?$/,
  /^dec(?:embre)?$/,
];

/** Why a typed date is refused. */
type TypedDateReason = 'EMPTY' | 'TWO_DIGIT_YEAR' | 'UNREADABLE' | 'NOT_IN_CALENDAR' | 'YEAR';
export type TypedDate = { readonly date: string; readonly reason: null } | { readonly date: null; readonly reason: TypedDateReason };

/** What to tell of each refusal. */
export const typedDateRefusals: Readonly<Record<TypedDateReason, string>> = {
  EMPTY: 'La date de naissance est vide.',
  TWO_DIGIT_YEAR: 'L’année s’écrit sur quatre chiffres : deux ne disent pas le siècle.',
  UNREADABLE: 'Cette date n’est pas lisible : écrivez par exemple 12/03/1979 ou 12 mars 1979.',
  NOT_IN_CALENDAR: 'Ce jour n’existe pas dans le calendrier.',
  YEAR: 'L’année est antérieure à 1850.',
};

/**
 * A date in any usual French way: `12/03/1979`, `12.3.1979`, `12 03 1979`, `12031979`, `1979-03-12`, `12 mars 1979`,
 * `1er janvier 1980`; unknown parts as 00, or left out (`03/1979`, `mars 1979`, `1979`). Never guessed: a year of two
 * digits is refused, so is a day that the month has not.
 *
 * @returns `YYYY-MM-DD` with 00 parts, or why not.
 */
export function readTypedDate(typed: string): TypedDate {
  const text = typed
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s\u00A0\u202F]+/g, ' ')
    .trim();
  const refused = (reason: TypedDateReason): TypedDate => ({ date: null, reason });
  if (text === '') return refused('EMPTY');
  const parts = partsOf(text);
  if (parts === null) return refused(TWO_DIGIT_YEAR.test(text) ? 'TWO_DIGIT_YEAR' : 'UNREADABLE');
  if (Number(parts.year) < FIRST_YEAR) return refused('YEAR');
  const date = `${parts.year}-${parts.month.padStart(2, '0')}-${parts.day.padStart(2, '0')}`;
  return isBirthDate(date) ? { date, reason: null } : refused('NOT_IN_CALENDAR');
}

function partsOf(text: string): { readonly day: string; readonly month: string; readonly year: string } | null {
  const iso = ISO.exec(text);
  if (iso !== null) return { year: iso[1] ?? '', month: iso[2] ?? '', day: iso[3] ?? '' };
  const digits = TYPED.exec(text) ?? DIGITS.exec(text);
  if (digits !== null) return { day: digits[1] ?? '', month: digits[2] ?? '', year: digits[3] ?? '' };
  const words = WORDS.exec(text);
  if (words !== null) {
    const month = monthOf(words[2] ?? '');
    return month === null ? null : { day: (words[1] ?? '').replace(/ ?er$/, ''), month, year: words[3] ?? '' };
  }
  const monthYear = MONTH_YEAR.exec(text);
  if (monthYear !== null) return { day: '00', month: monthYear[1] ?? '', year: monthYear[2] ?? '' };
  const wordYear = MONTH_WORD_YEAR.exec(text);
  if (wordYear !== null) {
    const month = monthOf(wordYear[1] ?? '');
    return month === null ? null : { day: '00', month, year: wordYear[2] ?? '' };
  }
  const year = YEAR.exec(text);
  return year === null ? null : { day: '00', month: '00', year: year[1] ?? '' };
}

function monthOf(word: string): string | null {
  const index = MONTHS.findIndex((month) => month.test(word));
  return index === -1 ? null : String(index + 1);
}

/** {@link readTypedDate}, null for any refusal. */
export function parseTypedDate(typed: string): string | null {
  return readTypedDate(typed).date;
}

/** A birth date without unknown part, but that of an unknown person. */
interface FilledDate {
  readonly date: string;
  /** « Date fictive ou incertaine » (EXI PP 19): a part was unknown, filled by convention unless all are. */
  readonly fictive: boolean;
}

/**
 * Fills the unknown parts as EXI ID 11/12 say: unknown day, the 1st; unknown month, January; both, 31 December. The
 * year is never made up: {@link UNKNOWN_BIRTH_DATE} stays. Days and months that no calendar has (« lunaire » dates of a
 * card) count as unknown.
 *
 * @param date `YYYY-MM-DD`; anything else comes back as it is.
 */
export function filledDate(date: string): FilledDate {
  if (date === UNKNOWN_BIRTH_DATE) return { date, fictive: true };
  const [, year, month = '', day = ''] = ISO.exec(date) ?? [];
  if (year === undefined) return { date, fictive: false };
  const noMonth = month === '00' || Number(month) > 12;
  const noDay = day === '00' || Number(day) > daysIn(Number(year), noMonth ? 1 : Number(month));
  if (noMonth && noDay) return { date: `${year}-12-31`, fictive: true };
  return { date: `${year}-${noMonth ? '01' : month}-${noDay ? '01' : day}`, fictive: noMonth || noDay };
}

/**
 * The same birth date once unknown parts are filled: 00/03/1979 and 01/03/1979 are one, each in its spelling. Two unknown
 * persons were not born the same day for that.
 */
export function sameBirthDate(one: string, other: string): boolean {
  if (one === UNKNOWN_BIRTH_DATE) return false;
  return one === other || filledDate(one).date === filledDate(other).date;
}

/** Whether the text is `YYYY-MM-DD`, of the calendar, unknown day or month as `00`. */
export function isBirthDate(date: string): boolean {
  const [, y, m, d] = ISO.exec(date) ?? [];
  if (y === undefined || m === undefined || d === undefined) return false;
  const [year, month, day] = [Number(y), Number(m), Number(d)];
  return year >= FIRST_YEAR && month <= 12 && day <= daysIn(year, month);
}

/**
 * Whether the text is a birth date as INSi or a card gives it: of the calendar, or « lunaire », with a month that no
 * calendar has (13 to 99) and a day up to 31.
 */
export function isOfficialBirthDate(date: string): boolean {
  const [, year, month, day] = ISO.exec(date) ?? [];
  return isBirthDate(date) || (Number(year) >= FIRST_YEAR && Number(month) > 12 && Number(day) <= 31);
}

/** Whether every part of the date is known. */
export function isComplete(date: string): boolean {
  return isBirthDate(date) && !date.includes('-00');
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** `1979-03-12` as `12/03/1979`; unknown parts stay `00`, all of them unknown is said. */
export function frenchDate(date: string): string {
  if (date === UNKNOWN_BIRTH_DATE) return 'inconnue';
  const [, year, month, day] = ISO.exec(date) ?? [];
  return year === undefined ? date : `${day}/${month}/${year}`;
}

/**
 * Age in whole years. Unknown day or month count as the INS fills them: day 01; month 01; both 31/12 (EXI ID 11/12).
 *
 * @param birthDate `YYYY-MM-DD`, 00 parts allowed.
 * @param on the day at the workstation, `YYYY-MM-DD`.
 * @returns 0 for a birth after that day; null for an unknown person.
 */
export function ageAt(birthDate: string, on: string): number | null {
  if (birthDate === UNKNOWN_BIRTH_DATE) return null;
  const { date } = filledDate(birthDate);
  const years = Number(on.slice(0, 4)) - Number(date.slice(0, 4));
  return Math.max(0, on.slice(5, 10) < date.slice(5, 10) ? years - 1 : years);
}

/**
 * The age as it is said: in days before a month, in months before two years, then in years.
 *
 * @param birthDate `YYYY-MM-DD`, 00 parts allowed. @param on the day at the workstation, `YYYY-MM-DD`.
 */
export function ageLabel(birthDate: string, on: string): string {
  if (birthDate === UNKNOWN_BIRTH_DATE) return 'âge inconnu';
  const { date } = filledDate(birthDate);
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const [thisYear = 0, thisMonth = 1, today = 1] = on.split('-').map(Number);
  const months = Math.max(0, (thisYear - year) * 12 + thisMonth - month - (today < day ? 1 : 0));
  if (months >= 24) return `${ageAt(birthDate, on)} ans`;
  if (months >= 1) return `${months} mois`;
  const days = thisMonth === month ? today - day : daysIn(year, month) - day + today;
  return days < 0 || on < date ? '0 jour' : `${days} ${days < 2 ? 'jour' : 'jours'}`;
}

/** An unknown person is none. @param ageOfMajority a DMP parameter (EX_GEN-1550), 18 by default. */
export function isMinor(birthDate: string, on: string, ageOfMajority: number): boolean {
  const age = ageAt(birthDate, on);
  return age !== null && age < ageOfMajority;
}

/** `YYYY-MM-DD`, or its beginning. */
const WRITTEN = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/;

/**
 * Whether this person may be a minor: an age that cannot be told counts as one, and an unknown part as the latest it can
 * be. For what protects a minor; {@link isMinor} is for what is said of one.
 *
 * @param birthDate as a document gives it, `YYYY-MM-DD` or its beginning, 00 parts allowed; null when it gives none.
 */
export function mayBeMinor(birthDate: string | null, on: string, ageOfMajority: number): boolean {
  const [, year, month, day] = WRITTEN.exec(birthDate ?? '') ?? [];
  if (year === undefined || birthDate === UNKNOWN_BIRTH_DATE) return true;
  const latest = (part: string | undefined, last: string): string => (part === undefined || part === '00' ? last : part);
  return on < `${Number(year) + ageOfMajority}-${latest(month, '12')}-${latest(day, '31')}`;
}

/**
 * The same day some calendar months later, or the last day of that month: `2026-01-31` + 1 = `2026-02-28`.
 *
 * @param date `YYYY-MM-DD`, complete.
 */
export function addMonths(date: string, months: number): string {
  const [, y = '0', m = '1', d = '1'] = ISO.exec(date) ?? [];
  const index = Number(y) * 12 + Number(m) - 1 + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  const day = Math.min(Number(d), daysIn(year, month));
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

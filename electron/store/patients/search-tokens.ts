import { normaliseName } from '../../../shared/domain/ins/names.ts';

/**
 * What is indexed of a record, and how what is typed names it. A number carries a sign that no name begins with, so that
 * one index holds them all and any of them narrows any other.
 */
export const SIGN = {
  /** Birth date, `¤19790328`; its year alone, `¤1979`. */
  born: '¤',
  /** The same, day first: `§28031979`. */
  day: '§',
  /** Matricule, held or former. */
  matricule: '¶',
  /** Phone number, `→0612345678`. */
  phone: '→',
  /** Its digits from the last: `←8765432160`. */
  phoneEnd: '←',
  /** IPP, or number in another system. */
  number: '°',
} as const;

/** Words of names, upper case, without marks or punctuation: `L’Hérault-Marie` gives L, HERAULT, MARIE. */
export function wordsOf(names: string): string[] {
  return normaliseName(names)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Letters and digits, upper case: `hop-77` and `HOP 77` are one number. */
export function compact(number: string): string {
  return wordsOf(number).join('');
}

/** Digits of a phone number, French ones from their 0, others from their country: `+33 (0)6 12` gives `0612`, `0032 475` gives `32475`. */
export function phoneDigits(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '');
  const abroad = isInternational(phone) ? digits.replace(/^00/, '') : null;
  if (abroad === null) return digits;
  return abroad.startsWith('33') ? `0${abroad.slice(2).replace(/^0+/, '')}` : abroad;
}

/** Whether it is written with a country, after `+` or `00`. */
export function isInternational(phone: string): boolean {
  return /^\s*(?:\+|00)/.test(phone);
}

export const reversed = (digits: string): string => [...digits].toReversed().join('');

interface Numbers {
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  /** Held and former. */
  readonly matricules: readonly string[];
  readonly phone: string | null;
  /** IPP and numbers of other systems. */
  readonly numbers: readonly string[];
}

/** A whole birth date as the index holds it: `1979-03-28` is `¤19790328`. */
export const bornToken = (date: string): string => SIGN.born + date.replaceAll(/\D/g, '');

/** Numbers of a record as the index holds them. */
export function numberTokens({ birthDate, matricules, phone, numbers }: Numbers): string[] {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const digits = phone === null ? '' : phoneDigits(phone);
  return [
    SIGN.born + year,
    bornToken(birthDate),
    SIGN.day + day + month + year,
    ...matricules.map((matricule) => SIGN.matricule + matricule),
    ...(digits === '' ? [] : [SIGN.phone + digits, SIGN.phoneEnd + reversed(digits)]),
    ...numbers
      .map(compact)
      .filter((number) => number !== '')
      .map((number) => SIGN.number + number),
  ];
}

/** First letters of the names that order the search. */
const LETTERS = 10;
/** Records with the same first letters, apart by these bits. */
const ROOM_BITS = 15n;
export const ROOM = 1n << ROOM_BITS;

/**
 * First key of the records whose names begin so: keys go up as names do, by their first ten letters.
 *
 * @param names `MARTIN MARIE`, normalised.
 * @param rest what stands for the letters that are not there: 0 = the first of them, 26 = the last.
 */
export function nameKey(names: string, rest: 0 | 26 = 0): bigint {
  // 27^10 is below 2^53.
  let key = 0;
  for (let i = 0; i < LETTERS; i += 1) {
    const letter = names.charCodeAt(i) - 64;
    key = key * 27 + (i >= names.length ? rest : letter >= 1 && letter <= 26 ? letter : 0);
  }
  return BigInt(key) * ROOM;
}

/** First and last keys of the records whose names begin so. */
export const keysOf = (names: string): readonly [bigint, bigint] => [nameKey(names), nameKey(names, 26) + ROOM - 1n];

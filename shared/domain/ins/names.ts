import { fail } from '../../errors.ts';
import { hiddenCharacter, shownCharacter } from '../hidden-character.ts';

const MAX_LENGTH = 100;
/** What replaces letters that lose more than a mark (ins/README 3). */
const REPLACED: Readonly<Record<string, string>> = { Œ: 'OE', œ: 'oe', Æ: 'AE', æ: 'ae', '’': "'" };

/** Letters without marks, ligatures Œ and Æ spelt out, typographic apostrophes straight. */
function transliterate(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll(/[ŒœÆæ’]/g, (letter) => REPLACED[letter] ?? letter);
}

/**
 * A birth name or birth first names in the alphabet of INSi: upper case A-Z, space, `'`, `-` (SEL-MP-043 §2, 3.4.1;
 * ins/README 3). É gives E, Œ gives OE; any other character is refused, never removed. Outer spaces are dropped.
 * A birth name may join two names by `--`; a hyphen beside a space belongs to no name (project rule). The one rule of
 * every door: typed, imported, read from a card or a datamatrix, answered by INSi, written in a document.
 *
 * @param path JSON pointer of the trait, for the error.
 * @throws PosteError TRAIT_EMPTY, TRAIT_CHARACTER, TRAIT_FORM, TRAIT_TOO_LONG
 */
export function toLexicalProfile(value: string, kind: 'family' | 'given', path: string): string {
  // A mark that makes no letter (barred, variation) would go without a word.
  const mark = /\p{M}/u.exec(value.normalize('NFC'))?.[0];
  if (mark !== undefined) throw fail('TRAIT_CHARACTER', { path, values: { character: shownCharacter(mark) } });
  const letters = transliterate(value.trim());
  if (letters === '') throw fail('TRAIT_EMPTY', { path });
  // Before upper case: ß, ı and ﬁ would become A-Z by it.
  const wrong = /[^A-Za-z '-]/u.exec(letters)?.[0];
  if (wrong !== undefined) throw fail('TRAIT_CHARACTER', { path, values: { character: shownCharacter(wrong) } });
  const name = letters.toUpperCase();
  if (name.length > MAX_LENGTH) throw fail('TRAIT_TOO_LONG', { path });
  const why = malformation(name, kind);
  if (why !== null) throw fail('TRAIT_FORM', { path, values: { why } });
  return name;
}

function malformation(name: string, kind: 'family' | 'given'): string | null {
  if (!/[A-Z]/.test(name)) return 'il ne contient aucune lettre';
  if (/[ ']{2}/.test(name)) return 'deux espaces ou apostrophes se suivent';
  if (/ -|- /.test(name)) return 'un tiret touche une espace';
  if (name.startsWith('-')) return 'il commence par un tiret';
  if (kind === 'family') return name.includes('---') ? 'trois tirets se suivent' : null;
  if (name.includes('--')) return 'un prénom ne contient pas deux tirets de suite';
  return /[-']$/.test(name) ? 'un prénom ne finit ni par un tiret ni par une apostrophe' : null;
}

const PLAIN = /^[A-Z0-9]+(?: [A-Z0-9]+)*$/;

/** `norm` of ins/README 4: for comparing and searching, never for display. `L’Hérault-Marie` gives `L HERAULT MARIE`. */
export function normaliseName(text: string): string {
  // Most names of a base are written so already, and an import compares millions of them.
  if (PLAIN.test(text)) return text;
  return transliterate(text).toUpperCase().replaceAll(/[-']/g, ' ').replaceAll(/\s+/g, ' ').trim();
}

/** First of a list of birth first names, in civil order; hyphenated ones count as one. */
export function firstOf(birthFirstNames: string): string {
  return birthFirstNames.trim().split(/ +/)[0] ?? '';
}

/**
 * Premier prénom: a prefix of the list, `-` and `'` counted as spaces (EXI ID 10). JEAN CHRISTOPHE PIERRE accepts
 * JEAN and JEAN-CHRISTOPHE, refuses CHRISTOPHE and JE.
 */
export function isFirstNameOf(first: string, birthFirstNames: string): boolean {
  const [prefix, list] = [normaliseName(first), normaliseName(birthFirstNames)];
  return prefix !== '' && `${list} `.startsWith(`${prefix} `);
}

/** @throws PosteError TRAIT_FIRST_NAME when the premier prénom does not begin the list (EXI ID 10) */
export function assertFirstName(first: string, birthFirstNames: string, path: string): void {
  if (!isFirstNameOf(first, birthFirstNames)) throw fail('TRAIT_FIRST_NAME', { path });
}

/**
 * The premier prénom that is kept: as typed, in the lexical profile as the list is, or the first of the list.
 *
 * @param typed null = the first of the list.
 * @param birthFirstNames in the lexical profile.
 * @throws PosteError TRAIT_EMPTY, TRAIT_CHARACTER, TRAIT_FORM, TRAIT_TOO_LONG, TRAIT_FIRST_NAME
 */
export function firstBirthFirstNameOf(typed: string | null, birthFirstNames: string, path = '/firstBirthFirstName'): string {
  if (typed === null) return firstOf(birthFirstNames);
  const first = toLexicalProfile(typed, 'given', path);
  assertFirstName(first, birthFirstNames, path);
  return first;
}

/**
 * Nom utilisé or prénom utilisé: complementary traits, as the person writes them (accents, lower case), never filled
 * from birth names (EXI ID 08). Outer spaces are dropped.
 *
 * @returns null when there is none.
 * @throws PosteError USED_NAME_CHARACTER, TRAIT_TOO_LONG
 */
export function usedName(typed: string | null, path: string): string | null {
  const name = typed?.trim().normalize('NFC') ?? '';
  if (name === '') return null;
  const hidden = hiddenCharacter(name);
  if (hidden !== null) throw fail('USED_NAME_CHARACTER', { path, values: { character: shownCharacter(hidden) } });
  if (name.length > MAX_LENGTH) throw fail('TRAIT_TOO_LONG', { path });
  return name;
}

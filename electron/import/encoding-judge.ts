import { isUtf8 } from 'node:buffer';
import { csvEncodings, type CsvEncoding } from '../../shared/domain/csv-columns.ts';
import { accentedWords } from './accented-words.ts';
import { fromLatin1, type CodePage } from './code-pages.ts';

/** Which encoding the accented words of a French file are written in, by what each reading makes of them. Pure rules. */

/** How some words of a file would be read. */
export interface Reading {
  readonly encoding: CsvEncoding;
  readonly examples: readonly string[];
}

type Judgement =
  | { readonly encoding: CsvEncoding; readonly readings: null }
  | { readonly encoding: null; readonly readings: readonly Reading[] };

/** What a reading makes of a word: a word that is known; what a name or a text may be; what none is. */
type Rank = 0 | 1 | 2;
const [KNOWN, POSSIBLE, WRONG] = [0, 1, 2] as const;

/** A word, in bytes given as latin1, that is not ASCII; looked for once from its beginning, however long it is. */
const WORD = /(?<![A-Za-z])[A-Za-z]*[\x80-\xFF][A-Za-z\x80-\xFF]*/g;
/** No word of any file is longer. */
const MAX_LENGTH = 1000;
/** Most different words looked at. */
const MAX_WORDS = 5000;
const EXAMPLES = 2;
/** An encoding is told when the words that speak for it, against each other one, are this many times those that speak against. */
const MAJORITY = 10;

/** Letters of French, and of other languages that names of a French file hold too. */
const LETTERS = /^[a-zàâäçéèêëîïôöùûüñœáíóúãõåøìòýšžÿß]+$/i;
/** DUPRâ, éRIC, DuprÉ, JÉrôme: a small accented letter among capitals, or a capital one after small letters. */
const INCOHERENT = /\p{Lu}\p{Lu}[ß-öø-ÿœšž]|[ß-öø-ÿœšž]\p{Lu}|\p{Ll}[À-ÖØ-ÞŒŠŽŸ]|\p{L}[À-ÖØ-ÞŒŠŽŸ]\p{Ll}/u;
/** No French word begins with È; ù, ì and ò end one; ã and õ are in -ão, -ães, -ões; ß follows a vowel. */
const MISPLACED = /^È\p{L}|[ùìò](?!$)|ã(?!(?:os?|es?|s)?$)|õ(?!es?$)|(?<![aeiouyäöü])ß/iu;
/** Anything but ASCII, Latin letters of Europe, and typographic signs. */
const STRANGE = /[^\p{ASCII}\u00A0-\u017F\u0218-\u021B\u2010-\u2027\u202F\u20AC\u2122]/u;
const NUMBER = /^N°$/i;
const ELISION = /^(?:[DLNO]|QU)’[^’–—\u00A0]+$/i;

/** Signs that stand alone in French text. */
const SIGNS = /^[°²³«»“”‘’„…–—•·€§½¼¾±×µ©®™£\u00A0]+$/;

/**
 * The encoding of the accented words of some lines, when they can be read in one only.
 *
 * @param latin1 their bytes as latin1, one character a byte.
 * @returns otherwise the readings that are possible, the likeliest first, with words by which a person tells them apart; none when no reading gives words.
 */
export function judgeEncoding(latin1: string): Judgement {
  const words = new Set<string>();
  for (const word of accentedIn(latin1)) if (words.add(word).size >= MAX_WORDS) break;
  const ranks = [...words].map((word) => ({
    word,
    of: new Map(csvEncodings.map((encoding) => [encoding, rankOf(word, encoding)] as const)),
  }));
  // Lines of UTF-8 among lines of another encoding say nothing of the others: they are refused one by one.
  const isUtf8File = ranks.every(({ of }) => of.get('utf-8') !== WRONG);
  const candidates = csvEncodings.filter((encoding) => isUtf8File || encoding !== 'utf-8');
  const speaking = (one: CsvEncoding, other: CsvEncoding): number =>
    ranks.filter(({ of }) => isBetter(of.get(one) ?? WRONG, of.get(other) ?? WRONG)).length;
  const beats = (one: CsvEncoding, other: CsvEncoding): boolean => {
    const words = speaking(one, other);
    return words > 0 && speaking(other, one) * MAJORITY <= words;
  };
  const others = (encoding: CsvEncoding): readonly CsvEncoding[] => candidates.filter((one) => one !== encoding);
  const winner = candidates.find((one) => others(one).every((other) => beats(one, other)));
  if (winner !== undefined) return { encoding: winner, readings: null };
  const readable = (encoding: CsvEncoding): number => ranks.filter(({ of }) => of.get(encoding) !== WRONG).length;
  const possible = candidates
    .filter((one) => readable(one) > 0 && !others(one).some((other) => beats(other, one)))
    .toSorted((a, b) => readable(b) - readable(a));
  const telling = ranks
    .filter(({ of }) => possible.some((one) => of.get(one) !== WRONG))
    .toSorted((a, b) => b.word.length - a.word.length)
    .slice(0, EXAMPLES);
  return {
    encoding: null,
    readings: possible.map((encoding) => ({ encoding, examples: telling.map(({ word }) => textIn(word, encoding)) })),
  };
}

/** Whether a word of a file of that encoding, as judged, is read without doubt: otherwise its line is of another one. @param word bytes as latin1. */
export function isTrusted(word: string, encoding: CodePage): boolean {
  const rank = rankOf(word, encoding);
  return rank !== WRONG && !csvEncodings.some((other) => isBetter(rankOf(word, other), rank));
}

/** Words of some lines that are not ASCII, in bytes given as latin1. */
export const accentedIn = (latin1: string): readonly string[] => latin1.match(WORD) ?? [];

/** Whether valid UTF-8 reads as European text, which nothing but UTF-8 does by chance. */
export const isNaturalUtf8 = (text: string): boolean => !STRANGE.test(text);

/** Whether one reading of a word is so much better that it speaks against the other. */
const isBetter = (one: Rank, other: Rank): boolean => (one !== WRONG && other === WRONG) || (one === KNOWN && other !== KNOWN);

const textIn = (word: string, encoding: CsvEncoding): string =>
  encoding === 'utf-8' ? Buffer.from(word, 'latin1').toString('utf8') : fromLatin1(word, encoding);

function rankOf(word: string, encoding: CsvEncoding): Rank {
  if (word.length > MAX_LENGTH) return WRONG;
  const bytes = Buffer.from(word, 'latin1');
  const utf8 = isUtf8(bytes) ? bytes.toString('utf8') : null;
  const natural = utf8 !== null && isNaturalUtf8(utf8);
  if (encoding === 'utf-8') {
    if (utf8 === null) return WRONG;
    if (natural) return accentedWords.has(utf8.toLowerCase()) ? KNOWN : POSSIBLE;
    return /^[\p{L}\p{M}]+$/u.test(utf8) ? POSSIBLE : WRONG;
  }
  return natural ? WRONG : rankInPage(fromLatin1(word, encoding), encoding);
}

function rankInPage(text: string, page: CodePage): Rank {
  if (SIGNS.test(text)) return POSSIBLE;
  if (NUMBER.test(text)) return KNOWN;
  // The bytes of these signs are those of Ê, É, Ç and È in windows-1252, and of capital or small letters in cp850.
  const bare = page === 'windows-1252' ? text.replace(/^[\u00A0«“‘]+/, '').replace(/[\u00A0»”’…°]+$/, '') : text.replace(/°$/, '');
  const parts = bare.split(page === 'windows-1252' ? /[’–—\u00A0]/ : '’');
  const clear = bare === text && (parts.length === 1 || ELISION.test(bare));
  return parts.map(rankOfWord).reduce(worse, clear ? KNOWN : POSSIBLE);
}

const worse = (one: Rank, other: Rank): Rank => (one > other ? one : other);

function rankOfWord(word: string): Rank {
  if (/^[A-Za-z]+$/.test(word) || accentedWords.has(word.toLowerCase())) return KNOWN;
  return LETTERS.test(word) && !INCOHERENT.test(word) && !MISPLACED.test(word) ? POSSIBLE : WRONG;
}

import { plainWords } from '../plain-words.ts';
import { typesIn, typeWords } from './type-proposal.ts';

interface NamedType {
  readonly code: string;
  readonly label: string;
}

/** What a word of a label is called otherwise. The words that name a type by themselves are those of the proposal. */
const ALIKE: readonly (readonly [word: string, ...others: readonly string[]])[] = [
  ['cr', 'compte', 'rendu'],
  ['lettre', 'courrier'],
  ['prescription', 'ordonnance', 'ordo'],
  ['hospitalier', 'hospitalisation', 'hopital', 'sortie'],
  ['sejour', 'hospitalisation'],
  ['urgences', 'sau'],
  ['certificat', 'attestation'],
  ['imagerie', 'radio', 'radiographie', 'echographie', 'scanner', 'irm'],
  ['biologiques', 'biologie', 'laboratoire', 'analyses', 'sang'],
  ['biologie', 'laboratoire', 'analyses', 'sang'],
  ['vaccinations', 'vaccins'],
  ['kinesitherapie', 'kine'],
  ['infirmiers', 'ide'],
  ['pedicurie', 'podologie'],
  ['adressage', 'confrere', 'specialiste'],
];

/** Words of a label, then what they are called otherwise. */
function wordsOf(label: string): { readonly own: readonly string[]; readonly all: readonly string[] } {
  const own = plainWords(label);
  return { own, all: [...own, ...own.flatMap((word) => ALIKE.find(([known]) => known === word)?.slice(1) ?? [])] };
}

/**
 * The types that what is typed may name, the likeliest first: each word by its start, in any order, accents apart, in the
 * label or by another name (`courrier`, `CRH`, `ordo`).
 */
export function typesTyped<T extends NamedType>(typed: string, types: readonly T[]): readonly T[] {
  const wanted = plainWords(typed);
  if (wanted.length === 0) return types;
  const named = namedBy(wanted);
  return types
    .map((type) => ({ type, rank: rankOf(type, wanted, named) }))
    .filter(({ rank }) => rank < NONE)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ type }) => type);
}

const NONE = Infinity;
/** After every type that the words name by themselves. */
const BY_LABEL = 1000;

function rankOf({ code, label }: NamedType, wanted: readonly string[], named: readonly string[]): number {
  const { own, all } = wordsOf(label);
  const at = named.indexOf(code);
  if (at !== -1) return at;
  if (!wanted.every((word) => all.some((known) => known.startsWith(word)))) return NONE;
  // What begins so, by its own words or by others, then what holds the words further on.
  const [first = ''] = own;
  const names = [first, ...(ALIKE.find(([known]) => known === first)?.slice(1) ?? [])];
  const begins = wanted.some((word) => names.some((name) => name.startsWith(word)));
  // The shorter a label, the more of it is what is typed.
  return BY_LABEL + (begins ? 0 : BY_LABEL) + own.length;
}

/** Longer, their orders are too many: the label finds them. */
const MOST_WORDS = 4;

/** Types that the words name by themselves, in whichever order; the last one may not be finished. */
function namedBy(wanted: readonly string[]): readonly string[] {
  if (wanted.length > MOST_WORDS) return [];
  const whole = wanted.map((word) => word.toUpperCase());
  const last = whole.at(-1) ?? '';
  const ends = [last, ...(last.length < 3 ? [] : typeWords.filter((word) => word.startsWith(last)))];
  const found = ends.flatMap((end) => orders([...whole.slice(0, -1), end])).map((words) => typesIn(words.join(' ')));
  // An order that names more types names the most specific one too, first.
  return [...new Set(found.toSorted((a, b) => b.length - a.length).flat())];
}

const orders = (words: readonly string[]): readonly (readonly string[])[] =>
  words.length < 2 ? [words] : words.flatMap((word, i) => orders(words.toSpliced(i, 1)).map((others) => [word, ...others]));

/** Class of what patients say of themselves (JDV_J57, 90), and types of what they deposit: no professional writes them. */
export const isOfPatient = ({ code, classCode }: { readonly code: string; readonly classCode: string }): boolean =>
  classCode === '90' || code.startsWith('DOCPAT');

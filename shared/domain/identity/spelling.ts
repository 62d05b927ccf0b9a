import { normaliseName } from '../ins/names.ts';

/** How near two names are. */
export type NameLikeness = 'equal' | 'close' | 'phonetic' | 'different';

/** A name as it is compared, made once for many comparisons. */
export interface Spelling {
  /** Normalised (`norm` of ins/README 4): `L HERAULT MARIE`. */
  readonly norm: string;
  /** The same, words run together. */
  readonly joined: string;
  readonly sound: () => string;
  /** Words that tell somebody from another: neither particles nor initials. */
  readonly parts: () => readonly string[];
}

export function spelling(name: string): Spelling {
  const norm = normaliseName(name);
  const joined = norm.replaceAll(' ', '');
  let [sound, parts]: [string | null, readonly string[] | null] = [null, null];
  return {
    norm,
    joined,
    sound: () => (sound ??= soundOf(joined)),
    parts: () => (parts ??= norm.split(' ').filter((word) => word.length > 1 && !PARTICLES.has(word))),
  };
}

const PARTICLES = new Set(
  'DE LA LE LES DU DES VAN VON DER DEN DA DO DAS DOS DI DEL EL AL AIT BEN BOU ABD ABOU OULD SAINT SAINTE'.split(' '),
);

/**
 * Two names once normalised: equal; close, one slip of the hand (two from 8 letters on); phonetic, other spelling of the
 * same French sound; different. Words run together (DE LA TOUR, DELATOUR) are equal.
 */
export function likeness(one: Spelling, other: Spelling): NameLikeness {
  const [a, b] = [one.joined, other.joined];
  if (a === b) return a === '' ? 'different' : 'equal';
  const [shortest, longest] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  const slips = shortest >= 8 ? 2 : shortest >= 4 ? 1 : 0;
  if (longest - shortest <= slips && distance(a, b) <= slips) return 'close';
  return shortest >= 3 && one.sound() === other.sound() ? 'phonetic' : 'different';
}

/** Whether two names have a part in common: DUVAL, DUVAL-MARTIN, MARTIN DUVAL; LE GOFF and LE GALL have none. */
export function sharePart(one: Spelling, other: Spelling): boolean {
  return one.parts().some((part) => other.parts().includes(part));
}

/** Slips between two words: a letter more, less, or other, or two neighbours exchanged (optimal string alignment). */
export function distance(a: string, b: string): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

/** Spellings of one French sound, in the order they are replaced. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/EAU|AU/g, 'O'],
  [/PH/g, 'F'],
  [/SCH|SH|CH/g, '#'],
  [/H/g, ''],
  [/QU|CK|Q|C(?![EIY])|K/g, 'K'],
  [/C(?=[EIY])|Z/g, 'S'],
  [/GU(?=[EIY])/g, 'G'],
  [/G(?=[EIY])/g, 'J'],
  [/AI|EI|AY|EY/g, 'E'],
  [/Y/g, 'I'],
  [/W/g, 'V'],
  [/([A-Z#])\1+/g, '$1'],
  [/(?:ES|S|T|D|X|E)+$/g, ''],
];

/** The sound of a name, roughly: DUPONT, DUPOND and DUPONS agree, so do PHILIPPE and FILIPE. */
function soundOf(name: string): string {
  return SOUNDS.reduce((text, [spelling, one]) => text.replaceAll(spelling, one), name);
}

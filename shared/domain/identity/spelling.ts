import { normaliseName } from '../ins/names.ts';

/** How near two names are. */
export type NameLikeness = 'equal' | 'close' | 'phonetic' | 'different';

/**
 * Two names once normalised: equal; close, one slip of the hand (two from 8 letters on); phonetic, other spelling of the
 * same French sound; different. Words run together (DE LA TOUR, DELATOUR) are equal.
 */
export function likeness(one: string, other: string): NameLikeness {
  const [a, b] = [normaliseName(one).replaceAll(' ', ''), normaliseName(other).replaceAll(' ', '')];
  if (a === '' || b === '') return 'different';
  if (a === b) return 'equal';
  const [shortest, slips] = [Math.min(a.length, b.length), distance(a, b)];
  if (shortest >= 4 && slips <= (shortest >= 8 ? 2 : 1)) return 'close';
  return shortest >= 3 && sound(a) === sound(b) ? 'phonetic' : 'different';
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
  [/TH/g, 'T'],
  [/H/g, ''],
  [/QU|CK|Q|C(?![EIY])|K/g, 'K'],
  [/SC(?=[EIY])|C(?=[EIY])|Z/g, 'S'],
  [/GU(?=[EIY])/g, 'G'],
  [/G(?=[EIY])/g, 'J'],
  [/AI|EI|AY|EY/g, 'E'],
  [/Y/g, 'I'],
  [/W/g, 'V'],
  [/([A-Z#])\1+/g, '$1'],
  [/(?:ES|S|T|D|X|E)+$/g, ''],
];

/** The sound of a name, roughly: DUPONT, DUPOND and DUPONS agree, so do PHILIPPE and FILIPE. */
function sound(name: string): string {
  return SOUNDS.reduce((text, [spelling, one]) => text.replaceAll(spelling, one), name);
}

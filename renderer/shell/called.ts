import { plainWords } from '../../shared/domain/plain-words.ts';
import { holdsWords } from '../ui/words.ts';

/** Letters typed without a space that may be those of an abbreviation. */
const ABBREVIATION = 4;

/** The lines that what is typed calls: by the starts of their words in any order, then by letters that stand in them in that order. */
export function called<T extends { readonly label: string }>(lines: readonly T[], typed: string): readonly T[] {
  const whole = lines.filter(({ label }) => holdsWords(label, typed));
  const [letters, ...others] = plainWords(typed);
  if (letters === undefined || others.length > 0 || letters.length > ABBREVIATION) return whole;
  return [...whole, ...lines.filter((line) => !whole.includes(line) && abbreviates(letters, line.label))];
}

/** Whether these letters stand in the label in that order, the first one at the start of a word. */
function abbreviates(letters: string, label: string): boolean {
  const words = plainWords(label);
  return words.some((word, at) => {
    if (!word.startsWith(letters.charAt(0))) return false;
    let found = 0;
    for (const letter of words.slice(at).join('')) if (letter === letters.charAt(found)) found += 1;
    return found >= letters.length;
  });
}

import { fail } from '../../errors.ts';
import { plainWords } from '../plain-words.ts';

/** Letters, apostrophe, hyphen and space: what the DMP takes of the name of somebody whom no card names (PDT-INF-617). */
const NAME = /^\p{L}[\p{L}\p{M}'’ -]*$/u;

/**
 * The name of somebody whom a structure declares, as documents and messages carry it.
 *
 * @param path of the field, for whoever shows the refusal.
 * @throws PosteError PERSON_CHARACTER
 */
export function declaredName(text: string, path: string): string {
  const name = text.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  if (!NAME.test(name)) throw fail('PERSON_CHARACTER', { path });
  return name;
}

/** Whether two people would be called alike: accents, capitals and signs aside. */
export const calledAlike = (a: Called, b: Called): boolean => wordsOf(a) === wordsOf(b);

interface Called {
  readonly family: string;
  readonly given: string;
}

const wordsOf = ({ family, given }: Called): string => [plainWords(family).join(' '), plainWords(given).join(' ')].join('\n');

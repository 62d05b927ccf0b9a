import { plainWords } from '../../shared/domain/plain-words.ts';

/** Whether a text holds every word that is typed, each as the start of one of its words, in any order, accents and capitals apart. */
export function holdsWords(text: string, typed: string): boolean {
  const words = plainWords(text);
  return plainWords(typed).every((wanted) => words.some((word) => word.startsWith(wanted)));
}

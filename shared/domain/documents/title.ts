import { fail, type PosteError } from '../../errors.ts';
import { hiddenCharacter, withoutHidden } from '../hidden-character.ts';

/** */
export const MAX_TITLE = 128;
/** What a draft keeps of a title that is still too long: nothing typed is lost. */
export const MAX_DRAFT_TITLE = 1000;

/** The one count of the characters of a title: code points (🩺 is one), outer spaces apart. */
export function titleLength(title: string): number {
  return [...title.trim()].length;
}

/** What is wrong with a title (R-019: at most 128 characters, refused and never cut); null when nothing is. */
export function titleProblem(title: string): PosteError | null {
  const trimmed = title.trim();
  if (trimmed === '') return fail('TITLE_EMPTY', { path: '/title' });
  if (hiddenCharacter(trimmed) !== null) return fail('TITLE_CHARACTER', { path: '/title' });
  const length = titleLength(title);
  return length > MAX_TITLE ? fail('TITLE_TOO_LONG', { path: '/title', values: { length, max: MAX_TITLE } }) : null;
}

/** Title that the name of a file gives: without extension, separators and what is not seen as spaces. */
export function titleFromFileName(fileName: string): string {
  return withoutHidden(fileName.replace(/\.[A-Za-z0-9]{1,5}$/, ''), ' ')
    .replaceAll(/[_\s]+/g, ' ')
    .trim();
}

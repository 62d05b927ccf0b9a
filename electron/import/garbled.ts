import { toLatin1, UNDEFINED } from './code-pages.ts';
import { fail } from '../../shared/errors.ts';

/** Names that another program spoilt before: UTF-8 read as windows-1252, then written again (« BENOÃŽT » for BENOÎT). */

/** What holds no such letter needs no more. */
const SUSPECT = /[ÃÂÅâ\uFFFD]/;
/** A first byte of UTF-8, and the signs and letters that windows-1252 has where the others are (80 to BF). JOÃO is none. */
const PAIR = /[ÂÃÅ][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/g;

/** The text as it was before, when it holds letters spoilt so; null otherwise. */
export function beforeGarbling(text: string): string | null {
  if (!SUSPECT.test(text)) return null;
  const before = text.replaceAll(PAIR, (pair) => Buffer.from(toLatin1(pair) ?? pair, 'latin1').toString('utf8'));
  return before === text ? null : before;
}

/**
 * Refuses a name that was spoilt, naming the one it would be: never repaired in silence.
 *
 * @param path JSON pointer of the trait.
 * @throws PosteError IMPORT_NAME_GARBLED, IMPORT_NAME_LOST_LETTER
 */
export function assertSound(name: string, path: string): void {
  const before = beforeGarbling(name);
  if (before !== null) throw fail('IMPORT_NAME_GARBLED', { path, values: { name: before } });
  if (name.includes(UNDEFINED)) throw fail('IMPORT_NAME_LOST_LETTER', { path });
}

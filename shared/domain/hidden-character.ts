/** Controls, formats (bidi marks and overrides, zero-width signs), halves of characters, line and paragraph separators. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

/** The first character of a text that is not seen, or makes it read otherwise than it is written; null when there is none. */
export function hiddenCharacter(text: string): string | null {
  return HIDDEN.exec(text)?.[0] ?? null;
}

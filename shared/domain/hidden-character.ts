/**
 * Controls, formats (bidi marks and overrides, zero-width signs, soft hyphen), halves of characters, line and paragraph
 * separators, and what fonts draw as nothing (fillers, the joiner of graphemes). Variation selectors only dress the sign
 * before them.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2800]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/u;
const ALL_HIDDEN = new RegExp(HIDDEN, 'gu');

/**
 * The first character of a text that is not seen, or makes it read otherwise than it is written; null when there is none.
 * The one rule of every door: no French name or title needs such a character, joiners and soft hyphens included.
 */
export function hiddenCharacter(text: string): string | null {
  return HIDDEN.exec(text)?.[0] ?? null;
}

/** The text with each of those characters replaced: for what is shown and was named elsewhere (a file), never for a trait. */
export function withoutHidden(text: string, by: string | ((hidden: string) => string) = ''): string {
  return text.replaceAll(ALL_HIDDEN, (hidden) => (typeof by === 'string' ? by : by(hidden)));
}

/** A character as it can be shown: itself, or its code point (`U+202E`) when nothing would be seen of it. */
export function shownCharacter(character: string): string {
  return hiddenCharacter(character) === null && !/[\p{C}\p{Z}\p{M}]/u.test(character)
    ? character
    : `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

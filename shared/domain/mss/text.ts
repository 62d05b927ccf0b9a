/** Letters without their accents; ligatures are spelt out. */
export function withoutAccents(text: string): string {
  return text
    .replaceAll('Œ', 'OE')
    .replaceAll('œ', 'oe')
    .replaceAll('Æ', 'AE')
    .replaceAll('æ', 'ae')
    .replaceAll('’', "'")
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');
}

/** Whether a text holds a character that could end a header line or hide in it (CR, LF, NUL, any control). */
export function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

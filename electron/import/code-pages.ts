import type { CsvEncoding } from '../../shared/domain/csv-columns.ts';

/** Encodings of one byte a letter. */
export type CodePage = Exclude<CsvEncoding, 'utf-8'>;

/** Stands for a byte that the code page gives no character. */
export const UNDEFINED = '\uFFFD';

/**
 * Characters of the bytes 80 to FF (Unicode, MAPPINGS/VENDORS: MICSFT/WINDOWS/CP1252, MICSFT/PC/CP850, APPLE/ROMAN). Our
 * own: `TextDecoder` has no cp850, and gives control codes to the bytes that windows-1252 leaves undefined.
 */
const HIGH: Readonly<Record<CodePage, string>> = {
  // From A0 on as in latin1.
  'windows-1252': '€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ',
  cp850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0',
  macintosh:
    'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uF8FFÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ',
};

const SECOND_HALF = /[\x80-\xFF]/g;
const CONTROLS = /[\x80-\x9F]/g;

/** Text of bytes in a code page, given as latin1: one character a byte, {@link UNDEFINED} where there is none. */
export function fromLatin1(latin1: string, page: CodePage): string {
  const high = HIGH[page];
  return latin1.replaceAll(page === 'windows-1252' ? CONTROLS : SECOND_HALF, (byte) => high[byte.charCodeAt(0) - 0x80] ?? UNDEFINED);
}

/** Bytes that windows-1252 writes that text with, as latin1; null when it cannot. */
export function toLatin1(text: string): string | null {
  let bytes = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const at = HIGH['windows-1252'].indexOf(character);
    // Undefined bytes are often kept as the control code of the same number.
    if (code < 0x100) bytes += character;
    else if (at === -1 || character === UNDEFINED) return null;
    else bytes += String.fromCharCode(0x80 + at);
  }
  return bytes;
}

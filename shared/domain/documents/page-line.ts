/** A line of a page, whatever read it: the text of the PDF, or the recognition of its image. */
export interface PageLine {
  readonly text: string;
  /** Height of its letters, in points. */
  readonly size: number;
  /** In another font than most of its page: bold, or a title's. */
  readonly strong: boolean;
  /** Where it stands: 0 at the top of the page, 1 at its bottom. */
  readonly top: number;
}

/** Text of a page, line by line. */
export const textOf = (lines: readonly PageLine[]): string => lines.map(({ text }) => text).join('\n');

/** A page with fewer letters of its own than this is an image of one. */
const LETTERS_MIN = 20;

/** Whether a page says too little by itself, and has to be recognised. */
export function isImageOfPage(text: string): boolean {
  return (text.match(/\p{L}/gu)?.length ?? 0) < LETTERS_MIN;
}

/** Letters without marks, apostrophes straight; case, hyphens and signs as they are, one sign for one where it can be. */
export function unmarked(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll('’', "'")
    .replaceAll(/\s/g, ' ');
}

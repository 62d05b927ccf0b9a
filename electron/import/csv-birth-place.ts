import { isCog } from '../../shared/domain/ins/traits.ts';
import type { NoticeCode } from './notices.ts';

/**
 * Code (COG) of the only place in force on that day that bears exactly that name; null when none or several do.
 *
 * @param on day of birth, `YYYY-MM-DD`, unknown parts as 00.
 */
export type PlaceOf = (name: string, on: string) => string | null;

interface BirthPlace {
  readonly cog: string | null;
  readonly notice: NoticeCode | null;
}

/** A code of which a spreadsheet made a number. */
const NO_ZERO = /^\d{4}$/;

/** A code as a file has it, the zero that a spreadsheet ate given back; null when it is none. */
export const cogOf = (text: string): string | null => {
  const code = NO_ZERO.test(text) ? `0${text}` : text.toUpperCase();
  return isCog(code) ? code : null;
};

/**
 * The birth place of a line: its code, else its name when a directory knows one place of that name. Anything else gives
 * the person without place, and says so.
 */
export function birthPlaceOf(code: string | null, name: string | null, on: string, placeOf: PlaceOf | null): BirthPlace {
  if (code === null && name === null) return { cog: null, notice: null };
  for (const text of [code, name]) {
    const cog = text === null ? null : cogOf(text);
    if (cog !== null) return { cog, notice: text?.length === 4 ? 'IMPORT_PLACE_ZERO' : null };
  }
  const cog = name === null || placeOf === null ? null : placeOf(name, on);
  return { cog, notice: cog === null ? 'IMPORT_PLACE_DROPPED' : null };
}

import { isComplete, parseTypedDate } from '../ins/dates.ts';
import { unmarked } from './page-line.ts';

const MONTH = '(?:janv|fevr?|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)[a-z]*\\.?';
/** A day as letters write it, marks removed: `18 novembre 2026`, `1er mars 2026`, `18/11/2026`, `18.11.2026`, `2026-11-18`. */
export const WRITTEN_DATE = `(?:\\d{1,2} ?(?:er)? ${MONTH} \\d{4}|\\d{1,2} ?[/.-] ?\\d{1,2} ?[/.-] ?\\d{4}|\\d{4}-\\d{2}-\\d{2})(?!\\d)`;

interface WrittenDate {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Where it begins and ends in the text looked at. */
  readonly at: number;
  readonly end: number;
}

/** Every whole day written in a text, in its order. @param text marks removed ({@link unmarked}). */
export function datesIn(text: string): readonly WrittenDate[] {
  return [...text.matchAll(new RegExp(`(?<!\\d)${WRITTEN_DATE}`, 'gi'))].flatMap((found) => {
    const date = readDay(found[0]);
    return date === null ? [] : [{ date, at: found.index, end: found.index + found[0].length }];
  });
}

/** A whole day that {@link WRITTEN_DATE} found; null when no calendar has it. */
export function readDay(written: string): string | null {
  const date = parseTypedDate(unmarked(written).replaceAll(/ ?([/.-]) ?/g, '$1'));
  return date !== null && isComplete(date) ? date : null;
}

import type { DateOrder } from '../../shared/domain/csv-columns.ts';
import { readTypedDate, type TypedDate } from '../../shared/domain/ins/dates.ts';

/** Midnight after a date, as spreadsheets and databases write a date without hour. */
const MIDNIGHT = /(?:T| +)0{1,2}:00(?::00(?:[.,]0+)?)?Z?$/i;

/** No date is longer. */
const MAX_LENGTH = 60;

/** `03/28/1979` as `28/03/1979`; anything else is left. */
const dayFirst = (date: string): string => date.replace(/^(\d{1,2})([/.\- ])(\d{1,2})(?=[/.\- ]\d{4}$)/, '$3$2$1');

/** Without the midnight that follows it; anything else, another hour too, is left. */
export const withoutMidnight = (written: string): string =>
  written.length <= MAX_LENGTH && written.includes(':') ? written.replace(MIDNIGHT, '') : written;

/** A date as a CSV file has it: as people type them, midnight after a whole one dropped. */
export function readCsvDate(written: string, order: DateOrder): TypedDate {
  const day = withoutMidnight(written);
  const read = readTypedDate(order === 'mdy' ? dayFirst(day) : day);
  return day !== written && read.date?.includes('-00') === true ? { date: null, reason: 'UNREADABLE' } : read;
}

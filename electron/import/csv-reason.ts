import { headersOf, type CsvDelimiter } from './csv-heading.ts';
import type { CsvRecord } from './csv-records.ts';

/**
 * The column of a file of refused lines that says why each one was: the first one, so that a line whose own cells are wrong
 * still has it in its place. It is no column of the file that is given again.
 */

const REASON = 'Motif du refus';

/** Whether a heading begins with it. */
export const hasReasons = (cells: readonly string[]): boolean => headersOf(cells)[0] === REASON;

/** A record without its first cell. */
export function withoutReason(record: CsvRecord, delimiter: CsvDelimiter): CsvRecord {
  if (!('text' in record)) return record;
  const text = record.text.slice(firstCellEnd(record.text, delimiter));
  return 'cells' in record ? { ...record, cells: record.cells.slice(1), text } : { ...record, text };
}

/** Where the second cell begins; the end of a text that has one cell alone. */
function firstCellEnd(text: string, delimiter: CsvDelimiter): number {
  const end = /^"(?:[^"]|"")*"/.exec(text)?.[0].length ?? 0;
  const next = text.indexOf(delimiter, end);
  return next === -1 ? text.length : next + 1;
}

/** The name of that column before those of a heading. */
export const withReasonName = (names: string, delimiter: CsvDelimiter): string => `${REASON}${delimiter}${names}`;

/** A reason before a line. */
export const withReason = (reason: string, raw: string, delimiter: CsvDelimiter): string =>
  `"${reason.replaceAll(/\s*[\r\n]+\s*/g, ' ').replaceAll('"', '""')}"${delimiter}${raw}`;

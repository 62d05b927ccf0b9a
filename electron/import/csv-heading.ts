import { CsvSplitter, type CsvRecord } from './csv-records.ts';

/** What stands before the patients of a CSV file: the names of its columns, and a line that tells the delimiter. */

export const csvDelimiters = [';', ',', '\t', '|'] as const;
export type CsvDelimiter = (typeof csvDelimiters)[number];

const SEP = /^"?sep=(.)"?$/i;
/** Lines of one name. */
const MAX_LINES = 4;

/** The delimiter that a first line `sep=;` tells (a directive of spreadsheets); null for any other line. */
export const sepOf = (line: string): CsvDelimiter | null => csvDelimiters.find((one) => one === SEP.exec(line)?.[1]) ?? null;

/** Whether it is that line. */
export const isSepLine = (record: CsvRecord): boolean => 'text' in record && sepOf(record.text) !== null;

/** Names of columns, written on one line each. */
export const headersOf = (cells: readonly string[]): readonly string[] => cells.map((name) => name.replaceAll(/\s+/g, ' ').trim());

/** Whether a heading on several lines is credible: otherwise a quote was left open, and patients would be names of columns. */
export const isHeading = (cells: readonly string[], delimiter: CsvDelimiter): boolean =>
  cells.every((name) => !name.includes('\n') || (!name.includes(delimiter) && name.split('\n').length <= MAX_LINES));

/** The delimiter that cuts the heading into most names; a semicolon when none does. */
export function mostCells(text: string): CsvDelimiter {
  const cells = (delimiter: CsvDelimiter): number => {
    const [first] = new CsvSplitter(delimiter, (names) => isHeading(names, delimiter)).feed(text.includes('\n') ? text : `${text}\n`);
    return first !== undefined && 'cells' in first ? first.cells.length : 0;
  };
  return csvDelimiters.map((one) => [one, cells(one)] as const).toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ';';
}

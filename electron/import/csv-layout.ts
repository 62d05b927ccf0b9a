import type { CsvMapping, DateOrder } from '../../shared/domain/csv-columns.ts';
import { MAX_CSV_COLUMNS } from '../../shared/domain/csv-columns.ts';
import { readTypedDate } from '../../shared/domain/ins/dates.ts';
import { suggestMapping } from './csv-mapping.ts';
import { CsvSplitter } from './csv-records.ts';
import { LineDecoder, UNREADABLE } from './encoding.ts';
import { fail } from './errors.ts';

const csvDelimiters = [';', ',', '\t', '|'] as const;
export type CsvDelimiter = (typeof csvDelimiters)[number];

/** A column of a file, by what its first lines hold. */
export interface CsvColumn {
  readonly name: string;
  /** Its first values that are not empty. */
  readonly samples: readonly string[];
  /** How its dates in digits are written; null when it holds none, `ambiguous` when no day is over 12. */
  readonly dates: DateOrder | 'ambiguous' | null;
}

/** How a file is written. */
export interface CsvLayout {
  readonly delimiter: CsvDelimiter;
  readonly headers: readonly string[];
  readonly columns: readonly CsvColumn[];
  /** Its first lines, one value a column. */
  readonly lines: readonly (readonly string[])[];
  /** By the names of the columns. */
  readonly suggested: CsvMapping;
}

const SAMPLES = 3;
const SAMPLE_LENGTH = 60;

/**
 * Reads how a file is written from its first bytes: delimiter, names of its columns, and what they hold.
 *
 * @param whole whether these bytes are the whole file.
 * @throws PosteError IMPORT_EMPTY, IMPORT_ENCODING_*, IMPORT_LINE_ENDS, IMPORT_QUOTES, IMPORT_RECORD_TOO_LARGE, IMPORT_NO_HEADING, IMPORT_TOO_MANY_COLUMNS
 */
export function csvLayout(head: Uint8Array, whole: boolean): CsvLayout {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.length === 0) throw fail('IMPORT_EMPTY');
  if (isUtf16(bytes)) throw fail('IMPORT_ENCODING_UTF16');
  if (!bytes.includes(0x0a) && bytes.includes(0x0d)) throw fail('IMPORT_LINE_ENDS');
  const decoder = new LineDecoder();
  const text = decoder.feed(bytes) + (whole ? decoder.end() : '');
  // Letters outside ASCII, and none of them readable.
  if (decoder.encoding === null && text.includes(UNREADABLE)) throw fail('IMPORT_ENCODING_AMBIGUOUS');
  const line = text.split(/\r?\n/).find((one) => one.trim() !== '');
  if (line === undefined) throw fail(whole ? 'IMPORT_EMPTY' : 'IMPORT_RECORD_TOO_LARGE', { path: '/1' });
  if (line.startsWith(UNREADABLE)) throw fail('IMPORT_ENCODING_AMBIGUOUS');
  const [delimiter] = csvDelimiters.map((one) => [one, line.split(one).length] as const).toSorted((a, b) => b[1] - a[1])[0] ?? [';'];
  const splitter = new CsvSplitter(delimiter, () => false);
  const [first, ...records] = [...splitter.feed(text), ...splitter.end()];
  if (first === undefined || 'problem' in first) throw fail('IMPORT_QUOTES', { path: '/1' });
  const headers = first.cells.map((name) => name.trim());
  if (headers.length > MAX_CSV_COLUMNS) throw fail('IMPORT_TOO_MANY_COLUMNS', { path: '/1', values: { max: MAX_CSV_COLUMNS } });
  // A date of birth among the names: the first line is somebody already, and would be lost.
  if (headers.some((name) => /\d{4}/.test(name) && readTypedDate(name).date?.includes('-00') === false)) throw fail('IMPORT_NO_HEADING', { path: '/1' });
  const rows = records.flatMap((record) => ('cells' in record && record.cells.length === headers.length ? [record.cells] : []));
  const columns = headers.map((name, i): CsvColumn => {
    const values = rows.map((row) => (row[i] ?? '').trim()).filter((value) => value !== '');
    return { name, samples: values.slice(0, SAMPLES).map(shown), dates: orderOf(values) };
  });
  const lines = rows.slice(0, SAMPLES).map((row) => row.map((cell) => shown(cell.trim())));
  return { delimiter, headers, columns, lines, suggested: suggestMapping(headers) };
}

const shown = (value: string): string => value.slice(0, SAMPLE_LENGTH);

/** Its BOM, or a zero byte beside an ASCII letter: no CSV in bytes begins so. */
function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
}

const DIGITS = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ]\d{4}$/;

function orderOf(values: readonly string[]): CsvColumn['dates'] {
  const dates = values.map((value) => DIGITS.exec(value)).filter((match) => match !== null);
  if (dates.length === 0) return null;
  if (dates.some(([, first]) => Number(first) > 12)) return 'dmy';
  return dates.some(([, , second]) => Number(second) > 12) ? 'mdy' : 'ambiguous';
}

/** `03/28/1979` as `28/03/1979`; anything else is left. */
export const dayFirst = (date: string): string => date.replace(/^(\d{1,2})([/.\- ])(\d{1,2})(?=[/.\- ]\d{4}$)/, '$3$2$1');

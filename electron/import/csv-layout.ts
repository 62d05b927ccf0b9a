import { MAX_CSV_COLUMNS, type CsvEncoding, type CsvMapping, type DateOrder } from '../../shared/domain/csv-columns.ts';
import { cogOf } from './csv-birth-place.ts';
import { readCsvDate, withoutMidnight } from './csv-dates.ts';
import { headersOf, isHeading, mostCells, sepOf, type CsvDelimiter } from './csv-heading.ts';
import { suggestMapping } from './csv-mapping.ts';
import { hasReasons, withoutReason } from './csv-reason.ts';
import { CsvSplitter, type CsvRecord } from './csv-records.ts';
import { LineDecoder, type TextEncoding } from './encoding.ts';
import { fail } from '../../shared/errors.ts';

/** A column of a file, by what its first lines hold. */
interface CsvColumn {
  readonly name: string;
  /** Its first values that are not empty. */
  readonly samples: readonly string[];
  /** How its dates in digits are written; null when it holds none, `ambiguous` when no day is over 12. */
  readonly dates: DateOrder | 'ambiguous' | null;
}

/** How a file is written; the reasons of a file of refused lines are no column of it. */
export interface CsvLayout {
  readonly delimiter: CsvDelimiter;
  readonly headers: readonly string[];
  readonly columns: readonly CsvColumn[];
  /** Its first lines, one value a column. */
  readonly lines: readonly (readonly string[])[];
  /** By the names of the columns. */
  readonly suggested: CsvMapping;
  /** Names of the columns that {@link suggested} reads nothing from. */
  readonly unrecognised: readonly string[];
  /** What stands before its patients, as written: the line that tells the delimiter, if there is one, and the names. */
  readonly heading: string;
  /** As told by the person, by the file, or judged; null while these bytes are ASCII. */
  readonly encoding: TextEncoding | null;
}

const SAMPLES = 3;
const SAMPLE_LENGTH = 60;

/**
 * Reads how a file is written from its first bytes: encoding, delimiter, names of its columns, and what they hold.
 *
 * @param whole whether these bytes are the whole file.
 * @param said encoding that the person chose; null = judged. When it cannot be, the error proposes some, and names some
 *   values as each one reads them; `detail` has their codes ({@link CsvEncoding}), separated by commas.
 * @throws PosteError IMPORT_EMPTY, IMPORT_ENCODING_*, IMPORT_LINE_ENDS, IMPORT_QUOTES, IMPORT_RECORD_TOO_LARGE, IMPORT_NO_HEADING, IMPORT_TOO_MANY_COLUMNS
 */
export function csvLayout(head: Uint8Array, whole: boolean, said: CsvEncoding | null = null): CsvLayout {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.length === 0) throw fail('IMPORT_EMPTY');
  if (!bytes.includes(0x0a) && bytes.includes(0x0d)) throw fail('IMPORT_LINE_ENDS');
  const decoder = new LineDecoder(said);
  const text = decoder.feed(bytes) + (whole ? decoder.end() : decoder.settle());
  const firstLine = text.split(/\r?\n/).find((one) => one.trim() !== '');
  if (firstLine === undefined) throw fail(whole ? 'IMPORT_EMPTY' : 'IMPORT_RECORD_TOO_LARGE', { path: '/1' });
  const sep = sepOf(firstLine);
  const delimiter = sep ?? mostCells(text);
  const written = recordsOf(text, delimiter);
  const directive = sep === null ? undefined : written.shift();
  const [named] = written;
  const reasons = named !== undefined && 'cells' in named && hasReasons(named.cells);
  const [first, ...records] = reasons ? written.map((record) => withoutReason(record, delimiter)) : written;
  if (first === undefined) throw fail('IMPORT_EMPTY');
  if (!('cells' in first)) throw fail(first.problem === 'ENCODING' ? 'IMPORT_ENCODING_UNKNOWN' : 'IMPORT_QUOTES', { path: '/1' });
  const headers = headersOf(first.cells);
  if (headers.length > MAX_CSV_COLUMNS) throw fail('IMPORT_TOO_MANY_COLUMNS', { path: '/1', values: { max: MAX_CSV_COLUMNS } });
  // A date of birth among the names: the first line is somebody already, and would be lost.
  if (headers.some((name) => readCsvDate(name, 'dmy').date?.includes('-00') === false)) throw fail('IMPORT_NO_HEADING', { path: '/1' });
  const rows = records.flatMap((record) => ('cells' in record && record.cells.length >= headers.length ? [record.cells] : []));
  const valuesOf = (column: number): readonly string[] => rows.map((row) => (row[column] ?? '').trim()).filter((value) => value !== '');
  const columns = headers.map((name, i): CsvColumn => {
    const values = valuesOf(i);
    return { name, samples: values.slice(0, SAMPLES).map(shown), dates: orderOf(values) };
  });
  const lines = rows.slice(0, SAMPLES).map((row) => headers.map((_, i) => shown((row[i] ?? '').trim())));
  const suggested = suggestMapping(headers, (column) => {
    const values = valuesOf(column);
    return values.length > 0 && values.every((value) => cogOf(value) !== null);
  });
  const read = new Set(Object.values(suggested));
  return {
    delimiter,
    headers,
    columns,
    lines,
    suggested,
    unrecognised: headers.filter((name, i) => name !== '' && !read.has(i)),
    heading: directive !== undefined && 'text' in directive ? `${directive.text}\r\n${first.text}` : first.text,
    encoding: decoder.encoding,
  };
}

const recordsOf = (text: string, delimiter: CsvDelimiter): CsvRecord[] => {
  const splitter = new CsvSplitter(delimiter, (cells) => isHeading(cells, delimiter));
  return [...splitter.feed(text), ...splitter.end()];
};

const shown = (value: string): string => value.slice(0, SAMPLE_LENGTH);

const DIGITS = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ]\d{4}$/;

function orderOf(values: readonly string[]): CsvColumn['dates'] {
  const dates = values.map((value) => DIGITS.exec(withoutMidnight(value))).filter((match) => match !== null);
  if (dates.length === 0) return null;
  if (dates.some(([, first]) => Number(first) > 12)) return 'dmy';
  return dates.some(([, , second]) => Number(second) > 12) ? 'mdy' : 'ambiguous';
}

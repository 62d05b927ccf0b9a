import { readTypedDate, typedDateRefusals } from '../../shared/domain/ins/dates.ts';
import type { Sex } from '../../shared/domain/types.ts';
import { errorFacts } from '../../shared/errors.ts';
import { columnIndexes, csvFields, suggestMapping, type CsvField, type CsvMapping } from './csv-mapping.ts';
import { CsvSplitter, MAX_RECORD, type CsvRecord } from './csv-records.ts';
import { decoded, detectEncoding, type FileEncoding } from './encoding.ts';
import { fail } from './errors.ts';
import { importedPatient } from './patient.ts';
import { pieces } from './source.ts';
import type { ImportItem, ImportOptions, ImportSource } from './types.ts';

export const csvDelimiters = [';', ',', '\t', '|'] as const;
export type CsvDelimiter = (typeof csvDelimiters)[number];


/** How a file is written. */
export interface CsvLayout {
  readonly encoding: FileEncoding;
  readonly delimiter: CsvDelimiter;
  readonly headers: readonly string[];
  readonly suggested: CsvMapping;
}

/**
 * Reads how a file is written: encoding of the whole of it, delimiter and names of its first line.
 *
 * @param encoding skips the detection.
 * @throws PosteError IMPORT_EMPTY, IMPORT_ENCODING*, IMPORT_QUOTES
 */
export async function csvLayout(source: ImportSource, options: { readonly encoding?: FileEncoding; readonly signal?: AbortSignal } = {}): Promise<CsvLayout> {
  const encoding = options.encoding ?? (await detectEncoding(source, options.signal));
  let start = '';
  for await (const text of decoded(pieces(source(), { signal: options.signal }), encoding)) {
    start += text;
    if (/[^\r\n][\r\n]/.test(start) || start.length > MAX_RECORD) break;
  }
  if (start.trim() === '') throw fail('IMPORT_EMPTY');
  // The first line: names of columns hold no line break.
  const line = start.trimStart().split(/[\r\n]/)[0] ?? '';
  const [delimiter] = csvDelimiters.map((one) => [one, line.split(one).length] as const).toSorted((a, b) => b[1] - a[1])[0] ?? [';'];
  const [first] = new CsvSplitter(delimiter, () => false).feed(`${line}\n`);
  if (first === undefined || 'problem' in first) throw fail('IMPORT_QUOTES', { path: '/1' });
  const headers = first.cells.map((name) => name.trim());
  return { encoding, delimiter, headers, suggested: suggestMapping(headers) };
}

export interface CsvOptions extends ImportOptions {
  readonly mapping: CsvMapping;
  readonly encoding: FileEncoding;
  readonly delimiter: CsvDelimiter;
  /** Nature of the matricules when no column gives it; null = a matricule without nature is refused. */
  readonly oid: string | null;
}

/**
 * The patients of a CSV file, line by line, in order, in a memory that does not depend on its size. A line that is wrong
 * gives an error and the next ones are read.
 *
 * @throws PosteError IMPORT_EMPTY, IMPORT_MAPPING, IMPORT_HEADER, IMPORT_ENCODING; the reason of the signal
 */
export async function* readCsv(source: ImportSource, options: CsvOptions): AsyncGenerator<ImportItem> {
  let table: Table | null = null;
  const splitter = new CsvSplitter(options.delimiter, (cells) => table !== null && cells.length === table.width && !spansLines(cells, table));

  function* items(records: Iterable<CsvRecord>): Generator<ImportItem> {
    for (const record of records) {
      if (table === null) table = tableOf(record, options.mapping);
      else if ('problem' in record) yield { line: record.line, error: errorFacts(fail(record.problem === 'QUOTES' ? 'IMPORT_QUOTES' : 'IMPORT_RECORD_TOO_LARGE', { path: `/${record.line}` })) };
      else yield rowItem(record.cells, record.line, table, options);
    }
  }

  for await (const text of decoded(pieces(source(), options), options.encoding)) yield* items(splitter.feed(text));
  yield* items(splitter.end());
  if (table === null) throw fail('IMPORT_EMPTY');
}

interface Table {
  readonly width: number;
  readonly columns: Readonly<Record<CsvField, number | null>>;
}

function tableOf(header: CsvRecord, mapping: CsvMapping): Table {
  if ('problem' in header) throw fail('IMPORT_QUOTES', { path: '/1' });
  return { width: header.cells.length, columns: columnIndexes(header.cells.map((name) => name.trim()), mapping) };
}

/** No trait holds a line break: when one seems to, a quote was left open and the next lines are other patients. */
const spansLines = (cells: readonly string[], { columns }: Table): boolean => csvFields.some((field) => (cells[columns[field] ?? -1] ?? '').includes('\n'));

function rowItem(record: readonly string[], line: number, { width, columns }: Table, options: CsvOptions): ImportItem {
  try {
    if (record.length !== width) throw fail('IMPORT_COLUMNS', { values: { found: record.length, expected: width } });
    const cell = (field: CsvField): string | null => {
      const at = columns[field];
      const text = at === null ? '' : (record[at] ?? '').trim();
      return text === '' ? null : text;
    };
    const { date, reason } = readTypedDate(cell('birthDate') ?? '');
    if (date === null) throw fail('IMPORT_DATE', { path: '/birthDate', values: { why: typedDateRefusals[reason] } });
    const matricule = cell('matricule');
    const patient = importedPatient(
      {
        ipp: cell('ipp'),
        birthName: cell('birthName') ?? '',
        birthFirstNames: cell('birthFirstNames') ?? '',
        firstBirthFirstName: cell('firstBirthFirstName'),
        usedName: cell('usedName'),
        usedFirstName: cell('usedFirstName'),
        sex: sexOf(cell('sex')),
        birthDate: date,
        birthPlace: cell('birthPlace'),
        ins: matricule === null ? null : { matricule, oid: cell('oid') ?? options.oid ?? '' },
        reliability: [],
        authorities: [],
      },
      options,
    );
    return { line, kind: 'patient', event: 'row', messageId: null, occurredAt: null, patient };
  } catch (thrown) {
    return { line, error: errorFacts(thrown) };
  }
}

const SEXES = new Map<string, Sex>([
  ['M', 'M'], ['1', 'M'], ['H', 'M'], ['MASCULIN', 'M'], ['HOMME', 'M'],
  ['F', 'F'], ['2', 'F'], ['FEMININ', 'F'], ['FÉMININ', 'F'], ['FEMME', 'F'],
]);

function sexOf(text: string | null): Sex {
  const sex = SEXES.get((text ?? '').toUpperCase().normalize('NFC'));
  if (sex === undefined) throw fail('IMPORT_SEX', { path: '/sex' });
  return sex;
}

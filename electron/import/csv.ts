import { csvFields, type CsvColumns, type CsvField } from '../../shared/domain/csv-columns.ts';
import { readTypedDate, typedDateRefusals } from '../../shared/domain/ins/dates.ts';
import type { LocalSex } from '../../shared/domain/types.ts';
import { errorFacts, type ErrorFacts } from '../../shared/errors.ts';
import { dayFirst, type CsvDelimiter } from './csv-layout.ts';
import { checkMapping } from './csv-mapping.ts';
import { CsvSplitter, type CsvRecord } from './csv-records.ts';
import { decoded } from './encoding.ts';
import { fail, inWords } from './errors.ts';
import { importedPatient } from './patient.ts';
import { own, pieces } from './source.ts';
import type { ImportItem, ImportOptions, ImportSource } from './types.ts';

export interface CsvOptions extends ImportOptions {
  readonly columns: CsvColumns;
  readonly delimiter: CsvDelimiter;
  /** Nature of the matricules when no column gives it; null = a matricule without nature is refused. */
  readonly oid: string | null;
}

/**
 * The patients of a CSV file, line by line, in order, in a memory that does not depend on its size. A line that is wrong
 * gives an error and the next ones are read.
 *
 * @throws PosteError IMPORT_EMPTY, IMPORT_MAPPING, IMPORT_HEADER, IMPORT_COLUMN_TWICE; the reason of the signal
 */
export async function* readCsv(source: ImportSource, options: CsvOptions): AsyncGenerator<ImportItem> {
  let table: Table | null = null;
  const splitter = new CsvSplitter(options.delimiter, (cells) => table !== null && cells.length === table.headers.length && !spansLines(cells, table));

  function* items(records: Iterable<CsvRecord>): Generator<ImportItem> {
    for (const record of records) {
      if (table === null) table = tableOf(record, options.columns);
      else if ('problem' in record) yield { line: record.line, error: errorFacts(fail(PROBLEMS[record.problem], { path: `/${record.line}` })) };
      else yield rowItem(record.cells, record.line, table, options);
    }
  }

  for await (const text of decoded(pieces(source(), options))) yield* items(splitter.feed(text));
  yield* items(splitter.end());
  if (table === null) throw fail('IMPORT_EMPTY');
}

const PROBLEMS = { QUOTES: 'IMPORT_QUOTES', TOO_LARGE: 'IMPORT_RECORD_TOO_LARGE', ENCODING: 'IMPORT_ENCODING_LINE' } as const;

interface Table {
  readonly headers: readonly string[];
  readonly columns: CsvColumns;
}

function tableOf(header: CsvRecord, columns: CsvColumns): Table {
  if ('problem' in header) throw fail(PROBLEMS[header.problem], { path: '/1' });
  const headers = header.cells.map((name) => name.trim());
  checkMapping(headers, columns.fields);
  return { headers, columns };
}

/** No trait holds a line break: when one seems to, a quote was left open and the next lines are other patients. */
const spansLines = (cells: readonly string[], { columns }: Table): boolean => csvFields.some((field) => (cells[columns.fields[field] ?? -1] ?? '').includes('\n'));

function rowItem(record: readonly string[], line: number, table: Table, options: CsvOptions): ImportItem {
  const { headers, columns } = table;
  try {
    if (record.length !== headers.length) throw fail('IMPORT_COLUMNS', { values: { found: record.length, expected: headers.length } });
    const cell = (field: CsvField): string | null => {
      const at = columns.fields[field];
      const text = at === null ? '' : (record[at] ?? '').trim();
      return text === '' ? null : own(text);
    };
    const written = cell('birthDate') ?? '';
    const { date, reason } = readTypedDate(columns.dateOrder === 'mdy' ? dayFirst(written) : written);
    if (date === null) throw fail('IMPORT_DATE', { path: '/birthDate', values: { why: typedDateRefusals[reason] } });
    const matricule = withKey(cell('matricule'), cell('matriculeKey'));
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
    return { line, error: ofColumn(errorFacts(thrown), table) };
  }
}

const FIELDS: Readonly<Record<string, CsvField>> = { '/ins/matricule': 'matricule', '/ins/oid': 'oid' };
const HEADER_SHOWN = 40;

/** Which column the error is about: « Ce trait est vide » alone does not say which. */
function ofColumn(error: ErrorFacts, { headers, columns }: Table): ErrorFacts {
  const { path } = error;
  const field = path === null ? undefined : (FIELDS[path] ?? csvFields.find((one) => path === `/${one}`));
  const header = field === undefined ? undefined : headers[columns.fields[field] ?? -1];
  return header === undefined || header === '' ? error : { ...error, message: inWords(`Colonne « ${header.slice(0, HEADER_SHOWN)} »`, error.message) };
}

/** A matricule of 13 characters whose key stands in a column of its own. */
function withKey(matricule: string | null, key: string | null): string | null {
  if (matricule === null || key === null || matricule.replaceAll(/\s/g, '').length !== 13) return matricule;
  return matricule + key.padStart(2, '0');
}

const SEXES: ReadonlyMap<string, LocalSex> = new Map([
  ['M', 'M'], ['1', 'M'], ['H', 'M'], ['MASCULIN', 'M'], ['HOMME', 'M'],
  ['F', 'F'], ['2', 'F'], ['FEMININ', 'F'], ['FÉMININ', 'F'], ['FEMME', 'F'],
  ['I', 'I'], ['INDETERMINE', 'I'], ['INDÉTERMINÉ', 'I'], ['INCONNU', 'I'],
]);

function sexOf(text: string | null): LocalSex {
  const sex = SEXES.get((text ?? '').toUpperCase().normalize('NFC'));
  if (sex === undefined) throw fail('IMPORT_SEX', { path: '/sex' });
  return sex;
}

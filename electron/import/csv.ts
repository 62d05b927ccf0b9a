import { csvFields, type CsvColumns, type CsvEncoding, type CsvField } from '../../shared/domain/csv-columns.ts';
import { typedDateRefusals } from '../../shared/domain/ins/dates.ts';
import type { LocalSex } from '../../shared/domain/types.ts';
import { errorFacts, fail, type ErrorFacts } from '../../shared/errors.ts';
import { birthPlaceOf, type PlaceOf } from './csv-birth-place.ts';
import { readCsvDate } from './csv-dates.ts';
import { headersOf, isHeading, isSepLine, type CsvDelimiter } from './csv-heading.ts';
import { checkMapping } from './csv-mapping.ts';
import { hasReasons, withoutReason } from './csv-reason.ts';
import { CsvSplitter, type CsvRecord } from './csv-records.ts';
import { refusedText } from './csv-refused.ts';
import { decoded } from './encoding.ts';
import { inWords } from './in-words.ts';
import { notice } from './notices.ts';
import { importedPatient } from './patient.ts';
import { own, pieces } from './source.ts';
import type { ImportItem, ImportNotice, ImportOptions, ImportSource, RawLine } from './types.ts';

export interface CsvOptions extends ImportOptions {
  readonly columns: CsvColumns;
  readonly delimiter: CsvDelimiter;
  /** Nature of the matricules when no column gives it; null = a matricule without nature is kept as such. */
  readonly oid: string | null;
  /** As the person chose it; null = judged on what the file holds. A BOM or UTF-16 tells otherwise. */
  readonly encoding: CsvEncoding | null;
  /** Code of the only place of that name on a day of birth; null = no directory. */
  readonly placeOf: PlaceOf | null;
}

/**
 * The patients of a CSV file, line by line, in order, in a memory that does not depend on its size. A line that is wrong
 * gives an error and the next ones are read.
 *
 * @throws PosteError IMPORT_EMPTY, IMPORT_MAPPING, IMPORT_HEADER, IMPORT_COLUMN_TWICE, IMPORT_ENCODING_AMBIGUOUS or
 *   IMPORT_ENCODING_UNKNOWN before the first line whose letters are in doubt; the reason of the signal
 */
export async function* readCsv(source: ImportSource, options: CsvOptions): AsyncGenerator<ImportItem> {
  let table: Table | null = null;
  const splitter = new CsvSplitter(options.delimiter, (cells) => {
    if (table === null) return isHeading(cells, options.delimiter);
    const own = table.reasons ? cells.slice(1) : cells;
    return fits(own, table) && !spansLines(own, table);
  });

  function* items(records: Iterable<CsvRecord>): Generator<ImportItem> {
    for (const written of records) {
      const record = table?.reasons === true ? withoutReason(written, options.delimiter) : written;
      if (table === null) table = isSepLine(record) ? null : tableOf(record, options);
      else if ('cells' in record) yield rowItem(record.cells, record.line, rawOf(record.text), table, options);
      else
        yield {
          line: record.line,
          error: errorFacts(fail(PROBLEMS[record.problem], { path: `/${record.line}` })),
          refused: { name: null, value: null, raw: 'text' in record ? rawOf(record.text) : null },
        };
    }
  }

  for await (const text of decoded(pieces(source(), options), options.encoding)) yield* items(splitter.feed(text));
  yield* items(splitter.end());
  if (table === null) throw fail('IMPORT_EMPTY');
}

const NOT_IN_CSV = {
  death: null,
  cleared: [],
  unknownPerson: false,
  proof: null,
  consent: null,
  reliability: [],
  authorities: [],
} as const;
const NO_NOTICE: readonly ImportNotice[] = [];
const PROBLEMS = { QUOTES: 'IMPORT_QUOTES', TOO_LARGE: 'IMPORT_RECORD_TOO_LARGE', ENCODING: 'IMPORT_ENCODING_LINE' } as const;
const MAX_RAW = 16 * 1024;

const rawOf = (text: string): RawLine => (text.length > MAX_RAW ? null : own(text));

interface Table {
  readonly headers: readonly string[];
  /** Columns up to the last one that has a name. */
  readonly named: number;
  readonly columns: CsvColumns;
  /** Each line begins with why it was refused before. */
  readonly reasons: boolean;
}

function tableOf(header: CsvRecord, { columns }: Pick<CsvOptions, 'columns'>): Table {
  if (!('cells' in header)) throw fail(PROBLEMS[header.problem], { path: '/1' });
  const reasons = hasReasons(header.cells);
  const headers = headersOf(reasons ? header.cells.slice(1) : header.cells);
  checkMapping(headers, columns.fields);
  return { headers, named: headers.findLastIndex((name) => name !== '') + 1, columns, reasons };
}

/** As many cells as the heading; empty ones beyond what it names, more or fewer, are no cells. */
function fits(cells: readonly string[], { headers, named }: Table): boolean {
  if (cells.length === headers.length) return true;
  return cells.length < headers.length ? cells.length >= named : cells.slice(headers.length).every((cell) => cell.trim() === '');
}

/** No trait holds a line break: when one seems to, a quote was left open and the next lines are other patients. */
const spansLines = (cells: readonly string[], { columns }: Table): boolean =>
  csvFields.some((field) => (cells[columns.fields[field] ?? -1] ?? '').includes('\n'));

function rowItem(record: readonly string[], line: number, raw: RawLine, table: Table, options: CsvOptions): ImportItem {
  const { headers, columns } = table;
  const cell = (field: CsvField): string | null => {
    const at = columns.fields[field];
    const text = at === null ? '' : (record[at] ?? '').trim();
    return text === '' ? null : own(text);
  };
  const fitting = fits(record, table);
  try {
    if (!fitting) throw fail('IMPORT_COLUMNS', { values: { found: record.length, expected: headers.length } });
    const { date, reason } = readCsvDate(cell('birthDate') ?? '', columns.dateOrder);
    if (date === null) throw fail('IMPORT_DATE', { path: '/birthDate', values: { why: typedDateRefusals[reason] } });
    const sex = sexOf(cell('sex'));
    const place = birthPlaceOf(cell('birthPlace'), cell('birthPlaceName'), date, options.placeOf);
    const matricule = withKey(cell('matricule'), cell('matriculeKey'));
    const patient = importedPatient(
      {
        ipp: cell('ipp'),
        birthName: cell('birthName') ?? '',
        birthFirstNames: cell('birthFirstNames') ?? '',
        firstBirthFirstName: cell('firstBirthFirstName'),
        usedName: cell('usedName'),
        usedFirstName: cell('usedFirstName'),
        sex: sex.sex,
        birthDate: date,
        birthPlace: place.cog,
        matricule: matricule === null ? null : { matricule, oid: cell('oid') ?? options.oid },
        phone: cell('phone'),
        address: cell('address'),
        billingNss: cell('billingNss'),
        medecinTraitant: cell('medecinTraitant'),
        notices:
          sex.byTitle || place.notice !== null
            ? [...(sex.byTitle ? [notice('IMPORT_SEX_TITLE')] : []), ...(place.notice === null ? [] : [notice(place.notice)])]
            : NO_NOTICE,
        ...NOT_IN_CSV,
      },
      options,
    );
    return { line, kind: 'patient', event: 'row', messageId: null, occurredAt: null, patient, raw };
  } catch (thrown) {
    const error = errorFacts(thrown);
    const field = csvFields.find((one) => error.path === `/${one}`);
    return {
      line,
      error: ofColumn(error, field, table),
      refused: fitting ? refusedText(cell, field ?? null, raw) : { name: null, value: null, raw },
    };
  }
}

const HEADER_SHOWN = 40;

/** Which column the error is about: « Ce trait est vide » alone does not say which. */
function ofColumn(error: ErrorFacts, field: CsvField | undefined, { headers, columns }: Table): ErrorFacts {
  const header = field === undefined ? undefined : headers[columns.fields[field] ?? -1];
  return header === undefined || header === ''
    ? error
    : { ...error, message: inWords(`Colonne « ${header.slice(0, HEADER_SHOWN)} »`, error.message) };
}

/** A matricule of 13 characters whose key stands in a column of its own. */
function withKey(matricule: string | null, key: string | null): string | null {
  if (matricule === null || key === null || matricule.replaceAll(/\s/g, '').length !== 13) return matricule;
  return matricule + key.padStart(2, '0');
}

const SEXES: ReadonlyMap<string, LocalSex> = new Map([
  ['M', 'M'],
  ['1', 'M'],
  ['H', 'M'],
  ['MASCULIN', 'M'],
  ['HOMME', 'M'],
  ['F', 'F'],
  ['2', 'F'],
  ['FEMININ', 'F'],
  ['FÉMININ', 'F'],
  ['FEMME', 'F'],
  ['I', 'I'],
  ['INDETERMINE', 'I'],
  ['INDÉTERMINÉ', 'I'],
  ['INCONNU', 'I'],
]);
const TITLES: ReadonlyMap<string, LocalSex> = new Map([
  ['M.', 'M'],
  ['MR', 'M'],
  ['MR.', 'M'],
  ['MONSIEUR', 'M'],
  ['MME', 'F'],
  ['MME.', 'F'],
  ['MLLE', 'F'],
  ['MLLE.', 'F'],
  ['MADAME', 'F'],
  ['MADEMOISELLE', 'F'],
]);

function sexOf(text: string | null): { readonly sex: LocalSex; readonly byTitle: boolean } {
  const written = (text ?? '').toUpperCase().normalize('NFC');
  const sex = SEXES.get(written) ?? TITLES.get(written);
  if (sex === undefined) throw fail('IMPORT_SEX', { path: '/sex' });
  return { sex, byTitle: !SEXES.has(written) };
}

import type { CsvLook } from '../../../shared/contract/imports.ts';
import { csvFields, requiredCsvFields, type CsvColumns, type CsvField } from '../../../shared/domain/csv-columns.ts';
import { importsText as words } from './text.ts';

/** What is to be said and asked of the columns of a CSV file. Columns are told by their place, from 0. Pure. */

/** The columns of a file, and how they are to be read. */
export interface CsvReading {
  readonly look: CsvLook;
  readonly columns: CsvColumns;
}

/** Without it a line says nobody. */
export const isRequired = (field: CsvField): boolean => requiredCsvFields.some((one) => one === field);

/** Name of a column, in the file or by its place. */
export const columnName = ({ columns }: Pick<CsvLook, 'columns'>, at: number): string => columns[at]?.name || words.unnamed(at + 1);

/** Columns that hold something, and that no field takes. */
export function unreadColumns({ look: { columns }, columns: { fields } }: CsvReading): readonly number[] {
  const read = new Set(csvFields.map((field) => fields[field]));
  return [...columns.keys()].filter((at) => !read.has(at) && (columns[at]?.name !== '' || columns[at].samples.length > 0));
}

/** Required fields that no column gives. */
const missingFields = ({ fields }: CsvColumns): readonly CsvField[] => requiredCsvFields.filter((field) => fields[field] === null);

/** Fields whose column another one has too. */
const sharedFields = ({ fields }: CsvColumns): readonly CsvField[] =>
  csvFields.filter((one) => fields[one] !== null && csvFields.some((other) => other !== one && fields[other] === fields[one]));

/** What is wrong with a choice of columns, fields missing first; null when the file may be read by it. */
export const faultOf = (columns: CsvColumns): 'missing' | 'shared' | null =>
  missingFields(columns).length > 0 ? 'missing' : sharedFields(columns).length > 0 ? 'shared' : null;

/** What is said under a field of which the column is wrong; null when it is not. */
export function fieldError(columns: CsvColumns, field: CsvField): string | null {
  if (missingFields(columns).includes(field)) return words.required;
  return sharedFields(columns).includes(field) ? words.twice : null;
}

/** Whether the file is read as it was proposed. */
export const isProposed = ({ look, columns }: CsvReading): boolean =>
  look.dateOrder === columns.dateOrder && csvFields.every((field) => look.fields[field] === columns.fields[field]);

/** Whether it goes on from where an earlier import of the same file stopped. */
export const isResumed = (reading: CsvReading): boolean => reading.look.resumes !== null && isProposed(reading);

/** Order of the birth dates, as far as they tell it; null when there are none in digits. */
export const birthDates = ({ look, columns: { fields } }: CsvReading): CsvLook['columns'][number]['dates'] =>
  fields.birthDate === null ? null : (look.columns[fields.birthDate]?.dates ?? null);

/** Whether something of a file was not recognised by the names of its columns: it is asked before anything is tried. */
export function asksAtOnce(look: CsvLook): boolean {
  const proposed = { look, columns: look };
  return (
    look.from === 'headings' &&
    (missingFields(look).length > 0 || unreadColumns(proposed).length > 0 || birthDates(proposed) === 'ambiguous')
  );
}

/** The columns once a field is given by that one, or by none. Birth dates bring the order that they tell. */
export function withColumn({ look, columns }: CsvReading, field: CsvField, at: number | null): CsvColumns {
  const fields = { ...columns.fields, [field]: at };
  const dates = field === 'birthDate' ? birthDates({ look, columns: { ...columns, fields } }) : null;
  return { fields, dateOrder: dates === 'dmy' || dates === 'mdy' ? dates : columns.dateOrder };
}

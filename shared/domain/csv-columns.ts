/** What a column of a CSV file of patients may give. */
export const csvFields = [
  'ipp',
  'birthName',
  'birthFirstNames',
  'firstBirthFirstName',
  'usedName',
  'usedFirstName',
  'sex',
  'birthDate',
  'birthPlace',
  'birthPlaceName',
  'matricule',
  'matriculeKey',
  'oid',
  'phone',
  'address',
  'billingNss',
  'medecinTraitant',
] as const;
export type CsvField = (typeof csvFields)[number];

/** Without these a line says nobody. */
export const requiredCsvFields = ['birthName', 'birthFirstNames', 'sex', 'birthDate'] as const satisfies readonly CsvField[];

/** Place of the column of each field, from 0; null = the file has none. */
export type CsvMapping = Readonly<Record<CsvField, number | null>>;

/** How `03/04/1979` is read: 3 April or 4 March. */
export const dateOrders = ['dmy', 'mdy'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** How the columns of a file are read. */
export interface CsvColumns {
  readonly fields: CsvMapping;
  readonly dateOrder: DateOrder;
}

/** Most columns of a file. */
export const MAX_CSV_COLUMNS = 500;

/** Encodings that a person may choose for a file that does not tell its own: UTF-8, Windows, DOS, Macintosh. UTF-16 tells itself. */
export const csvEncodings = ['utf-8', 'windows-1252', 'cp850', 'macintosh'] as const;
export type CsvEncoding = (typeof csvEncodings)[number];

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { csvColumns } from '../../../shared/contract/imports.ts';
import { csvFields, type CsvColumns } from '../../../shared/domain/csv-columns.ts';
import type { CsvLayout } from '../../import/csv-layout.ts';
import type { Change, Store } from '../../store/types.ts';

const SETTING = 'import.columns';
/** Headings and files kept: the latest. */
const KEPT = 50;

/** A choice made before a field existed has no column for it. */
const NO_COLUMN = Object.fromEntries(csvFields.map((field) => [field, null]));
const stored = csvColumns.extend({
  fields: z.preprocess((fields) => (typeof fields === 'object' ? { ...NO_COLUMN, ...fields } : fields), csvColumns.shape.fields),
});
const entry = z.object({ key: z.string(), columns: stored });
const setting = z.object({ headings: z.array(entry), files: z.array(entry) });
type Entry = z.infer<typeof entry>;

/** The headings of a file and the columns that they suggest. */
type Heading = Pick<CsvLayout, 'headers' | 'columns' | 'suggested'>;

/** Columns by the names of the file; dates day first unless its values say otherwise. */
export function proposedColumns({ columns, suggested }: Heading): CsvColumns {
  const dates = suggested.birthDate === null ? null : (columns[suggested.birthDate]?.dates ?? null);
  return { fields: suggested, dateOrder: dates === 'mdy' ? 'mdy' : 'dmy' };
}

/** Whether two choices read a file the same way. */
export function sameColumns(one: CsvColumns, other: CsvColumns): boolean {
  return one.dateOrder === other.dateOrder && csvFields.every((field) => one.fields[field] === other.fields[field]);
}

/** The columns chosen before: by heading for the next file alike, by file for the import to go on with. Names and data are not kept. */
export class KeptColumns {
  readonly #headings: readonly Entry[];
  readonly #files: readonly Entry[];

  private constructor({ headings, files }: z.infer<typeof setting>) {
    this.#headings = headings;
    this.#files = files;
  }

  static async of(store: Store): Promise<KeptColumns> {
    return new KeptColumns(setting.catch({ headings: [], files: [] }).parse(await store.settings.get(SETTING)));
  }

  ofHeading(headers: readonly string[]): CsvColumns | null {
    const key = headingKey(headers);
    return this.#headings.find((one) => one.key === key)?.columns ?? null;
  }

  ofFile(fingerprint: string): CsvColumns | null {
    return this.#files.find(({ key }) => key === fingerprint)?.columns ?? null;
  }

  /** This choice added: what the names suggest by themselves is not kept for the next file. @param fingerprint null for a dry run. */
  with(heading: Heading, columns: CsvColumns, fingerprint: string | null): Change {
    const chosen = { fields: { ...columns.fields }, dateOrder: columns.dateOrder };
    const key = headingKey(heading.headers);
    const headings = this.#headings.filter((one) => one.key !== key);
    if (!sameColumns(columns, proposedColumns(heading))) headings.unshift({ key, columns: chosen });
    const files =
      fingerprint === null ? this.#files : [{ key: fingerprint, columns: chosen }, ...this.#files.filter((one) => one.key !== fingerprint)];
    return { kind: 'setting.set', name: SETTING, value: { headings: headings.slice(0, KEPT), files: files.slice(0, KEPT) } };
  }
}

const headingKey = (headers: readonly string[]): string => createHash('sha256').update(headers.join('\n')).digest('hex');

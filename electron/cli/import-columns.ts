import { z } from 'zod';
import type { CsvLook } from '../../shared/contract/imports.ts';
import { csvFields, type CsvColumns, type CsvField } from '../../shared/domain/csv-columns.ts';
import { fail, type PosteError } from '../../shared/errors.ts';

const invalid = (path: string, why: string): PosteError => fail('INPUT_INVALID', { path, values: { what: 'Le choix des colonnes', why } });

/** A column by its heading or its place from 0; null: the file has none. */
const column = z.union([z.string(), z.int().min(0), z.null()], { error: 'en-tête, rang ou null attendu' }).optional();
const chosenSchema = z.strictObject({
  // One entry a field, of one schema: TypeScript cannot follow the link through fromEntries.
  fields: z.strictObject(Object.fromEntries(csvFields.map((field) => [field, column])) as Record<CsvField, typeof column>).default({}),
  dateOrder: z.enum(['dmy', 'mdy']).optional(),
});

/** `--columns` (`import run`, cli/README 8), read: which column gives which field. */
export type ChosenColumns = z.output<typeof chosenSchema>;

/** @throws PosteError INPUT_INVALID (path = JSON pointer) */
export function readChosenColumns(given: unknown): ChosenColumns {
  const parsed = chosenSchema.safeParse(given, { error: z.locales.fr().localeError });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = `/${[...(issue?.path ?? []), ...unknown].map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
  throw invalid(path, unknown.length > 0 ? 'ce champ n’existe pas' : (issue?.message ?? ''));
}

/**
 * The columns of a file by this choice; what it leaves out stays as proposed.
 *
 * @throws PosteError INPUT_INVALID (path = JSON pointer): a heading that the file has not, or has twice; a place beyond the last
 */
export function columnsOf(look: CsvLook, { fields, dateOrder }: ChosenColumns): CsvColumns {
  const names = look.columns.map(({ name }) => name);
  const chosen: Record<CsvField, number | null> = { ...look.fields };
  for (const field of csvFields) {
    const wanted = fields[field];
    if (wanted === undefined) continue;
    chosen[field] = wanted === null ? null : placeOf(wanted, names, `/fields/${field}`);
  }
  return { fields: chosen, dateOrder: dateOrder ?? look.dateOrder };
}

function placeOf(wanted: string | number, names: readonly string[], path: string): number {
  const place = typeof wanted === 'number' ? wanted : names.indexOf(wanted.trim());
  if (place < 0 || place >= names.length) throw invalid(path, 'le fichier n’a pas cette colonne');
  if (typeof wanted === 'string' && names.lastIndexOf(wanted.trim()) !== place)
    throw invalid(path, 'le fichier a deux colonnes de ce nom, donnez leur rang');
  return place;
}

/** Names of the columns that no field takes. */
export function unusedColumns(look: Pick<CsvLook, 'columns'>, { fields }: Pick<CsvColumns, 'fields'>): readonly string[] {
  const taken = new Set(csvFields.map((field) => fields[field]));
  return look.columns.flatMap(({ name }, i) => (name === '' || taken.has(i) ? [] : [name]));
}

import { z } from 'zod';
import { csvEncodings, csvFields, MAX_CSV_COLUMNS, type CsvField, dateOrders } from '../domain/csv-columns.ts';
import { call, id, instant, nothing, notKept } from './define.ts';
import { importKinds, importStates } from '../domain/record/import.ts';

/** An import of patients and stays, as its screen follows it. */
const importRun = z.object({
  id,
  kind: z.enum(importKinds),
  fileName: z.string(),
  /** Of the file, in bytes. */
  size: z.int(),
  /** Nothing is written: what would be. */
  dryRun: z.boolean(),
  state: z.enum(importStates),
  startedAt: instant,
  /** Bytes read. */
  read: z.int(),
  lines: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  /** Lines of which something waits in « À traiter ». */
  conflicts: z.int(),
  /** Messages of events that are not taken, by event (`ADT^A05`). */
  ignored: z.array(z.object({ event: z.string(), count: z.int() })),
  /** What was taken and is said all the same. */
  warnings: z.array(
    z.object({ code: z.string(), message: z.string(), count: z.int(), /** The first ones, at most 10. */ lines: z.array(z.int()) }),
  ),
  /** Why the whole import stopped (`failed`). */
  error: z.object({ code: z.string(), message: z.string(), action: z.string() }).nullable(),
});
export type ImportRun = z.infer<typeof importRun>;

const importError = z.object({
  /** First line is 1. */
  line: z.int(),
  code: z.string(),
  message: z.string(),
  action: z.string(),
  /** Who the line is about, as far as it could be read. */
  name: z.string().nullable(),
  /** The value at fault, as written. */
  value: z.string().nullable(),
});
export type ImportLineError = z.infer<typeof importError>;

/** First bytes of a file given to be looked at. */
export const IMPORT_HEAD = 64 * 1024;
/** Bytes of one piece. */
export const IMPORT_PIECE = 1024 * 1024;

const column = z
  .int()
  .min(0)
  .max(MAX_CSV_COLUMNS - 1)
  .nullable();
const bytes = (max: number) => z.instanceof(Uint8Array).refine((given) => given.byteLength <= max);
const head = bytes(IMPORT_HEAD);
const size = z.int().min(0);

/** How the columns of a CSV file are read: the place of each field, from 0, and the order of dates in digits. */
export const csvColumns = z.object({
  // One entry a field, of one schema: TypeScript cannot follow the link through fromEntries.
  fields: z.strictObject(Object.fromEntries(csvFields.map((field) => [field, column])) as Record<CsvField, typeof column>),
  dateOrder: z.enum(dateOrders),
});

/** Encoding that somebody chose for a CSV file; judged on what it holds when absent. */
const encoding = z.enum(csvEncodings).nullish();

const csvLook = csvColumns.extend({
  columns: z.array(
    z.object({
      name: z.string(),
      /** Its first values. */
      samples: z.array(z.string()),
      /** Order of its dates in digits, if it holds any. */
      dates: z.enum([...dateOrders, 'ambiguous']).nullable(),
    }),
  ),
  /** Names of the columns that no field takes by their names. */
  unrecognised: z.array(z.string()),
  /** Its first lines, one value a column. */
  lines: z.array(z.array(z.string())),
  /** Where the choice comes from: the names of the columns, an earlier file of the same heading, the import to go on with. */
  from: z.enum(['headings', 'kept', 'resumed']),
  /** Lines that an unfinished import of this file took already, by these columns. */
  resumes: z.int().nullable(),
});
/** The columns of a file, and how they would be read. */
export type CsvLook = z.infer<typeof csvLook>;

/** Lines of a file shown as the records that they would be, before anything is tried. */
export const importPreviewRows = 20;

const importPreview = z.object({
  line: z.int(),
  ipp: z.string().nullable(),
  /** Birth name and first names; of a refused line, who it is about as far as it could be read. */
  name: z.string().nullable(),
  sex: z.enum(['F', 'M', 'I']).nullable(),
  birthDate: z.string().nullable(),
  /** By its name of that day; its code when it has none. */
  birthPlace: z.string().nullable(),
  /** Why the line would be refused, and the value at fault. */
  error: z.object({ message: z.string(), action: z.string(), value: z.string().nullable() }).nullable(),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** The window gives the file piece by piece: no path crosses the bridge, and memory stays flat whatever its size. */
export const importCalls = {
  'imports.list': call(nothing, z.array(importRun), { needs: 'session', right: 'import', audit: notKept.list }),
  'imports.columns': call(z.object({ size, head, encoding }), csvLook, { needs: 'session', right: 'import', audit: notKept.typed }),
  'imports.preview': call(z.object({ size, head, columns: csvColumns, encoding }), z.array(importPreview), {
    needs: 'session',
    right: 'import',
    audit: notKept.typed,
  }),
  /** Lines already taken from the same file (size, first bytes) read by the same columns, by a run that stopped, are passed over. */
  'imports.begin': call(
    z.object({
      kind: z.enum(importKinds),
      fileName: z.string().max(255),
      size,
      dryRun: z.boolean(),
      head,
      columns: csvColumns.optional(),
      encoding,
    }),
    importRun,
    { needs: 'session', right: 'import', audit: { acts: ['import.begun', 'import.resumed'] } },
  ),
  /** Answers when the piece is taken: the next one is read then. */
  'imports.push': call(z.object({ id, bytes: bytes(IMPORT_PIECE) }), importRun, {
    needs: 'session',
    right: 'import',
    audit: { acts: ['import.lines', 'import.ended'] },
  }),
  'imports.end': call(z.object({ id }), importRun, {
    needs: 'session',
    right: 'import',
    audit: { acts: ['import.lines', 'import.ended'] },
  }),
  'imports.cancel': call(z.object({ id }), importRun, { needs: 'session', right: 'import', audit: { acts: ['import.ended'] } }),
  /** The refused lines as a file of the same form, to be corrected and given again; null when none was kept. Single-use address. */
  'imports.refused': call(z.object({ id }), z.object({ url: z.string(), fileName: z.string(), lines: z.int() }).nullable(), {
    needs: 'session',
    right: 'import',
    audit: { acts: ['import.refused-lines'] },
  }),
  'imports.errors': call(z.object({ id, after: z.int(), limit: z.int().min(1).max(500) }), z.array(importError), {
    needs: 'session',
    right: 'import',
    audit: notKept.list,
  }),
} as const;

export const importEvents = { 'imports.changed': importRun } as const;

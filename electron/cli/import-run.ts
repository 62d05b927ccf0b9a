import { IMPORT_HEAD, IMPORT_PIECE, type ImportLineError, type ImportRun } from '../../shared/contract/imports.ts';
import { errorFromFacts } from '../../shared/errors.ts';
import { Imports } from '../usecases/imports/imports.ts';
import { installationId } from '../config/installation.ts';
import { importPorts } from '../wiring/imports.ts';
import { timeUuid } from '../wiring/time-uuid.ts';
import { assertWritable, openInput, readJsonInput, writeWhole, type InputFile } from './files.ts';
import { columnsOf, readChosenColumns, unusedColumns, type ChosenColumns } from './import-columns.ts';
import { commandActing, fileKeyOpener, openProfile, type ProfileOpener } from './profile.ts';
import type { CommandAnswer } from './run.ts';

export interface ImportRunOptions {
  readonly file: string;
  readonly kind: 'csv' | 'hl7';
  /** JSON file of the columns of a CSV; null = as proposed. */
  readonly columns: string | null;
  readonly dryRun: boolean;
  /** Where the refused lines go, as a file of the same form; null = nowhere. */
  readonly rejectedOut: string | null;
  /** Data folder. */
  readonly profile: string;
  /** Stops the import: whole batches are kept, and the same file given again goes on. */
  readonly signal: AbortSignal;
}

/** Errors read in one go. */
const PAGE = 500;

/**
 * `import run` (cli/README 8): a file of patients or stays, taken as the application takes it, given piece by piece.
 *
 * @returns negative when a line is refused or in conflict, or when it was stopped before its end.
 * @throws PosteError FILE_NOT_FOUND, INPUT_INVALID (the columns), IMPORT_* and HL7_* (the file as a whole), and those of {@link openProfile}
 */
export async function importRun(options: ImportRunOptions, opener: ProfileOpener = fileKeyOpener): Promise<CommandAnswer> {
  const { rejectedOut } = options;
  const chosen = options.columns === null ? null : readChosenColumns(readJsonInput(options.columns));
  if (rejectedOut !== null) assertWritable(rejectedOut);
  const file = await openInput(options.file);
  try {
    const now = (): Date => new Date();
    const { config, store } = await openProfile(options.profile, 'writing', now, opener);
    try {
      const acting = commandActing('import');
      const failures: unknown[] = [];
      const keepFailure = (thrown: unknown): void => void failures.push(thrown);
      const imports = new Imports({
        store,
        now,
        uuid: timeUuid,
        session: () => acting,
        changed: () => undefined,
        report: keepFailure,
        owner: installationId(config.dataFolder),
        ...importPorts(config, now),
      });
      const { run, unused } = await give(imports, file, chosen, options);
      if (run.error !== null) throw errorFromFacts({ ...run.error, path: file.name, detail: null });
      const lookalikes = await imports.idle();
      if (failures.length > 0) throw failures[0];
      const errors = await allErrors(imports, run.id);
      const refused = rejectedOut === null ? null : await imports.refused(run.id);
      if (rejectedOut !== null && refused !== null) writeWhole(rejectedOut, refused.bytes);
      const { state, lines, created, updated, unchanged, rejected, conflicts, ignored, warnings, dryRun } = run;
      return {
        result: {
          created,
          updated,
          unchanged,
          rejected,
          ignored,
          conflicts,
          errors,
          warnings: [...notTaken(unused), ...warnings, ...alike(lookalikes)],
          state,
          lines,
          dryRun,
          rejectedOut: refused === null ? null : { lines: refused.lines },
        },
        // Lines in conflict are among the rejected.
        positive: state === 'done' && rejected === 0,
      };
    } finally {
      await store.close();
    }
  } finally {
    await file.close();
  }
}

async function give(
  imports: Imports,
  file: InputFile,
  chosen: ChosenColumns | null,
  { kind, dryRun, signal }: ImportRunOptions,
): Promise<{ readonly run: ImportRun; readonly unused: readonly string[] }> {
  const head = { size: file.size, head: await file.head(IMPORT_HEAD) };
  const look = kind === 'csv' ? await imports.columns(head) : null;
  const columns = look === null || chosen === null ? undefined : columnsOf(look, chosen);
  const unused = look === null ? [] : unusedColumns(look, columns ?? look);
  let run = await imports.begin({ ...head, kind, fileName: file.name, dryRun, columns });
  const stop = (): void => void imports.stop();
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) stop();
    for await (const piece of file.pieces(IMPORT_PIECE)) {
      run = await imports.push(run.id, piece);
      if (run.state !== 'running') return { run, unused };
    }
    return { run: await imports.end(run.id), unused };
  } finally {
    signal.removeEventListener('abort', stop);
    // Nothing is left under way, whatever happened to the file.
    await imports.stop();
  }
}

/** Columns of the file that no field takes: said, and nothing refused for them. */
const notTaken = (names: readonly string[]): ImportRun['warnings'] =>
  names.length === 0
    ? []
    : [
        {
          code: 'IMPORT_COLUMN_UNUSED',
          message: `Colonnes du fichier qui ne sont pas reprises : ${names.map((name) => `« ${name} »`).join(', ')}.`,
          count: names.length,
          lines: [],
        },
      ];

/** Records made that look like others: nothing refuses them, somebody compares. */
const alike = (count: number): ImportRun['warnings'] =>
  count === 0
    ? []
    : [
        {
          code: 'IMPORT_LOOKALIKE',
          message: 'Dossiers créés qui ressemblent à d’autres : ils attendent dans « À traiter ».',
          count,
          lines: [],
        },
      ];

async function allErrors(imports: Imports, id: string): Promise<readonly ImportLineError[]> {
  const errors: ImportLineError[] = [];
  for (;;) {
    const page = await imports.errors(id, errors.at(-1)?.line ?? 0, PAGE);
    if (page.length === 0) return errors;
    errors.push(...page);
  }
}

import { useState } from 'react';
import type { ImportRun } from '../../../shared/contract/imports.ts';
import type { CsvColumns } from '../../../shared/domain/csv-columns.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { useAnswer } from '../../client/queries.ts';
import { useColumns, type Chosen } from './useColumns.ts';
import { useImport } from './useImport.ts';

/** The import of a file, from its choice to what became of it. */
export interface FileImport {
  readonly chosen: Chosen | null;
  /** Why the columns of the file cannot be told. */
  readonly unreadable: ErrorFacts | null;
  readonly dryRun: boolean;
  readonly setDryRun: (dryRun: boolean) => void;
  /** What became of the file; null before it was tried, and once another choice is made. */
  readonly run: ImportRun | null;
  readonly busy: boolean;
  /** Why giving the file failed. */
  readonly failed: ErrorFacts | null;
  readonly choose: (file: File) => void;
  readonly change: (columns: CsvColumns) => void;
  readonly start: () => void;
  /** Imports for real what was just tried. */
  readonly startReal: () => void;
  readonly cancel: () => void;
}

/** Follows the import of a file: tried first, for real next, unless it goes on from one that was for real. */
export function useFileImport(): FileImport {
  const [dryRun, setDryRun] = useState(true);
  const { run: mine, busy, error: failed, start, cancel, forget } = useImport();
  const { chosen, error: unreadable, choose, change } = useColumns();
  const told = useAnswer('imports.list', null).data?.find(({ id }) => id === mine?.id);
  const give = (dry: boolean): void => {
    if (chosen !== null) void start(chosen, dry);
  };
  return {
    chosen,
    unreadable,
    dryRun,
    setDryRun,
    // Events say where it is within a piece.
    run: busy && told !== undefined ? told : mine,
    busy,
    failed,
    choose: (file) => {
      forget();
      setDryRun(true);
      // What was imported for real goes on for real.
      void choose(file).then((now) => setDryRun((now?.reading?.look.resumes ?? null) === null));
    },
    change: (columns) => {
      forget();
      change(columns);
    },
    start: () => give(dryRun),
    startReal: () => {
      setDryRun(false);
      give(false);
    },
    cancel,
  };
}

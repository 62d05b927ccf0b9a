import type { ImportRun } from '../../../shared/contract/imports.ts';

type Run = Pick<ImportRun, 'state' | 'fileName' | 'dryRun' | 'created' | 'updated'>;

/** That file was read to its end. */
const isDone = (run: Run, fileName: string | undefined): boolean => run.state === 'done' && run.fileName === fileName;

/** What the button would do is done: it is there for who wants it again. @param fileName the one chosen. @param dryRun what is asked of it */
export const isSpent = (run: Run | null, fileName: string | undefined, dryRun: boolean): boolean =>
  run !== null && isDone(run, fileName) && (dryRun || !run.dryRun);

/** The file was tried and holds something to import: it is offered for real. @param fileName the one chosen */
export const isTried = (run: Run, fileName: string | undefined): boolean =>
  isDone(run, fileName) && run.dryRun && run.created + run.updated > 0;

import { checkMatricule, type MatriculeCheck } from '../../shared/domain/ins/matricule.ts';
import type { CommandAnswer } from './run.ts';

/** A line of a checked list. */
export interface MatriculeLine extends MatriculeCheck {
  /** From 1, blank lines counted. */
  readonly line: number;
}

export interface InsCheckOptions {
  /** Nature to check besides; null = none given. */
  readonly oid: string | null;
  /** Accept the test and demonstration OIDs. */
  readonly test: boolean;
}

/** `ins check <matricule>` (cli/README 3): negative when it is invalid. */
export function insCheck(matricule: string, { oid, test }: InsCheckOptions): CommandAnswer {
  const result = checkMatricule(matricule, oid, { test });
  return { result, positive: result.valid };
}

/** `ins check --file` (cli/README 3): one answer per line in order, blank lines skipped; negative when one is invalid. */
export function insCheckList(text: string, { oid, test }: InsCheckOptions): CommandAnswer {
  const check = (line: string, i: number): MatriculeLine => ({ line: i + 1, ...checkMatricule(line, oid, { test }) });
  const result = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map(check)
    .filter(({ input }) => input.trim() !== '');
  return { result, positive: result.every(({ valid }) => valid) };
}

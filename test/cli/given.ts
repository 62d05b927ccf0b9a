import type { CommandArguments } from '../../electron/cli/run.ts';
import { fail } from '../../shared/errors.ts';

/** One of a few words; the first unless told. @throws PosteError USAGE */
export function oneOf<const T extends string>(given: CommandArguments, name: string, allowed: readonly [T, ...T[]], usage: string): T {
  const value = given.option(name) ?? allowed[0];
  const found = allowed.find((a) => a === value);
  if (found === undefined) throw fail('USAGE', { values: { usage } });
  return found;
}

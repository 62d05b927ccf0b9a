import { existsSync } from 'node:fs';
import { configError } from './config/errors.ts';

const OPTION = '--config';

/**
 * `--config file` or `--config=file` of a command line: the user's settings; null without it = where they usually are.
 *
 * @throws PosteError CONFIG_MISSING: a mistyped name is not the usual place
 */
export function settingsFile(arguments_: readonly string[]): string | null {
  const at = arguments_.findIndex((word) => word === OPTION || word.startsWith(`${OPTION}=`));
  const word = arguments_[at];
  if (word === undefined) return null;
  const file = word === OPTION ? (arguments_[at + 1] ?? '') : word.slice(OPTION.length + 1);
  if (!existsSync(file)) throw configError('CONFIG_MISSING', { values: { file: file === '' ? OPTION : file } });
  return file;
}

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Set by CI: a skipped check is then a failed check. */
export const noSkip = process.env['POSTE_NO_SKIP'] === '1';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * What a test needs from outside the repository. Each answers the path, or null when absent (the test is then
 * skipped, visibly) - except in CI, where absence throws.
 */
export const needs = {
  /** A file or folder of `../shared`, beside the project. */
  shared(path: string): string | null {
    const found = `${root}../shared/${path}`;
    return existsSync(found) ? found : missing(`../shared/${path}`);
  },
  /** A program on the PATH. */
  tool(name: string): string | null {
    try {
      return execFileSync('sh', ['-c', `command -v "$1"`, 'sh', name], { encoding: 'utf8' }).trim();
    } catch {
      return missing(name);
    }
  },
  /** A system file (PKCS#11 module, OpenSSL engine). */
  file(...candidates: readonly string[]): string | null {
    return candidates.find((c) => existsSync(c)) ?? missing(candidates.join(' or '));
  },
};

function missing(what: string): null {
  if (noSkip) throw new Error(`missing in CI: ${what}`);
  process.stderr.write(`skipped: ${what} is missing\n`);
  return null;
}

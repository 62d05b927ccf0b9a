import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

// The official schemas are not ours to distribute: they lie beside the project when they are there.
const reference = fileURLToPath(new URL('../../../../shared/reference/', import.meta.url));
/** What is missing, each said once. */
const said = new Set<string>();

/**
 * Absolute path of an official file under `reference/`, or null when it is not on this machine (said once on stderr).
 *
 * @throws Error in CI (`POSTE_NO_SKIP=1`): there a check that is not made is a failed check.
 */
export function referenceFile(path: string): string | null {
  if (existsSync(reference + path)) return reference + path;
  return missing(`../shared/reference/${path}`);
}

function missing(what: string): null {
  if (process.env['POSTE_NO_SKIP'] === '1') throw new Error(`sandbox: missing in CI: ${what}`);
  if (!said.has(what)) process.stderr.write(`sandbox: ${what} is not here, messages are not validated against the official schemas\n`);
  said.add(what);
  return null;
}

/**
 * Validates a document against an official schema with xmllint, offline.
 *
 * @param schema path under `reference/`, for instance `ins/wsdl/xsd/CTX/ROOT_ctxbam_CTXBAM_V01_02.xsd`.
 * @returns the errors ([] = valid), or null when the schemas or xmllint are not there (an error in CI, as above).
 */
export async function validateSchema(schema: string, xml: string | Uint8Array): Promise<string[] | null> {
  const path = referenceFile(schema);
  if (path === null) return null;
  const ran = await run('xmllint', ['--nonet', '--noout', '--huge', '--schema', path, '-'], xml).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return missing('xmllint');
    throw error;
  });
  if (ran === null) return null;
  const { code, stderr } = ran;
  if (code === 0) return [];
  const errors = stderr.split('\n').filter((line) => line !== '' && !/^-? ?fails to validate$|parser warning/.test(line));
  return errors.length === 0 ? [`xmllint ended with ${code}`] : errors;
}

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

// The official schemas are not ours to distribute: they lie beside the project when they are there.
const reference = fileURLToPath(new URL('../../../../shared/reference/', import.meta.url));
let said = false;

/** Absolute path of an official file under `reference/`, or null when it is not on this machine (said once on stderr). */
export function referenceFile(path: string): string | null {
  if (existsSync(reference + path)) return reference + path;
  if (!said) process.stderr.write('sandbox: the official schemas are not here, messages are not validated against them\n');
  said = true;
  return null;
}

/**
 * Validates a document against an official schema with xmllint, offline.
 *
 * @param schema path under `reference/`, for instance `ins/wsdl/xsd/CTX/ROOT_ctxbam_CTXBAM_V01_02.xsd`.
 * @returns the errors ([] = valid), or null when the schemas are not available.
 */
export async function validateSchema(schema: string, xml: string | Uint8Array): Promise<string[] | null> {
  const path = referenceFile(schema);
  if (path === null) return null;
  const { code, stderr } = await run('xmllint', ['--nonet', '--noout', '--huge', '--schema', path, '-'], xml);
  if (code === 0) return [];
  const errors = stderr.split('\n').filter((line) => line !== '' && !/^-? ?fails to validate$/.test(line));
  return errors.length === 0 ? [`xmllint ended with ${code}`] : errors;
}

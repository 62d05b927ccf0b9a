import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SOURCE = fileURLToPath(new URL('./card-shim.c', import.meta.url));
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/card-shim/', import.meta.url));
const FLAGS = ['-std=gnu11', '-O1', '-Wall', '-Wextra', '-Werror', '-fPIC', '-shared', '-fvisibility=hidden', '-I/usr/include/p11-kit-1'];

/** Header of the Debian package libp11-kit-dev. */
export const PKCS11_HEADER = '/usr/include/p11-kit-1/p11-kit/pkcs11.h';

/**
 * The PKCS#11 module of the virtual card, compiled once per version of its source.
 *
 * @returns its path.
 * @throws Error with the compiler's words; needs gcc and libp11-kit-dev.
 */
export async function buildCardShim(): Promise<string> {
  const version = createHash('sha256')
    .update(await readFile(SOURCE))
    .update(FLAGS.join(' '))
    .digest('hex')
    .slice(0, 16);
  const module = join(CACHE, `card-shim-${version}.so`);
  if (existsSync(module)) return module;
  await mkdir(CACHE, { recursive: true });
  // Test processes may build at the same time: each its own file, the last rename wins.
  const fresh = `${module}.${randomUUID()}`;
  await promisify(execFile)('gcc', [...FLAGS, '-o', fresh, SOURCE, '-ldl', '-lpthread']);
  await rename(fresh, module);
  return module;
}

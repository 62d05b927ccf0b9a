import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives `use` a private folder (0700) and deletes it whatever happens. */
export async function withTemporaryFolder<T>(
  use: (write: (name: string, content: string | Uint8Array) => Promise<string>) => Promise<T>,
): Promise<T> {
  // mkdtemp creates with mode 0700.
  const folder = await mkdtemp(join(tmpdir(), 'poste-sandbox-'));
  try {
    return await use(async (name, content) => {
      const path = join(folder, name);
      await writeFile(path, content, { mode: 0o600 });
      return path;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { readCda } from '../cda/read.ts';

/**
 * `cda read` (cli.md): what a document of level 1 or 3 says.
 *
 * @returns the answer, and the bytes of `--body-out` (null at level 3: the body is the document itself).
 * @throws PosteError those of {@link readCda}.
 */
export function cdaRead(file: Uint8Array): { readonly result: object; readonly bytes: Uint8Array | null } {
  const { body, ...content } = readCda(file);
  const { bytes, ...described } = body;
  return { result: { ...content, body: described }, bytes };
}

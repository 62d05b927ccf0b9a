import type { CdaContent } from '../cda/content.ts';

/**
 * `cda read` (cli/README 5): what a document of level 1 or 3 says.
 *
 * @param document as it was read.
 * @returns the answer, and the bytes of `--body-out` (null at level 3: the body is the document itself).
 */
export function cdaRead(document: CdaContent): { readonly result: object; readonly bytes: Uint8Array | null } {
  const { body, ...content } = document;
  const { bytes, ...described } = body;
  return { result: { ...content, body: described }, bytes };
}

import { createHash } from 'node:crypto';
import { buildCda, type CdaFile } from '../cda/build.ts';
import { readCdaInput, type CdaInput } from '../cda/input.ts';
import type { Doors } from '../doors/types.ts';
import { checkPdf } from '../pdf/check.ts';
import { describeEntry } from '../xds/describe.ts';
import { documentEntryFromCda } from '../xds/from-cda.ts';

/**
 * `cda build` (cli/README 4): a level-1 document from its description and the file it carries.
 *
 * @param input doc.json, parsed.
 * @param body media type `application/pdf` for `--pdf`.
 * @returns the answer and the bytes of `--out`. `size` and `sha1` are those of the document; `metadata` carries them too.
 * @throws PosteError those of {@link readCdaInput} and, for a PDF, of {@link checkPdf}.
 */
export async function cdaBuild(
  input: unknown,
  body: CdaFile,
  ports: { readonly now: Date; readonly uuid: () => string; readonly doors: Doors },
): Promise<{ readonly result: object; readonly bytes: Uint8Array }> {
  const doc = readCdaInput(input);
  const warnings = body.mediaType === 'application/pdf' ? (await checkPdf(ports.doors, body.bytes)).warnings : [];
  // readCdaInput has just accepted it: it is one.
  const built = buildCda(input as CdaInput, body, ports);
  const file = { sha1: createHash('sha1').update(built.bytes).digest('hex'), size: built.bytes.byteLength };
  const entry = documentEntryFromCda(built.content, { entryId: 'Document01', flags: doc.flags, file });
  return {
    result: {
      id: built.id,
      setId: built.setId,
      version: built.version,
      type: built.content.type,
      title: built.content.title,
      createdAt: built.content.createdAt,
      mediaType: body.mediaType,
      ...file,
      metadata: describeEntry(entry),
      warnings,
    },
    bytes: built.bytes,
  };
}

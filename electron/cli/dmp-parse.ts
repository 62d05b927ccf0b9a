import { join } from 'node:path';
import type { DmpMessage } from '../dmp/parse.ts';

/** A negative answer of the DMP (`dmp parse`, cli/README 7). */
const NEGATIVE: ReadonlySet<DmpMessage['status']> = new Set(['failure', 'not-found', 'fault'] as const);

/**
 * `dmp parse`: reads a message and, when asked, writes the documents it carries.
 *
 * @param read as `readDmpMessage` gives it.
 * @param content where to write them: folder (as shown in `file`) and writer; null to write nothing.
 * @returns positive unless the DMP answers failure, not-found or fault.
 * @throws PosteError those of the writer.
 */
export function dmpParse(
  { message, contents }: { readonly message: DmpMessage; readonly contents: readonly (Uint8Array | null)[] },
  content: { readonly dir: string; readonly write: (file: string, bytes: Uint8Array) => void } | null,
): { readonly result: DmpMessage; readonly positive: boolean } {
  const positive = !NEGATIVE.has(message.status);
  if (content === null) return { result: message, positive };
  const documents = message.documents.map((document, index) => {
    const part = contents[index] ?? null;
    if (document.content === null || part === null) return document;
    // Names are ours, never the message's: a number keeps them apart.
    const file = join(content.dir, `${String(index + 1).padStart(3, '0')}${extensionOf(document.mimeType)}`);
    content.write(file, part);
    return { ...document, content: { ...document.content, file } };
  });
  return { result: { ...message, documents }, positive };
}

const EXTENSIONS: ReadonlyMap<string | null, string> = new Map([
  ['text/xml', '.xml'],
  ['application/xml', '.xml'],
  ['application/pdf', '.pdf'],
  ['text/plain', '.txt'],
]);

const extensionOf = (mimeType: string | null): string => EXTENSIONS.get(mimeType) ?? '.bin';

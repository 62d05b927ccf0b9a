import { z } from 'zod';
import { pdfError } from './errors.ts';
import { inThread } from './thread.ts';

/** Largest PDF accepted, in bytes (cli.md, rules). */
export const PDF_MAX_BYTES = 40 * 1024 * 1024;
/** Longest PDF accepted unless the configuration says otherwise, in pages. */
const MAX_PAGES = 2000;
/** A file that takes longer to open is hostile or broken, in milliseconds. */
const TIME_LIMIT_MS = 15_000;

export interface CheckedPdf {
  readonly pages: number;
  /** PDF/A-1, the form CI-SIS asks for. */
  readonly pdfA: boolean;
  /** Title the PDF carries, null when none. */
  readonly title: string | null;
  readonly warnings: readonly { readonly code: 'PDF_NOT_PDFA'; readonly message: string }[];
}

const answer = z.union([
  z.object({
    facts: z.object({ pages: z.int(), counted: z.int().nullable(), encrypted: z.boolean(), pdfAPart: z.int().nullable(), title: z.string().nullable(), active: z.string().nullable() }),
  }),
  z.object({ failure: z.string() }),
]);

/**
 * Says whether a file is a PDF that may leave: complete, readable, not protected. A plain PDF is accepted with a
 * warning: CI-SIS asks for PDF/A-1, its own examples are plain (cda.md, section 5).
 *
 * The file is opened in a thread of its own, with a time and a memory limit.
 *
 * @throws PosteError FILE_TOO_LARGE (before anything is copied), PDF_EMPTY, PDF_INVALID, PDF_ENCRYPTED, PDF_ACTIVE, PDF_TOO_LONG, PDF_PAGE_COUNT.
 */
export async function checkPdf(bytes: Uint8Array, limits: { readonly timeMs?: number; readonly maxPages?: number } = {}): Promise<CheckedPdf> {
  const { timeMs = TIME_LIMIT_MS, maxPages = MAX_PAGES } = limits;
  if (bytes.byteLength === 0) throw pdfError('PDF_EMPTY');
  if (bytes.byteLength > PDF_MAX_BYTES) {
    const mebibytes = (n: number): number => Math.ceil(n / (1024 * 1024));
    throw pdfError('FILE_TOO_LARGE', { values: { size: mebibytes(bytes.byteLength), limit: mebibytes(PDF_MAX_BYTES) } });
  }
  // A reader repairs a file cut short, and would show half a document: the two ends must be there.
  if (!ascii(bytes.subarray(0, 1024)).includes('%PDF-')) throw pdfError('PDF_INVALID', { detail: 'header' });
  if (!/startxref\s+\d+\s+%%EOF/.test(ascii(bytes.subarray(-2048)))) throw pdfError('PDF_INVALID', { detail: 'trailer' });

  const result = await inThread(threadFile, { bytes, maxPages }, answer, timeMs);
  if ('failure' in result) throw pdfError('PDF_INVALID', { detail: result.failure });
  const { pages, counted, encrypted, pdfAPart, title, active } = result.facts;
  if (encrypted) throw pdfError('PDF_ENCRYPTED');
  if (active !== null) throw pdfError('PDF_ACTIVE', { detail: active });
  if (pages > maxPages) throw pdfError('PDF_TOO_LONG', { values: { pages, limit: maxPages } });
  if (pages < 1) throw pdfError('PDF_INVALID', { detail: 'no page' });
  if (counted !== null && counted !== pages) throw pdfError('PDF_PAGE_COUNT', { values: { said: pages, found: counted } });
  const pdfA = pdfAPart === 1;
  return {
    pages,
    pdfA,
    title,
    warnings: pdfA ? [] : [{ code: 'PDF_NOT_PDFA', message: 'Ce PDF n’est pas au format d’archivage PDF/A-1 ; il partira tel quel.' }],
  };
}

const ascii = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

// From the sources, or from the bundle where the thread has an entry of its own.
const threadFile = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './pdf/worker.js', import.meta.url);

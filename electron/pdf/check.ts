import { z } from 'zod';
import { failed, type DoorFailure, type Doors } from '../doors/types.ts';
import { pdfError, REFUSED, REFUSED_NAMES } from './errors.ts';

/** Largest PDF accepted, in bytes (cli/README 1). */
export const PDF_MAX_BYTES = 40 * 1024 * 1024;
/** Longest PDF accepted unless the configuration says otherwise, in pages. */
const MAX_PAGES = 2000;

export interface CheckedPdf {
  readonly pages: number;
  /** PDF/A-1, the form CI-SIS asks for. */
  readonly pdfA: boolean;
  /** Title the PDF carries, null when none. */
  readonly title: string | null;
  readonly warnings: readonly { readonly code: 'PDF_NOT_PDFA'; readonly message: string }[];
}

const answer = z.object({
  pages: z.int(),
  counted: z.int().nullable(),
  encrypted: z.boolean(),
  pdfAPart: z.int().nullable(),
  title: z.string().nullable(),
  refusal: z.object({ code: z.enum(['PDF_ACTIVE', 'PDF_ATTACHMENT', 'PDF_HIDDEN']), name: z.enum(REFUSED_NAMES) }).nullable(),
});

/**
 * Says whether a file is a PDF that may leave: complete, readable, not protected. A plain PDF is accepted with a
 * warning: CI-SIS asks for PDF/A-1, its own examples are plain (cda/README 4).
 *
 * The file is opened in the door process, within its limits of time and memory.
 *
 * @throws PosteError FILE_TOO_LARGE (before anything is copied), PDF_EMPTY, PDF_INVALID, PDF_ENCRYPTED, PDF_ACTIVE, PDF_ATTACHMENT,
 *   PDF_HIDDEN, PDF_TOO_LONG, PDF_PAGE_COUNT, PDF_TOO_SLOW, PDF_TOO_HEAVY, PDF_LOST, DOORS_UNAVAILABLE.
 */
export async function checkPdf(
  doors: Doors,
  bytes: Uint8Array,
  limits: { readonly cpuMs?: number; readonly maxPages?: number } = {},
): Promise<CheckedPdf> {
  const { maxPages = MAX_PAGES, ...used } = limits;
  if (bytes.byteLength === 0) throw pdfError('PDF_EMPTY');
  if (bytes.byteLength > PDF_MAX_BYTES) {
    const mebibytes = (n: number): number => Math.ceil(n / (1024 * 1024));
    throw pdfError('FILE_TOO_LARGE', { values: { limit: `${mebibytes(PDF_MAX_BYTES)} Mo` } });
  }
  // Something else may hide before the header (a page, a program): readers look past it, others run it.
  if (!/^\s*%PDF-/.test(ascii(bytes.subarray(0, 64)))) throw pdfError('PDF_INVALID', { detail: 'header' });
  // A reader repairs a file cut short, and would show half a document: its end must be there.
  if (!/startxref\s+\d+\s+%%EOF/.test(ascii(bytes.subarray(-2048)))) throw pdfError('PDF_INVALID', { detail: 'trailer' });

  const facts = await doors.open('pdf', { bytes, maxPages }, answer, used);
  if (failed(facts)) throw pdfError(FAILURES[facts.failure], { detail: facts.detail });
  const { pages, counted, encrypted, pdfAPart, title, refusal } = facts;
  if (encrypted) throw pdfError('PDF_ENCRYPTED');
  if (refusal !== null) throw pdfError(refusal.code, { values: { what: REFUSED[refusal.name] }, detail: refusal.name });
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

/** A process that ends twice over one file was ended by it, or by the system or somebody: nobody can say which. */
const FAILURES = { slow: 'PDF_TOO_SLOW', heavy: 'PDF_TOO_HEAVY', lost: 'PDF_LOST', unreadable: 'PDF_INVALID' } as const satisfies Readonly<
  Record<DoorFailure['failure'], string>
>;

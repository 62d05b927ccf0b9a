import { Judge, type Refusal } from './judge.ts';
import { withDocument } from './open.ts';
import { readObjects } from './objects.ts';
import { countPages } from './pages.ts';
import { PasswordException, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What we want to know of a PDF. */
interface PdfFacts {
  readonly pages: number;
  /** Leaves of its page tree, whatever the tree says of itself; null when they cannot be counted. */
  readonly counted: number | null;
  /** Protected, even with an empty password. */
  readonly encrypted: boolean;
  /** Part of ISO 19005 it declares in its XMP: 1 for PDF/A-1; null when it declares none. */
  readonly pdfAPart: number | null;
  readonly title: string | null;
  /** What acts, is attached or may hide; null when nothing does. */
  readonly refusal: Refusal | null;
}

/**
 * Opens a PDF, walks its pages (up to `maxPages`) and reads its metadata. Nothing of the file is executed, rendered or fetched. May take
 * very long on a hostile file: run it where it can be killed.
 *
 * @param bytes taken away by the reader.
 * @throws PdfLimit past our own limits, else whatever the parser throws on a file it cannot read.
 */
export async function inspectPdf(bytes: Uint8Array, maxPages: number): Promise<PdfFacts> {
  // Before the full reader, which unfolds what it meets: what is beyond the limits never reaches it.
  const looked = look(bytes);
  if (looked === PROTECTED) return PROTECTED;
  // Too many pages are refused by their number: nobody needs to open them.
  if (looked.refusal !== null || looked.pages > maxPages) return looked;
  try {
    return await withDocument(bytes, { most: 1, strict: true }, (document) => factsOf(document, looked, maxPages));
  } catch (thrown) {
    if (thrown instanceof PasswordException) return PROTECTED;
    throw thrown;
  }
}

/** What the full reader says of it, its pages walked. */
async function factsOf(document: PDFDocumentProxy, looked: PdfFacts, maxPages: number): Promise<PdfFacts> {
  const { info, metadata } = await document.getMetadata();
  // A document that is too long is refused by its number: its pages are not walked.
  if (document.numPages <= maxPages) await walk(document, looked.counted);
  const facts: Readonly<Record<string, unknown>> = { ...info };
  if (typeof facts['EncryptFilterName'] === 'string') return PROTECTED;
  // What the look at the objects may miss, the reader itself would run: both have their say.
  const scripted = (await document.getJSActions()) !== null || facts['IsXFAPresent'] === true;
  const raw: unknown = metadata?.getRaw();
  return {
    pages: document.numPages,
    counted: looked.counted,
    encrypted: false,
    pdfAPart: pdfAPart(typeof raw === 'string' ? raw : ''),
    refusal: scripted ? { code: 'PDF_ACTIVE', name: 'JavaScript' } : null,
    title: typeof facts['Title'] === 'string' && facts['Title'].trim() !== '' ? facts['Title'].trim() : null,
  };
}

/**
 * Opens the pages. Where our own reading of the page tree found as many, the first and the last stand for those between: the
 * reader looks for each page from the beginning of the tree, and all of them cost it the square of their number.
 */
async function walk(document: PDFDocumentProxy, counted: number | null): Promise<void> {
  const { numPages: last } = document;
  const step = counted === last ? Math.max(1, last - 1) : 1;
  for (let number = 1; number <= last; number += step) {
    const page = await document.getPage(number);
    page.cleanup();
  }
}

/** The smallest PDF with a page: opening it loads all that opening any other one needs. */
const SMALLEST =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>endobj\n' +
  'xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n176\n%%EOF\n';

/** Opens a PDF of our own, so that the first one from outside does not wait for the reader to load. */
export async function warmReader(): Promise<void> {
  await inspectPdf(new TextEncoder().encode(SMALLEST), 1);
}

const NOTHING: PdfFacts = { pages: 0, counted: null, encrypted: false, pdfAPart: null, title: null, refusal: null };
const PROTECTED: PdfFacts = { ...NOTHING, encrypted: true };

/** What the objects say by themselves. @throws Error when they cannot be read, although nothing protects them. */
function look(bytes: Uint8Array): PdfFacts {
  const judge = new Judge();
  const objects = readObjects(bytes, judge.visit);
  if (objects.trailers.some(({ entries }) => (entries.get('Encrypt') ?? { kind: 'null' }).kind !== 'null')) return PROTECTED;
  const refusal = judge.verdict(objects);
  if (refusal !== null) return { ...NOTHING, refusal };
  if (objects.failure !== null) throw objects.failure;
  const counted = countPages(objects);
  return { ...NOTHING, pages: counted ?? 0, counted };
}

/** XMP `pdfaid:part` (ISO 19005-1, 6.7.11), as an element or as an attribute. */
function pdfAPart(xmp: string): number | null {
  const found = /<pdfaid:part>\s*(\d)\s*<\/pdfaid:part>|\spdfaid:part\s*=\s*["'](\d)["']/i.exec(xmp);
  return found === null ? null : Number(found[1] ?? found[2]);
}

import { activeContent } from './active.ts';
import { countPages } from './pages.ts';
import { getDocument, PasswordException, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What we want to know of a PDF. */
export interface PdfFacts {
  readonly pages: number;
  /** Leaves of its page tree, whatever the tree says of itself; null when they cannot be counted. */
  readonly counted: number | null;
  /** Protected, even with an empty password. */
  readonly encrypted: boolean;
  /** Part of ISO 19005 it declares in its XMP: 1 for PDF/A-1; null when it declares none. */
  readonly pdfAPart: number | null;
  readonly title: string | null;
  /** Script or action it holds (`JavaScript`); null when none. */
  readonly active: string | null;
}

/**
 * Opens a PDF, walks its pages (up to `maxPages`) and reads its metadata. Nothing of the file is executed, rendered or fetched. May take
 * very long on a hostile file: run it where it can be killed.
 *
 * @throws whatever the parser throws on a file it cannot read.
 */
export async function inspectPdf(bytes: Uint8Array, maxPages: number): Promise<PdfFacts> {
  // Before the reader, which takes the bytes away; told after it, which alone knows what is encrypted.
  const looked = look(bytes);
  const task = getDocument({
    data: bytes,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    disableAutoFetch: true,
    stopAtErrors: true,
    maxImageSize: 1,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    const { info, metadata } = await document.getMetadata();
    // A document that is too long is refused by its number: its pages are not walked.
    for (let page = 1; page <= document.numPages && document.numPages <= maxPages; page++) {
      const opened = await document.getPage(page);
      opened.cleanup();
    }
    const facts: Readonly<Record<string, unknown>> = { ...info };
    if (typeof facts['EncryptFilterName'] === 'string') return PROTECTED;
    if ('failure' in looked) throw looked.failure;
    // What the look at the objects may miss, the reader itself would run: both have their say.
    const scripted = (await document.getJSActions()) !== null || facts['IsXFAPresent'] === true ? 'JavaScript' : null;
    const raw: unknown = metadata?.getRaw();
    return {
      pages: document.numPages,
      counted: looked.counted,
      encrypted: false,
      pdfAPart: pdfAPart(typeof raw === 'string' ? raw : ''),
      active: looked.active ?? scripted,
      title: typeof facts['Title'] === 'string' && facts['Title'].trim() !== '' ? facts['Title'].trim() : null,
    };
  } catch (thrown) {
    if (thrown instanceof PasswordException) return PROTECTED;
    throw thrown;
  } finally {
    await task.destroy();
  }
}

const PROTECTED: PdfFacts = { pages: 0, counted: null, encrypted: true, pdfAPart: null, title: null, active: null };

/** What the objects say by themselves; the failure is kept: those of an encrypted file cannot be read. */
function look(bytes: Uint8Array): Pick<PdfFacts, 'active' | 'counted'> | { readonly failure: unknown } {
  try {
    return { active: activeContent(bytes), counted: countPages(bytes) };
  } catch (failure) {
    return { failure };
  }
}

/** XMP `pdfaid:part` (ISO 19005-1, 6.7.11), as an element or as an attribute. */
function pdfAPart(xmp: string): number | null {
  const found = /<pdfaid:part>\s*(\d)\s*<\/pdfaid:part>|\spdfaid:part\s*=\s*["'](\d)["']/i.exec(xmp);
  return found === null ? null : Number(found[1] ?? found[2]);
}

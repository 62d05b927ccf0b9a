/** Why a file is not read to its end: it asks for more than any document needs. */
export class PdfLimit extends Error {
  override readonly name = 'PdfLimit';
}

/** @param what limit that was passed: `inflated`, `objects`... */
export const pdfLimit = (what: string): PdfLimit => new PdfLimit(what);

/** Objects of one file; a page of a tagged document has some hundreds. */
export const OBJECTS_MAX = 1_000_000;
/** What the streams that hold the file's structure unfold to, all together, in bytes. */
export const INFLATED_MAX = 64 * 1024 * 1024;
/** What the metadata of a document (XMP) unfold to, in bytes. */
export const METADATA_MAX = 8 * 1024 * 1024;
/** How many times its own size a file may be gone over. */
export const PASSES_MAX = 4;

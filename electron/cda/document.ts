import type { CdaContent } from './content.ts';
import { readCda } from './read.ts';

/**
 * A document: its bytes and what they say, which travel together so that nobody reads them again. Made by whoever read
 * the bytes or wrote them, and by nobody else: one cannot be put beside the bytes of another.
 */
export class CdaDocument {
  readonly #bytes: Uint8Array;
  readonly #content: CdaContent;

  protected constructor(bytes: Uint8Array, content: CdaContent) {
    this.#bytes = bytes;
    this.#content = content;
  }

  /** A document that came as bytes. @throws PosteError those of `readCda` */
  static read(bytes: Uint8Array): CdaDocument {
    return new CdaDocument(bytes, readCda(bytes));
  }

  /** The file, UTF-8. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get content(): CdaContent {
    return this.#content;
  }
}

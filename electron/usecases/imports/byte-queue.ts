import { importError } from './errors.ts';

/**
 * The pieces of a file as its reader asks for them: `push` answers when the piece was read, so that whoever gives the
 * file waits for whoever reads it, and one piece is held at a time.
 */
export class ByteQueue implements AsyncIterable<Uint8Array> {
  #waiting: { readonly bytes: Uint8Array; readonly taken: () => void } | null = null;
  #given: { readonly taken: () => void } | null = null;
  #wake: (() => void) | null = null;
  #over = false;
  /** Bytes read to their end. */
  bytesTaken = 0;

  /** Resolves when the reader asks for more, or wants no more. @throws PosteError IMPORT_BUSY */
  async push(bytes: Uint8Array): Promise<void> {
    if (this.#waiting !== null || this.#given !== null) throw importError('IMPORT_BUSY');
    if (this.#over) return;
    await new Promise<void>((taken) => {
      this.#waiting = { bytes, taken };
      this.#rouse();
    });
  }

  /** Nothing more is read: the file was given, or its reader left. */
  get over(): boolean {
    return this.#over;
  }

  /** Nothing more comes: the reader ends after what it has. */
  end(): void {
    this.#over = true;
    this.#rouse();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const piece = this.#waiting;
        if (piece !== null) {
          this.#waiting = null;
          this.#given = piece;
          yield piece.bytes;
          this.bytesTaken += piece.bytes.byteLength;
          this.#given = null;
          piece.taken();
        } else if (this.#over) return;
        else await new Promise<void>((wake) => (this.#wake = wake));
      }
    } finally {
      // The reader left, finished or not: nobody waits for it.
      this.#over = true;
      this.#given?.taken();
      this.#given = null;
      this.#waiting?.taken();
      this.#waiting = null;
    }
  }

  #rouse(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}

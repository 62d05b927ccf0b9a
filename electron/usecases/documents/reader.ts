import { textOf } from '../../../shared/domain/documents/page-line.ts';
import type { DocumentReading, DocumentRecord } from '../../../shared/domain/record/document.ts';
import { PosteError } from '../../../shared/errors.ts';
import type { PdfReading } from '../../pdf/read.ts';
import type { Store } from '../../store/types.ts';
import { localDay } from '../patients/view.ts';
import { formSince, proposalFor, proposedSince } from './recognised.ts';
import { namedIn, otherPersonOf, type PageSays } from './whom.ts';

interface DocumentReaderPorts {
  readonly store: Store;
  readonly reading: PdfReading;
  readonly now: () => Date;
  readonly testOidsAllowed: boolean;
  /** Hears what keeps it from reading; nobody waits for it. */
  readonly report: (thrown: unknown) => void;
}

/** Pages of text read at once. */
const PAGES_AT_ONCE = 10;
/** Whoever validates a scan that was just added waits this long at most for its first page to be read, in milliseconds. */
const FIRST_PAGE_MS = 5_000;
/** A document changed by somebody while what it says is written is written again. */
const TRIES = 5;

/**
 * Reads the documents that are not, one page at a time, after whoever added them was answered: their text for the search, the
 * fields of a draft that nobody typed in, whom it names. Where it stands is in the store: a stop, a lock or a crash takes nothing
 * back, and a document that goes away is read no further.
 */
export class DocumentReader {
  readonly #ports: DocumentReaderPorts;
  #going: Promise<void> | null = null;
  #again = false;
  /** Read before the others. */
  #hurried: string | null = null;
  #closed = false;
  /** Over with the next thing that may change what somebody waits for. */
  #step = Promise.withResolvers<void>();

  constructor(ports: DocumentReaderPorts) {
    this.#ports = ports;
  }

  /** Something may be left to read. */
  readOn(): void {
    if (this.#closed) return;
    this.#again = true;
    this.#going ??= this.#run().finally(() => {
      this.#going = null;
      // Asked for as it ended.
      if (this.#again) this.readOn();
      this.#stepOver();
    });
  }

  /**
   * Resolves once the first page of a scan is read, before that of any other one, or cannot be in time: whom it names is said before
   * it is validated.
   */
  async firstPage(id: string): Promise<void> {
    let [asked, late] = [false, false];
    const timer = setTimeout(() => {
      late = true;
      this.#stepOver();
    }, FIRST_PAGE_MS);
    try {
      for (;;) {
        // Before the look: what happens meanwhile is not missed.
        const { promise: step } = this.#step;
        const reading = (await this.#ports.store.documents.get(id))?.reading;
        const isDue = reading?.scanned === true && reading.done === 0 && (reading.state === 'waiting' || reading.state === 'reading');
        // Everything was tried, and it is still to be read: it cannot be.
        const isGivenUp = asked && this.#going === null;
        if (!isDue || isGivenUp || late || this.#closed) return;
        asked = true;
        this.#hurried = id;
        this.readOn();
        await step;
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #stepOver(): void {
    this.#step.resolve();
    this.#step = Promise.withResolvers();
  }

  /** Resolves once nothing is being read. */
  async over(): Promise<void> {
    await this.#going;
  }

  /** Nothing more is read; what is being read is left where it stood. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stepOver();
    await this.over();
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        const tried = new Set<string>();
        for (let id = await this.#next(tried); id !== undefined; id = await this.#next(tried)) {
          await this.#read(id);
          // Left for another one, it is taken up again after it.
          if (this.#isLeftFor(id)) tried.delete(id);
        }
      } catch (thrown) {
        if (!this.#closed) this.#ports.report(thrown);
      }
    }
  }

  /** The oldest one that was not tried, but for the one that somebody waits for. */
  async #next(tried: Set<string>): Promise<string | undefined> {
    const left = (await this.#ports.store.documents.unread()).filter((id) => !tried.has(id));
    const hurried = left.find((id) => id === this.#hurried);
    if (hurried === undefined) this.#hurried = null;
    const next = hurried ?? left[0];
    if (next !== undefined) tried.add(next);
    return next;
  }

  /** Somebody waits for another one. */
  #isLeftFor(id: string): boolean {
    return this.#hurried !== null && this.#hurried !== id;
  }

  async #read(id: string): Promise<void> {
    const { store } = this.#ports;
    const bytes = await store.documents.content(id, 'pdf');
    if (bytes === null) return;
    while (!this.#closed && !this.#isLeftFor(id)) {
      const document = await store.documents.get(id);
      if (document === null || document.reading.state === 'read' || document.reading.state === 'failed') return;
      if (document.reading.state === 'waiting' && !(await this.#keep(document, { ...document.reading, state: 'reading' }, []))) return;
      try {
        if (!(await this.#readPages(document, bytes))) return;
      } catch (thrown) {
        if (!(thrown instanceof PosteError) || !thrown.code.startsWith('READING_')) throw thrown;
        this.#ports.report(thrown);
        await this.#keep(document, { ...document.reading, state: 'failed' }, []);
        return;
      }
    }
  }

  /** The next pages: those that have a text, or one that is an image. @returns false when the document is gone. */
  async #readPages(document: DocumentRecord, bytes: Uint8Array): Promise<boolean> {
    const { reading } = this.#ports;
    const { done } = document.reading;
    const text = await reading.text(bytes, done + 1, PAGES_AT_ONCE);
    const [first] = text.pages;
    const pages = first === undefined ? [await reading.image(bytes, done + 1, { letters: true, symbols: done === 0 })] : [];
    const says = first === undefined ? pages : text.pages.map((lines): PageSays => ({ lines, symbols: [] }));
    const [page] = says;
    if (page === undefined) return false;
    const whole = first !== undefined && done === 0 ? await this.#withSymbols(bytes, page) : page;
    const reached = done + says.length;
    await this.#tell(document.id, whole, done === 0);
    return this.#keep(
      document,
      { state: reached >= document.pages ? 'read' : 'reading', done: reached, scanned: document.reading.scanned || first === undefined },
      says.map(({ lines }) => textOf(lines)),
    );
  }

  /** A page of text that names nobody may name them by a symbol. */
  async #withSymbols(bytes: Uint8Array, page: PageSays): Promise<PageSays> {
    if (namedIn(page, this.#ports.testOidsAllowed).length > 0) return page;
    const { symbols } = await this.#ports.reading.image(bytes, 1, { letters: false, symbols: true });
    return { ...page, symbols };
  }

  /** What a page says, to a draft whose fields nobody typed in, and of whom it is. */
  async #tell(id: string, page: PageSays, isFirst: boolean): Promise<void> {
    const { store, now, testOidsAllowed } = this.#ports;
    for (let tries = 1; ; tries++) {
      const document = await store.documents.get(id);
      if (document === null || document.status !== 'draft') return;
      const patient = await store.patients.get(document.patientId);
      if (patient === null) return;
      const { proposal: before, form } = document;
      const read = proposalFor(patient, { lines: page.lines, title: null, fileName: '', today: localDay(now()) });
      const proposal = before === null || !isFirst ? before : proposedSince(before, read);
      const other = document.otherPerson ?? (await otherPersonOf(store, page, patient, testOidsAllowed));
      const told: DocumentRecord = {
        ...document,
        proposal,
        form: before === null || proposal === null ? form : formSince(form, before, proposal),
        otherPerson: other === null ? null : { settled: false, ...other },
      };
      if (JSON.stringify(told) === JSON.stringify(document)) return;
      try {
        return await store.commit({ changes: [{ kind: 'document.save', document: told }], audit: [] });
      } catch (thrown) {
        if (!isConflict(thrown) || tries === TRIES) throw thrown;
      }
    }
  }

  /** @returns false when the document is gone. */
  async #keep({ id }: DocumentRecord, reading: DocumentReading, texts: readonly string[]): Promise<boolean> {
    try {
      await this.#ports.store.commit({ changes: [{ kind: 'document.read', documentId: id, reading, texts }], audit: [] });
      this.#stepOver();
      return true;
    } catch (thrown) {
      if (isConflict(thrown)) return false;
      throw thrown;
    }
  }
}

const isConflict = (thrown: unknown): boolean => thrown instanceof PosteError && thrown.code === 'STORE_CONFLICT';

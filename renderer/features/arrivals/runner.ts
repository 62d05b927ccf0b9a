import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import { after, EMPTY, isOver, nextOf, type Happening, type Landed, type Line, type Owner, type Queue, type Whose } from './queue.ts';

/** What arrives: a file, or the name of what cannot be taken and why. */
export type Arriving = { readonly file: File } | { readonly name: string; readonly refused: ErrorFacts };

/** What the queue asks of the world. */
export interface RunnerPorts {
  /** Its bytes, asked for when its turn comes. @throws PosteError FILE_* */
  readonly read: (file: File) => Promise<Uint8Array<ArrayBuffer>>;
  readonly whose: (fileName: string, bytes: Uint8Array<ArrayBuffer>) => Promise<Whose>;
  /** @param again the same bytes may be in the record. */
  readonly add: (patientId: string, fileName: string, bytes: Uint8Array<ArrayBuffer>, again: boolean) => Promise<Landed>;
  /** How a document is now; null once it is gone. */
  readonly look: (patientId: string, documentId: string) => Promise<Landed | null>;
  /** Hears of each file that is in its record. */
  readonly onLanded: (line: Line, owner: Owner, document: Landed) => void;
}

/** Longest file name that the application takes; its end says what the file is. */
const MAX_NAME = 255;

/** The files that arrive, read and filed by themselves, a few at a time. */
export class Arrivals {
  readonly #ports: RunnerPorts;
  /** Handles, not bytes: kept as long as their line may ask for them. */
  readonly #files = new Map<number, File>();
  readonly #listeners = new Set<() => void>();
  /** Documents that are being looked at, and whether they changed meanwhile. */
  readonly #looking = new Map<string, { stale: boolean }>();
  #queue = EMPTY;
  #next = 1;

  constructor(ports: RunnerPorts) {
    this.#ports = ports;
  }

  get queue(): Queue {
    return this.#queue;
  }

  /** Hears of each change; returns the function that stops it. */
  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Adds to what is there. @param to the record they came over; null: somebody will say of whom they are. */
  arrive(arriving: readonly Arriving[], to: Owner | null): void {
    if (arriving.length === 0) return;
    const files = arriving.map((one) => {
      const id = this.#next;
      this.#next += 1;
      if (!('file' in one)) return { id, name: one.name, refused: one.refused };
      this.#files.set(id, one.file);
      return { id, name: one.file.name.slice(-MAX_NAME), refused: null };
    });
    this.tell({ kind: 'arrived', files, to });
  }

  /** Takes what happened into account, and starts what may start. */
  tell(happening: Happening): void {
    this.#put(happening);
    for (let line = nextOf(this.#queue); line !== null; line = nextOf(this.#queue)) {
      this.#put({ kind: 'opened', id: line.id });
      void this.#open(line);
    }
  }

  /** Looks again at the scans that are being read. @param touched whether the documents of a record changed. */
  look(touched: (patientId: string) => boolean): void {
    for (const line of this.#queue.lines) {
      if (line.step.kind === 'scan' && line.to !== null && touched(line.to.id)) void this.#look(line.id, line.to, line.step.document);
    }
  }

  #put(happening: Happening): void {
    this.#queue = after(this.#queue, happening);
    for (const id of this.#files.keys()) if (!this.#queue.lines.some((line) => line.id === id)) this.#files.delete(id);
    for (const listener of this.#listeners) listener();
  }

  async #open({ id, to, name, again }: Line): Promise<void> {
    const file = this.#files.get(id);
    if (file === undefined) return;
    try {
      const bytes = await this.#ports.read(file);
      // Cancelled, or of somebody who left, while it was read: nobody is asked about it.
      if (!this.#queue.lines.some((line) => line.id === id && !isOver(line))) return;
      if (to === null) this.tell({ kind: 'asked', id, whose: await this.#ports.whose(name, bytes) });
      else this.#land(id, to, await this.#ports.add(to.id, name, bytes, again));
    } catch (thrown) {
      this.tell({ kind: 'failed', id, error: errorFacts(thrown) });
    }
  }

  #land(id: number, to: Owner, document: Landed): void {
    this.tell({ kind: 'landed', id, document });
    const line = this.#queue.lines.find((one) => one.id === id);
    if (line === undefined) return;
    this.#ports.onLanded(line, to, document);
    // Its reading may have ended before its arrival was known.
    if (line.step.kind === 'scan') void this.#look(id, to, document);
  }

  async #look(id: number, to: Owner, document: Landed): Promise<void> {
    const under = this.#looking.get(document.id);
    if (under !== undefined) {
      under.stale = true;
      return;
    }
    const look = { stale: true };
    this.#looking.set(document.id, look);
    try {
      while (look.stale) {
        look.stale = false;
        const now = await this.#ports.look(to.id, document.id);
        // Thrown away meanwhile: its arrival is over all the same.
        this.tell({ kind: 'landed', id, document: now ?? { ...document, reading: { ...document.reading, state: 'failed' } } });
      }
    } catch {
      // The next change of the record asks again.
    } finally {
      this.#looking.delete(document.id);
    }
  }
}

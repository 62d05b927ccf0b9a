import { storeError } from '../errors.ts';
import { LONG_READS, type ReadName } from '../reads.ts';
import type { StoreThread } from './thread.ts';

/** Who answers the reads of a store: the thread that writes, another one beside it while an import does, one of its own for what reads for long. */
export class Readers {
  readonly #writer: StoreThread;
  readonly #start: () => Promise<StoreThread>;
  readonly #apart = new Set<Promise<unknown>>();
  #beside: Promise<StoreThread> | null = null;
  #reader: StoreThread;
  #closed = false;

  /** @param start starts a thread that reads. */
  constructor(writer: StoreThread, start: () => Promise<StoreThread>) {
    this.#writer = writer;
    this.#reader = writer;
    this.#start = start;
  }

  async read(name: ReadName, args: readonly unknown[]): Promise<unknown> {
    if (!LONG_READS.has(name)) return await this.#reader.read(name, args);
    if (this.#closed) throw storeError('STORE_CLOSED');
    const reading = this.#readOnce(name, args);
    this.#apart.add(reading);
    try {
      return await reading;
    } finally {
      this.#apart.delete(reading);
    }
  }

  async #readOnce(name: ReadName, args: readonly unknown[]): Promise<unknown> {
    const thread = await this.#start();
    try {
      return await thread.read(name, args);
    } finally {
      await thread.close();
    }
  }

  /** From now on, reads do not wait for what is being written. */
  async readBeside(): Promise<void> {
    if (this.#beside !== null) return;
    this.#beside = this.#start();
    // Without it, reads wait for their turn.
    this.#reader = await this.#beside.catch(() => this.#writer);
  }

  /** Once what is being read is; the thread that writes goes on. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled([...this.#apart, this.#beside?.then((thread) => thread.close())]);
  }
}

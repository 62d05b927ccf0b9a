import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { writeDurably } from './durable-file.ts';
import { makeFolder } from './make-folder.ts';

/** What a service was found to say, and when. */
interface Said<T> {
  /** ISO 8601. */
  readonly at: string;
  readonly value: T;
}

export interface DailyFilePorts<T> {
  /** Null: never asked, nothing is kept. */
  readonly url: string | null;
  /** Asks for it. @throws whatever says that what came is not it. */
  readonly ask: (url: string, signal: AbortSignal) => Promise<T>;
  /** Where the last good one is kept with its date; public data. */
  readonly file: string;
  /** What may be kept there. */
  readonly kept: z.ZodType<T>;
  readonly now: () => Date;
  /** How long one serves before the next is asked for, in milliseconds. */
  readonly refreshMs: number;
  /** It says something else: what was judged by the former one is stale. */
  readonly changed: () => void;
}

/**
 * A public file of a national service: asked for once a day while somebody works, kept with its date. Whatever comes instead of
 * it (a page, too much, silence), the last good one serves: nobody waits for it.
 */
export class DailyFile<T> {
  readonly #ports: DailyFilePorts<T>;
  #said: Said<T> | null = null;
  #fetching: Promise<void> | null = null;
  readonly #stop = new AbortController();

  constructor(ports: DailyFilePorts<T>) {
    this.#ports = ports;
    if (ports.url !== null) this.#said = lastKept(ports.file, ports.kept);
  }

  /** Null: it never came. */
  get last(): Said<T> | null {
    return this.#said;
  }

  /** Asks for it when it is old. Never rejects. A date to come is of a clock that was set back: it is asked for. */
  refresh(): Promise<void> {
    const { url, now, refreshMs } = this.#ports;
    const age = this.#said === null ? null : now().getTime() - Date.parse(this.#said.at);
    if (url === null || (age !== null && age >= 0 && age < refreshMs)) return Promise.resolve();
    this.#fetching ??= this.#ask(url)
      .catch(() => undefined)
      .finally(() => (this.#fetching = null));
    return this.#fetching;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#fetching;
  }

  async #ask(url: string): Promise<void> {
    const { ask, file, now, changed } = this.#ports;
    this.#said = { value: await ask(url, this.#stop.signal), at: now().toISOString() };
    changed();
    makeFolder(dirname(file));
    writeDurably(file, new TextEncoder().encode(`${JSON.stringify(this.#said)}\n`));
  }
}

/** What the last run kept; null when there is nothing to read, or nothing that could have been kept. */
function lastKept<T>(file: string, kept: z.ZodType<T>): Said<T> | null {
  try {
    return z.strictObject({ at: z.iso.datetime(), value: kept }).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

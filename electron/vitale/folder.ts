import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CardReading } from '../../shared/domain/identity/beneficiary.ts';
import { PosteError } from '../../shared/errors.ts';
import { vitaleError } from './errors.ts';
import { isWholeJson, parseHandOver, VITALE_MAX_BYTES, type FreshnessPorts } from './format.ts';

/** Name of a hand-over; no other file of the folder is opened. */
const DROPPED = /^[^.].*\.vitale\.json$/i;
/** Name of one being written; a reader that died leaves health data in it. */
const TEMPORARY = /\.vitale\.tmp$/i;
const POLL_MS = 200;
/** A file that is not whole is still being written until it has not changed for this long, in milliseconds. */
const SETTLE_MS = 600;
const ABANDONED_MS = 10 * 60_000;

export interface DropPorts extends FreshnessPorts {
  /** A reading, within a second of its drop. Each is awaited before the next. */
  readonly onReading: (reading: CardReading) => void | Promise<void>;
  /** A refusal, or trouble of the folder; what was received is erased all the same. */
  readonly onRefused: (error: PosteError) => void;
}

export interface VitaleDrop {
  /** Stops; the reading under way is finished first. */
  close(): Promise<void>;
}

/**
 * Watches a folder where a card reader drops its readings (electron/vitale/README.md). Every `*.vitale.json` is read once and erased,
 * accepted or refused: it holds health data. The folder is made when it is not there, and made again when it goes.
 *
 * Looks at the folder five times a second: file notifications are lost on network drives and when the folder goes.
 */
export function watchVitaleFolder(folder: string, ports: DropPorts): VitaleDrop {
  const watch = new FolderWatch(folder, ports);
  const running = watch.run();
  return {
    close: async () => {
      watch.stop();
      await running;
    },
  };
}

class FolderWatch {
  readonly #folder: string;
  readonly #ports: DropPorts;
  /** Files here, by inode, size and last change: since when; done when read although they could not be erased. */
  readonly #seen = new Map<string, { readonly at: number; readonly done: boolean }>();
  readonly #stop = new AbortController();

  constructor(folder: string, ports: DropPorts) {
    this.#folder = folder;
    this.#ports = ports;
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Looks until it is stopped. */
  async run(): Promise<void> {
    const { signal } = this.#stop;
    let trouble = false;
    while (!signal.aborted) {
      try {
        await this.#look();
        trouble = false;
      } catch {
        // Said once, until the folder is back.
        if (!trouble) this.#tell(vitaleError('VITALE_FOLDER'));
        trouble = true;
      }
      await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const files = await dropped(this.#folder);
    const marks = new Map(files.map((file) => [file, markOf(file)]));
    const present = new Set(marks.values());
    for (const mark of this.#seen.keys()) if (!present.has(mark)) this.#seen.delete(mark);
    for (const [file, mark] of marks) {
      if (this.#stop.signal.aborted) return;
      await this.#take(file, mark);
    }
  }

  /** Reads a file that is new, erases it, and gives what it says before the next one is looked at. */
  async #take({ path, stats }: Dropped, mark: string): Promise<void> {
    const since = this.#seen.get(mark) ?? { at: performance.now(), done: false };
    this.#seen.set(mark, since);
    if (since.done) return;
    const taken = await takeDrop(path, stats, performance.now() - since.at > SETTLE_MS, this.#ports);
    if (taken === null) return;
    if (!taken.erased) {
      // As it is now: it may have grown between the look and the reading.
      const left = await lstat(path).catch(() => null);
      if (left !== null) this.#seen.set(markOf({ path, stats: left }), { at: since.at, done: true });
      this.#tell(vitaleError('VITALE_NOT_DELETED'));
    }
    if (taken.read instanceof PosteError) this.#tell(taken.read);
    else
      await Promise.resolve(taken.read)
        .then(this.#ports.onReading)
        .catch(() => undefined);
  }

  #tell(error: PosteError): void {
    try {
      this.#ports.onRefused(error);
    } catch {
      // The watch outlives those who listen.
    }
  }
}

interface Dropped {
  readonly path: string;
  readonly stats: Stats;
}

const markOf = ({ path, stats }: Dropped): string => `${path}\n${stats.ino}\n${stats.size}\n${stats.mtimeMs}`;

/** Files to read, the oldest first. Temporary ones left behind are erased on the way. */
async function dropped(folder: string): Promise<readonly Dropped[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found: Dropped[] = [];
  for (const name of await readdir(folder)) {
    const temporary = TEMPORARY.test(name);
    if (!temporary && !DROPPED.test(name)) continue;
    const path = join(folder, name);
    // Gone since the list was made: taken back by the reader.
    const stats = await lstat(path).catch(() => null);
    if (stats === null || stats.isDirectory()) continue;
    if (!temporary) found.push({ path, stats });
    else if (Date.now() - stats.mtimeMs > ABANDONED_MS) await erased(path);
  }
  return found.toSorted((a, b) => a.stats.mtimeMs - b.stats.mtimeMs || (a.path < b.path ? -1 : 1));
}

interface Taken {
  readonly read: CardReading | PosteError;
  readonly erased: boolean;
}

/**
 * Reads and erases one file; null when it is not whole yet. It is first given a name of ours: a second reading dropped
 * under the same name meanwhile is another file.
 */
async function takeDrop(path: string, stats: Stats, settled: boolean, ports: FreshnessPorts): Promise<Taken | null> {
  // A link could name any file of the user: erased, never followed.
  if (!stats.isFile()) return { read: vitaleError('VITALE_FORMAT', { detail: 'not a regular file' }), erased: await erased(path) };
  if (stats.size > VITALE_MAX_BYTES) return { read: vitaleError('VITALE_TOO_LARGE'), erased: await erased(path) };
  const first = await content(path);
  if (first === null || (!settled && !isWholeJson(first))) return null;
  const claimed = join(dirname(path), `.${randomUUID()}.vitale.tmp`);
  const ours = await rename(path, claimed).then(
    () => claimed,
    () => path,
  );
  const bytes = (await content(ours)) ?? first;
  return { read: attempt(bytes, ports), erased: await erased(ours) };
}

function attempt(bytes: Uint8Array, ports: FreshnessPorts): CardReading | PosteError {
  try {
    return parseHandOver(bytes, ports);
  } catch (thrown) {
    if (thrown instanceof PosteError) return thrown;
    throw thrown;
  }
}

/** At most one byte more than allowed; null when the file cannot be opened now (another program holds it). */
async function content(path: string): Promise<Uint8Array | null> {
  // Windows has no O_NOFOLLOW, and O_NONBLOCK keeps a pipe put in the place of the file from holding us.
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)).catch(() => null);
  if (file === null) return null;
  try {
    const bytes = new Uint8Array(VITALE_MAX_BYTES + 1);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.slice(0, length);
  } finally {
    await file.close();
  }
}

const erased = (path: string): Promise<boolean> =>
  unlink(path).then(
    () => true,
    () => false,
  );

import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dataFiles } from '../data-folder.ts';
import { writeDurably } from '../durable-file.ts';
import { makeFolder } from '../make-folder.ts';
import type { Secrets } from '../platform/types.ts';
import type { StoreMark } from '../store/types.ts';

const markSchema = z.strictObject({
  head: z.string().regex(/^[0-9a-f]{64}$/),
  length: z.int().min(0),
  departures: z.int().min(0),
  /** This workstation and folder, hashed; null where the workstation has no place of its own to be known by. */
  place: z.string().nullable(),
});
type Mark = z.infer<typeof markSchema>;
const workstationSchema = z.strictObject({ id: z.uuid() });

/** What is found where a mark is kept. */
type Kept = 'absent' | 'unreadable' | Mark;

const isMark = (kept: Kept): kept is Mark => typeof kept !== 'string';
/** Something was written here once. */
const tellsData = (kept: Kept): boolean => kept === 'unreadable' || (isMark(kept) && kept.length > 0);

/**
 * What is noted of the store outside of it (electron/README 7), sealed: beside it, and, for a folder that is put back
 * whole from a copy, where the workstation keeps its own state.
 */
export class JournalMarks {
  readonly #files: readonly string[];
  readonly #secrets: Secrets;
  readonly #place: string | null;
  readonly #beside: Kept;
  readonly #apart: Kept;
  #last: StoreMark | null = null;
  /** As they were found. */
  readonly found: readonly StoreMark[];

  /** @param stateFolder null: beside the store alone. */
  constructor(folder: string, stateFolder: string | null, secrets: Secrets) {
    this.#secrets = secrets;
    const beside = dataFiles(folder).mark;
    const place = stateFolder === null ? null : placeOf(folder, stateFolder);
    this.#place = place;
    const apart = stateFolder === null || place === null ? null : join(stateFolder, `${place.slice(0, 32)}.mark`);
    this.#files = apart === null ? [beside] : [beside, apart];
    this.#beside = this.#read(beside);
    this.#apart = apart === null ? 'absent' : this.#read(apart);
    this.found = [this.#beside, this.#apart].filter(isMark).map(({ head, length, departures }) => ({ head, length, departures }));
    this.#last = this.found.toSorted((a, b) => b.length - a.length)[0] ?? null;
  }

  /** One that should be there is not, or cannot be read. */
  get unanchored(): boolean {
    const [beside, apart] = [this.#beside, this.#apart];
    if (!isMark(beside)) return true;
    return apart === 'unreadable' || (apart === 'absent' && this.#place !== null && beside.place === this.#place);
  }

  /** The folder was last written elsewhere. */
  get moved(): boolean {
    return isMark(this.#beside) && this.#beside.place !== null && this.#place !== null && this.#beside.place !== this.#place;
  }

  /** What was noted does not name this place. */
  get unplaced(): boolean {
    return isMark(this.#beside) && this.#beside.place !== this.#place;
  }

  /** The folder tells of data. */
  get besideData(): boolean {
    return tellsData(this.#beside);
  }

  /** This workstation remembers data here. */
  get remembered(): boolean {
    return tellsData(this.#apart);
  }

  /** The longest known; null when there is none. */
  get latest(): StoreMark | null {
    return this.#last;
  }

  /** @throws what the file system says: the former ones are still there. */
  note({ head, length, departures }: StoreMark): void {
    const sealed = this.#secrets.protect(Buffer.from(JSON.stringify({ head, length, departures, place: this.#place } satisfies Mark)));
    for (const file of this.#files) writeDurably(file, sealed);
    this.#last = { head, length, departures };
  }

  #read(file: string): Kept {
    if (!existsSync(file)) return 'absent';
    try {
      return markSchema.parse(JSON.parse(Buffer.from(this.#secrets.unprotect(readFileSync(file))).toString('utf8')));
    } catch {
      return 'unreadable';
    }
  }
}

/** Told from any other workstation and folder; nothing of them can be read in it. */
function placeOf(folder: string, stateFolder: string): string | null {
  try {
    makeFolder(stateFolder);
    const file = join(stateFolder, 'workstation.json');
    if (!existsSync(file)) writeDurably(file, Buffer.from(JSON.stringify({ id: randomUUID() })));
    const { id } = workstationSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return createHash('sha256').update(id).update('\n').update(realpathSync(folder)).digest('hex');
  } catch {
    // A workstation without such a place still has the mark beside the store.
    return null;
  }
}

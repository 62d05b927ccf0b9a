import { createHash } from 'node:crypto';
import type { ImportLineError, ImportRun } from '../../../shared/contract/imports.ts';
import type { ImportItem } from '../../import/types.ts';
import type { ImportRecord } from '../../store/types.ts';
import { act, actorOf, type Acting, type Office } from '../office.ts';
import { importError } from './errors.ts';
import { Run, type RunSettings } from './run.ts';

/** How files are read: the room of formats gives it. */
export interface ImportReaders {
  /** @param head first bytes of the file, which tell how it is written. @throws PosteError IMPORT_* */
  readonly csv: (head: Uint8Array, whole: boolean) => Promise<(source: () => AsyncIterable<Uint8Array>) => AsyncIterable<ImportItem>>;
  readonly hl7: () => (source: () => AsyncIterable<Uint8Array>) => AsyncIterable<ImportItem>;
}

export interface ImportsParts extends Pick<Office, 'store' | 'now' | 'uuid'> {
  /** @throws PosteError SESSION_CLOSED */
  session(): Acting;
  readonly settings: RunSettings;
  readonly readers: ImportReaders;
  readonly changed: (run: ImportRun) => void;
}

/** Imports of patients and stays: one at a time, in a session, from a file that the window gives piece by piece. */
export class Imports {
  readonly #parts: ImportsParts;
  #run: Run | null = null;

  constructor(parts: ImportsParts) {
    this.#parts = parts;
  }

  /** Those that the last stop of the application interrupted are stopped, and can be gone on with. */
  async recover(): Promise<void> {
    const left = (await this.#parts.store.imports.list()).filter(({ state }) => state === 'running');
    if (left.length === 0) return;
    await this.#parts.store.commit({ changes: left.map((run) => ({ kind: 'import.save', run: { ...run, state: 'stopped' } })), audit: [] });
  }

  async list(): Promise<ImportRun[]> {
    const runs = await this.#parts.store.imports.list();
    return runs.map((run) => runView(run.id === this.#run?.record.id ? this.#run.record : run));
  }

  async errors(id: string, after: number, limit: number): Promise<ImportLineError[]> {
    return (await this.#parts.store.imports.errors(id, after, limit)).map((error) => ({ ...error }));
  }

  /**
   * Begins, or goes on when an earlier import of the same file did not reach its end. Another one under way is stopped.
   *
   * @throws PosteError IMPORT_EMPTY, IMPORT_ENCODING*, IMPORT_MAPPING, IMPORT_HEADER, SESSION_CLOSED
   */
  async begin(input: { readonly kind: 'csv' | 'hl7'; readonly fileName: string; readonly size: number; readonly dryRun: boolean; readonly head: Uint8Array }): Promise<ImportRun> {
    const { store, now, uuid, readers, settings, changed } = this.#parts;
    const session = this.#parts.session();
    await this.stop();
    const read = input.kind === 'csv' ? await readers.csv(input.head, input.head.byteLength >= input.size) : readers.hl7();
    const fingerprint = fingerprintOf(input);
    const earlier = input.dryRun ? null : await store.imports.byFingerprint(fingerprint);
    const at = now();
    const goesOn = earlier !== null && earlier.state !== 'done';
    const record: ImportRecord = goesOn
      ? { ...earlier, state: 'running', read: 0, error: null, fileName: input.fileName }
      : {
          id: uuid(),
          kind: input.kind,
          fileName: input.fileName,
          size: input.size,
          dryRun: input.dryRun,
          state: 'running',
          startedAt: at.toISOString(),
          by: actorOf(session),
          fingerprint,
          read: 0,
          lines: 0,
          created: 0,
          updated: 0,
          unchanged: 0,
          rejected: 0,
          error: null,
        };
    await store.commit({
      changes: [{ kind: 'import.save', run: record }],
      audit: [
        act(session, at, {
          act: goesOn ? 'import.resumed' : 'import.begun',
          label: `Import ${input.kind === 'csv' ? 'CSV' : 'HL7'} ${goesOn ? 'repris' : 'commencé'}${input.dryRun ? ' (à blanc)' : ''}`,
          patientId: null,
          objectId: record.id,
          details: { size: input.size, dryRun: input.dryRun, lines: record.lines },
        }),
      ],
    });
    this.#run = new Run({ store, now, uuid, settings, read, changed: (run) => changed(runView(run)) }, session, record);
    return runView(record);
  }

  /** @throws PosteError IMPORT_UNKNOWN, IMPORT_BUSY */
  async push(id: string, bytes: Uint8Array): Promise<ImportRun> {
    return runView(await this.#require(id).push(bytes));
  }

  /** @throws PosteError IMPORT_UNKNOWN */
  async end(id: string): Promise<ImportRun> {
    return runView(await this.#require(id).end());
  }

  /** Whole batches already taken stay. @throws PosteError IMPORT_UNKNOWN */
  async cancel(id: string): Promise<ImportRun> {
    return runView(await this.#require(id).stop({ state: 'cancelled', error: null }));
  }

  /** Stops what is under way: the session ended, or the application closes. */
  async stop(): Promise<void> {
    await this.#run?.stop({ state: 'stopped', error: null });
  }

  #require(id: string): Run {
    if (this.#run?.record.id !== id) throw importError('IMPORT_UNKNOWN');
    return this.#run;
  }
}

/** The same bytes of the same size are the same file, under any name. */
function fingerprintOf({ kind, size, head }: { readonly kind: string; readonly size: number; readonly head: Uint8Array }): string {
  return createHash('sha256').update(`${kind} ${size}\n`).update(head).digest('hex');
}

function runView({ by: _by, fingerprint: _fingerprint, ...run }: ImportRecord): ImportRun {
  return run;
}

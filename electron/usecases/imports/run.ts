import { errorFacts, PosteError } from '../../../shared/errors.ts';
import type { ImportedPatient, ImportItem, ImportRecord as Line } from '../../import/types.ts';
import type { AuditEntry, Change, ImportErrorRecord, ImportRecord, Store } from '../../store/types.ts';
import { act, actorOf, type Acting } from '../office.ts';
import { conflictOnce } from '../patients/conflict.ts';
import { importError } from './errors.ts';
import { Feed } from './feed.ts';
import { Picture, type NumberKey } from './picture.ts';
import { takeMerge } from './take-merge.ts';
import { authorityOf, takePatient, type LineTaken, type TakeContext } from './take-patient.ts';
import { takeStay } from './take-stay.ts';

/** Lines of one transaction: what the disk writes for one is shared by all of them, and nobody else waits long. */
const BATCH = 2000;
/** At most five tellings a second. */
const TELL_MS = 200;
/** Errors kept of one import: a file that is wrong from end to end says so as well with these. */
const MAX_ERRORS = 50_000;

export interface RunSettings {
  /** Names and OIDs of the structure's own identity domain. */
  readonly own: readonly string[];
  readonly testOidsAllowed: boolean;
  /** Authority of the numbers of a file that names none. */
  readonly defaultAuthority: string;
}

export interface RunParts {
  readonly store: Store;
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly settings: RunSettings;
  /** Reads the file. */
  readonly read: (source: () => AsyncIterable<Uint8Array>) => AsyncIterable<ImportItem>;
  readonly changed: (run: ImportRecord) => void;
}

type Counts = Pick<ImportRecord, 'lines' | 'created' | 'updated' | 'unchanged' | 'rejected'>;

/** Lines to which the rules were applied: what is to be written of them. */
interface Judged {
  readonly batch: readonly ImportItem[];
  readonly picture: Picture;
  readonly changes: readonly Change[];
  readonly errors: readonly ImportErrorRecord[];
  readonly counts: Omit<Counts, 'lines'>;
}

/** Lines that are being written. */
interface Writing {
  /** What they change: the store may not say it yet. */
  readonly picture: Picture | null;
  /** Whether they were written as they were judged, together. */
  readonly written: Promise<boolean>;
}

const NOTHING: Writing = { picture: null, written: Promise.resolve(true) };

/**
 * One import under way: pieces come in, lines are taken by whole batches, each one transaction with its trace. It ends
 * by itself at the end of the file, or is ended: the lines of the batch being gathered are left then, and no other.
 */
export class Run {
  readonly #parts: RunParts;
  readonly #session: Acting;
  readonly #feed = new Feed();
  readonly #reading: Promise<void>;
  /** Lines that an earlier run of the same file took. */
  readonly #before: number;
  readonly #dryPicture: Picture | null;
  #record: ImportRecord;
  #seen = 0;
  #errors = 0;
  #toldAt = 0;
  #ended: Pick<ImportRecord, 'state' | 'error'> | null = null;

  /** @param record as stored, `running`; its lines are passed over. */
  constructor(parts: RunParts, session: Acting, record: ImportRecord) {
    this.#parts = parts;
    this.#session = session;
    this.#record = record;
    this.#before = record.lines;
    this.#errors = record.rejected;
    this.#dryPicture = record.dryRun ? new Picture(parts.store) : null;
    this.#reading = this.#all();
  }

  get record(): ImportRecord {
    return this.#record;
  }

  get running(): boolean {
    return this.#record.state === 'running';
  }

  /** Answers when the piece is taken. @throws PosteError IMPORT_BUSY */
  async push(bytes: Uint8Array): Promise<ImportRecord> {
    await this.#feed.push(bytes);
    if (this.#ended !== null) await this.#reading;
    if (this.running) this.#record = { ...this.#record, read: this.#feed.bytesTaken };
    return this.#record;
  }

  /** The whole file was given. */
  async end(): Promise<ImportRecord> {
    if (this.running && this.#feed.bytesTaken < this.#record.size) return await this.stop({ state: 'stopped', error: facts(importError('IMPORT_INCOMPLETE')) });
    this.#feed.end();
    await this.#reading;
    return this.#record;
  }

  /** Ends it now: whole batches are kept, the lines being gathered are not taken. */
  async stop(how: Pick<ImportRecord, 'state' | 'error'>): Promise<ImportRecord> {
    this.#ended ??= how;
    this.#feed.end();
    await this.#reading;
    return this.#record;
  }

  async #all(): Promise<void> {
    let failure: ImportRecord['error'] = null;
    let writing = NOTHING;
    const take = async (batch: readonly ImportItem[]): Promise<void> => {
      // These lines are read and judged while the store writes the ones before.
      const meanwhile = await this.#judge(batch, writing);
      const judged = (await writing.written) ? meanwhile : await this.#judge(batch);
      if (this.#ended !== null) return;
      writing = { picture: judged.picture, written: this.#write(judged) };
      writing.written.catch(() => undefined);
    };
    try {
      // The first piece is read once the caller holds this run.
      await Promise.resolve();
      let batch: ImportItem[] = [];
      for await (const item of this.#parts.read(() => this.#feed)) {
        if (this.#ended !== null) break;
        this.#seen += 1;
        if (this.#seen <= this.#before) continue;
        batch.push(item);
        if (batch.length < BATCH) continue;
        await take(batch);
        batch = [];
      }
      if (this.#ended === null && batch.length > 0) await take(batch);
      await writing.written;
    } catch (thrown) {
      failure = facts(thrown);
      await writing.written.catch(() => undefined);
    }
    this.#feed.end();
    const end = this.#ended ?? { state: failure === null ? ('done' as const) : ('failed' as const), error: failure };
    await this.#close(end);
  }

  /** The end is stored; when even that fails the run says so, and the file can be given again. */
  async #close(end: Pick<ImportRecord, 'state' | 'error'>): Promise<void> {
    const record: ImportRecord = { ...this.#record, ...end, read: this.#feed.bytesTaken };
    try {
      await this.#parts.store.commit({ changes: [{ kind: 'import.save', run: record }], audit: [this.#entry('import.ended', LABELS[end.state], end.error?.code ?? 'ok', record)] });
      this.#record = record;
    } catch (thrown) {
      this.#record = { ...record, state: 'failed', error: facts(thrown) };
    }
    this.#parts.changed(this.#record);
  }

  /** Applies the rules to some lines, after the ones that are being written. */
  async #judge(batch: readonly ImportItem[], before: Writing = NOTHING): Promise<Judged> {
    const context = this.#context(this.#dryPicture ?? new Picture(this.#parts.store, before.picture), before);
    await context.picture.prefetch(wantedOf(batch, context));
    const changes: Change[] = [];
    const errors: ImportErrorRecord[] = [];
    const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
    for (const item of batch) {
      const taken = await this.#line(item, context);
      counts[taken.outcome] += 1;
      changes.push(...taken.changes);
      if (taken.outcome !== 'rejected' || taken.error === null) continue;
      const { code, message, action } = taken.error;
      errors.push({ line: item.line, code, message, action });
    }
    return { batch, picture: context.picture, changes, errors, counts };
  }

  /** @returns false when the lines had to be taken apart. */
  async #write(judged: Judged): Promise<boolean> {
    try {
      await this.#commit(judged);
      return true;
    } catch (thrown) {
      if (!isOfOneLine(thrown)) throw thrown;
      // Somebody changed one of these records meanwhile, or one line is against the rules of the store.
      await this.#inHalves(judged.batch);
      return false;
    }
  }

  /** Halves, and halves of those that the store refuses, down to the line that is refused alone. */
  async #inHalves(batch: readonly ImportItem[]): Promise<void> {
    const middle = Math.floor(batch.length / 2);
    for (const half of [batch.slice(0, middle), batch.slice(middle)]) {
      const [line, ...others] = half;
      if (line === undefined) continue;
      try {
        await this.#commit(await this.#judge(half));
      } catch (thrown) {
        if (!isOfOneLine(thrown)) throw thrown;
        if (others.length > 0) await this.#inHalves(half);
        else await this.#commit(await this.#judge([{ line: line.line, error: errorFacts(thrown) }]));
      }
    }
  }

  async #commit({ batch, changes, errors, counts }: Judged): Promise<void> {
    const { store, now } = this.#parts;
    const kept = errors.slice(0, MAX_ERRORS - this.#errors);
    const next: ImportRecord = { ...this.#record, ...added(this.#record, { ...counts, lines: batch.length }), read: this.#feed.bytesTaken };
    const written = this.#record.dryRun ? [] : changes;
    await store.commit({
      deferred: true,
      changes: [
        ...written,
        ...kept.map((error): Change => ({ kind: 'import.error', importId: next.id, error })),
        { kind: 'import.save', run: next },
      ],
      audit: written.length > 0 ? [this.#entry('import.lines', `Import : ${batch.length} lignes prises`, 'ok', { ...counts, lines: next.lines })] : [],
    });
    this.#record = next;
    this.#errors += kept.length;
    if (now().getTime() - this.#toldAt >= TELL_MS) {
      this.#toldAt = now().getTime();
      this.#parts.changed(next);
    }
  }

  /** @param before lines that are being written: what asks the store itself, rather than the picture, waits for them. */
  #context(picture: Picture, { written }: Writing): TakeContext {
    const { store, uuid, now, settings } = this.#parts;
    const at = now();
    const settled = async (): Promise<Store> => {
      await written;
      return store;
    };
    return {
      picture,
      at,
      by: actorOf(this.#session),
      uuid,
      settled,
      contradict: async (conflict) => await conflictOnce({ store: await settled(), uuid }, { ...conflict, at }),
      ...settings,
    };
  }

  async #line(item: ImportItem, context: TakeContext): Promise<LineTaken> {
    if ('error' in item) return { outcome: 'rejected', changes: [], error: new PosteError(item.error.code, item.error.message, item.error.action) };
    switch (item.kind) {
      case 'ignored':
        return { outcome: 'unchanged', changes: [], error: null };
      case 'merge':
        return await takeMerge(item, context);
      case 'patient':
        return await takePatient(item.patient, context);
      case 'stay': {
        if (item.patient.ipp === null) return { outcome: 'rejected', changes: [], error: importError('IMPORT_IPP') };
        const patient = await takePatient(item.patient, context);
        if (patient.record === null) return patient;
        const stay = await takeStay({ ...item, authority: authorityOf(item.patient.authorities, context), patientId: patient.record.id }, context);
        const outcome = stay.outcome === 'rejected' ? 'rejected' : patient.outcome === 'created' ? 'created' : stay.outcome === 'updated' ? 'updated' : patient.outcome;
        return { outcome, changes: [...patient.changes, ...stay.changes], error: stay.error };
      }
    }
  }

  #entry(name: string, label: string, result: string, counts: Counts): AuditEntry {
    const { created, updated, unchanged, rejected, lines } = counts;
    return act(this.#session, this.#parts.now(), {
      act: name,
      label: this.#record.dryRun ? `${label} (à blanc)` : label,
      patientId: null,
      objectId: this.#record.id,
      result,
      details: { lines, created, updated, unchanged, rejected },
    });
  }
}

const LABELS: Readonly<Record<ImportRecord['state'], string>> = {
  running: 'Import',
  done: 'Import terminé',
  cancelled: 'Import annulé : les lignes déjà prises restent',
  stopped: 'Import interrompu',
  failed: 'Import arrêté sur une erreur',
};

/** Refusals that one line may cause: the others of its batch are taken without it. */
const OF_ONE_LINE: ReadonlySet<string> = new Set(['STORE_CONFLICT', 'STORE_REFUSED', 'PATIENT_SAME_INS']);
const isOfOneLine = (thrown: unknown): thrown is PosteError => thrown instanceof PosteError && OF_ONE_LINE.has(thrown.code);

const facts = (thrown: unknown): NonNullable<ImportRecord['error']> => {
  const { code, message, action } = thrown instanceof PosteError ? thrown : importError('IMPORT_ABRUPT', { cause: thrown });
  return { code, message, action };
};

const added = (record: Counts, more: Counts): Counts => ({
  lines: record.lines + more.lines,
  created: record.created + more.created,
  updated: record.updated + more.updated,
  unchanged: record.unchanged + more.unchanged,
  rejected: record.rejected + more.rejected,
});

function wantedOf(batch: readonly ImportItem[], context: TakeContext): Parameters<Picture['prefetch']>[0] {
  const lines = batch.filter((item): item is Line => !('error' in item));
  const numbers: NumberKey[] = [];
  const visits: NumberKey[] = [];
  const patients: (ImportedPatient & { readonly number: NumberKey | null })[] = [];
  for (const line of lines) {
    if (line.kind === 'ignored') continue;
    const authority = authorityOf(line.kind === 'merge' ? line.authorities : line.patient.authorities, context);
    if (line.kind === 'merge') numbers.push({ authority, value: line.ipp }, { authority, value: line.mergedIpp });
    else patients.push({ ...line.patient, number: line.patient.ipp === null ? null : { authority, value: line.patient.ipp } });
    if (line.kind === 'stay' && line.stay.visitNumber !== null) visits.push({ authority, value: line.stay.visitNumber });
  }
  return { numbers, patients, visits };
}

import { errorFacts, PosteError } from '../../../shared/errors.ts';
import type { ImportedPatient, ImportItem, ImportRecord as Line } from '../../import/types.ts';
import type { AuditEntry, Change, ImportRecord, Store } from '../../store/types.ts';
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
    let taking: Promise<void> = Promise.resolve();
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
        await taking;
        // The next lines are read while the store writes these.
        taking = this.#take(batch);
        taking.catch(() => undefined);
        batch = [];
      }
      await taking;
      if (this.#ended === null && batch.length > 0) await this.#take(batch);
    } catch (thrown) {
      failure = facts(thrown);
      await taking.catch(() => undefined);
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

  async #take(batch: readonly ImportItem[]): Promise<void> {
    try {
      await this.#commit(batch);
    } catch (thrown) {
      // Somebody changed one of these records meanwhile, or one line is against the rules of the store: each line alone.
      if (!(thrown instanceof PosteError) || !ALONE.has(thrown.code) || batch.length === 1) {
        if (batch.length !== 1 || !(thrown instanceof PosteError) || !ALONE.has(thrown.code)) throw thrown;
        const [line] = batch;
        if (line !== undefined) await this.#commit([{ line: line.line, error: errorFacts(thrown) }]);
        return;
      }
      for (const item of batch) await this.#take([item]);
    }
  }

  async #commit(batch: readonly ImportItem[]): Promise<void> {
    const { store, now } = this.#parts;
    const context = this.#context(this.#dryPicture ?? new Picture(store));
    await context.picture.prefetch(wantedOf(batch, context));
    const changes: Change[] = [];
    const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
    for (const item of batch) {
      const taken = await this.#line(item, context);
      counts[taken.outcome] += 1;
      changes.push(...taken.changes);
      if (taken.outcome === 'rejected' && taken.error !== null && this.#errors < MAX_ERRORS) {
        this.#errors += 1;
        const { code, message, action } = taken.error;
        changes.push({ kind: 'import.error', importId: this.#record.id, error: { line: item.line, code, message, action } });
      }
    }
    const next: ImportRecord = { ...this.#record, ...added(this.#record, { ...counts, lines: batch.length }), read: this.#feed.bytesTaken };
    const written = this.#record.dryRun ? changes.filter(({ kind }) => kind === 'import.error') : changes;
    const acted = !this.#record.dryRun && changes.some(({ kind }) => kind !== 'import.error');
    await store.commit({
      deferred: true,
      changes: [...written, { kind: 'import.save', run: next }],
      audit: acted ? [this.#entry('import.lines', `Import : ${batch.length} lignes prises`, 'ok', { ...counts, lines: next.lines })] : [],
    });
    this.#record = next;
    if (now().getTime() - this.#toldAt >= TELL_MS) {
      this.#toldAt = now().getTime();
      this.#parts.changed(next);
    }
  }

  #context(picture: Picture): TakeContext {
    const { store, uuid, now, settings } = this.#parts;
    const at = now();
    let ipp: string | null = null;
    return {
      picture,
      at,
      by: actorOf(this.#session),
      uuid,
      nextIpp: async () => {
        ipp = ipp === null ? await store.patients.nextIpp() : following(ipp);
        return ipp;
      },
      contradict: (conflict) => conflictOnce({ store, uuid }, { ...conflict, at }),
      ...settings,
    };
  }

  async #line(item: ImportItem, context: TakeContext): Promise<LineTaken> {
    if ('error' in item) return { outcome: 'rejected', changes: [], error: new PosteError(item.error.code, item.error.message, item.error.action) };
    switch (item.kind) {
      case 'ignored':
        return { outcome: 'unchanged', changes: [], error: null };
      case 'merge':
        return await takeMerge(item, this.#parts.store, context);
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
const ALONE: ReadonlySet<string> = new Set(['STORE_CONFLICT', 'STORE_REFUSED', 'PATIENT_SAME_INS']);

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

/** `P000041` after `P000040`. */
const following = (ipp: string): string => `P${String(Number(ipp.slice(1)) + 1).padStart(6, '0')}`;

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

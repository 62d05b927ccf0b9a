import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import { leaseFrom } from '../../../shared/domain/record/lease.ts';
import type { ImportRecord } from '../../../shared/domain/record/import.ts';
import { errorFacts, PosteError, type ErrorCode } from '../../../shared/errors.ts';
import { createHash, type Hash } from 'node:crypto';
import type { ImportItem } from '../../import/types.ts';
import type { Change, Store } from '../../store/types.ts';
import { act, actorOf, type Acting } from '../acting.ts';
import { conflictsOnce } from '../patients/conflict.ts';
import { localDay } from '../patients/local-day.ts';
import { importError } from './errors.ts';
import { ByteQueue } from './byte-queue.ts';
import { judgeLines, type Judged } from './judge-lines.ts';
import type { TakePorts } from './line.ts';
import { BatchRecords } from './batch-records.ts';
import { added, tallied, type Counts } from './tally.ts';
import { numbersOfTwo } from './twice.ts';

/** Longer than the pieces of a file, and the batches of its lines, follow each other, in milliseconds. */
export const LEASE_MS = 15 * 60_000;

/** Lines of one transaction: what the disk writes for one is shared by all of them, and nobody else waits long. */
const BATCH = 2000;
/** At most five tellings a second. */
const TELL_MS = 200;
/** Errors kept of one import: a file that is wrong from end to end says so as well with these. */
const MAX_ERRORS = 50_000;

export type RunSettings = Pick<TakePorts, 'own' | 'proof' | 'documents' | 'defaultAuthority'>;

export interface RunPorts {
  readonly store: Store;
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly settings: RunSettings;
  /** Installation of this workstation. */
  readonly owner: string;
  /** Reads the file. */
  readonly read: (source: () => AsyncIterable<Uint8Array>) => AsyncIterable<ImportItem>;
  readonly changed: (run: ImportRecord) => void;
}

/** Lines that are being written. */
interface Writing {
  /** What they change: the store may not say it yet. */
  readonly records: BatchRecords | null;
  /** Whether they were written as they were judged, together. */
  readonly written: Promise<boolean>;
}

const NOTHING: Writing = { records: null, written: Promise.resolve(true) };

/**
 * One import under way: pieces come in, lines are taken by whole batches, each one transaction with its trace. It ends
 * by itself at the end of the file, or is ended: the lines of the batch being gathered are left then, and no other.
 */
export class Run {
  readonly #ports: RunPorts;
  readonly #session: Acting;
  readonly #bytes = new ByteQueue();
  readonly #reading: Promise<void>;
  /** Lines that an earlier run of the same file took. */
  readonly #before: number;
  readonly #dryRecords: BatchRecords | null;
  #record: ImportRecord;
  /** Records that its lines made. */
  readonly #created: string[] = [];
  /** Bytes of the lines read, in a file that is held whole. */
  #readWhole = 0;
  /** Lines whose number designates two people in this file, with those that share it. */
  #twice: ReadonlyMap<number, readonly number[]> = new Map();
  #seen = 0;
  /** Of the lines taken, in order. */
  #hash: Hash = createHash('sha256');
  #errors = 0;
  #toldAt = 0;
  #ended: Pick<ImportRecord, 'state' | 'error'> | null = null;

  /** @param record as stored, `running`; its lines are passed over. */
  constructor(ports: RunPorts, session: Acting, record: ImportRecord) {
    this.#ports = ports;
    this.#session = session;
    this.#record = record;
    this.#before = record.lines;
    this.#errors = record.rejected;
    this.#dryRecords = record.dryRun ? new BatchRecords(ports.store) : null;
    this.#reading = this.#all();
  }

  get record(): ImportRecord {
    return this.#record;
  }

  /** Ids of the records that its lines made. */
  get created(): string[] {
    return this.#created;
  }

  get running(): boolean {
    return this.#record.state === 'running';
  }

  /** Answers when the piece is taken. @throws PosteError IMPORT_BUSY */
  async push(bytes: Uint8Array): Promise<ImportRecord> {
    await this.#bytes.push(bytes);
    // A reader that left has failed: how is the answer, before anybody says that the file is not whole.
    if (this.#ended !== null || this.#bytes.over) await this.#reading;
    if (this.running) this.#record = { ...this.#record, read: this.#bytesRead };
    return this.#record;
  }

  /** Bytes whose lines were read. */
  get #bytesRead(): number {
    return this.#isHeld ? this.#readWhole : this.#bytes.bytesTaken;
  }

  /** A CSV file says who its lines are as a whole: its encoding, and the numbers that it gives twice. */
  get #isHeld(): boolean {
    return this.#record.kind === 'csv';
  }

  /** The whole file was given. */
  async end(): Promise<ImportRecord> {
    if (this.running && this.#bytes.bytesTaken < this.#record.size)
      return await this.stop({ state: 'stopped', error: facts(importError('IMPORT_INCOMPLETE')) });
    this.#bytes.end();
    await this.#reading;
    return this.#record;
  }

  /** Ends it now: whole batches are kept, the lines being gathered are not taken. */
  async stop(how: Pick<ImportRecord, 'state' | 'error'>): Promise<ImportRecord> {
    this.#ended ??= how;
    this.#bytes.end();
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
      writing = { records: judged.records, written: this.#write(judged) };
      writing.written.catch(() => undefined);
    };
    try {
      // The first piece is read once the caller holds this run.
      await Promise.resolve();
      let batch: ImportItem[] = [];
      const source = this.#isHeld ? await this.#held() : () => this.#bytes;
      for await (const item of this.#ports.read(source)) {
        if (this.#ended !== null) break;
        this.#seen += 1;
        if (this.#seen <= this.#before) {
          this.#hash.update(textOf(item));
          if (this.#seen === this.#before) this.#assertSameLines();
          continue;
        }
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
    this.#bytes.end();
    const end = this.#ended ?? { state: failure === null ? ('done' as const) : ('failed' as const), error: failure };
    await this.#close(end);
  }

  /**
   * The lines passed over are those that were taken: a file corrected meanwhile, under the same size, is another one, and
   * is taken from its beginning when it is given again.
   *
   * @throws PosteError IMPORT_OTHER_FILE
   */
  #assertSameLines(): void {
    if (this.#record.linesHash === null || this.#hash.copy().digest('hex') === this.#record.linesHash) return;
    this.#record = { ...this.#record, fingerprint: this.#record.id };
    throw importError('IMPORT_OTHER_FILE');
  }

  /** The file in memory, to be read again: once for what it says as a whole, once line by line. */
  async #held(): Promise<() => AsyncIterable<Uint8Array>> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.#bytes) pieces.push(piece);
    if (this.#ended !== null) return () => nothing();
    const whole = async function* (): AsyncGenerator<Uint8Array> {
      yield* pieces;
    };
    this.#twice = await numbersOfTwo(this.#ports.read(whole));
    return () => this.#counted(pieces);
  }

  async *#counted(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
    this.#readWhole = 0;
    for (const piece of pieces) {
      yield piece;
      this.#readWhole += piece.byteLength;
    }
  }

  /** The end is stored; when even that fails the run says so, and the file can be given again. */
  async #close(end: Pick<ImportRecord, 'state' | 'error'>): Promise<void> {
    const record: ImportRecord = { ...this.#record, ...end, read: this.#bytesRead, lease: null };
    try {
      await this.#ports.store.commit({
        changes: [{ kind: 'import.save', run: record }],
        audit: [this.#entry('import.ended', LABELS[end.state], end.error?.code ?? 'ok', record)],
      });
      this.#record = record;
    } catch (thrown) {
      this.#record = { ...record, state: 'failed', error: facts(thrown) };
    }
    this.#ports.changed(this.#record);
  }

  /** Applies the rules to some lines, after the ones that are being written. */
  async #judge(batch: readonly ImportItem[], before: Writing = NOTHING): Promise<Judged> {
    const ports = this.#takePorts(this.#dryRecords ?? new BatchRecords(this.#ports.store, before.records), before);
    return await judgeLines(batch, { file: this.#record.fileName, twice: this.#twice }, ports);
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
        else
          await this.#commit(
            await this.#judge([
              {
                line: line.line,
                error: errorFacts(thrown),
                refused: { name: null, value: null, raw: 'raw' in line ? line.raw : line.refused.raw },
              },
            ]),
          );
      }
    }
  }

  async #commit({ batch, changes, errors, counts, ignored, notices }: Judged): Promise<void> {
    const { store, now, owner } = this.#ports;
    const hash = this.#hash.copy();
    for (const item of batch) hash.update(textOf(item));
    const kept = errors.slice(0, MAX_ERRORS - this.#errors);
    const next: ImportRecord = {
      ...this.#record,
      ...added(this.#record, { ...counts, lines: batch.length }),
      ...tallied(this.#record, ignored, notices),
      linesHash: hash.copy().digest('hex'),
      read: this.#bytesRead,
      lease: leaseFrom(now(), owner, LEASE_MS),
    };
    const written = this.#record.dryRun ? [] : changes;
    await store.commit({
      deferred: true,
      changes: [
        ...written,
        ...kept.map((error): Change => ({ kind: 'import.error', importId: next.id, error })),
        { kind: 'import.save', run: next },
      ],
      audit:
        written.length > 0
          ? [this.#entry('import.lines', `Import : ${batch.length} lignes prises`, 'ok', { ...counts, lines: next.lines })]
          : [],
    });
    this.#record = next;
    this.#hash = hash;
    for (const change of written)
      if (change.kind === 'patient.save' && change.patient.revision === 0) this.#created.push(change.patient.id);
    this.#errors += kept.length;
    if (now().getTime() - this.#toldAt >= TELL_MS) {
      this.#toldAt = now().getTime();
      this.#ports.changed(next);
    }
  }

  /** @param before lines that are being written: what asks the store itself, rather than the records, waits for them. */
  #takePorts(records: BatchRecords, { written }: Writing): TakePorts {
    const { store, uuid, now, settings } = this.#ports;
    const at = now();
    const by = actorOf(this.#session);
    const settled = async (): Promise<Store> => {
      await written;
      return store;
    };
    const contradictions = conflictsOnce({ store: settled, uuid, at });
    return {
      records,
      at,
      by,
      uuid,
      settled,
      received: (id) => records.received(id, settled),
      contradict: contradictions.add,
      settle: (patientIds) => contradictions.settle(patientIds, by),
      today: localDay(at),
      ...settings,
    };
  }

  #entry(name: string, label: string, result: string, counts: Counts): AuditEntry {
    const { created, updated, unchanged, rejected, conflicts, lines } = counts;
    return act(this.#session, this.#ports.now(), {
      act: name,
      label: this.#record.dryRun ? `${label} (à blanc)` : label,
      patientId: null,
      objectId: this.#record.id,
      result,
      details: { lines, created, updated, unchanged, rejected, conflicts },
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
const OF_ONE_LINE: ReadonlySet<ErrorCode> = new Set(['STORE_CONFLICT', 'STORE_REFUSED', 'PATIENT_SAME_INS']);
const isOfOneLine = (thrown: unknown): thrown is PosteError => thrown instanceof PosteError && OF_ONE_LINE.has(thrown.code);

const facts = (thrown: unknown): NonNullable<ImportRecord['error']> => {
  const { code, message, action } = thrown instanceof PosteError ? thrown : importError('IMPORT_ABRUPT', { cause: thrown });
  return { code, message, action };
};

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** What tells a line from another in the hash of those taken; one too long to be kept, by its place. */
const textOf = (item: ImportItem): string => `${('raw' in item ? item.raw : item.refused.raw) ?? String(item.line)}\n`;

import type { AuditEntry } from '../../shared/domain/record/audit.ts';
import type { SendRecord } from '../../shared/domain/record/send.ts';
import { errorFacts, fail, PosteError, type ErrorFacts } from '../../shared/errors.ts';
import { met, type Became } from './became.ts';
import type { OutboxPorts } from './outbox.ts';
import { Unwritten, type Known } from './unwritten.ts';

/** The rows of the outbox as they are written: each at the revision that it was read, what the disk refuses kept until it takes it. */
export class Rows {
  readonly #ports: Pick<OutboxPorts, 'store' | 'now' | 'unwritten' | 'report'>;
  readonly #unwritten: Unwritten;
  /** Why the store takes no row; null when it does. */
  #refused: ErrorFacts | null = null;

  constructor(ports: Pick<OutboxPorts, 'store' | 'now' | 'unwritten' | 'report'>) {
    this.#ports = ports;
    this.#unwritten = new Unwritten((known) => this.#write(known));
  }

  /** Whether something waits for a disk that takes rows. */
  get isRefused(): boolean {
    return this.#refused !== null || !this.#unwritten.isEmpty;
  }

  /** Whether what became of this row could not be written yet. */
  isUnwritten(id: string): boolean {
    return this.#unwritten.has(id);
  }

  /** Tries again to write what the disk refused. */
  retry(): void {
    this.#unwritten.retry();
  }

  /** What could not be written is tried once more. */
  async close(): Promise<void> {
    await this.#unwritten.close();
  }

  /** Writes what became of a row, with its trace, or keeps it. */
  async became(send: SendRecord, became: Became): Promise<void> {
    await this.#unwritten.write(this.#known(send, became));
  }

  /** A row with what is known of it beyond the store: an outcome that could not be written, a disk that takes no row. */
  shown<S extends SendRecord>(send: S): S {
    const unwritten = this.#unwritten.shown(send);
    if (unwritten !== null) return { ...send, ...unwritten };
    const { detail } = this.#refused ?? {};
    return this.#refused === null || send.state !== 'queued'
      ? send
      : { ...send, error: met(send, errorFacts(fail('OUTBOX_DISK', { detail: detail ?? null }))) };
  }

  /** Moves a row as it was read; null when somebody moved it meanwhile (cancelled, asked again): it is no longer ours. */
  async move(send: SendRecord, change: Partial<SendRecord>): Promise<SendRecord | null> {
    try {
      return await this.#save({ ...send, ...change, updatedAt: this.#ports.now().toISOString() }, []);
    } catch (thrown) {
      if (isConflict(thrown)) return null;
      throw thrown;
    }
  }

  /** Moves rows as they were read, in one commit; each by itself when somebody moved one of them meanwhile. @returns false when the disk did not take it. */
  async moveAll(moves: readonly { readonly send: SendRecord; readonly change: Partial<SendRecord> }[]): Promise<boolean> {
    const [first] = moves;
    if (first === undefined) return true;
    const updatedAt = this.#ports.now().toISOString();
    try {
      await this.#saveAll(
        moves.map(({ send, change }) => ({ ...send, ...change, updatedAt })),
        [],
      );
    } catch (thrown) {
      if (this.refused(first.send, thrown)) return false;
      if (!isConflict(thrown)) throw thrown;
      if (moves.length === 1) return true;
      for (const move of moves) if (!(await this.moveAll([move]))) return false;
    }
    return true;
  }

  #known(send: SendRecord, { change, trace }: Became): Known {
    const at = this.#ports.now().toISOString();
    const next: SendRecord = { ...send, ...change, updatedAt: at, lease: null };
    const entry: AuditEntry = {
      at,
      actor: send.bound.actor,
      onBehalfOf: send.bound.delegation?.from ?? null,
      situation: send.bound.situation,
      patientId: send.patientId,
      objectId: send.id,
      details: { channel: send.channel, uniqueId: send.uniqueId, messageId: send.messageId, attempt: next.attempts },
      ...trace,
    };
    return { next, entry };
  }

  /** @returns why the disk did not take it; null once it is over. */
  async #write({ next, entry }: Known): Promise<unknown> {
    try {
      await this.#save(next, [entry]);
      return null;
    } catch (thrown) {
      // What is being sent is nobody's to move: a person settled a doubt while the DMP was asked, and their word stands.
      if (isConflict(thrown)) return null;
      if (!this.#unwritten.has(next.id)) {
        this.#ports.report(thrown);
        this.#ports.unwritten([next]);
      }
      return thrown;
    }
  }

  async #save(next: SendRecord, audit: readonly AuditEntry[]): Promise<SendRecord> {
    await this.#saveAll([next], audit);
    return { ...next, revision: next.revision + 1 };
  }

  async #saveAll(next: readonly SendRecord[], audit: readonly AuditEntry[]): Promise<void> {
    await this.#ports.store.commit({ changes: next.map((send) => ({ kind: 'send.save', send })), audit });
    this.#refused = null;
  }

  /** @returns whether it was the disk that refused, which is told once. */
  refused(send: SendRecord, thrown: unknown): boolean {
    if (!isOfTheDisk(thrown)) return false;
    const known = this.#refused !== null;
    this.#refused = errorFacts(thrown);
    // Once: a full disk is met again at each look.
    if (known) return true;
    this.#ports.report(thrown);
    this.#ports.unwritten([send]);
    return true;
  }
}

const hasCode = (thrown: unknown, ...codes: readonly string[]): boolean => thrown instanceof PosteError && codes.includes(thrown.code);
const isConflict = (thrown: unknown): boolean => hasCode(thrown, 'STORE_CONFLICT');
const isOfTheDisk = (thrown: unknown): boolean => hasCode(thrown, 'STORE_FULL', 'STORE_UNAVAILABLE');

import type { AuditEntry } from '../../shared/domain/record/audit.ts';
import type { SendRecord } from '../../shared/domain/record/send.ts';
import { errorFacts, fail } from '../../shared/errors.ts';

/** What became of a send, with its trace. */
export interface Known {
  /** The row as it is to be written, at the revision that it was read. */
  readonly next: SendRecord;
  readonly entry: AuditEntry;
}

/** Looks that are let pass, at most, between two tries of a disk that refuses. */
const MOST_LOOKS = 64;

/**
 * Outcomes that the disk did not take: kept in memory, written as soon as it does. Their rows stay `sending` on disk,
 * so that they are never asked again here; should the process end before, they are in doubt, as they truly are.
 */
export class Unwritten {
  readonly #kept = new Map<string, Known & { readonly why: unknown }>();
  readonly #commit: (known: Known) => Promise<unknown>;
  #retrying: Promise<void> | null = null;
  #pause = 1;
  #toPass = 0;

  /** @param commit writes an outcome; answers why the disk refused it, null once it is over. */
  constructor(commit: (known: Known) => Promise<unknown>) {
    this.#commit = commit;
  }

  get isEmpty(): boolean {
    return this.#kept.size === 0;
  }

  has(id: string): boolean {
    return this.#kept.has(id);
  }

  /** Writes an outcome, or keeps it. */
  async write(known: Known): Promise<void> {
    const why = await this.#commit(known);
    if (why === null) this.#kept.delete(known.next.id);
    else this.#kept.set(known.next.id, { ...known, why });
  }

  /** Tries again, after more and more looks as the disk goes on refusing. */
  retry(): void {
    if (this.#kept.size === 0 || this.#retrying !== null) return;
    if (this.#toPass > 0) {
      this.#toPass -= 1;
      return;
    }
    this.#retrying = this.#all().finally(() => {
      this.#retrying = null;
      this.#pause = this.#kept.size === 0 ? 1 : Math.min(this.#pause * 2, MOST_LOOKS);
      this.#toPass = this.#kept.size === 0 ? 0 : this.#pause;
    });
  }

  /** Tries one last time. */
  async close(): Promise<void> {
    await this.#retrying;
    await this.#all();
  }

  /** What is known of a row that is `sending` on disk; null when nothing is. */
  shown({ id, state }: SendRecord): Pick<SendRecord, 'state' | 'sentAt' | 'error'> | null {
    const known = this.#kept.get(id);
    if (known === undefined) return null;
    const { detail, code } = errorFacts(known.why);
    const left = known.next.state === 'sent';
    const error = errorFacts(fail(left ? 'SEND_UNWRITTEN' : 'OUTCOME_UNWRITTEN', { detail: detail ?? code }));
    return { state: left ? 'sent' : state, sentAt: known.next.sentAt, error };
  }

  async #all(): Promise<void> {
    for (const known of this.#kept.values()) await this.write(known);
  }
}

import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import type { Change, Store } from '../../store/types.ts';

/** Entries kept while the disk takes none: several days of a busy desk. */
export const MAX_WAITING = 5000;
/** Entries of one transaction. */
const GROUP = 500;
/** Between two tries while the disk takes nothing, in milliseconds. */
const RETRY_MS = 30_000;

interface TracePorts {
  readonly store: Pick<Store, 'commit'>;
  readonly now: () => Date;
  /** Hears once of each time that the journal could not be written. */
  readonly report: (thrown: unknown) => void;
}

interface Waiting {
  readonly entry: AuditEntry;
  readonly changes: readonly Change[];
}

/**
 * The trace of acts that change nothing of a record: what was read, looked for, refused. Nothing waits for it: an entry
 * that the disk does not take stays in memory, in order, and is written as soon as it can be. Beyond {@link MAX_WAITING}
 * the journal says how many are missing. (An act that changes something commits its trace with its effect.)
 */
export class Trace {
  readonly #ports: TracePorts;
  readonly #waiting: Waiting[] = [];
  #missing = 0;
  #writing: Promise<void> | null = null;
  #failing = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(ports: TracePorts) {
    this.#ports = ports;
  }

  /** @param changes what the reading itself changes (date of the reading): tried once, then the trace goes without them. */
  add(entry: AuditEntry, changes: readonly Change[] = []): void {
    if (this.#waiting.length < MAX_WAITING) this.#waiting.push({ entry, changes });
    else this.#missing += 1;
    void this.flush();
  }

  /** Tries to write what waits. Resolves whatever comes of it. */
  flush(): Promise<void> {
    if (this.#waiting.length === 0) return Promise.resolve();
    this.#writing ??= this.#write();
    return this.#writing;
  }

  /** Last try, before the store closes. */
  async close(): Promise<void> {
    await this.flush();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #write(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.slice(0, GROUP);
      const missing = group.length === this.#waiting.length ? this.#missing : 0;
      try {
        await this.#ports.store.commit({
          quiet: true,
          changes: group.flatMap(({ changes }) => changes),
          audit: [...group.map(({ entry }) => entry), ...(missing === 0 ? [] : [this.#missingEntry(missing)])],
        });
      } catch (thrown) {
        if (group.some(({ changes }) => changes.length > 0)) {
          this.#waiting.splice(0, group.length, ...group.map(({ entry }) => ({ entry, changes: [] })));
          continue;
        }
        this.#failed(thrown);
        break;
      }
      this.#waiting.splice(0, group.length);
      this.#missing -= missing;
      this.#failing = false;
    }
    // Before anything else may run: what is added from here on begins a writing of its own.
    this.#writing = null;
  }

  #failed(thrown: unknown): void {
    if (!this.#failing) this.#ports.report(thrown);
    this.#failing = true;
    this.#timer = setTimeout(() => void this.flush(), RETRY_MS);
    this.#timer.unref();
  }

  #missingEntry(count: number): AuditEntry {
    return {
      at: this.#ports.now().toISOString(),
      actor: null,
      onBehalfOf: null,
      situation: null,
      act: 'journal.missing',
      label: `Actes de consultation non journalisés, faute de place sur le disque : ${count}`,
      patientId: null,
      objectId: null,
      result: 'STORE_FULL',
      details: { count },
    };
  }
}

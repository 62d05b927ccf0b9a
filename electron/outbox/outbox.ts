import type { AuditEntry } from '../../shared/domain/record/audit.ts';
import { leaseFrom } from '../../shared/domain/record/lease.ts';
import type { SendRecord, SendState } from '../../shared/domain/record/send.ts';
import { resent, resentMet } from '../../shared/domain/sending/doubt.ts';
import { isResent, UNCONFIRMED } from '../../shared/domain/sending/states.ts';
import { errorFacts, fail, PosteError, type ErrorFacts } from '../../shared/errors.ts';
import type { Store } from '../store/types.ts';
import { doubtAbandoned } from './abandoned.ts';
import { outcomeOf } from './outcome.ts';
import { Unwritten, type Known } from './unwritten.ts';

/** What ended a sending: the service took it, or had it already from an earlier attempt. */
export type Delivered = 'sent' | 'found';

/** Who is logged in, and how their sends leave. */
export interface Sender {
  readonly idNat: string;
  /** Structure of the situation. */
  readonly situation: string;
  /** Delivers one send under this very session; resolves once the service said it has it. */
  deliver(send: SendRecord): Promise<Delivered>;
  /** Asks the DMP whether it has a send in doubt. */
  holds(send: SendRecord): Promise<boolean>;
}

export interface OutboxPorts {
  readonly store: Store;
  readonly now: () => Date;
  /** How often rows whose hour has come are looked for, in milliseconds. */
  readonly pollMs: number;
  /** Delays before the next attempts; the last one repeats. */
  readonly retryMs: readonly number[];
  /** Installation of this workstation: what it sends is nobody else's. */
  readonly owner: string;
  /** Null when nobody is logged in. */
  readonly current: () => Sender | null;
  /** Rows that show something else now, though nothing could be written: an outcome, a disk that takes no row. */
  readonly unwritten: (sends: readonly SendRecord[]) => void;
  /** What was unexpected: never health data. */
  readonly report: (thrown: unknown) => void;
}

/** Longer than any request lasts. */
const LEASE_MS = 15 * 60_000;

/** Rows read, and moved by one commit, at a time. */
const BATCH = 100;

type Trace = Pick<AuditEntry, 'act' | 'label' | 'result'>;

/**
 * Durable sending (electron/README 6). A row is taken (`sending`, on disk) before its request leaves, and what
 * became of it is committed with its trace; what the disk refuses is kept until it takes it, and never asked again. A
 * row leaves only under the person and activity that validated it; otherwise it waits and says for whom. A document in
 * doubt is asked of the DMP before it leaves again; a mail in doubt is a person's to decide. The channels do not wait
 * for each other.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #busy = new Map<'dmp' | 'mss', Promise<void>>();
  /** Channels that were to be looked at while they were at work: each looks once more, for itself alone. */
  readonly #again = new Set<'dmp' | 'mss'>();
  readonly #unwritten: Unwritten;
  /** Why the store takes no row; null when it does. */
  #refused: ErrorFacts | null = null;
  #timer: NodeJS.Timeout | null = null;
  #wakes = 0;
  /** The disk did not take the last waking. */
  #toWake = false;
  #closed = false;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
    this.#unwritten = new Unwritten((known) => this.#write(known));
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.kick();
      this.#doubt().catch(this.#ports.report);
    }, this.#ports.pollMs);
    this.#timer.unref();
    this.kick();
  }

  /** What another workstation was sending when it stopped. */
  async #doubt(): Promise<void> {
    const { store, now, owner } = this.#ports;
    await doubtAbandoned(store, now(), null, ({ lease }) => lease?.owner === owner);
  }

  /** Looks for rows now: something was validated, a session or a login opened. */
  kick(): void {
    if (this.#closed) return;
    this.#unwritten.retry();
    if (this.#toWake) this.wake().catch(this.#ports.report);
    else this.#lookEverywhere();
  }

  #lookEverywhere(): void {
    for (const channel of ['dmp', 'mss'] as const) this.#look(channel);
  }

  #look(channel: 'dmp' | 'mss'): void {
    if (this.#closed) return;
    if (this.#busy.has(channel)) {
      this.#again.add(channel);
      return;
    }
    const run = this.#run(channel)
      .catch(this.#ports.report)
      .finally(() => {
        this.#busy.delete(channel);
        if (this.#again.delete(channel)) this.#look(channel);
      });
    this.#busy.set(channel, run);
  }

  /** Wakes the rows that wait for this person, since they are back, and has the DMP asked about those in doubt. */
  async wake(): Promise<void> {
    this.#wakes += 1;
    this.#toWake = false;
    const current = this.#ports.current();
    if (current !== null && !((await this.#wakeAll('waiting-card', current)) && (await this.#wakeAll('unknown', current))))
      this.#toWake = true;
    this.#lookEverywhere();
  }

  /** @returns false when the disk did not take it. */
  async #wakeAll(kind: 'waiting-card' | 'unknown', current: Sender): Promise<boolean> {
    const { outbox } = this.#ports.store;
    for (let after: string | undefined, more = true; more;) {
      const rows = await outbox.bound(kind, current.idNat, { after, limit: BATCH });
      const woken = rows.filter((row) => isBoundTo(row, current) && (kind === 'waiting-card' || row.channel === 'dmp'));
      const change = kind === 'waiting-card' ? ({ state: 'queued', nextAt: null } as const) : { nextAt: this.#in(0) };
      if (!(await this.#moveAll(woken.map((send) => ({ send, change }))))) return false;
      after = rows.at(-1)?.id;
      more = rows.length === BATCH;
    }
    return true;
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

  /** Waits for what is under way; nothing new is taken. What could not be written is tried once more. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    await Promise.allSettled(this.#busy.values());
    await this.#unwritten.close();
  }

  async #run(channel: 'dmp' | 'mss'): Promise<void> {
    const { outbox } = this.#ports.store;
    for (let after: string | undefined, more = true; more;) {
      const due = await outbox.due(this.#ports.now().toISOString(), { channel, after, limit: BATCH });
      if (!(await this.#leave(due.filter((send) => send.channel === channel && !this.#unwritten.has(send.id))))) return;
      after = due.at(-1)?.id;
      more = due.length === BATCH;
    }
  }

  /**
   * Those that wait for somebody else are moved together; the others leave in turn, each taken alone: what waits its turn may
   * still be called back, and a stop leaves one row in doubt.
   *
   * @returns false when nothing more is to leave.
   */
  async #leave(due: readonly SendRecord[]): Promise<boolean> {
    const current = this.#ports.current();
    const away = due.filter((send) => send.state !== 'unknown' && !isBoundTo(send, current));
    if (!(await this.#moveAll(away.map((send) => ({ send, change: awaited(send) }))))) return false;
    for (const send of due) {
      if (away.includes(send)) continue;
      if (this.#closed) return false;
      try {
        await (send.state === 'unknown' ? this.#settle(send) : this.#attempt(send));
      } catch (thrown) {
        if (!isOfTheDisk(thrown)) throw thrown;
        // Nothing leaves that cannot be written first: the next look tries again.
        this.#diskRefused(send, thrown);
        return false;
      }
    }
    return true;
  }

  /** A document in doubt: the DMP is asked, and it leaves again only when the DMP does not have it. */
  async #settle(send: SendRecord): Promise<void> {
    const current = this.#ports.current();
    if (current === null || !isBoundTo(send, current)) return;
    const wakes = this.#wakes;
    let held: boolean;
    try {
      held = await current.holds(send);
    } catch (thrown) {
      await this.#inDoubt(send, thrown, this.#wakes !== wakes);
      return;
    }
    await (held ? this.#arrived(send, send.attempts, 'found') : this.#attempt(send));
  }

  async #attempt(send: SendRecord): Promise<void> {
    const current = this.#ports.current();
    if (current === null || !isBoundTo(send, current)) {
      await this.#move(send, awaited(send));
      return;
    }
    const wakes = this.#wakes;
    const taken = await this.#move(send, {
      state: 'sending',
      error: isResent(send) ? resent() : null,
      lease: leaseFrom(this.#ports.now(), this.#ports.owner, LEASE_MS),
    });
    if (taken === null) return;
    let delivered: Delivered;
    try {
      delivered = await current.deliver(taken);
    } catch (thrown) {
      await this.#failed(taken, thrown, this.#wakes !== wakes);
      return;
    }
    await this.#arrived(taken, taken.attempts + 1, delivered);
  }

  async #arrived(send: SendRecord, attempts: number, delivered: Delivered): Promise<void> {
    const label =
      delivered === 'found'
        ? 'Document trouvé au DMP, où il était déjà arrivé'
        : send.channel === 'dmp'
          ? 'Document déposé au DMP'
          : 'Message remis au serveur MSSanté';
    await this.#unwritten.write(
      this.#known(
        send,
        { state: 'sent', attempts, sentAt: this.#ports.now().toISOString(), nextAt: null, error: null },
        { act: `${send.channel}.${delivered}`, label, result: 'ok' },
      ),
    );
  }

  /** @param woken the person came back while this attempt, begun before, was failing for want of them: it starts again. */
  async #failed(send: SendRecord, thrown: unknown, woken: boolean): Promise<void> {
    if (!(thrown instanceof PosteError)) this.#ports.report(thrown);
    const error = errorFacts(thrown);
    const outcome = thrown instanceof PosteError ? outcomeOf(thrown) : 'failed';
    const attempts = send.attempts + 1;
    // The refusal of a second mail says nothing of the first.
    const refused: SendState = isResent(send) ? 'unknown' : 'failed';
    const states: Readonly<Record<typeof outcome, SendState>> = {
      retry: 'queued',
      wait: woken ? 'queued' : 'waiting-card',
      unknown: 'unknown',
      failed: refused,
    };
    const delay = this.#ports.retryMs[Math.min(attempts, this.#ports.retryMs.length) - 1] ?? 0;
    // Nobody is asked about a mail in doubt but a person: it has no hour.
    const again = outcome === 'retry' || (outcome === 'unknown' && send.channel === 'dmp');
    await this.#unwritten.write(
      this.#known(
        send,
        {
          state: states[outcome],
          attempts,
          nextAt: again ? this.#in(delay) : null,
          error: outcome === 'unknown' ? error : met(send, error, outcome === 'failed'),
        },
        {
          act: `${send.channel}.attempt`,
          label: send.channel === 'dmp' ? 'Dépôt au DMP non abouti' : 'Envoi MSSanté non abouti',
          result: error.code,
        },
      ),
    );
  }

  /** The DMP did not say: the doubt stays, and it is asked again later, or at the next session when it will not say. */
  async #inDoubt(send: SendRecord, thrown: unknown, woken: boolean): Promise<void> {
    if (!(thrown instanceof PosteError)) this.#ports.report(thrown);
    const { code } = errorFacts(thrown);
    const outcome = thrown instanceof PosteError ? outcomeOf(thrown) : 'failed';
    const change = {
      retry: () => ({ nextAt: this.#in(this.#longerThanLast(send)) }),
      unknown: () => ({ nextAt: this.#in(this.#longerThanLast(send)) }),
      wait: () => ({ nextAt: woken ? this.#in(0) : null }),
      failed: () => ({ nextAt: null, error: errorFacts(fail(UNCONFIRMED, { detail: code })) }),
    }[outcome]();
    await this.#unwritten.write(this.#known(send, change, { act: 'dmp.check', label: 'Vérification au DMP non aboutie', result: code }));
  }

  #in(delayMs: number): string {
    return new Date(this.#ports.now().getTime() + delayMs).toISOString();
  }

  /** The delay after the one that this row has just waited: a question is not an attempt, and is not counted. */
  #longerThanLast({ nextAt, updatedAt }: SendRecord): number {
    const waited = nextAt === null ? 0 : Date.parse(nextAt) - Date.parse(updatedAt);
    return this.#ports.retryMs.find((delay) => delay > waited) ?? this.#ports.retryMs.at(-1) ?? 0;
  }

  /** Moves a row as it was read; null when somebody moved it meanwhile (cancelled, asked again): it is no longer ours. */
  async #move(send: SendRecord, change: Partial<SendRecord>): Promise<SendRecord | null> {
    try {
      return await this.#save({ ...send, ...change, updatedAt: this.#ports.now().toISOString() }, []);
    } catch (thrown) {
      if (isConflict(thrown)) return null;
      throw thrown;
    }
  }

  /** Moves rows as they were read, in one commit; each by itself when somebody moved one of them meanwhile. @returns false when the disk did not take it. */
  async #moveAll(moves: readonly { readonly send: SendRecord; readonly change: Partial<SendRecord> }[]): Promise<boolean> {
    const [first] = moves;
    if (first === undefined) return true;
    const updatedAt = this.#ports.now().toISOString();
    try {
      await this.#saveAll(
        moves.map(({ send, change }) => ({ ...send, ...change, updatedAt })),
        [],
      );
    } catch (thrown) {
      if (isOfTheDisk(thrown)) {
        this.#diskRefused(first.send, thrown);
        return false;
      }
      if (!isConflict(thrown)) throw thrown;
      if (moves.length === 1) return true;
      for (const move of moves) if (!(await this.#moveAll([move]))) return false;
    }
    return true;
  }

  #known(send: SendRecord, change: Partial<SendRecord>, trace: Trace): Known {
    const at = this.#ports.now().toISOString();
    const next: SendRecord = { ...send, ...change, updatedAt: at, lease: null };
    const entry: AuditEntry = {
      at,
      actor: send.bound.actor,
      onBehalfOf: null,
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

  #diskRefused(send: SendRecord, thrown: unknown): void {
    const known = this.#refused !== null;
    this.#refused = errorFacts(thrown);
    // Once: a full disk is met again at each look.
    if (known) return;
    this.#ports.report(thrown);
    this.#ports.unwritten([send]);
  }
}

const hasCode = (thrown: unknown, ...codes: readonly string[]): boolean => thrown instanceof PosteError && codes.includes(thrown.code);
const isConflict = (thrown: unknown): boolean => hasCode(thrown, 'STORE_CONFLICT');
const isOfTheDisk = (thrown: unknown): boolean => hasCode(thrown, 'STORE_FULL', 'STORE_UNAVAILABLE');

/** What a row says of what it met: sent again after a doubt, it keeps saying that too. */
function met(send: SendRecord, error: ErrorFacts, refused = false): ErrorFacts {
  return isResent(send) ? resentMet(error, refused) : error;
}

/** What a row becomes that somebody else must be there for. */
const awaited = (send: SendRecord): Pick<SendRecord, 'state' | 'error'> => ({
  state: 'waiting-card',
  error: met(send, errorFacts(fail('OUTBOX_OTHER_PERSON', { values: { name: send.bound.actor.name } }))),
});

/** A row leaves only under the person and the activity that validated it. */
function isBoundTo({ bound }: SendRecord, sender: Sender | null): boolean {
  return sender !== null && bound.actor.idNat === sender.idNat && bound.situation === sender.situation;
}

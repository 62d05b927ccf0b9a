import { leaseFrom } from '../../shared/domain/record/lease.ts';
import type { SendRecord } from '../../shared/domain/record/send.ts';
import { resent } from '../../shared/domain/sending/doubt.ts';
import { isResent } from '../../shared/domain/sending/states.ts';
import { errorFacts, fail, PosteError } from '../../shared/errors.ts';
import type { Store } from '../store/types.ts';
import { doubtAbandoned } from './abandoned.ts';
import { arrived, attemptFailed, checkFailed, met, type Delivered } from './became.ts';
import { Rows } from './rows.ts';

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
  /** Longest sleep between two looks, in milliseconds: each row is looked for at its hour. */
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

/** Before what was refused is tried again, in milliseconds. */
const TROUBLED_MS = 500;

/** Longer than any request lasts. */
const LEASE_MS = 15 * 60_000;

/** Rows read, and moved by one commit, at a time. */
const BATCH = 100;

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
  readonly #rows: Rows;
  #timer: NodeJS.Timeout | null = null;
  #wakes = 0;
  #sleeps = 0;
  /** When each was last looked at, in milliseconds: what came to its hour since was not seen. */
  readonly #looked = new Map<'dmp' | 'mss', number>();
  /** Channels whose last look found a store that does not answer. */
  readonly #failing = new Set<'dmp' | 'mss'>();
  /** The store did not take the last waking. */
  #toWake = false;
  #started = false;
  #closed = false;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
    this.#rows = new Rows(ports);
  }

  start(): void {
    this.#started = true;
    this.kick();
  }

  /** Until the next row's hour, unless somebody kicks before; what the disk or the store refused is tried again soon. */
  async #sleep(): Promise<void> {
    const { store, now, pollMs } = this.#ports;
    if (!this.#started || this.#closed) return;
    const sleep = (this.#sleeps += 1);
    // Whoever is at work sleeps once they have done.
    const looked = [...this.#looked].flatMap(([channel, at]) => (this.#busy.has(channel) ? [] : [at]));
    const since = new Date(Math.min(now().getTime(), ...looked)).toISOString();
    const hour = this.#isTroubled() ? this.#in(TROUBLED_MS) : await store.outbox.nextHour(since).catch(() => null);
    // The last one to lie down knows best when to wake.
    if (this.#closed || sleep !== this.#sleeps) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#look(),
      hour === null ? pollMs : Math.min(pollMs, Math.max(0, Date.parse(hour) - now().getTime())),
    );
    this.#timer.unref();
  }

  #isTroubled(): boolean {
    return this.#toWake || this.#failing.size > 0 || this.#rows.isRefused;
  }

  #look(): void {
    this.kick();
    this.#doubt().catch(this.#ports.report);
  }

  /** What another workstation was sending when it stopped. */
  async #doubt(): Promise<void> {
    const { store, now, owner } = this.#ports;
    // Its person may be here.
    if (await doubtAbandoned(store, now(), null, ({ lease }) => lease?.owner === owner)) await this.wake();
  }

  /** Looks for rows now: something was validated, a session or a login opened. */
  kick(): void {
    if (this.#closed) return;
    this.#rows.retry();
    if (this.#toWake) this.wake().catch(this.#ports.report);
    else this.#lookEverywhere();
  }

  #lookEverywhere(): void {
    for (const channel of ['dmp', 'mss'] as const) this.#lookAt(channel);
  }

  #lookAt(channel: 'dmp' | 'mss'): void {
    if (this.#closed) return;
    if (this.#busy.has(channel)) {
      this.#again.add(channel);
      return;
    }
    const run = this.#run(channel)
      .then(
        () => this.#failing.delete(channel),
        (thrown: unknown) => {
          this.#failing.add(channel);
          this.#ports.report(thrown);
        },
      )
      .finally(() => {
        this.#busy.delete(channel);
        if (this.#again.delete(channel)) this.#lookAt(channel);
        else void this.#sleep();
      })
      .then(() => undefined);
    this.#busy.set(channel, run);
  }

  /** Wakes the rows that wait for this person, since they are back, and has the DMP asked about those in doubt. */
  async wake(): Promise<void> {
    this.#wakes += 1;
    this.#toWake = false;
    const current = this.#ports.current();
    try {
      if (current !== null && !((await this.#wakeAll('waiting-card', current)) && (await this.#wakeAll('unknown', current))))
        this.#toWake = true;
    } catch (thrown) {
      this.#toWake = true;
      throw thrown;
    } finally {
      this.#lookEverywhere();
    }
  }

  /** @returns false when the disk did not take it. */
  async #wakeAll(kind: 'waiting-card' | 'unknown', current: Sender): Promise<boolean> {
    const { outbox } = this.#ports.store;
    for (let after: string | undefined, more = true; more;) {
      const rows = await outbox.bound(kind, current.idNat, { after, limit: BATCH });
      const woken = rows.filter((row) => isBoundTo(row, current) && (kind === 'waiting-card' || row.channel === 'dmp'));
      const change = kind === 'waiting-card' ? ({ state: 'queued', nextAt: null } as const) : { nextAt: this.#in(0) };
      if (!(await this.#rows.moveAll(woken.map((send) => ({ send, change }))))) return false;
      after = rows.at(-1)?.id;
      more = rows.length === BATCH;
    }
    return true;
  }

  /** A row with what is known of it beyond the store: an outcome that could not be written, a disk that takes no row. */
  shown<S extends SendRecord>(send: S): S {
    return this.#rows.shown(send);
  }

  /** Waits for what is under way; nothing new is taken. What could not be written is tried once more. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await Promise.allSettled(this.#busy.values());
    await this.#rows.close();
  }

  async #run(channel: 'dmp' | 'mss'): Promise<void> {
    const { outbox } = this.#ports.store;
    this.#looked.set(channel, this.#ports.now().getTime());
    for (let after: string | undefined, more = true; more;) {
      const due = await outbox.due(this.#ports.now().toISOString(), { channel, after, limit: BATCH });
      if (!(await this.#leave(due.filter((send) => send.channel === channel && !this.#rows.isUnwritten(send.id))))) return;
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
    if (!(await this.#rows.moveAll(away.map((send) => ({ send, change: awaited(send) }))))) return false;
    for (const send of due) {
      if (away.includes(send)) continue;
      if (this.#closed) return false;
      try {
        await (send.state === 'unknown' ? this.#settle(send) : this.#attempt(send));
      } catch (thrown) {
        // Nothing leaves that cannot be written first: the next look tries again.
        if (!this.#rows.refused(send, thrown)) throw thrown;
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
      await this.#rows.move(send, awaited(send));
      return;
    }
    const wakes = this.#wakes;
    const taken = await this.#rows.move(send, {
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
    await this.#rows.became(send, arrived(send, attempts, delivered, this.#ports.now()));
  }

  /** @param woken the person came back while this attempt, begun before, was failing for want of them: it starts again. */
  async #failed(send: SendRecord, thrown: unknown, woken: boolean): Promise<void> {
    if (!(thrown instanceof PosteError)) this.#ports.report(thrown);
    await this.#rows.became(send, attemptFailed(send, thrown, { woken, now: this.#ports.now(), retryMs: this.#ports.retryMs }));
  }

  /** The DMP did not say: the doubt stays, and it is asked again later, or at the next session when it will not say. */
  async #inDoubt(send: SendRecord, thrown: unknown, woken: boolean): Promise<void> {
    if (!(thrown instanceof PosteError)) this.#ports.report(thrown);
    await this.#rows.became(send, checkFailed(send, thrown, { woken, now: this.#ports.now(), retryMs: this.#ports.retryMs }));
  }

  #in(delayMs: number): string {
    return new Date(this.#ports.now().getTime() + delayMs).toISOString();
  }
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

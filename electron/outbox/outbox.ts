import { errorFactory, errorFacts, PosteError } from '../../shared/errors.ts';
import type { SendState } from '../../shared/contract/documents.ts';
import type { AuditEntry, SendRecord, Store } from '../store/types.ts';
import { outcomeOf } from './outcome.ts';

const outboxError = errorFactory({
  OUTBOX_OTHER_PERSON: [
    'Cet envoi attend la carte de {name}.',
    'Il partira dès que cette personne ouvrira sa session, dans la même structure.',
  ],
});

/** Who is logged in, and how their sends leave. */
export interface Sender {
  readonly idNat: string;
  /** Structure of the situation. */
  readonly situation: string;
  /** Delivers one send under this very session; resolves once the service said it has it. */
  deliver(send: SendRecord): Promise<void>;
}

export interface OutboxOptions {
  readonly store: Store;
  readonly now: () => Date;
  /** How often rows whose hour has come are looked for, in milliseconds. */
  readonly pollMs: number;
  /** Delays before the next attempts; the last one repeats. */
  readonly retryMs: readonly number[];
  /** Null when nobody is logged in. */
  readonly current: () => Sender | null;
  readonly changed: (send: SendRecord) => void;
  /** What was unexpected: never health data. */
  readonly report: (thrown: unknown) => void;
}

/**
 * Durable sending (architecture, decision 6). A row is taken (`sending`, on disk) before its request leaves, and what
 * became of it is committed with its trace. A row leaves only under the person and activity that validated it;
 * otherwise it waits and says for whom. The channels do not wait for each other.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #busy = new Map<'dmp' | 'mss', Promise<void>>();
  /** Channels that were to be looked at while they were at work: each looks once more, for itself alone. */
  readonly #again = new Set<'dmp' | 'mss'>();
  #timer: NodeJS.Timeout | null = null;
  #wakes = 0;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.kick(), this.#options.pollMs);
    this.#timer.unref();
    this.kick();
  }

  /** Looks for rows now: something was validated, a session or a login opened. */
  kick(): void {
    for (const channel of ['dmp', 'mss'] as const) this.#look(channel);
  }

  #look(channel: 'dmp' | 'mss'): void {
    if (this.#closed) return;
    if (this.#busy.has(channel)) {
      this.#again.add(channel);
      return;
    }
    const run = this.#run(channel)
      .catch(this.#options.report)
      .finally(() => {
        this.#busy.delete(channel);
        if (this.#again.delete(channel)) this.#look(channel);
      });
    this.#busy.set(channel, run);
  }

  /** Wakes the rows that wait for this person, since they are back. */
  async wake(): Promise<void> {
    this.#wakes += 1;
    const current = this.#options.current();
    for (const send of await this.#options.store.outbox.list({ state: 'waiting-card' })) {
      if (isBoundTo(send, current)) await this.#move(send, { state: 'queued', nextAt: null });
    }
    this.kick();
  }

  /** Waits for what is under way; nothing new is taken. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    await Promise.allSettled(this.#busy.values());
  }

  async #run(channel: 'dmp' | 'mss'): Promise<void> {
    const due = await this.#options.store.outbox.due(this.#options.now().toISOString());
    for (const send of due) {
      if (this.#closed) return;
      // An unknown outcome is not resent without asking: that is a person's (or TD3.1b's) decision.
      if (send.channel === channel && send.state !== 'unknown') await this.#attempt(send);
    }
  }

  async #attempt(send: SendRecord): Promise<void> {
    const current = this.#options.current();
    if (current === null || !isBoundTo(send, current)) {
      const error = outboxError('OUTBOX_OTHER_PERSON', { values: { name: send.bound.actor.name } });
      await this.#move(send, { state: 'waiting-card', error: errorFacts(error) });
      return;
    }
    const wakes = this.#wakes;
    const taken = await this.#move(send, { state: 'sending', error: null });
    if (taken === null) return;
    try {
      await current.deliver(taken);
    } catch (thrown) {
      await this.#failed(taken, thrown, this.#wakes !== wakes);
      return;
    }
    const now = this.#options.now().toISOString();
    await this.#save(
      taken,
      { state: 'sent', attempts: taken.attempts + 1, sentAt: now, nextAt: null, error: null },
      { act: `${send.channel}.sent`, label: send.channel === 'dmp' ? 'Document déposé au DMP' : 'Message remis au serveur MSSanté', result: 'ok' },
    );
  }

  /** @param woken the person came back while this attempt, begun before, was failing for want of them: it starts again. */
  async #failed(send: SendRecord, thrown: unknown, woken: boolean): Promise<void> {
    if (!(thrown instanceof PosteError)) this.#options.report(thrown);
    const error = errorFacts(thrown);
    const outcome = thrown instanceof PosteError ? outcomeOf(thrown) : 'failed';
    const attempts = send.attempts + 1;
    const states: Readonly<Record<typeof outcome, SendState>> = { retry: 'queued', wait: woken ? 'queued' : 'waiting-card', unknown: 'unknown', failed: 'failed' };
    const delay = this.#options.retryMs[Math.min(attempts, this.#options.retryMs.length) - 1] ?? 0;
    const nextAt = outcome === 'retry' ? new Date(this.#options.now().getTime() + delay).toISOString() : null;
    await this.#save(
      send,
      { state: states[outcome], attempts, nextAt, error },
      { act: `${send.channel}.attempt`, label: send.channel === 'dmp' ? 'Dépôt au DMP non abouti' : 'Envoi MSSanté non abouti', result: error.code },
    );
  }

  /** Moves a row as it was read; null when somebody moved it meanwhile (cancelled, asked again): it is no longer ours. */
  async #move(send: SendRecord, change: Partial<SendRecord>): Promise<SendRecord | null> {
    try {
      return await this.#save(send, change);
    } catch (thrown) {
      if (thrown instanceof PosteError && thrown.code === 'STORE_CONFLICT') return null;
      throw thrown;
    }
  }

  async #save(send: SendRecord, change: Partial<SendRecord>, trace?: Pick<AuditEntry, 'act' | 'label' | 'result'>): Promise<SendRecord> {
    const now = this.#options.now().toISOString();
    const next: SendRecord = { ...send, ...change, updatedAt: now };
    await this.#options.store.commit({
      changes: [{ kind: 'send.save', send: next }],
      audit:
        trace === undefined
          ? []
          : [
              {
                at: now,
                actor: send.bound.actor,
                onBehalfOf: null,
                situation: send.bound.situation,
                patientId: send.patientId,
                objectId: send.id,
                details: { channel: send.channel, uniqueId: send.uniqueId, messageId: send.messageId, attempt: next.attempts },
                ...trace,
              },
            ],
    });
    const saved = { ...next, revision: send.revision + 1 };
    this.#options.changed(saved);
    return saved;
  }
}

/** A row leaves only under the person and the activity that validated it. */
function isBoundTo({ bound }: SendRecord, sender: Sender | null): boolean {
  return sender !== null && bound.actor.idNat === sender.idNat && bound.situation === sender.situation;
}

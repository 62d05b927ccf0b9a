import type { ServiceLight } from '../../shared/contract/services.ts';
import { errorFacts } from '../../shared/errors.ts';
import { netError } from '../net/errors.ts';
import { causeOf, isAnswer } from './causes.ts';

export type ServiceName = ServiceLight['name'];

/** What a probe is bound by. */
export interface ProbeTerms {
  /** Milliseconds for the whole probe: connection, TLS and answer. */
  readonly timeoutMs: number;
  /** Nobody waits any more: the session ended, or the probe is late. */
  readonly signal: AbortSignal;
}

/** Asks a service whether it answers; rejects with the reason; null when nobody can ask now. Null: not configured. */
export type Probe = ((terms: ProbeTerms) => Promise<void> | null) | null;

interface LightsTimes {
  /** Milliseconds that a probe may take. */
  readonly timeoutMs: number;
  /** Milliseconds between two rounds while a session is open; 0: never by itself. */
  readonly pollMs: number;
}

/** A probe that did not end by itself is given up that long after its time: the verdict does not wait for it. */
const GRACE_MS = 500;

interface Run {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/**
 * The lights of the national services: moved by every real exchange, and by probes when a session opens, every
 * {@link LightsTimes.pollMs} while it is open, and when the user asks. A verdict comes within
 * {@link LightsTimes.timeoutMs} and half a second, however long the exchanges themselves may wait. A probe that has the card
 * sign is not sent again by itself to a service that answers: the next exchange says when it no longer does.
 */
export class ServiceLights {
  readonly #lights: Map<ServiceName, ServiceLight>;
  readonly #probes: Readonly<Record<ServiceName, Probe>>;
  readonly #now: () => Date;
  readonly #changed: () => void;
  readonly #times: LightsTimes;
  readonly #byCard: readonly ServiceName[];
  readonly #running = new Map<ServiceName, Run>();
  #poll: NodeJS.Timeout | null = null;
  /** Counts the sessions begun and ended. */
  #sessions = 0;
  #closed = false;

  /** @param byCard services whose probe has the card sign. */
  constructor(
    probes: Readonly<Record<ServiceName, Probe>>,
    now: () => Date,
    changed: () => void,
    times: LightsTimes = { timeoutMs: 8000, pollMs: 0 },
    byCard: readonly ServiceName[] = [],
  ) {
    this.#probes = probes;
    this.#now = now;
    this.#changed = changed;
    this.#times = times;
    this.#byCard = byCard;
    const names: readonly ServiceName[] = ['INSi', 'DMP', 'MSSanté'];
    this.#lights = new Map(
      names.map((name) => [
        name,
        { name, state: probes[name] === null ? 'off' : 'unknown', cause: null, checking: false, checkedAt: null, error: null },
      ]),
    );
  }

  all(): ServiceLight[] {
    return [...this.#lights.values()].map((light) => ({ ...light, checking: this.#running.has(light.name) }));
  }

  /**
   * Runs an exchange with a service and moves its light by the outcome. A refusal by a service that answered is « up »;
   * what never reached it (card, configuration, another service) says nothing of it, nor does an exchange that the end
   * of the session cut short.
   */
  async watch<T>(name: ServiceName, exchange: () => Promise<T>): Promise<T> {
    const session = this.#sessions;
    try {
      const answer = await exchange();
      this.#judge(name, null);
      return answer;
    } catch (thrown) {
      if (this.#sessions === session) this.#judge(name, thrown);
      throw thrown;
    }
  }

  /** A session opened: asks every service now, then every `pollMs`. */
  start(): void {
    this.stop();
    if (this.#closed) return;
    const { pollMs } = this.#times;
    if (pollMs > 0) {
      this.#poll = setInterval(() => void this.check(this.#again()), pollMs);
      this.#poll.unref();
    }
    void this.check();
  }

  /** What a round by itself asks. */
  #again(): readonly ServiceName[] {
    return [...this.#lights.values()].filter(({ name, state }) => state !== 'up' || !this.#byCard.includes(name)).map(({ name }) => name);
  }

  /** The session ended: nothing is asked any more, and what was being asked says nothing. ServiceLights keep their last verdict. */
  stop(): void {
    this.#sessions += 1;
    if (this.#poll !== null) clearInterval(this.#poll);
    this.#poll = null;
    const running = [...this.#running.values()];
    this.#running.clear();
    for (const { abort } of running) abort.abort();
    if (running.length > 0) this.#changed();
  }

  /** For good: nothing is asked after. */
  close(): void {
    this.#closed = true;
    this.stop();
  }

  /**
   * Asks the services that can be asked, all at once; one that is being asked is not asked twice. Resolves with the
   * last verdict; never rejects.
   */
  async check(names: readonly ServiceName[] = [...this.#lights.keys()]): Promise<void> {
    if (this.#closed) return;
    const before = this.#running.size;
    const runs = names.flatMap((name) => this.#running.get(name) ?? this.#ask(name) ?? []);
    if (this.#running.size > before) this.#changed();
    await Promise.all(runs.map(({ done }) => done));
  }

  /** Starts the probe of a service; null when it cannot be asked now. */
  #ask(name: ServiceName): Run | null {
    const abort = new AbortController();
    const { timeoutMs } = this.#times;
    const asked = started(() => this.#probes[name]?.({ timeoutMs, signal: abort.signal }) ?? null);
    if (asked === null) return null;
    const verdict = bounded(asked, timeoutMs + GRACE_MS, abort.signal).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    const run: Run = {
      abort,
      done: verdict.then((fault) => {
        // A probe that the end of the session left behind has nothing to say.
        if (this.#running.get(name) !== run) return;
        this.#running.delete(name);
        if (!this.#judge(name, fault)) this.#changed();
        abort.abort();
      }),
    };
    this.#running.set(name, run);
    return run;
  }

  /** Moves a light. Answers whether what was thrown says anything of the service. */
  #judge(name: ServiceName, thrown: unknown): boolean {
    const cause = causeOf(thrown);
    const up = thrown === null || isAnswer(thrown);
    if (cause === null && !up) return false;
    this.#lights.set(name, {
      name,
      state: up ? 'up' : 'down',
      cause,
      checking: false,
      checkedAt: this.#now().toISOString(),
      error: up ? null : errorFacts(thrown),
    });
    this.#changed();
    return true;
  }
}

/** What a probe answers; what it throws at once is a rejection like any other. */
function started(probe: () => Promise<void> | null): Promise<void> | null {
  try {
    return probe();
  } catch (thrown) {
    return Promise.reject(thrown);
  }
}

/** The same promise, given up after `ms` (NET_TIMEOUT, at the service: nothing said where it stood) or by `signal` (NET_ABORTED). */
function bounded(asked: Promise<void>, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      clearTimeout(late);
      signal.removeEventListener('abort', aborted);
      finish();
    };
    const aborted = (): void => settle(() => reject(netError('NET_ABORTED', true, null)));
    const late = setTimeout(() => settle(() => reject(netError('NET_TIMEOUT', true, `${ms} ms`, undefined, 'service'))), ms);
    signal.addEventListener('abort', aborted);
    asked.then(
      () => settle(resolve),
      (thrown: unknown) => settle(() => reject(thrown)),
    );
  });
}

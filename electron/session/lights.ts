import type { ServiceLight } from '../../shared/contract/services.ts';
import { errorFacts, PosteError } from '../../shared/errors.ts';

export type ServiceName = ServiceLight['name'];

/** Asks a service whether it answers; rejects with the reason; null when nobody can ask now. Null: not configured. */
export type Probe = (() => Promise<void> | null) | null;

/**
 * The lights of the national services: moved by every real exchange, and by a probe when a session opens or the user
 * asks.
 */
export class Lights {
  readonly #lights: Map<ServiceName, ServiceLight>;
  readonly #probes: Readonly<Record<ServiceName, Probe>>;
  readonly #now: () => Date;
  readonly #changed: () => void;

  constructor(probes: Readonly<Record<ServiceName, Probe>>, now: () => Date, changed: () => void) {
    this.#probes = probes;
    this.#now = now;
    this.#changed = changed;
    const names: readonly ServiceName[] = ['INSi', 'DMP', 'MSSanté'];
    this.#lights = new Map(
      names.map((name) => [name, { name, state: probes[name] === null ? 'off' : 'unknown', checkedAt: null, error: null }]),
    );
  }

  all(): ServiceLight[] {
    return [...this.#lights.values()];
  }

  /**
   * Runs an exchange with a service and moves its light by the outcome. A refusal by a service that answered is « up »;
   * what never reached it (card, configuration, another service) says nothing of it.
   */
  async watch<T>(name: ServiceName, exchange: () => Promise<T>): Promise<T> {
    try {
      const answer = await exchange();
      this.#set(name, null);
      return answer;
    } catch (thrown) {
      if (isOutage(thrown)) this.#set(name, thrown);
      else if (isAnswer(thrown)) this.#set(name, null);
      throw thrown;
    }
  }

  /** Asks every configured service, all at once. */
  async check(): Promise<void> {
    await Promise.all(
      [...this.#lights.keys()].map(async (name) => {
        const probe = this.#probes[name];
        const asked = probe?.() ?? null;
        if (asked === null) return;
        try {
          await this.watch(name, () => asked);
        } catch {
          // The light says it; nobody waits for a probe.
        }
      }),
    );
  }

  #set(name: ServiceName, fault: unknown): void {
    this.#lights.set(name, {
      name,
      state: fault === null ? 'up' : 'down',
      checkedAt: this.#now().toISOString(),
      error: fault === null ? null : errorFacts(fault),
    });
    this.#changed();
  }
}

/** Nobody answered, or not as the service would: the service is down as far as this workstation can see. */
const OUTAGE = /^(NET_(?!LOCKED|KEY|ABORTED)|INSI_UNREACHABLE|INSI_GARBAGE|DMP_UNREACHABLE|DMP_NO_ANSWER|DMP_GARBAGE|DMP_BUSY|DMP_INTERNAL|MSS_DNS|MSS_DOWN|MSS_TLS|MSS_BUSY)/;

/** The service's own refusals, as against what the client refuses before any exchange. */
const ANSWER = /^(INSI_FAULT|INSI_REFUSED|DMP_(?!INPUT)|MSS_(?!UNKNOWN_OUTCOME))/;

const isOutage = (thrown: unknown): boolean => thrown instanceof PosteError && OUTAGE.test(thrown.code);
const isAnswer = (thrown: unknown): boolean => thrown instanceof PosteError && ANSWER.test(thrown.code);

import { fail, PosteError } from '../../shared/errors.ts';
import type { PublicCard } from '../card/types.ts';
import { maySent } from '../net/errors.ts';
import type { HttpRequest, HttpResponse, Transport } from '../net/types.ts';

/** Mutual TLS under the card's authentication key, while it is lent. */
export interface UnlockedTransport extends Transport {
  /** Takes the key back at once. */
  lock(): void;
}

/** Lends the key of a card; `signal` takes it back, even before it is lent. */
type LendKey = (pin: string, card: PublicCard, signal: AbortSignal) => Promise<UnlockedTransport>;

interface Lent {
  readonly serial: string;
  readonly transport: UnlockedTransport;
}

/**
 * The transport of the card in the reader: there only between the PIN and the end of the session. Whoever sends
 * without a card gets NET_LOCKED; whoever began under one card ({@link CardTransport.of}) never goes on under another.
 */
export class CardTransport implements Transport {
  readonly #lend: LendKey;
  readonly #stillOpen: () => Promise<void>;
  #lending: AbortController | null = null;
  #current: Lent | null = null;

  /** @param stillOpen rejects with why the card can no longer be used, if that is so. */
  constructor(lend: LendKey, stillOpen: () => Promise<void>) {
    this.#lend = lend;
    this.#stillOpen = stillOpen;
  }

  get unlocked(): boolean {
    return this.#current !== null;
  }

  /** Only with a PIN that the card has just accepted. @throws PosteError NET_LOCKED when taken back meanwhile, NET_KEY */
  async unlock(pin: string, card: PublicCard): Promise<void> {
    this.lock();
    const lending = new AbortController();
    this.#lending = lending;
    const transport = await this.#lend(pin, card, lending.signal);
    if (this.#lending !== lending) {
      transport.lock();
      throw fail('NET_LOCKED', { detail: 'sent=no' });
    }
    this.#current = { serial: card.serial, transport };
  }

  lock(): void {
    this.#lending?.abort();
    this.#lending = null;
    this.#current?.transport.lock();
    this.#current = null;
  }

  /**
   * A handshake that fails may be the card's doing, which TLS does not say: the card is asked, and its answer prevails.
   *
   * @throws PosteError NET_LOCKED, NET_*, CARD_NOT_LOGGED_IN, CARD_REMOVED, CARD_HUNG
   */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const current = this.#current;
    if (current === null) throw fail('NET_LOCKED', { detail: 'sent=no' });
    try {
      return await current.transport.send(request);
    } catch (cause) {
      if (isHandshake(cause) && this.#current === current) await this.#stillOpen();
      throw cause;
    }
  }

  /** The same, under that card alone: SESSION_CLOSED once it left, even if another one took its place. */
  of(card: PublicCard): Transport {
    return {
      send: async (request) => {
        if (this.#current?.serial !== card.serial) throw fail('SESSION_CLOSED');
        return await this.send(request);
      },
      close: () => this.close(),
    };
  }

  close(): Promise<void> {
    this.lock();
    return Promise.resolve();
  }
}

/** The key could not be used, or the connection not be made, before a byte of the request left. */
const isHandshake = (cause: unknown): boolean =>
  cause instanceof PosteError && (cause.code === 'NET_TLS' || cause.code === 'NET_KEY') && !maySent(cause);

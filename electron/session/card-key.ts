import { errorFactory } from '../../shared/errors.ts';
import type { PublicCard } from '../card/types.ts';
import type { HttpRequest, HttpResponse, Transport } from '../net/types.ts';
import { sessionError } from './session.ts';

const fail = errorFactory({
  NET_LOCKED: ['La carte n’est plus disponible pour la connexion sécurisée.', 'Insérez votre carte et ouvrez la session : l’envoi repartira.'],
});

/** Mutual TLS under the card's authentication key, while it is lent. */
export interface UnlockedTransport extends Transport {
  /** Takes the key back at once. */
  lock(): void;
}

/**
 * The transport of the card in the reader: there only between the PIN and the end of the session. Whoever sends
 * without a card gets NET_LOCKED; whoever began under one card ({@link CardTransport.of}) never goes on under another.
 */
export class CardTransport implements Transport {
  readonly #open: (pin: string, card: PublicCard) => Promise<UnlockedTransport>;
  #current: { readonly serial: string; readonly transport: UnlockedTransport } | null = null;

  constructor(open: (pin: string, card: PublicCard) => Promise<UnlockedTransport>) {
    this.#open = open;
  }

  get unlocked(): boolean {
    return this.#current !== null;
  }

  /** Only with a PIN that the card has just accepted. */
  async unlock(pin: string, card: PublicCard): Promise<void> {
    this.lock();
    this.#current = { serial: card.serial, transport: await this.#open(pin, card) };
  }

  lock(): void {
    this.#current?.transport.lock();
    this.#current = null;
  }

  /** @throws PosteError NET_LOCKED, NET_* */
  async send(request: HttpRequest): Promise<HttpResponse> {
    if (this.#current === null) throw fail('NET_LOCKED', { detail: 'sent=no' });
    return await this.#current.transport.send(request);
  }

  /** The same, under that card alone: SESSION_CLOSED once it left, even if another one took its place. */
  of(card: PublicCard): Transport {
    return {
      send: async (request) => {
        if (this.#current?.serial !== card.serial) throw sessionError('SESSION_CLOSED');
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

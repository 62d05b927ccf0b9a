import type { CardAdapter } from './adapter.ts';
import { cardError } from './errors.ts';
import { presenceError } from './presence-error.ts';
import type { CardRequest, ReaderPresence } from './protocol.ts';

/** What the client asks of the card once it is open. */
export type CardCall = Exclude<CardRequest, { op: 'open' | 'close' }>;

/**
 * Does what the client asks. The bytes of a PIN are erased whatever becomes of it.
 *
 * @param look looks at the reader and tells the client what changed.
 * @returns the answer, as its schema in protocol.ts.
 * @throws PosteError CARD_*, PIN_*
 */
export async function perform(card: CardAdapter, request: CardCall, look: () => ReaderPresence): Promise<unknown> {
  switch (request.op) {
    case 'login':
      try {
        requireSame(look(), request.serial);
        await card.login(request.pin, request.lastTry);
      } finally {
        request.pin.fill(0);
      }
      return null;
    case 'logout':
      card.logout();
      return null;
    case 'situations':
      return card.situations();
    case 'sign':
      return await card.sign(request.role, request.hash, request.data);
  }
}

/** A PIN is for the card its holder saw: never a try on another one put in its place since. */
function requireSame(presence: ReaderPresence, serial: string | null): void {
  if (presence.kind !== 'present') throw presenceError(presence);
  if (presence.card.serial !== serial) throw cardError('CARD_REMOVED', { detail: 'another card' });
}

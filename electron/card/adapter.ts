import type { CardHash } from './digest-info.ts';
import type { ReaderPresence } from './protocol.ts';
import type { CardSituation, SignatureRole } from './types.ts';

/**
 * One way to reach a card, inside the service process. Calls never overlap: the service queues them. Calls may block
 * (drivers do): the process can be killed.
 */
export interface CardAdapter {
  /**
   * One look at the reader. Forgets the login when the card left, and shows the reader empty once even if a card is
   * back already. The same object as last time when nothing changed.
   */
  look(): ReaderPresence;
  /**
   * At most one try. @param pin ASCII digits; the caller erases it.
   * @throws PosteError CARD_*, PIN_WRONG, PIN_FINAL_TRY, PIN_LOCKED
   */
  login(pin: Uint8Array, lastTry: boolean): Promise<void>;
  logout(): void;
  /** @throws PosteError CARD_* */
  situations(): readonly CardSituation[];
  /** @throws PosteError CARD_* */
  sign(role: SignatureRole, hash: CardHash, data: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

import type { Handle } from 'pkcs11js';
import type { CardAdapter } from './adapter.ts';
import { LABEL, SITUATIONS } from './constants.ts';
import type { CardHash } from './digest-info.ts';
import { cardError, wrongPin } from './errors.ts';
import { failureName, isRemoval, quietly } from './pkcs11-calls.ts';
import { CKR, REMOVED, returnValue, triesFromFlags, WRONG_PIN } from './pkcs11-codes.ts';
import { Pkcs11Reader, type Pkcs11Ports } from './pkcs11-reader.ts';
import { dataObject, findKeys, presentPin, signOn, type Token } from './pkcs11-token.ts';
import { presenceError } from './presence-error.ts';
import type { ReaderPresence } from './protocol.ts';
import { readSituation } from './situation.ts';
import type { CardSituation, SignatureRole } from './types.ts';

/**
 * A card behind a PKCS#11 module: the CPS's own (Cryptolib) or SoftHSM2. Selection, mechanisms and lock rules of
 * card/README 4 to 7.
 */
export function pkcs11Card(ports: Pkcs11Ports): CardAdapter {
  return new Pkcs11Card(ports);
}

class Pkcs11Card implements CardAdapter {
  readonly #reader: Pkcs11Reader;

  constructor(ports: Pkcs11Ports) {
    this.#reader = new Pkcs11Reader(ports);
  }

  look(): ReaderPresence {
    return this.#reader.look();
  }

  async login(pin: Uint8Array, lastTry: boolean): Promise<void> {
    const token = this.#requireInserted();
    try {
      const triesLeft = this.#readTries(token);
      if (triesLeft === 0) throw wrongPin(0);
      if (triesLeft === 1 && !lastTry) throw cardError('PIN_FINAL_TRY', { detail: 'triesLeft=1' });
      // A token already open would accept a login without looking at the PIN.
      if (token.keys !== null) token.p11.C_Logout(token.session);
      token.keys = null;
      presentPin(token, pin);
      token.keys = findKeys(token);
      this.#readTries(token);
      await Promise.resolve();
    } catch (cause) {
      throw this.#refusedLogin(cause, token);
    }
  }

  logout(): void {
    const token = this.#reader.inserted;
    if (token === null) return;
    token.keys = null;
    quietly(() => token.p11.C_Logout(token.session));
  }

  situations(): readonly CardSituation[] {
    const { token } = this.#requireLogin();
    try {
      return Array.from({ length: SITUATIONS }, (_, i) => i + 1).flatMap((index): CardSituation[] => {
        const value = dataObject(token.p11, token.session, LABEL.activity(index));
        const situation = value === null ? null : readSituation(index, value);
        return situation === null ? [] : [situation];
      });
    } catch (cause) {
      throw this.#translated(cause);
    }
  }

  async sign(role: SignatureRole, hash: CardHash, data: Uint8Array): Promise<Uint8Array> {
    const { token, keys } = this.#requireLogin();
    const key = keys.get(role);
    if (key === undefined) throw cardError('CARD_FAILED', { detail: `no ${role} key` });
    try {
      return Uint8Array.from(await signOn(token, key, role, hash, data));
    } catch (cause) {
      throw this.#translated(cause);
    }
  }

  close(): void {
    this.logout();
    this.#reader.close();
  }

  #requireInserted(): Token {
    const presence = this.#reader.refresh();
    if (presence.kind !== 'present') throw presenceError(presence);
    if (this.#reader.inserted === null) throw cardError('CARD_ABSENT');
    return this.#reader.inserted;
  }

  #requireLogin(): { readonly token: Token; readonly keys: ReadonlyMap<SignatureRole, Handle> } {
    const isOpen = (): boolean => this.#reader.inserted !== null && this.#reader.inserted.keys !== null;
    const wasOpen = isOpen();
    const presence = this.#reader.refresh();
    if (wasOpen && (presence.kind !== 'present' || !isOpen())) throw cardError('CARD_REMOVED');
    const token = this.#requireInserted();
    if (token.keys === null) throw cardError('CARD_NOT_LOGGED_IN');
    return { token, keys: token.keys };
  }

  /** Tries left as the token says now; the presence follows. */
  #readTries({ p11, slot }: Token): number | null {
    const triesLeft = triesFromFlags(p11.C_GetTokenInfo(slot).flags);
    this.#reader.tellTries(triesLeft);
    return triesLeft;
  }

  /** Tries left after a refusal; null when the card was pulled out right after it. */
  #triesAfter(token: Token): number | null {
    try {
      return this.#readTries(token);
    } catch (cause) {
      if (isRemoval(cause)) return null;
      throw cause;
    }
  }

  /** What a failed login means for the user. */
  #refusedLogin(cause: unknown, token: Token): unknown {
    const code = returnValue(cause);
    if (code === null) return cause;
    if (WRONG_PIN.has(code)) return wrongPin(this.#triesAfter(token));
    if (code === CKR.PIN_LOCKED) {
      this.#triesAfter(token);
      return wrongPin(0);
    }
    // A contactless card has no PIN: it must be inserted (card/README 1).
    if (code === CKR.USER_PIN_NOT_INITIALIZED) return cardError('CARD_ABSENT', { detail: failureName(cause) });
    return this.#translated(cause);
  }

  /** What a failed call means for the user; drops what it made stale. */
  #translated(cause: unknown): unknown {
    const code = returnValue(cause);
    if (code === null) return cause;
    if (REMOVED.has(code)) {
      this.#reader.forget();
      return cardError('CARD_REMOVED', { detail: failureName(cause) });
    }
    // Another program reset the PIN state of the card (card/README 7): the user is asked again.
    if (code === CKR.USER_NOT_LOGGED_IN) {
      const token = this.#reader.inserted;
      if (token !== null) token.keys = null;
      return cardError('CARD_NOT_LOGGED_IN', { detail: failureName(cause) });
    }
    return cardError('CARD_FAILED', { detail: failureName(cause) });
  }
}

import type { Handle } from 'pkcs11js';
import { isDeepStrictEqual } from 'node:util';
import { failureName, isRemoval, quietly, type Cryptoki } from './pkcs11-calls.ts';
import { ASKS_INITIALIZE, CKR, returnValue } from './pkcs11-codes.ts';
import { openToken, type Token, type TokenSelection } from './pkcs11-token.ts';
import type { ReaderPresence } from './protocol.ts';
import { Revival } from './revival.ts';

// PKCS#11 2.20, appendix A.
const CKF_OS_LOCKING_OK = 0x2;

export interface Pkcs11Ports extends TokenSelection {
  /** Loads the module; called again at each look until it succeeds. @throws Error with the loader's words */
  readonly load: () => Cryptoki;
  /** Milliseconds of a clock that never goes back; this process's by default. */
  readonly now?: () => number;
}

/** What the reader holds, as the module tells it (card/README 5, card/README 7, card/README 9). */
export class Pkcs11Reader {
  readonly #ports: Pkcs11Ports;
  readonly #revival: Revival;
  #module: Cryptoki | null = null;
  #initialized = false;
  /** What the last look failed with. */
  #failure: unknown = null;
  #inserted: Token | null = null;
  #seen: ReaderPresence = { kind: 'empty' };
  /** The card left and nobody was told yet: even back at once, it must be seen to leave, or its session would go on. */
  #left = false;

  constructor(ports: Pkcs11Ports) {
    this.#ports = ports;
    this.#revival = new Revival(ports.now ?? (() => performance.now()));
  }

  /** The token of the card that is in. */
  get inserted(): Token | null {
    return this.#inserted;
  }

  /** One look for whoever follows the reader. The same object as last time when nothing changed. */
  look(): ReaderPresence {
    this.refresh();
    if (this.#revive()) this.refresh();
    this.#left = false;
    return this.#seen;
  }

  /** The reader as it is now; nobody is told of a card that left. */
  refresh(): ReaderPresence {
    const failedBefore = this.#failure !== null;
    this.#failure = null;
    let p11: Cryptoki;
    try {
      p11 = this.#loaded();
    } catch (cause) {
      return this.#see({ kind: 'no-module', detail: failureName(cause) });
    }
    try {
      return this.#search(p11, p11.C_GetSlotList(true));
    } catch (cause) {
      this.forget();
      this.#failure = cause;
      // A reader that goes away between two calls, then a reader gone; anything else is the driver's trouble, and said.
      if (isRemoval(cause)) return this.#see({ kind: failedBefore ? 'no-reader' : 'empty' });
      return this.#see({ kind: 'no-module', detail: failureName(cause) });
    }
  }

  /** The card has that many tries left. */
  tellTries(triesLeft: number | null): void {
    if (this.#seen.kind === 'present') this.#see({ kind: 'present', card: { ...this.#seen.card, pin: { triesLeft } } });
  }

  /** The card is not the one that was in any more. */
  forget(): void {
    if (this.#inserted === null) return;
    const { p11, session } = this.#inserted;
    quietly(() => p11.C_CloseSession(session));
    this.#inserted = null;
    this.#left = true;
  }

  close(): void {
    this.forget();
    quietly(() => this.#module?.C_Finalize());
    this.#module = null;
    this.#initialized = false;
  }

  #loaded(): Cryptoki {
    this.#module ??= this.#ports.load();
    if (this.#initialized) return this.#module;
    try {
      this.#module.C_Initialize({ flags: CKF_OS_LOCKING_OK });
    } catch (cause) {
      if (returnValue(cause) !== CKR.CRYPTOKI_ALREADY_INITIALIZED) throw cause;
    }
    this.#initialized = true;
    return this.#module;
  }

  #see(presence: ReaderPresence): ReaderPresence {
    if (!isDeepStrictEqual(presence, this.#seen)) this.#seen = presence;
    return this.#seen;
  }

  /** @param slots those that hold a token. */
  #search(p11: Cryptoki, slots: readonly Handle[]): ReaderPresence {
    if (this.#isStillIn(slots)) return this.#seen;
    this.forget();
    if (this.#left) return this.#see({ kind: 'empty' });
    let foreign = false;
    for (const slot of slots) {
      const found = openToken(p11, slot, this.#ports);
      if (found !== null && found !== 'foreign') {
        this.#inserted = found.token;
        return this.#see({ kind: 'present', card: found.card });
      }
      foreign ||= found === 'foreign';
    }
    return this.#see(foreign ? { kind: 'foreign' } : emptyReader(p11));
  }

  /** Session still valid and slot still listed: nothing moved. */
  #isStillIn(slots: readonly Handle[]): boolean {
    const token = this.#inserted;
    if (token === null || !slots.some((slot) => slot.equals(token.slot))) return false;
    try {
      token.p11.C_GetSessionInfo(token.session);
      return true;
    } catch {
      return false;
    }
  }

  /**
   * A driver that fails or shows no reader may only need to be initialised afresh. Never under a login: any has ended
   * with such a look, and has been told, before the next one comes here.
   */
  #revive(): boolean {
    if (!this.#initialized || this.#left) return false;
    if (this.#failure === null && this.#seen.kind !== 'no-reader') {
      this.#revival.well();
      return false;
    }
    if (!this.#revival.due(ASKS_INITIALIZE.has(returnValue(this.#failure) ?? -1))) return false;
    quietly(() => this.#module?.C_Finalize());
    this.#initialized = false;
    return true;
  }
}

/** No card: is there a reader, and does it hold something that is not a CPS? */
function emptyReader(p11: Cryptoki): ReaderPresence {
  const slots = p11.C_GetSlotList(false);
  if (slots.length === 0) return { kind: 'no-reader' };
  const foreign = slots.some((slot) => {
    try {
      p11.C_GetTokenInfo(slot);
      return false;
    } catch (cause) {
      return returnValue(cause) === CKR.TOKEN_NOT_RECOGNIZED;
    }
  });
  return { kind: foreign ? 'foreign' : 'empty' };
}

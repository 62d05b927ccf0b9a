import type { Handle, Mechanism, PKCS11, Template } from 'pkcs11js';
import { isDeepStrictEqual } from 'node:util';
import type { CardAdapter } from './adapter.ts';
import { LABEL, SITUATIONS } from './constants.ts';
import { describeCard } from './describe.ts';
import { digestInfo, type CardHash } from './digest-info.ts';
import { cardError, wrongPin } from './errors.ts';
import { ASKS_INITIALIZE, CKR, FLAG, MECHANISM_REFUSED, REMOVED, returnValue, triesFromFlags, WRONG_PIN } from './pkcs11-codes.ts';
import { presenceError } from './presence-error.ts';
import type { ReaderPresence } from './protocol.ts';
import { Revival } from './revival.ts';
import { readSituation } from './situation.ts';
import type { CardSituation, PublicCard, SignatureRole } from './types.ts';

/** The part of PKCS#11 the card service uses. */
export type Cryptoki = Pick<
  PKCS11,
  | 'C_Initialize' | 'C_Finalize' | 'C_GetSlotList' | 'C_GetTokenInfo' | 'C_GetMechanismList' | 'C_OpenSession' | 'C_CloseSession'
  | 'C_GetSessionInfo' | 'C_Login' | 'C_Logout' | 'C_FindObjectsInit' | 'C_FindObjects' | 'C_FindObjectsFinal' | 'C_GetAttributeValue'
  | 'C_SignInit' | 'C_SignAsync'
>;

// PKCS#11 2.20, appendix A.
const CKF_SERIAL_SESSION = 0x4;
const CKF_OS_LOCKING_OK = 0x2;
const CKU_USER = 1;
const CKA = { CLASS: 0x0, LABEL: 0x3, VALUE: 0x11, CERTIFICATE_TYPE: 0x80, ID: 0x102 } as const;
const CKO = { DATA: 0, CERTIFICATE: 1, PRIVATE_KEY: 3 } as const;
const CKM = { RSA_PKCS: 0x1, SHA1_RSA_PKCS: 0x6, SHA256_RSA_PKCS: 0x40, SHA256_RSA_PKCS_PSS: 0x43 } as const;
const HASH_MECHANISM: Readonly<Record<CardHash, number>> = { sha256: CKM.SHA256_RSA_PKCS, sha1: CKM.SHA1_RSA_PKCS };

export interface Pkcs11Options {
  /** Loads the module; called again at each look until it succeeds. @throws Error with the loader's words */
  readonly load: () => Cryptoki;
  /** Only the token of this label; any card of the family otherwise. */
  readonly tokenLabel: string | null;
  /** DER of CAs that may complete the chains. */
  readonly issuers: readonly Uint8Array[];
  /** Milliseconds of a clock that never goes back; this process's by default. */
  readonly now?: () => number;
}

interface Inserted {
  readonly slot: Handle;
  /** Read-only session kept while the card is in: it becomes invalid at removal, even if the same card is back. */
  readonly session: Handle;
  readonly ids: ReadonlyMap<SignatureRole, Buffer>;
  keys: ReadonlyMap<SignatureRole, Handle> | null;
}

/**
 * A card behind a PKCS#11 module: the CPS's own (Cryptolib) or SoftHSM2. Selection, mechanisms and lock rules of
 * cps-card.md, sections 4 to 7.
 */
export function pkcs11Card(options: Pkcs11Options): CardAdapter {
  const revival = new Revival(options.now ?? (() => performance.now()));
  let module: Cryptoki | null = null;
  let initialized = false;
  /** What the last look failed with. */
  let failure: unknown = null;
  let inserted: Inserted | null = null;
  let seen: ReaderPresence = { kind: 'empty' };
  /** The card left and nobody was told yet: even back at once, it must be seen to leave, or its session would go on. */
  let left = false;

  const loaded = (): Cryptoki => {
    module ??= options.load();
    if (initialized) return module;
    try {
      module.C_Initialize({ flags: CKF_OS_LOCKING_OK });
    } catch (cause) {
      if (returnValue(cause) !== CKR.CRYPTOKI_ALREADY_INITIALIZED) throw cause;
    }
    initialized = true;
    return module;
  };

  const see = (presence: ReaderPresence): ReaderPresence => {
    if (!isDeepStrictEqual(presence, seen)) seen = presence;
    return seen;
  };

  const forget = (p11: Cryptoki): void => {
    if (inserted === null) return;
    quietly(() => p11.C_CloseSession(inserted?.session ?? Buffer.alloc(0)));
    inserted = null;
    left = true;
  };

  /** Session still valid and slot still listed: nothing moved. */
  const stillIn = (p11: Cryptoki, slots: readonly Handle[]): boolean => {
    if (inserted === null || !slots.some((slot) => slot.equals(inserted?.slot ?? Buffer.alloc(0)))) return false;
    try {
      p11.C_GetSessionInfo(inserted.session);
      return true;
    } catch {
      return false;
    }
  };

  const refresh = (): ReaderPresence => {
    const failedBefore = failure !== null;
    failure = null;
    let p11: Cryptoki;
    try {
      p11 = loaded();
    } catch (cause) {
      return see({ kind: 'no-module', detail: name(cause) });
    }
    try {
      const slots = p11.C_GetSlotList(true);
      if (stillIn(p11, slots)) return seen;
      forget(p11);
      if (left) return see({ kind: 'empty' });
      let foreign = false;
      for (const slot of slots) {
        const found = insert(p11, slot);
        if (found !== null && found !== 'foreign') return see({ kind: 'present', card: found });
        foreign ||= found === 'foreign';
      }
      return see(foreign ? { kind: 'foreign' } : emptyReader(p11));
    } catch (cause) {
      forget(p11);
      failure = cause;
      // A reader that goes away between two calls, then a reader gone; anything else is the driver's trouble, and said.
      if (isRemoval(cause)) return see({ kind: failedBefore ? 'no-reader' : 'empty' });
      return see({ kind: 'no-module', detail: name(cause) });
    }
  };

  /**
   * A driver that fails or shows no reader may only need to be initialised afresh. Never under a login: any has ended
   * with such a look, and has been told, before the next one comes here.
   */
  const revive = (): boolean => {
    if (!initialized || left) return false;
    if (failure === null && seen.kind !== 'no-reader') {
      revival.well();
      return false;
    }
    if (!revival.due(ASKS_INITIALIZE.has(returnValue(failure) ?? -1))) return false;
    quietly(() => module?.C_Finalize());
    initialized = false;
    return true;
  };

  /** Reads the card in a slot and keeps a session on it; null when the slot holds nothing of interest. */
  const insert = (p11: Cryptoki, slot: Handle): PublicCard | 'foreign' | null => {
    let session: Handle | null = null;
    try {
      const token = p11.C_GetTokenInfo(slot);
      // SoftHSM2 always shows one free slot.
      if ((token.flags & FLAG.tokenInitialized) === 0) return null;
      const tokenLabel = trim(token.label);
      if (options.tokenLabel !== null && tokenLabel !== options.tokenLabel) return null;
      session = p11.C_OpenSession(slot, CKF_SERIAL_SESSION);
      const opened = session;
      const certificates = find(p11, opened, [{ type: CKA.CLASS, value: CKO.CERTIFICATE }]).map((object) => ({
        der: attribute(p11, opened, object, CKA.VALUE),
        label: attribute(p11, opened, object, CKA.LABEL).toString('utf8'),
        id: Uint8Array.from(attribute(p11, opened, object, CKA.ID)),
      }));
      const described = describeCard(
        {
          serial: trim(token.serialNumber),
          tokenLabel,
          model: trim(token.model),
          pssMechanism: p11.C_GetMechanismList(slot).includes(CKM.SHA256_RSA_PKCS_PSS),
          demonstration: false,
          certificates,
          info: dataObject(p11, opened, LABEL.info),
          triesLeft: triesFromFlags(token.flags),
        },
        options.issuers,
      );
      if (described === null) {
        p11.C_CloseSession(opened);
        return 'foreign';
      }
      const idOf = (der: Uint8Array): Buffer => Buffer.from(certificates.find((one) => Buffer.compare(one.der, der) === 0)?.id ?? []);
      const ids = new Map<SignatureRole, Buffer>([
        ['signature', idOf(described.signature.der)],
        ['authentication', idOf(described.authentication.der)],
      ]);
      inserted = { slot, session: opened, ids, keys: null };
      return described;
    } catch (cause) {
      if (session !== null) quietly(() => p11.C_CloseSession(session ?? Buffer.alloc(0)));
      if (returnValue(cause) === CKR.TOKEN_NOT_RECOGNIZED) return 'foreign';
      if (isRemoval(cause)) return null;
      throw cause;
    }
  };

  /** Tries left as the token says now; the presence follows. */
  const readTries = (p11: Cryptoki, slot: Handle): number | null => {
    const triesLeft = triesFromFlags(p11.C_GetTokenInfo(slot).flags);
    if (seen.kind === 'present') see({ kind: 'present', card: { ...seen.card, pin: { triesLeft } } });
    return triesLeft;
  };

  /** Tries left after a refusal; null when the card was pulled out right after it. */
  const triesAfter = (p11: Cryptoki, slot: Handle): number | null => {
    try {
      return readTries(p11, slot);
    } catch (cause) {
      if (isRemoval(cause)) return null;
      throw cause;
    }
  };

  const requireInserted = (): { readonly p11: Cryptoki; readonly card: Inserted } => {
    const presence = refresh();
    if (presence.kind !== 'present') throw presenceError(presence);
    if (module === null || inserted === null) throw cardError('CARD_ABSENT');
    return { p11: module, card: inserted };
  };

  const requireLogin = (): { readonly p11: Cryptoki; readonly card: Inserted; readonly keys: ReadonlyMap<SignatureRole, Handle> } => {
    const wasOpen = inserted !== null && inserted.keys !== null;
    const presence = refresh();
    if (wasOpen && (presence.kind !== 'present' || inserted?.keys === null)) throw cardError('CARD_REMOVED');
    const { p11, card } = requireInserted();
    if (card.keys === null) throw cardError('CARD_NOT_LOGGED_IN');
    return { p11, card, keys: card.keys };
  };

  /** What a failed call means for the user; drops what it made stale. */
  const translate = (cause: unknown): unknown => {
    const code = returnValue(cause);
    if (code === null) return cause;
    if (REMOVED.has(code)) {
      if (module !== null) forget(module);
      return cardError('CARD_REMOVED', { detail: name(cause) });
    }
    // Another program reset the PIN state of the card (cps-card.md, section 7): the user is asked again.
    if (code === CKR.USER_NOT_LOGGED_IN) {
      if (inserted !== null) inserted.keys = null;
      return cardError('CARD_NOT_LOGGED_IN', { detail: name(cause) });
    }
    return cardError('CARD_FAILED', { detail: name(cause) });
  };

  const logout = (): void => {
    if (module === null || inserted === null) return;
    inserted.keys = null;
    const { session } = inserted;
    quietly(() => module?.C_Logout(session));
  };

  return {
    look() {
      refresh();
      if (revive()) refresh();
      left = false;
      return seen;
    },

    async login(pin, lastTry) {
      const { p11, card } = requireInserted();
      try {
        const triesLeft = readTries(p11, card.slot);
        if (triesLeft === 0) throw wrongPin(0);
        if (triesLeft === 1 && !lastTry) throw cardError('PIN_FINAL_TRY', { detail: 'triesLeft=1' });
        // A token already open would accept a login without looking at the PIN.
        if (card.keys !== null) p11.C_Logout(card.session);
        card.keys = null;
        presentPin(p11, card.session, pin);
        card.keys = findKeys(p11, card);
        readTries(p11, card.slot);
        await Promise.resolve();
      } catch (cause) {
        const code = returnValue(cause);
        if (code === null) throw cause;
        if (WRONG_PIN.has(code)) throw wrongPin(triesAfter(p11, card.slot));
        if (code === CKR.PIN_LOCKED) {
          triesAfter(p11, card.slot);
          throw wrongPin(0);
        }
        // A contactless card has no PIN: it must be inserted (cps-card.md, section 1).
        if (code === CKR.USER_PIN_NOT_INITIALIZED) throw cardError('CARD_ABSENT', { detail: name(cause) });
        throw translate(cause);
      }
    },

    logout,

    situations() {
      const { p11, card } = requireLogin();
      try {
        return Array.from({ length: SITUATIONS }, (_, i) => i + 1).flatMap((index): CardSituation[] => {
          const value = dataObject(p11, card.session, LABEL.activity(index));
          const situation = value === null ? null : readSituation(index, value);
          return situation === null ? [] : [situation];
        });
      } catch (cause) {
        throw translate(cause);
      }
    },

    async sign(role, hash, data) {
      const { p11, card, keys } = requireLogin();
      const key = keys.get(role);
      if (key === undefined) throw cardError('CARD_FAILED', { detail: `no ${role} key` });
      try {
        return Uint8Array.from(await signOn(p11, card.session, key, role, hash, data));
      } catch (cause) {
        throw translate(cause);
      }
    },

    close() {
      logout();
      if (module !== null) {
        forget(module);
        const closing = module;
        quietly(() => closing.C_Finalize());
      }
      module = null;
      initialized = false;
    },
  };
}

/** One C_Login, except when the token was left open by another login of ours: that answer looks at no PIN. */
function presentPin(p11: Cryptoki, session: Handle, pin: Uint8Array): void {
  // pkcs11js takes text only: the string lives as long as this call, the bytes are erased by the caller.
  const text = Buffer.from(pin.buffer, pin.byteOffset, pin.byteLength).toString('latin1');
  try {
    p11.C_Login(session, CKU_USER, text);
  } catch (cause) {
    if (returnValue(cause) !== CKR.USER_ALREADY_LOGGED_IN) throw cause;
    p11.C_Logout(session);
    p11.C_Login(session, CKU_USER, text);
  }
}

/** Private keys are invisible before the PIN; each has the CKA_ID of its certificate. */
function findKeys(p11: Cryptoki, card: Inserted): ReadonlyMap<SignatureRole, Handle> {
  const keys = new Map<SignatureRole, Handle>();
  for (const [role, id] of card.ids) {
    const [key] = find(p11, card.session, [
      { type: CKA.CLASS, value: CKO.PRIVATE_KEY },
      { type: CKA.ID, value: id },
    ]);
    if (key !== undefined) keys.set(role, key);
  }
  return keys;
}

/**
 * Mechanisms of cps-card.md, section 4. Signature key: the card finishes the hash of the data, DigestInfo as the
 * fall-back. Authentication key: DigestInfo, the only way on a CPS3.
 */
async function signOn(p11: Cryptoki, session: Handle, key: Handle, role: SignatureRole, hash: CardHash, data: Uint8Array): Promise<Buffer> {
  const signWith = (mechanism: number, input: Buffer): Promise<Buffer> => {
    const chosen: Mechanism = { mechanism };
    p11.C_SignInit(session, chosen, key);
    // RSA 4096 at most.
    return p11.C_SignAsync(session, input, Buffer.alloc(512));
  };
  if (role === 'signature') {
    try {
      return await signWith(HASH_MECHANISM[hash], Buffer.from(data));
    } catch (cause) {
      const code = returnValue(cause);
      if (code === null || !MECHANISM_REFUSED.has(code)) throw cause;
    }
  }
  return await signWith(CKM.RSA_PKCS, digestInfo(hash, data));
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

function dataObject(p11: Cryptoki, session: Handle, label: string): Buffer | null {
  const [object] = find(p11, session, [
    { type: CKA.CLASS, value: CKO.DATA },
    { type: CKA.LABEL, value: label },
  ]);
  return object === undefined ? null : attribute(p11, session, object, CKA.VALUE);
}

function find(p11: Cryptoki, session: Handle, template: Template): Handle[] {
  p11.C_FindObjectsInit(session, template);
  try {
    return p11.C_FindObjects(session, 32);
  } finally {
    p11.C_FindObjectsFinal(session);
  }
}

function attribute(p11: Cryptoki, session: Handle, object: Handle, type: number): Buffer {
  return p11.C_GetAttributeValue(session, object, [{ type }])[0]?.value ?? Buffer.alloc(0);
}

/** Fields are blank-padded; the model of a CPS ends with a NUL (cps-card.md, section 3). */
const trim = (field: string): string => field.split('\0')[0]?.trim() ?? '';

const isRemoval = (cause: unknown): boolean => REMOVED.has(returnValue(cause) ?? -1);

const name = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Cleaning up after a card that may be gone: its refusal changes nothing. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Nothing left to close.
  }
}

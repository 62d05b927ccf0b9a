/** Return values and constants of PKCS#11 2.20 that the card service tells apart (card/README 6, card/README 7, card/README 9). */

export const CKR = {
  FUNCTION_NOT_SUPPORTED: 0x54,
  KEY_TYPE_INCONSISTENT: 0x63,
  KEY_FUNCTION_NOT_PERMITTED: 0x68,
  MECHANISM_INVALID: 0x70,
  MECHANISM_PARAM_INVALID: 0x71,
  PIN_INCORRECT: 0xa0,
  PIN_INVALID: 0xa1,
  PIN_LEN_RANGE: 0xa2,
  PIN_LOCKED: 0xa4,
  TOKEN_NOT_RECOGNIZED: 0xe1,
  USER_ALREADY_LOGGED_IN: 0x100,
  USER_NOT_LOGGED_IN: 0x101,
  USER_PIN_NOT_INITIALIZED: 0x102,
  CRYPTOKI_NOT_INITIALIZED: 0x190,
  CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const;

/** SLOT_ID_INVALID, DEVICE_ERROR, DEVICE_REMOVED, SESSION_CLOSED, SESSION_HANDLE_INVALID, TOKEN_NOT_PRESENT, and not recognised. */
export const REMOVED: ReadonlySet<number> = new Set([0x03, 0x30, 0x32, 0xb0, 0xb3, 0xe0, CKR.TOKEN_NOT_RECOGNIZED]);

/** This key does not do that mechanism: another one may. */
export const MECHANISM_REFUSED: ReadonlySet<number> = new Set([
  CKR.FUNCTION_NOT_SUPPORTED,
  CKR.KEY_TYPE_INCONSISTENT,
  CKR.KEY_FUNCTION_NOT_PERMITTED,
  CKR.MECHANISM_INVALID,
  CKR.MECHANISM_PARAM_INVALID,
]);

/** The module says itself that it must be initialised: CRYPTOKI_NOT_INITIALIZED, and the CPS's own on a Windows terminal server. */
export const ASKS_INITIALIZE: ReadonlySet<number> = new Set([CKR.CRYPTOKI_NOT_INITIALIZED, 0x8000_0002]);

export const WRONG_PIN: ReadonlySet<number> = new Set([CKR.PIN_INCORRECT, CKR.PIN_INVALID, CKR.PIN_LEN_RANGE]);

/** Token flags (card/README 6). */
export const FLAG = { userPinInitialized: 0x8, tokenInitialized: 0x400, countLow: 0x10000, finalTry: 0x20000, locked: 0x40000 } as const;

/**
 * Tries left from the token's flags: the only way a card tells them (card/README 6). Null when it has no user
 * PIN (contactless). SoftHSM2 says « 2 » after any wrong PIN, and never locks.
 */
export function triesFromFlags(flags: number): number | null {
  if ((flags & FLAG.userPinInitialized) === 0) return null;
  if ((flags & FLAG.locked) !== 0) return 0;
  if ((flags & FLAG.finalTry) !== 0) return 1;
  return (flags & FLAG.countLow) === 0 ? 3 : 2;
}

/** The `code` that pkcs11js puts on its errors; null for anything else. */
export function returnValue(thrown: unknown): number | null {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'number' ? thrown.code : null;
}

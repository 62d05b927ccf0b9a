import type { PKCS11 } from 'pkcs11js';
import { REMOVED, returnValue } from './pkcs11-codes.ts';

/** The part of PKCS#11 the card service uses. */
export type Cryptoki = Pick<
  PKCS11,
  | 'C_Initialize'
  | 'C_Finalize'
  | 'C_GetSlotList'
  | 'C_GetTokenInfo'
  | 'C_GetMechanismList'
  | 'C_OpenSession'
  | 'C_CloseSession'
  | 'C_GetSessionInfo'
  | 'C_Login'
  | 'C_Logout'
  | 'C_FindObjectsInit'
  | 'C_FindObjects'
  | 'C_FindObjectsFinal'
  | 'C_GetAttributeValue'
  | 'C_SignInit'
  | 'C_SignAsync'
>;

/** The card, or its reader, left during a call. */
export const isRemoval = (cause: unknown): boolean => REMOVED.has(returnValue(cause) ?? -1);

/** What a failed call says, for the detail of an error. */
export const failureName = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Cleaning up after a card that may be gone: its refusal changes nothing. */
export function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Nothing left to close.
  }
}

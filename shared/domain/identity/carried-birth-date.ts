import { filledDate } from '../ins/dates.ts';
import type { IdentityStatus } from '../types.ts';
import { holdsIns } from './status.ts';

/**
 * The birth date as it leaves in documents and calls. Recovered from INSi, it is that of INSi to the figure, « lunaire »
 * or not (Structuration minimale 3.5.5.12); otherwise unknown parts are filled by convention (EXI ID 11/12).
 */
export function carriedBirthDate(identity: { readonly status: IdentityStatus; readonly birthDate: string }): string {
  return holdsIns(identity.status) ? identity.birthDate : filledDate(identity.birthDate).date;
}

import type { AgreementRecord } from '../record/agreement.ts';

/** How long an agreement opens a DMP, in milliseconds. */
export const AGREEMENT_MS = 2 * 3_600_000;

/** Whether an agreement still opens; one that is told of the future does not. @param at instant, ISO 8601. */
export function agreementHolds({ at: given }: Pick<AgreementRecord, 'at'>, at: string): boolean {
  const age = Date.parse(at) - Date.parse(given);
  return age >= 0 && age <= AGREEMENT_MS;
}

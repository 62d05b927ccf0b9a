import { identityDocumentType, type IdentityDocumentCode, type IdentityDocumentType } from '../../../shared/domain/identity/documents.ts';
import { isMinor } from '../../../shared/domain/ins/dates.ts';
import { localDay } from './local-day.ts';

/** What proves an identity in this structure (configuration). */
export interface ProofRules {
  /** In years. */
  readonly ageOfMajority: () => number;
  readonly identityDocuments: readonly IdentityDocumentCode[];
}

/**
 * The document seen, of somebody born that day.
 *
 * @throws PosteError IDENTITY_DOCUMENT_TYPE, IDENTITY_DOCUMENT_MINOR
 */
export function proofOf(rules: ProofRules, code: string, birthDate: string, now: Date): IdentityDocumentType {
  return identityDocumentType(code, { minor: isMinor(birthDate, localDay(now), rules.ageOfMajority()) }, rules.identityDocuments);
}

import type { CallOutput } from '../../../shared/contract/index.ts';
import { identityDocumentTypes } from '../../../shared/domain/identity/documents.ts';
import type { ProofRules } from './proof.ts';

/** Documents that prove an identity in this structure, as the screen offers them. */
export function listIdentityDocuments({
  identityDocuments,
}: Pick<ProofRules, 'identityDocuments'>): CallOutput<'patients.identityDocumentTypes'> {
  return identityDocumentTypes(identityDocuments).map(({ code, label, minorOnly = false }) => ({ code, label, minorOnly }));
}

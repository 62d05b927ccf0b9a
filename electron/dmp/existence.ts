import type { PosteError } from '../../shared/errors.ts';
import { dmpError } from './errors.ts';

/**
 * What the DMP says of a record (TD0.2, TD1.3a). Identity traits are never kept from there (RG_0320).
 */
export interface DmpExistence {
  readonly exists: boolean;
  readonly state: 'active' | 'terminated' | null;
  /** `VALIDE`, `EXPIRE`, `INTERDIT`, `NON_EXISTE`: the access of the professional who asks. */
  readonly authorization: string | null;
  /** The professional is the patient's *médecin traitant*. */
  readonly medecinTraitant: boolean | null;
  readonly accountOpen: boolean | null;
  /** The record is attached to Mon espace santé. */
  readonly monEspaceSante: boolean | null;
  /** ISO 8601, UTC. */
  readonly closedAt: string | null;
  readonly closingReason: string | null;
  /** TD1.3a only. */
  readonly oppositionBrisDeGlace: boolean | null;
  /** TD1.3a only. */
  readonly oppositionAccesUrgence: boolean | null;
}

/** Whether a document may be sent to this record; the error says why not. */
export type FeedAnswer = { readonly allowed: true } | { readonly allowed: false; readonly why: PosteError };

/**
 * dmp.md 5, table of conclusions: an expired or missing authorisation does not prevent feeding, a
 * blocked one does. An authorisation word we do not know is left to the server.
 *
 * @returns why: DMP_ABSENT, DMP_CLOSED, DMP_BLOCKED.
 */
export function mayFeed(existence: DmpExistence): FeedAnswer {
  if (!existence.exists) return { allowed: false, why: dmpError('DMP_ABSENT') };
  if (existence.state === 'terminated') return { allowed: false, why: dmpError('DMP_CLOSED', { detail: existence.closingReason }) };
  if (existence.authorization === 'INTERDIT') return { allowed: false, why: dmpError('DMP_BLOCKED') };
  return { allowed: true };
}

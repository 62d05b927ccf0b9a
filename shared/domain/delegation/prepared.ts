import { fail, type PosteError } from '../../errors.ts';
import type { DelegationRecord } from '../record/delegation.ts';
import type { DocumentRecord } from '../record/document.ts';
import type { Instant } from '../record/instant.ts';
import { inForce } from '../rights/delegation.ts';

/** State of a document (electron/README 6): « à valider par Dr X » is one, and of no send. */
export type DocumentState = 'draft' | 'to-validate' | 'validated';

export const stateOf = ({ status, prepared }: Pick<DocumentRecord, 'status' | 'prepared'>): DocumentState =>
  status === 'draft' && prepared !== null ? 'to-validate' : status;

/** Who asks, for which structure. */
interface Asking {
  /** National identifier. */
  readonly person: string;
  readonly structure: string;
}

/**
 * Why somebody may not decide the fields of a draft, or its fate; null when they may. What was handed over is with the
 * professional who answers for it until its delegate takes it back.
 */
export function handedRefusal({ prepared }: Pick<DocumentRecord, 'prepared'>, person: string): PosteError | null {
  if (prepared === null || prepared.for.idNat === person) return null;
  return fail(prepared.by.idNat === person ? 'DOCUMENT_HANDED' : 'DOCUMENT_PREPARED_OTHER', { values: { name: prepared.for.name } });
}

/**
 * Why a professional may not validate what was prepared; null when they may, or when nobody prepared it. It is theirs, for
 * the structure where it was prepared, under a delegation that still counts.
 *
 * @param delegation the one under which it was prepared, as it is now.
 */
export function validationRefusal(
  { prepared }: Pick<DocumentRecord, 'prepared'>,
  delegation: DelegationRecord | null,
  { person, structure }: Asking,
  at: Instant,
): PosteError | null {
  if (prepared === null) return null;
  const { by } = prepared;
  if (prepared.for.idNat !== person) return fail('DOCUMENT_PREPARED_OTHER', { values: { name: prepared.for.name } });
  if (by.structure !== null && by.structure.idNat !== structure)
    return fail('DOCUMENT_PREPARED_ELSEWHERE', { values: { structure: by.structure.name } });
  return delegation !== null && inForce(delegation, at) ? null : fail('DOCUMENT_DELEGATION_ENDED', { values: { name: prepared.byName } });
}

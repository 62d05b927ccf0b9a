import { fail, type PosteError } from '../../errors.ts';
import type { Colleague, DelegatedAct } from '../record/delegation.ts';
import type { Instant } from '../record/instant.ts';
import { isPractice } from '../rights/can.ts';
import type { Pro } from '../types.ts';

/** A delegation as it is asked for. */
export interface DelegationTerms {
  readonly from: Pro;
  readonly to: Colleague;
  readonly acts: readonly DelegatedAct[];
  readonly types: readonly string[];
  readonly since: Instant;
  readonly until: Instant | null;
}

/** What keeps a delegation from being made; null when nothing does. Feeding is for staff of a private practice, by named types. */
export function termsProblem({ from, to, acts, types, since, until }: DelegationTerms): PosteError | null {
  if (from.speciality === null) return fail('DELEGATION_PROFESSIONAL');
  if (from.idNat === to.idNat) return fail('DELEGATION_SELF', { path: '/to' });
  if (acts.length === 0) return fail('DELEGATION_ACTS', { path: '/acts' });
  if (until !== null && Date.parse(until) <= Date.parse(since)) return fail('DELEGATION_UNTIL', { path: '/until' });
  if (!acts.includes('TD2.2')) return null;
  if (!to.staff) return fail('DELEGATION_STAFF', { path: '/to', values: { name: to.name } });
  if (!isPractice(from.structure?.sector ?? null)) return fail('RIGHTS_PRACTICE', { path: '/acts' });
  return types.length === 0 ? fail('DELEGATION_TYPES', { path: '/types' }) : null;
}

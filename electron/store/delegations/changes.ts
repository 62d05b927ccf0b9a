import type { Colleague, DelegationRecord } from '../../../shared/domain/record/delegation.ts';
import type { Instant } from '../../../shared/domain/record/instant.ts';
import { storeError } from '../errors.ts';
import { flag, saveRow, type Sql } from '../sqlite/sql.ts';

function addDelegation(sql: Sql, { delegation: d }: { readonly delegation: DelegationRecord }): void {
  saveRow(sql, 'delegations', d.id, 0, {
    delegator: d.from.idNat,
    delegator_pro: JSON.stringify(d.from),
    delegate: d.to.idNat,
    delegate_name: d.to.name,
    structure: d.structure,
    acts: JSON.stringify(d.acts),
    types: JSON.stringify(d.types),
    since: d.since,
    until: d.until,
    revoked_at: d.revokedAt,
  });
}

function revokeDelegation(sql: Sql, { id, revision, at }: { readonly id: string; readonly revision: number; readonly at: Instant }): void {
  if (!saveRow(sql, 'delegations', id, revision, { revoked_at: at })) throw storeError('STORE_CONFLICT');
}

function seeColleague(sql: Sql, { colleague, structure }: { readonly colleague: Colleague; readonly structure: string }): void {
  const { idNat, name, staff } = colleague;
  sql.run('INSERT OR REPLACE INTO colleagues (structure, person, name, staff) VALUES (?, ?, ?, ?)', structure, idNat, name, flag(staff));
}

/** Who may do what in whose name. */
export const delegationChanges = {
  /** Made once: nothing of it changes but its end. */
  'delegation.add': addDelegation,
  /** Once. Errors: STORE_CONFLICT, STORE_REFUSED when it is revoked already. */
  'delegation.revoke': revokeDelegation,
  /** Somebody works here for that structure. */
  'colleague.seen': seeColleague,
} as const;

import type { Colleague, DelegatedAct, DelegationRecord } from '../../../shared/domain/record/delegation.ts';
import type { Pro } from '../../../shared/domain/types.ts';
import type { Sql } from '../sqlite/sql.ts';

interface DelegationRow {
  readonly id: string;
  readonly revision: number;
  readonly delegator_pro: string;
  readonly delegate: string;
  readonly delegate_name: string;
  readonly structure: string;
  readonly acts: string;
  readonly types: string;
  readonly since: string;
  readonly until: string | null;
  readonly revoked_at: string | null;
}

// Casts: written by addDelegation alone.
const read = (row: DelegationRow): DelegationRecord => ({
  id: row.id,
  revision: row.revision,
  from: JSON.parse(row.delegator_pro) as Pro,
  to: { idNat: row.delegate, name: row.delegate_name },
  structure: row.structure,
  acts: JSON.parse(row.acts) as DelegatedAct[],
  types: JSON.parse(row.types) as string[],
  since: row.since,
  until: row.until,
  revokedAt: row.revoked_at,
});

function delegationsOf(sql: Sql, person: string): DelegationRecord[] {
  return sql
    .all<DelegationRow>('SELECT * FROM delegations WHERE delegator = ?1 OR delegate = ?1 ORDER BY since DESC, rowid DESC', person)
    .map(read);
}

function getDelegation(sql: Sql, id: string): DelegationRecord | null {
  const row = sql.get<DelegationRow>('SELECT * FROM delegations WHERE id = ?', id);
  return row === null ? null : read(row);
}

function colleagues(sql: Sql, structure: string): Colleague[] {
  return sql
    .all<{ readonly person: string; readonly name: string; readonly staff: number }>(
      'SELECT person, name, staff FROM colleagues WHERE structure = ? ORDER BY name, person',
      structure,
    )
    .map(({ person, name, staff }) => ({ idNat: person, name, staff: staff === 1 }));
}

export const delegationReads = {
  /** Made by that person, or given to them, the latest first; those that are over too. */
  of: delegationsOf,
  get: getDelegation,
  /** Who opened a session here for that structure, by name. */
  colleagues,
} as const;

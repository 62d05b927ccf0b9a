import type { Actor } from '../../../shared/domain/record/actor.ts';
import type { CollectiveInformation } from '../../../shared/domain/record/collective.ts';
import type { Instant } from '../../../shared/domain/record/instant.ts';
import { storeError } from '../errors.ts';
import type { Sql } from '../sqlite/sql.ts';

/** @throws PosteError STORE_REFUSED while another declaration of the structure is in force */
export function declareCollective(sql: Sql, { collective: c }: { readonly collective: CollectiveInformation }): void {
  sql.run(
    'INSERT INTO collective_information (id, structure, structure_name, means, since, notice, purposes, at, actor, actor_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    c.id,
    c.structure,
    c.structureName,
    c.means,
    c.since,
    c.notice,
    JSON.stringify(c.purposes),
    c.at,
    c.by.idNat,
    c.by.name,
  );
}

/** @throws PosteError STORE_CONFLICT when it is withdrawn already, or unknown */
export function withdrawCollective(sql: Sql, { id, at, by }: { readonly id: string; readonly at: Instant; readonly by: Actor }): void {
  const withdrawn = sql.run(
    'UPDATE collective_information SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_by_name = ? WHERE id = ? AND withdrawn_at IS NULL',
    at,
    by.idNat,
    by.name,
    id,
  );
  if (withdrawn === 0) throw storeError('STORE_CONFLICT');
}

interface CollectiveRow {
  readonly id: string;
  readonly structure: string;
  readonly structure_name: string;
  readonly means: CollectiveInformation['means'];
  readonly since: string;
  readonly notice: string;
  readonly purposes: string;
  readonly at: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly withdrawn_at: string | null;
  readonly withdrawn_by: string | null;
  readonly withdrawn_by_name: string | null;
}

const read = (row: CollectiveRow): CollectiveInformation => ({
  id: row.id,
  structure: row.structure,
  structureName: row.structure_name,
  means: row.means,
  since: row.since,
  notice: row.notice,
  // Cast: written by declareCollective alone.
  purposes: JSON.parse(row.purposes) as CollectiveInformation['purposes'],
  at: row.at,
  by: { idNat: row.actor, name: row.actor_name },
  withdrawn:
    row.withdrawn_at === null ? null : { at: row.withdrawn_at, by: { idNat: row.withdrawn_by ?? '', name: row.withdrawn_by_name ?? '' } },
});

/** In force for a structure; without one, the latest of whatever structure of this workstation. */
export function collectiveInForce(sql: Sql, structure: string | null): CollectiveInformation | null {
  const row = sql.get<CollectiveRow>(
    'SELECT * FROM collective_information WHERE withdrawn_at IS NULL AND (?1 IS NULL OR structure = ?1) ORDER BY key DESC LIMIT 1',
    structure,
  );
  return row === null ? null : read(row);
}

/** Of a structure, latest first. */
export function listCollective(sql: Sql, structure: string): CollectiveInformation[] {
  return sql.all<CollectiveRow>('SELECT * FROM collective_information WHERE structure = ? ORDER BY key DESC', structure).map(read);
}

import type { Sql } from '../sqlite/sql.ts';

/** Records last opened, then last changed, by rank. @param from how many come before the first one given */
export function recentIds(sql: Sql, from: number, limit: number): string[] {
  const viewed = ids(sql, 'p.viewed_at IS NOT NULL', 'p.viewed_at DESC', from, limit);
  if (viewed.length >= limit) return viewed;
  // The `+` leaves the index to the order: used for the condition too, SQLite sorts all that were changed at the same instant.
  const before = sql.get<{ readonly n: number }>('SELECT patients AS n FROM patient_counts WHERE viewed = 1')?.n ?? 0;
  return [
    ...viewed,
    ...ids(sql, '+p.viewed_at IS NULL', 'p.opened_at DESC, p.viewed_at DESC', Math.max(0, from - before), limit - viewed.length),
  ];
}

const ids = (sql: Sql, which: string, order: string, from: number, limit: number): string[] =>
  sql
    .all<{ readonly id: string }>(
      `SELECT p.id FROM patients p WHERE ${which} AND p.merged_into IS NULL ORDER BY ${order}, p.rowid DESC LIMIT ? OFFSET ?`,
      limit,
      from,
    )
    .map(({ id }) => id);

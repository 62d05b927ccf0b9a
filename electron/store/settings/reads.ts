import type { Sql } from '../sqlite/sql.ts';

function getSetting(sql: Sql, name: string): unknown {
  const row = sql.get<{ readonly value: string }>('SELECT value FROM settings WHERE name = ?', name);
  return row === null ? null : (JSON.parse(row.value) as unknown);
}

export const settingReads = {
  /** Null when never set. */
  get: getSetting,
} as const;

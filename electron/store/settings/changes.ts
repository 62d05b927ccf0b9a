import type { Sql } from '../sqlite/sql.ts';

function setSetting(sql: Sql, { name, value }: { readonly name: string; readonly value: unknown }): void {
  sql.run('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)', name, JSON.stringify(value ?? null));
}

export const settingChanges = { 'setting.set': setSetting } as const;

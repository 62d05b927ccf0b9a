import type { NoticeWording } from '../../../shared/domain/record/notice.ts';
import type { Sql } from '../sqlite/sql.ts';

export function saveNotice(sql: Sql, { wording: w }: { readonly wording: NoticeWording }): void {
  sql.run(
    'INSERT INTO notices (structure, version, before_text, after_text, at, actor, actor_name) VALUES (?, ?, ?, ?, ?, ?, ?)',
    w.structure,
    w.version,
    w.before,
    w.after,
    w.at,
    w.by.idNat,
    w.by.name,
  );
}

interface NoticeRow {
  readonly structure: string;
  readonly version: number;
  readonly before_text: string;
  readonly after_text: string;
  readonly at: string;
  readonly actor: string;
  readonly actor_name: string;
}

/** The latest wording of a structure; null when it has none. */
export function latestNotice(sql: Sql, structure: string): NoticeWording | null {
  const row = sql.get<NoticeRow>('SELECT * FROM notices WHERE structure = ? ORDER BY version DESC LIMIT 1', structure);
  return row === null
    ? null
    : {
        structure: row.structure,
        version: row.version,
        before: row.before_text,
        after: row.after_text,
        at: row.at,
        by: { idNat: row.actor, name: row.actor_name },
      };
}

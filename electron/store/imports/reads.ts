import type { ImportErrorRecord, ImportRecord } from '../../../shared/domain/record/import.ts';
import { flag, type Sql } from '../sqlite/sql.ts';
import type { ChangeOf } from '../types.ts';

export function saveImport(sql: Sql, { run: r }: ChangeOf<'import.save'>): void {
  sql.run(
    `INSERT INTO imports (id, kind, file_name, size, dry_run, state, started_at, actor, actor_name, fingerprint, read, lines, created, updated, unchanged, rejected, conflicts, ignored, warnings, heading, lines_hash, error)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, file_name = excluded.file_name, size = excluded.size, dry_run = excluded.dry_run, state = excluded.state,
     started_at = excluded.started_at, actor = excluded.actor, actor_name = excluded.actor_name, fingerprint = excluded.fingerprint, read = excluded.read,
     lines = excluded.lines, created = excluded.created, updated = excluded.updated, unchanged = excluded.unchanged, rejected = excluded.rejected,
     conflicts = excluded.conflicts, ignored = excluded.ignored, warnings = excluded.warnings, heading = excluded.heading, lines_hash = excluded.lines_hash, error = excluded.error`,
    r.id,
    r.kind,
    r.fileName,
    r.size,
    flag(r.dryRun),
    r.state,
    r.startedAt,
    r.by.idNat,
    r.by.name,
    r.fingerprint,
    r.read,
    r.lines,
    r.created,
    r.updated,
    r.unchanged,
    r.rejected,
    r.conflicts,
    JSON.stringify(r.ignored),
    JSON.stringify(r.warnings),
    r.heading,
    r.linesHash,
    r.error === null ? null : JSON.stringify(r.error),
  );
}

/** The same error of the same line, found again when an import goes on, is kept once. */
export function addImportError(sql: Sql, { importId, error }: ChangeOf<'import.error'>): void {
  sql.run(
    'INSERT INTO import_errors (import_id, line, code, message, action, name, value, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (import_id, line, code) DO NOTHING',
    importId,
    error.line,
    error.code,
    error.message,
    error.action,
    error.name,
    error.value,
    error.raw,
  );
}

interface ImportRow {
  readonly id: string;
  readonly kind: ImportRecord['kind'];
  readonly file_name: string;
  readonly size: number;
  readonly dry_run: number;
  readonly state: ImportRecord['state'];
  readonly started_at: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly fingerprint: string;
  readonly read: number;
  readonly lines: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly conflicts: number;
  readonly ignored: string;
  readonly warnings: string;
  readonly heading: string | null;
  readonly lines_hash: string | null;
  readonly error: string | null;
}

const read = (row: ImportRow): ImportRecord => ({
  id: row.id,
  kind: row.kind,
  fileName: row.file_name,
  size: row.size,
  dryRun: row.dry_run === 1,
  state: row.state,
  startedAt: row.started_at,
  by: { idNat: row.actor, name: row.actor_name },
  fingerprint: row.fingerprint,
  read: row.read,
  lines: row.lines,
  created: row.created,
  updated: row.updated,
  unchanged: row.unchanged,
  rejected: row.rejected,
  conflicts: row.conflicts,
  heading: row.heading,
  linesHash: row.lines_hash,
  // Casts: written by saveImport alone.
  ignored: JSON.parse(row.ignored) as ImportRecord['ignored'],
  warnings: JSON.parse(row.warnings) as ImportRecord['warnings'],
  error: row.error === null ? null : (JSON.parse(row.error) as ImportRecord['error']),
});

const LISTED = 50;

export function listImports(sql: Sql): ImportRecord[] {
  return sql.all<ImportRow>('SELECT * FROM imports ORDER BY started_at DESC, rowid DESC LIMIT ?', LISTED).map(read);
}

export function getImport(sql: Sql, id: string): ImportRecord | null {
  const row = sql.get<ImportRow>('SELECT * FROM imports WHERE id = ?', id);
  return row === null ? null : read(row);
}

export function importByFingerprint(sql: Sql, fingerprint: string): ImportRecord | null {
  const row = sql.get<ImportRow>(
    'SELECT * FROM imports WHERE fingerprint = ? AND dry_run = 0 ORDER BY started_at DESC, rowid DESC LIMIT 1',
    fingerprint,
  );
  return row === null ? null : read(row);
}

/** Whole lines: a few more than the limit when the last line has several errors, so that the next page begins after it. */
export function importErrors(sql: Sql, id: string, after: number, limit: number): ImportErrorRecord[] {
  const last =
    sql.get<{ readonly line: number }>(
      'SELECT line FROM import_errors WHERE import_id = ? AND line > ? ORDER BY line LIMIT 1 OFFSET ?',
      id,
      after,
      Math.max(limit, 1) - 1,
    )?.line ?? Number.MAX_SAFE_INTEGER;
  return sql.all<ImportErrorRecord>(
    'SELECT line, code, message, action, name, value FROM import_errors WHERE import_id = ? AND line > ? AND line <= ? ORDER BY line, code',
    id,
    after,
    last,
  );
}

/** Refused lines as they were, each once, as many as fit in that many characters (one at least). */
export function refusedLines(sql: Sql, id: string, after: number, characters: number): { line: number; raw: string }[] {
  const lines: { line: number; raw: string }[] = [];
  let room = characters;
  for (const row of sql.each<{ readonly line: number; readonly raw: string }>(
    'SELECT line, min(raw) AS raw FROM import_errors WHERE import_id = ? AND line > ? AND raw IS NOT NULL GROUP BY line ORDER BY line',
    id,
    after,
  )) {
    if (lines.length > 0 && row.raw.length > room) break;
    room -= row.raw.length;
    lines.push(row);
  }
  return lines;
}

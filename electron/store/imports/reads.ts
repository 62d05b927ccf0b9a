import { ABANDONED, leaseOf, type LeaseRow } from '../leases.ts';
import type { ImportErrorRecord, ImportRecord } from '../../../shared/domain/record/import.ts';
import { type Sql } from '../sqlite/sql.ts';

interface ImportRow extends LeaseRow {
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
  lease: leaseOf(row),
});

const LISTED = 50;

function listImports(sql: Sql): ImportRecord[] {
  return sql.all<ImportRow>('SELECT * FROM imports ORDER BY started_at DESC, rowid DESC LIMIT ?', LISTED).map(read);
}

function abandonedImports(sql: Sql, now: string, stopped: string | null): ImportRecord[] {
  return sql.all<ImportRow>(`SELECT * FROM imports WHERE state = 'running' AND ${ABANDONED}`, now, stopped).map(read);
}

function getImport(sql: Sql, id: string): ImportRecord | null {
  const row = sql.get<ImportRow>('SELECT * FROM imports WHERE id = ?', id);
  return row === null ? null : read(row);
}

function importByFingerprint(sql: Sql, fingerprint: string): ImportRecord | null {
  const row = sql.get<ImportRow>(
    'SELECT * FROM imports WHERE fingerprint = ? AND dry_run = 0 ORDER BY started_at DESC, rowid DESC LIMIT 1',
    fingerprint,
  );
  return row === null ? null : read(row);
}

/** Whole lines: a few more than the limit when the last line has several errors, so that the next page begins after it. */
function importErrors(sql: Sql, id: string, after: number, limit: number): ImportErrorRecord[] {
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
function refusedLines(sql: Sql, id: string, after: number, characters: number): { line: number; raw: string; reason: string }[] {
  const lines: { line: number; raw: string; reason: string }[] = [];
  let room = characters;
  for (const row of sql.each<{ readonly line: number; readonly raw: string; readonly reason: string }>(
    "SELECT line, min(raw) AS raw, group_concat(trim(message || ' ' || action), ' ' ORDER BY code) AS reason FROM import_errors WHERE import_id = ? AND line > ? AND raw IS NOT NULL GROUP BY line ORDER BY line",
    id,
    after,
  )) {
    if (lines.length > 0 && row.raw.length > room) break;
    room -= row.raw.length;
    lines.push(row);
  }
  return lines;
}

export const importReads = {
  /** Latest first, at most 50. */
  list: listImports,
  /** `running`, of a run that is over: of another workstation whose lease is, or of that one before it stopped (null: none). */
  abandoned: abandonedImports,
  get: getImport,
  /** Last run of that file that wrote (no dry run). */
  byFingerprint: importByFingerprint,
  /** Of the lines after that one; a few more than the limit rather than a line cut in two. */
  errors: importErrors,
  /** The refused lines as they were and why, in order, each once: after that one, of at most that many characters together; a line that was too long to be kept is not there. */
  refused: refusedLines,
} as const;

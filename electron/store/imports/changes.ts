import type { ImportErrorRecord, ImportRecord } from '../../../shared/domain/record/import.ts';
import { flag, type Sql } from '../sqlite/sql.ts';

function saveImport(sql: Sql, { run: r }: { readonly run: ImportRecord }): void {
  sql.run(
    `INSERT INTO imports (id, kind, file_name, size, dry_run, state, started_at, actor, actor_name, fingerprint, read, lines, created, updated, unchanged, rejected, conflicts, ignored, warnings, heading, lines_hash, error, lease_owner, lease_until)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, file_name = excluded.file_name, size = excluded.size, dry_run = excluded.dry_run, state = excluded.state,
     started_at = excluded.started_at, actor = excluded.actor, actor_name = excluded.actor_name, fingerprint = excluded.fingerprint, read = excluded.read,
     lines = excluded.lines, created = excluded.created, updated = excluded.updated, unchanged = excluded.unchanged, rejected = excluded.rejected,
     conflicts = excluded.conflicts, ignored = excluded.ignored, warnings = excluded.warnings, heading = excluded.heading, lines_hash = excluded.lines_hash, error = excluded.error,
     lease_owner = excluded.lease_owner, lease_until = excluded.lease_until`,
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
    r.lease?.owner ?? null,
    r.lease?.until ?? null,
  );
}

/** The same error of the same line, found again when an import goes on, is kept once. */
function addImportError(
  sql: Sql,
  { importId, error }: { readonly importId: string; readonly error: ImportErrorRecord & { readonly raw: string | null } },
): void {
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

export const importChanges = {
  /** Inserts or replaces. */
  'import.save': saveImport,
  /** The same code of the same line is kept once. */
  'import.error': addImportError,
} as const;

import { auditHead } from './reads.ts';
import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import { canonicalEntry, sealOf } from './chain.ts';
import type { Sql } from '../sqlite/sql.ts';

/** Adds entries at the end of the chain, in order. */
export function appendAudit(sql: Sql, entries: readonly AuditEntry[]): void {
  if (entries.length === 0) return;
  let { head, length } = auditHead(sql);
  for (const entry of entries) {
    const text = canonicalEntry(entry);
    const hash = sealOf(sql.journalKey, head, text);
    length += 1;
    sql.run('INSERT INTO audit (seq, previous, hash, entry) VALUES (?, ?, ?, ?)', length, head, hash, text);
    head = hash;
  }
}

import { canonicalEntry, GENESIS, linkHash, verifyChain, type AuditLink } from '../audit-chain.ts';
import type { Sql } from '../sql.ts';
import type { AuditEntry, AuditRow, AuditVerification } from '../types.ts';

/** Adds entries at the end of the chain, in order. */
export function appendAudit(sql: Sql, entries: readonly AuditEntry[]): void {
  if (entries.length === 0) return;
  let { head, length } = auditHead(sql);
  for (const entry of entries) {
    const text = canonicalEntry(entry);
    const hash = linkHash(head, text);
    length += 1;
    sql.run('INSERT INTO audit (seq, previous, hash, entry) VALUES (?, ?, ?, ?)', length, head, hash, text);
    head = hash;
  }
}

export function auditHead(sql: Sql): { length: number; head: string } {
  const last = sql.get<{ readonly seq: number; readonly hash: string }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
  return { length: last?.seq ?? 0, head: last?.hash ?? GENESIS };
}

interface PageRow {
  readonly seq: number;
  readonly hash: string;
  readonly entry: string;
  readonly patient_name: string | null;
}

/** The text is the canonical form of an AuditEntry, written by appendAudit alone. */
const readRow = (row: PageRow): AuditRow => ({ ...(JSON.parse(row.entry) as AuditEntry), index: row.seq, hash: row.hash, patientName: row.patient_name });

export function auditPage(
  sql: Sql,
  page: { readonly before: number | null; readonly limit: number; readonly patientId?: string },
): { readonly entries: AuditRow[]; readonly total: number } {
  const ofPatient = page.patientId === undefined ? null : page.patientId;
  const rows = sql.all<PageRow>(
    `SELECT a.seq, a.hash, a.entry, p.birth_name || ' ' || p.first_birth_first_name AS patient_name FROM audit a
     LEFT JOIN patients p ON p.id = a.patient_id WHERE a.seq < ? ${ofPatient === null ? '' : 'AND a.patient_id = ?'} ORDER BY a.seq DESC LIMIT ?`,
    page.before ?? Number.MAX_SAFE_INTEGER, ...(ofPatient === null ? [] : [ofPatient]), page.limit,
  );
  const total = sql.get<{ readonly n: number }>(
    `SELECT count(*) AS n FROM audit ${ofPatient === null ? '' : 'WHERE patient_id = ?'}`, ...(ofPatient === null ? [] : [ofPatient]),
  );
  return { entries: rows.map(readRow), total: total?.n ?? 0 };
}

/** Reads the whole journal in order, without holding it in memory. */
export function verifyAudit(sql: Sql, anchor: { readonly head: string; readonly length: number } | null): AuditVerification {
  const start = performance.now();
  const exists = (hash: string): boolean => sql.get('SELECT 1 AS found FROM audit WHERE hash = ?', hash) !== null;
  // Read first: a statement being iterated keeps the connection busy.
  const last = sql.get<{ readonly hash: string }>('SELECT hash FROM audit ORDER BY seq DESC LIMIT 1');
  const length = sql.get<{ readonly n: number }>('SELECT count(*) AS n FROM audit')?.n ?? 0;
  const verdict = verifyChain(sql.each<AuditLink>('SELECT seq, previous, hash, entry FROM audit ORDER BY seq'), exists, anchor);
  return { valid: verdict.reason === null, length, head: last?.hash ?? GENESIS, ...verdict, ms: Math.round(performance.now() - start) };
}

import type { AuditEntry, AuditRow } from '../../../shared/domain/record/audit.ts';
import type { AuditVerification, JournalAnchor } from '../../../shared/domain/record/journal.ts';
import { GENESIS, verifyChain, type AuditLink } from './chain.ts';
import type { Sql } from '../sqlite/sql.ts';

export function auditHead(sql: Sql): JournalAnchor {
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
const readRow = (row: PageRow): AuditRow => ({
  ...(JSON.parse(row.entry) as AuditEntry),
  index: row.seq,
  hash: row.hash,
  patientName: row.patient_name,
});

function auditPage(
  sql: Sql,
  page: { readonly before: number | null; readonly limit: number; readonly patientId?: string },
): { readonly entries: AuditRow[]; readonly total: number } {
  const ofPatient = page.patientId === undefined ? null : page.patientId;
  const rows = sql.all<PageRow>(
    `SELECT a.seq, a.hash, a.entry, p.birth_name || ' ' || p.first_birth_first_name AS patient_name FROM audit a
     LEFT JOIN patients p ON p.id = a.patient_id WHERE a.seq < ? ${ofPatient === null ? '' : 'AND a.patient_id = ?'} ORDER BY a.seq DESC LIMIT ?`,
    page.before ?? Number.MAX_SAFE_INTEGER,
    ...(ofPatient === null ? [] : [ofPatient]),
    page.limit,
  );
  return { entries: rows.map(readRow), total: ofPatient === null ? auditHead(sql).length : entriesOf(sql, ofPatient) };
}

/** Kept by what adds them: counting them again would take longer with each one. */
const entriesOf = (sql: Sql, patientId: string): number =>
  sql.get<{ readonly entries: number }>('SELECT entries FROM audit_counts WHERE patient_id = ?', patientId)?.entries ?? 0;

/** How an entry that tells an incident begins: the keys of an entry are sorted. */
const INCIDENT = '{"act":"journal.incident",';

/** Reads the whole journal in order, once, without holding it in memory. */
export function verifyAudit(sql: Sql, anchor: JournalAnchor | null = null): AuditVerification {
  const start = performance.now();
  // Read first: a statement being iterated keeps the connection busy.
  const { head } = auditHead(sql);
  const found = { length: 0, incidents: 0 };
  function* counted(): Iterable<AuditLink> {
    for (const link of sql.each<AuditLink>(`${LINKS} ORDER BY seq`)) {
      found.length += 1;
      if (link.entry.startsWith(INCIDENT)) found.incidents += 1;
      yield link;
    }
  }
  const verdict = verifyChain(sql.journalKey, counted(), (hash) => holdsLink(sql, hash), anchor);
  // A walk ends at the first thing wrong: what follows is counted apart.
  const { length, incidents } = verdict.reason === null ? found : countEntries(sql);
  return {
    valid: verdict.reason === null,
    length,
    head,
    ...verdict,
    anchored: anchor !== null,
    incidents,
    ms: Math.round(performance.now() - start),
  };
}

const countEntries = (sql: Sql) =>
  sql.get<{ readonly length: number; readonly incidents: number }>(
    `SELECT count(*) AS length, coalesce(sum(entry LIKE '${INCIDENT}%'), 0) AS incidents FROM audit`,
  ) ?? { length: 0, incidents: 0 };

const LINKS = 'SELECT seq, previous, hash, entry FROM audit';

/** Whether some entry has this hash. */
export const holdsLink = (sql: Sql, hash: string): boolean => sql.get('SELECT 1 AS found FROM audit WHERE hash = ?', hash) !== null;

export const linkAt = (sql: Sql, seq: number): AuditLink | null => sql.get<AuditLink>(`${LINKS} WHERE seq = ?`, seq);

/** Links after a number, in order. */
export const linksAfter = (sql: Sql, seq: number, limit: number): readonly AuditLink[] =>
  sql.all<AuditLink>(`${LINKS} WHERE seq > ? ORDER BY seq LIMIT ?`, seq, limit);

export const auditReads = {
  /** Latest first, strictly before an index. */
  page: auditPage,
  head: auditHead,
  /** The anchor is a head and a length noted earlier, elsewhere. */
  verify: verifyAudit,
} as const;

import type { AuditEntry, AuditRow, JournalFilter } from '../../../shared/domain/record/audit.ts';
import type { AuditVerification, JournalAnchor } from '../../../shared/domain/record/journal.ts';
import { DMP_RECIPIENT } from '../../../shared/domain/sending/channels.ts';
import { GENESIS, HASH, verifyChain, type AuditLink, type AuditPiece } from './chain.ts';
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
  readonly title: string | null;
  readonly channel: string | null;
  readonly recipient: string | null;
}

/** The text is the canonical form of an AuditEntry, written by appendAudit alone. */
const readRow = (row: PageRow): AuditRow => ({
  ...(JSON.parse(row.entry) as AuditEntry),
  index: row.seq,
  hash: row.hash,
  patientName: row.patient_name,
  about: row.title === null ? null : { title: row.title, recipient: row.channel === 'dmp' ? DMP_RECIPIENT : row.recipient },
});

/** Entries looked at for one page: what a filter leaves out is looked at too, and no page takes longer for it. */
const LOOKED_AT = 20_000;

type AuditPage = JournalFilter & { readonly before: number | null; readonly limit: number };

/** What an entry is about: its patient, its document, or that of its send. */
const ABOUT = `LEFT JOIN patients p ON p.id = a.patient_id LEFT JOIN sends s ON s.id = a.entry ->> '$.objectId'
  LEFT JOIN documents d ON d.id = coalesce(s.document_id, a.entry ->> '$.objectId')`;

function auditPage(sql: Sql, page: AuditPage): { readonly entries: AuditRow[]; readonly total: number; readonly next: number | null } {
  const { patientId, before, limit } = page;
  const conditions = FILTERS.flatMap(([name, condition]) => (page[name] === undefined ? [] : [[condition, page[name]] as const]));
  // The entries of one patient have an index of their own, and are few.
  const end = before ?? auditHead(sql).length + 1;
  const from = conditions.length === 0 || patientId !== undefined ? 0 : Math.max(0, end - 1 - LOOKED_AT);
  const rows = sql.all<PageRow>(
    `SELECT a.seq, a.hash, a.entry, p.birth_name || ' ' || p.first_birth_first_name AS patient_name, d.title, s.channel, s.recipient FROM audit a
     ${ABOUT} WHERE a.seq < ? AND a.seq > ? ${conditions.map(([condition]) => `AND ${condition}`).join(' ')} ORDER BY a.seq DESC LIMIT ?`,
    end,
    from,
    ...conditions.map(([, value]) => value),
    limit,
  );
  const last = rows.at(-1)?.seq ?? 0;
  return {
    entries: rows.map(readRow),
    total: patientId === undefined ? auditHead(sql).length : entriesOf(sql, patientId),
    next: rows.length === limit && last > 1 ? last : from > 0 ? from + 1 : null,
  };
}

const FILTERS = [
  ['patientId', 'a.patient_id = ?'],
  ['actor', `a.entry ->> '$.actor.idNat' = ?`],
  ['act', `a.entry ->> '$.act' = ?`],
  ['since', `a.entry ->> '$.at' >= ?`],
  ['until', `a.entry ->> '$.at' < ?`],
] as const satisfies readonly (readonly [keyof JournalFilter, string])[];

/** Who acted and what was done, to choose from; by name, by words. */
function auditFacets(sql: Sql): JournalFacets {
  return {
    actors: sql.all<JournalFacets['actors'][number]>('SELECT id, name FROM audit_actors ORDER BY name, id'),
    acts: sql.all<JournalFacets['acts'][number]>('SELECT act, label FROM audit_acts ORDER BY label, act'),
  };
}

export interface JournalFacets {
  readonly actors: { readonly id: string; readonly name: string }[];
  readonly acts: { readonly act: string; readonly label: string }[];
}

/** Kept by what adds them: counting them again would take longer with each one. */
const entriesOf = (sql: Sql, patientId: string): number =>
  sql.get<{ readonly entries: number }>('SELECT entries FROM audit_counts WHERE patient_id = ?', patientId)?.entries ?? 0;

/** An entry that tells an incident begins so: the keys of an entry are sorted. */
const INCIDENTS = `sum(entry GLOB '{"act":"journal.incident",*')`;

/** Reads the whole journal in order, once, without holding it in memory. */
export function verifyAudit(sql: Sql, anchor: JournalAnchor | null = null): AuditVerification {
  const start = performance.now();
  const { head } = auditHead(sql);
  const found = { length: 0, incidents: 0 };
  const verdict = verifyChain(sql.journalKey, piecesOf(sql, found), (hash) => holdsLink(sql, hash), anchor);
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
    `SELECT count(*) AS length, coalesce(${INCIDENTS}, 0) AS incidents FROM audit`,
  ) ?? { length: 0, incidents: 0 };

/** Entries read at once. */
const PIECE = 200;
const BYTES = `SELECT count(*) AS length, min(seq) AS first, max(seq) AS last, group_concat(octet_length(entry)) AS lengths,
  CAST(group_concat(previous || char(10) || entry || hash, '') AS BLOB) AS bytes,
  sum(octet_length(hash) <> ${HASH}) AS strange, ${INCIDENTS} AS incidents
  FROM audit WHERE seq > ?1 AND seq <= ?1 + ${PIECE} HAVING count(*) > 0`;

interface Piece {
  readonly length: number;
  readonly first: number;
  readonly last: number;
  readonly lengths: string;
  readonly bytes: Buffer;
  readonly strange: number;
  readonly incidents: number;
}

/** @param found counts what was read. */
function* piecesOf(sql: Sql, found: { length: number; incidents: number }): Iterable<AuditPiece> {
  // Nothing stands before the first: what does is seen.
  const lowest = sql.get<{ readonly seq: number }>('SELECT seq FROM audit ORDER BY seq LIMIT 1')?.seq ?? 1;
  for (let after = lowest - 1; ; after += PIECE) {
    const piece = sql.get<Piece>(BYTES, after);
    const links = (): readonly AuditLink[] => linksAfter(sql, after, PIECE);
    // The end; or a gap, and what comes after it.
    if (piece === null) return yield { run: null, links };
    const { length, first, last, bytes, lengths, strange, incidents } = piece;
    found.length += length;
    found.incidents += incidents;
    const whole = strange === 0 && last === first + length - 1;
    yield { run: whole ? { first, bytes, lengths: lengths.split(',').map(Number) } : null, links };
  }
}

const LINKS = 'SELECT seq, previous, hash, entry FROM audit';

/** Whether some entry has this hash. */
export const holdsLink = (sql: Sql, hash: string): boolean => sql.get('SELECT 1 AS found FROM audit WHERE hash = ?', hash) !== null;

export const linkAt = (sql: Sql, seq: number): AuditLink | null => sql.get<AuditLink>(`${LINKS} WHERE seq = ?`, seq);

/** Links after a number, in order. */
export const linksAfter = (sql: Sql, seq: number, limit: number): readonly AuditLink[] =>
  sql.all<AuditLink>(`${LINKS} WHERE seq > ? ORDER BY seq LIMIT ?`, seq, limit);

export const auditReads = {
  /** Latest first, strictly before an index; `next`: where to go on from, null at the end. With a filter a page may hold fewer than asked, or none, before the end. */
  page: auditPage,
  facets: auditFacets,
  head: auditHead,
  /** The anchor is a head and a length noted earlier, elsewhere. */
  verify: verifyAudit,
} as const;

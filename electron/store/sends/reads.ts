import { ABANDONED, leaseOf, type LeaseRow } from '../leases.ts';
import type { SendListed, SendPayload, SendRecord, SendState } from '../../../shared/domain/record/send.ts';
import type { AccessMode } from '../../../shared/domain/types.ts';
import { knownFacts, type ReceivedFacts } from '../../../shared/errors.ts';
import { type Sql, type Value, NO_LIMIT } from '../sqlite/sql.ts';
import type { SendFilter, DuePage, Page, SendCount, SendKind } from '../types.ts';

interface SendRow extends LeaseRow {
  readonly id: string;
  readonly revision: number;
  readonly document_id: string;
  readonly patient_id: string;
  readonly channel: SendRecord['channel'];
  readonly recipient: string | null;
  readonly role: string | null;
  readonly state: SendState;
  readonly bound_actor: string;
  readonly bound_actor_name: string;
  readonly bound_situation: string;
  readonly bound_mode: AccessMode;
  readonly bound_delegation: string | null;
  readonly bound_for: string | null;
  readonly bound_for_name: string | null;
  readonly attempts: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly next_at: string | null;
  readonly sent_at: string | null;
  readonly message_id: string | null;
  readonly unique_id: string | null;
  readonly error: string | null;
}

const read = (row: SendRow): SendRecord => ({
  id: row.id,
  revision: row.revision,
  documentId: row.document_id,
  patientId: row.patient_id,
  channel: row.channel,
  recipient: row.recipient,
  role: row.role,
  state: row.state,
  bound: {
    actor: { idNat: row.bound_actor, name: row.bound_actor_name },
    situation: row.bound_situation,
    mode: row.bound_mode,
    delegation:
      row.bound_delegation === null
        ? null
        : { id: row.bound_delegation, from: { idNat: row.bound_for ?? '', name: row.bound_for_name ?? '' } },
  },
  attempts: row.attempts,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  nextAt: row.next_at,
  sentAt: row.sent_at,
  messageId: row.message_id,
  uniqueId: row.unique_id,
  // Written by saveSend and holdPending alone.
  error: row.error === null ? null : knownFacts(JSON.parse(row.error) as ReceivedFacts),
  lease: leaseOf(row),
});

type ListedRow = SendRow & { readonly patient_name: string; readonly title: string };

const listed = (row: ListedRow): SendListed => ({ ...read(row), patientName: row.patient_name, title: row.title });

/** How far the clock may go back, in milliseconds, and a row still wait for its hour. */
const CLOCK_STEP_MS = 60_000;

/** Rows that may leave, or be asked about, by themselves: the words of the index that holds them. */
const LEAVING = `(state IN ('queued', 'scheduled') OR (state = 'unknown' AND channel = 'dmp' AND next_at IS NOT NULL))`;

/**
 * Rows whose hour has come, oldest first; a document in doubt among them when the DMP is to be asked about it, never a
 * mail in doubt. A row written in the future waits by a clock that was set back since: its hour has come.
 */
function dueSends(sql: Sql, now: string, { channel, after, limit }: DuePage = {}): SendRecord[] {
  const future = new Date(Date.parse(now) + CLOCK_STEP_MS).toISOString();
  const ofChannel = channel === undefined ? '' : 'AND channel = ?';
  const beyond = after === undefined ? '' : 'AND (created_at, rowid) > (SELECT created_at, rowid FROM sends WHERE id = ?)';
  return sql
    .all<SendRow>(
      `SELECT * FROM sends WHERE ${LEAVING} AND (next_at IS NULL OR next_at <= ? OR updated_at > ?) ${ofChannel} ${beyond} ORDER BY created_at, rowid LIMIT ?`,
      now,
      future,
      ...[channel, after].filter((value) => value !== undefined),
      limit ?? NO_LIMIT,
    )
    .map(read);
}

/** The next hour at which one of them may leave, after that instant. */
function nextHour(sql: Sql, since: string): string | null {
  return (
    sql.get<{ readonly at: string | null }>(`SELECT min(next_at) AS at FROM sends WHERE ${LEAVING} AND next_at > ?`, since)?.at ?? null
  );
}

/** Rows of one person that wait in that state, oldest first, after that one. */
function boundSends(sql: Sql, kind: SendKind, actor: string, { after, limit }: Page = {}): SendRecord[] {
  const beyond = after === undefined ? '' : 'AND (created_at, rowid) > (SELECT created_at, rowid FROM sends WHERE id = ?)';
  return sql
    .all<SendRow>(
      `SELECT * FROM sends WHERE kind = ? AND bound_actor = ? ${beyond} ORDER BY created_at, rowid LIMIT ?`,
      kind,
      actor,
      ...(after === undefined ? [] : [after]),
      limit ?? NO_LIMIT,
    )
    .map(read);
}

const LISTED = `SELECT s.*, p.birth_name || ' ' || p.first_birth_first_name AS patient_name, d.title FROM sends s
  JOIN patients p ON p.id = s.patient_id JOIN documents d ON d.id = s.document_id`;

function listSends(sql: Sql, filter: SendFilter = {}): SendListed[] {
  const wanted: readonly (readonly [column: string, value: Value | undefined])[] = [
    ['s.state', filter.state],
    ['s.patient_id', filter.patientId],
    ['s.document_id', filter.documentId],
  ];
  const given = wanted.flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]));
  const where = given.length === 0 ? '' : `WHERE ${given.map(({ column }) => `${column} = ?`).join(' AND ')}`;
  return sql.all<ListedRow>(`${LISTED} ${where} ORDER BY s.created_at DESC, s.rowid`, ...given.map(({ value }) => value)).map(listed);
}

/** Sends of these documents, in one question. */
function sendsOf(sql: Sql, documentIds: readonly string[]): SendRecord[] {
  return sql
    .all<SendRow>(
      'SELECT * FROM sends WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY created_at DESC, rowid',
      JSON.stringify(documentIds),
    )
    .map(read);
}

/** What somebody must look at first, then the latest changed. CROSS JOIN: in the order of the list's own index. */
function pageOfSends(sql: Sql, { after, limit }: Page = {}): SendListed[] {
  const beyond =
    after === undefined ? '' : 'WHERE (s.urgent, s.updated_at, s.id) < (SELECT urgent, updated_at, id FROM sends WHERE id = ?)';
  return sql
    .all<ListedRow>(
      `${LISTED.replaceAll(' JOIN', ' CROSS JOIN')} ${beyond} ORDER BY s.urgent DESC, s.updated_at DESC, s.id DESC LIMIT ?`,
      ...(after === undefined ? [] : [after]),
      limit ?? NO_LIMIT,
    )
    .map(listed);
}

/** In the order of the index that holds them. */
function abandonedSends(sql: Sql, now: string, stopped: string | null): SendRecord[] {
  return sql.all<SendRow>(`SELECT * FROM sends WHERE kind = 'sending' AND ${ABANDONED} ORDER BY created_at, rowid`, now, stopped).map(read);
}

function getSend(sql: Sql, id: string): SendRecord | null {
  const row = sql.get<SendRow>('SELECT * FROM sends WHERE id = ?', id);
  return row === null ? null : read(row);
}

function getPayload(sql: Sql, id: string): SendPayload | null {
  const row = sql.get<{ readonly bytes: Uint8Array; readonly media_type: string; readonly facts: string }>(
    'SELECT bytes, media_type, facts FROM send_payloads WHERE send_id = ?',
    id,
  );
  return row === null ? null : { bytes: row.bytes, mediaType: row.media_type, facts: JSON.parse(row.facts) as unknown };
}

/** Kept by what changes them (migrations/008): a few rows, however many sends there are. */
function countSends(sql: Sql): SendCount[] {
  return sql.all<SendCount>('SELECT kind, actor, sends FROM send_counts WHERE sends > 0');
}

function countSendsOf(sql: Sql, patientId: string): number {
  return sql.get<{ readonly n: number }>('SELECT count(*) AS n FROM sends WHERE patient_id = ?', patientId)?.n ?? 0;
}

export const sendReads = {
  /** Rows `queued`, `scheduled` or `unknown` whose `nextAt` has come, oldest first. */
  due: dueSends,
  /** The first `nextAt` of those rows after that instant; null when none waits for its hour. */
  nextHour,
  /** Of one person, oldest first. */
  bound: boundSends,
  /** Latest first, whole: of a document, or of a patient. */
  list: listSends,
  /** Of these documents, latest first. */
  ofDocuments: sendsOf,
  /** All of them: what somebody must look at first, then the latest changed. */
  page: pageOfSends,
  /** `sending`, taken by a run that is over: by another workstation whose lease is, or by that one before it stopped (null: none). */
  abandoned: abandonedSends,
  get: getSend,
  /** Null when nothing was ever ready to leave, and once the service said that it has it. */
  payload: getPayload,
  /** Of a patient, all of them. */
  countOf: countSendsOf,
  /** None of zero. */
  counts: countSends,
} as const;

import type {
  ContentKind,
  DocumentProposal,
  DocumentReading,
  DocumentRecord,
  Prepared,
  Visibility,
  Warning,
} from '../../../shared/domain/record/document.ts';
import { type Sql, NO_LIMIT } from '../sqlite/sql.ts';
import type { DiscardedDocument, DocumentCounts, DocumentHit, Page, WaitingDocument, WaitingCounts } from '../types.ts';
import { normaliseName } from '../../../shared/domain/ins/names.ts';

/** The PDF of a document as a CDA carries it; null when there is none. */
export function base64Pdf(sql: Sql, documentId: string): Buffer | null {
  const pdf = sql.get<{ readonly bytes: Buffer }>(
    `SELECT bytes FROM document_contents WHERE document_id = ? AND content = 'pdf'`,
    documentId,
  )?.bytes;
  return pdf === undefined || pdf.byteLength === 0 ? null : Buffer.from(pdf.toString('base64'), 'latin1');
}

interface DocumentRow {
  readonly id: string;
  readonly revision: number;
  readonly patient_id: string;
  readonly status: DocumentRecord['status'];
  readonly file_name: string;
  readonly size: number;
  readonly pages: number;
  readonly added_at: string;
  readonly added_by: string;
  readonly added_by_name: string;
  readonly type: string | null;
  readonly title: string;
  readonly act_date: string;
  readonly visibility: Visibility;
  readonly proposal: string | null;
  readonly other_person: string | null;
  readonly reading_state: DocumentReading['state'];
  readonly reading_done: number;
  readonly reading_scanned: number;
  readonly warnings: string;
  readonly prepared: string | null;
  readonly returned: string | null;
  readonly validated_at: string | null;
  readonly validated_by: string | null;
  readonly validated_by_name: string | null;
  readonly situation: string | null;
  readonly cda_id: string | null;
  readonly cda_set_id: string | null;
  readonly cda_version: number | null;
  /** JSON array of addresses, in their order. */
  readonly recipients: string;
}

/** A row with its recipients: one question whatever the number of rows. */
const DOCUMENT = `SELECT d.*, (SELECT json_group_array(address ORDER BY position) FROM document_recipients WHERE document_id = d.id) AS recipients,
  r.state AS reading_state, r.done AS reading_done, r.scanned AS reading_scanned FROM documents d JOIN document_readings r ON r.document_id = d.id`;

function read(row: DocumentRow): DocumentRecord {
  return {
    id: row.id,
    revision: row.revision,
    patientId: row.patient_id,
    status: row.status,
    fileName: row.file_name,
    size: row.size,
    pages: row.pages,
    addedAt: row.added_at,
    addedBy: { idNat: row.added_by, name: row.added_by_name },
    form: {
      type: row.type,
      title: row.title,
      date: row.act_date,
      visibility: row.visibility,
      // Cast: made by DOCUMENT.
      recipients: JSON.parse(row.recipients) as string[],
    },
    // Casts: written by saveDocument alone.
    proposal: row.proposal === null ? null : (JSON.parse(row.proposal) as DocumentProposal),
    otherPerson: row.other_person === null ? null : (JSON.parse(row.other_person) as DocumentRecord['otherPerson']),
    reading: { state: row.reading_state, done: row.reading_done, scanned: row.reading_scanned === 1 },
    // Written by saveDocument alone.
    warnings: JSON.parse(row.warnings) as readonly Warning[],
    prepared: row.prepared === null ? null : (JSON.parse(row.prepared) as Prepared),
    returned: row.returned === null ? null : (JSON.parse(row.returned) as DocumentRecord['returned']),
    validated:
      row.validated_at === null
        ? null
        : {
            at: row.validated_at,
            by: { idNat: row.validated_by ?? '', name: row.validated_by_name ?? '' },
            situation: row.situation ?? '',
            cda: { id: row.cda_id ?? '', setId: row.cda_set_id ?? '', version: row.cda_version ?? 1 },
          },
  };
}

/** Latest first; `after`: those that follow that document. */
function listDocuments(sql: Sql, patientId: string, { after, limit }: Page = {}): DocumentRecord[] {
  const beyond = after === undefined ? '' : 'AND (d.added_at, d.rowid) < (SELECT added_at, rowid FROM documents WHERE id = ?)';
  return sql
    .all<DocumentRow>(
      `${DOCUMENT} WHERE d.patient_id = ? AND d.discarded_until IS NULL ${beyond} ORDER BY d.added_at DESC, d.rowid DESC LIMIT ?`,
      patientId,
      ...(after === undefined ? [] : [after]),
      limit ?? NO_LIMIT,
    )
    .map(read);
}

/** Of every record, or of the one of that IPP, the latest first; `toValidate`: handed over, and not validated yet. */
function documentsEverywhere(
  sql: Sql,
  { ipp, toValidate }: { readonly ipp: string | null; readonly toValidate: boolean },
): DocumentRecord[] {
  return sql
    .all<DocumentRow>(
      `${DOCUMENT} JOIN patients p ON p.id = d.patient_id WHERE d.discarded_until IS NULL AND (?1 IS NULL OR p.ipp = ?1)
       AND (?2 = 0 OR (d.status = 'draft' AND d.prepared IS NOT NULL)) ORDER BY d.added_at DESC, d.rowid DESC`,
      ipp,
      toValidate ? 1 : 0,
    )
    .map(read);
}

function countDocuments(sql: Sql, patientId: string): DocumentCounts {
  const counts = sql.all<{ readonly status: DocumentRecord['status']; readonly documents: number }>(
    'SELECT status, documents FROM document_counts WHERE patient_id = ?',
    patientId,
  );
  const of = (wanted: DocumentRecord['status']): number => counts.find(({ status }) => status === wanted)?.documents ?? 0;
  return { drafts: of('draft'), validated: of('validated') };
}

function getDocument(sql: Sql, id: string): DocumentRecord | null {
  const row = sql.get<DocumentRow>(`${DOCUMENT} WHERE d.id = ? AND d.discarded_until IS NULL`, id);
  return row === null ? null : read(row);
}

/** Who the drafts that wait are of: in the order in which the first of each patient came. */
const WAITING_PATIENTS = `SELECT patient_id, min(added_at) AS since FROM documents WHERE status = 'draft' AND discarded_until IS NULL GROUP BY patient_id`;

type WaitingRow = DocumentRow & {
  readonly birth_name: string;
  readonly first_birth_first_name: string;
  readonly sex: WaitingDocument['patient']['sex'];
  readonly birth_date: string;
};

/** What waits for one person, or was handed over by them: neither what was prepared for somebody else, nor what they gave back. */
const CONCERNS = `(d.prepared_for = ?1 OR d.prepared_by = ?1 OR (d.prepared_for IS NULL AND d.returned ->> '$.by.idNat' IS NOT ?1))`;

/** A patient's drafts follow each other; who waits for the longest comes first, so that what arrives comes after. */
function waitingDocuments(sql: Sql, person: string, { after, limit }: Page = {}): WaitingDocument[] {
  const place = '(w.since, d.patient_id, d.added_at, d.rowid)';
  const beyond =
    after === undefined
      ? ''
      : `AND ${place} > (SELECT w.since, d.patient_id, d.added_at, d.rowid FROM documents d JOIN (${WAITING_PATIENTS}) w ON w.patient_id = d.patient_id WHERE d.id = ?3)`;
  return sql
    .all<WaitingRow>(
      `${DOCUMENT.replace('SELECT', 'SELECT p.birth_name, p.first_birth_first_name, p.sex, p.birth_date,')} JOIN (${WAITING_PATIENTS}) w ON w.patient_id = d.patient_id
       JOIN patients p ON p.id = d.patient_id WHERE d.status = 'draft' AND d.discarded_until IS NULL AND ${CONCERNS} ${beyond} ORDER BY w.since, d.patient_id, d.added_at, d.rowid LIMIT ?2`,
      person,
      limit ?? NO_LIMIT,
      ...(after === undefined ? [] : [after]),
    )
    .map((row) => ({
      document: read(row),
      patient: { birthName: row.birth_name, firstName: row.first_birth_first_name, sex: row.sex, birthDate: row.birth_date },
    }));
}

function countWaiting(sql: Sql, person: string): WaitingCounts {
  const counted = sql.get<WaitingCounts>(
    `SELECT count(*) FILTER (WHERE d.prepared_by IS NOT ?1) AS documents, count(DISTINCT patient_id) FILTER (WHERE d.prepared_by IS NOT ?1) AS patients,
     count(*) FILTER (WHERE d.prepared_by = ?1) AS handed FROM documents d WHERE status = 'draft' AND discarded_until IS NULL AND ${CONCERNS}`,
    person,
  );
  return counted ?? { documents: 0, patients: 0, handed: 0 };
}

function discardedDocuments(sql: Sql): DiscardedDocument[] {
  return sql.all<DiscardedDocument>(
    `SELECT id, revision, patient_id AS patientId FROM documents WHERE discarded_until IS NOT NULL ORDER BY discarded_until`,
  );
}

function getContent(sql: Sql, id: string, kind: ContentKind): Uint8Array | null {
  const row = sql.get<{ readonly bytes: Buffer; readonly pdf_at: number | null }>(
    'SELECT bytes, pdf_at FROM document_contents WHERE document_id = ? AND content = ?',
    id,
    kind,
  );
  if (row === null || row.pdf_at === null) return row?.bytes ?? null;
  const { bytes, pdf_at: at } = row;
  return Buffer.concat([bytes.subarray(0, at), base64Pdf(sql, id) ?? Buffer.alloc(0), bytes.subarray(at)]);
}

/** Texts of the pages read, each closed by a form feed; empty when nothing is. */
function textOf(sql: Sql, id: string): string {
  return sql.get<{ readonly text: string }>('SELECT text FROM document_readings WHERE document_id = ?', id)?.text ?? '';
}

/** Ids of those to be read, or read in part, the oldest first. */
function unread(sql: Sql): string[] {
  return sql
    .all<{ readonly document_id: string }>(
      `SELECT r.document_id FROM document_readings r JOIN documents d ON d.id = r.document_id
       WHERE r.state IN ('waiting', 'reading') AND d.discarded_until IS NULL ORDER BY r.key`,
    )
    .map(({ document_id }) => document_id);
}

/** The latest document of that record with these very bytes; null when there is none. */
function sameBytes(sql: Sql, patientId: string, bytes: Uint8Array): Pick<DocumentRecord, 'id' | 'addedAt'> | null {
  return sql.get<Pick<DocumentRecord, 'id' | 'addedAt'>>(
    `SELECT d.id, d.added_at AS addedAt FROM documents d JOIN document_contents c ON c.document_id = d.id AND c.content = 'pdf'
     WHERE d.patient_id = ? AND d.discarded_until IS NULL AND d.size = ? AND c.bytes = ? ORDER BY d.added_at DESC LIMIT 1`,
    patientId,
    bytes.byteLength,
    bytes,
  );
}

/** Documents looked at for the order of a list. */
const FOUND = 200;

/**
 * By starts of words, in any order, of the title and of the text, accents apart; those whose title has them all come first, then
 * the latest. Nothing without a word.
 */
function searchDocuments(sql: Sql, typed: string, limit: number): DocumentHit[] {
  const words = normaliseName(typed)
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const all = words.map((word) => `"${word}"*`).join(' AND ');
  const hits = (match: string): DocumentHit[] =>
    sql.all<DocumentHit>(
      `SELECT d.id, d.patient_id AS patientId, p.birth_name AS birthName, p.first_birth_first_name AS firstName, d.title, d.type, d.act_date AS date
       FROM document_search s CROSS JOIN document_readings r ON r.key = s.rowid JOIN documents d ON d.id = r.document_id JOIN patients p ON p.id = d.patient_id
       WHERE s.document_search MATCH ? AND d.discarded_until IS NULL ORDER BY s.rowid DESC LIMIT ?`,
      match,
      FOUND,
    );
  const titled = hits(`title : (${all})`);
  const known = new Set(titled.map(({ id }) => id));
  const rest = titled.length >= limit ? [] : hits(all).filter(({ id }) => !known.has(id));
  const latest = (list: readonly DocumentHit[]): DocumentHit[] => list.toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  return [...latest(titled), ...latest(rest)].slice(0, limit);
}

export const documentReads = {
  /** Drafts that wait for somebody, and those that they handed over, by patient: whose first one waits for the longest comes first. */
  waiting: waitingDocuments,
  waitingCounts: countWaiting,
  /** Drafts taken away that may still be restored. No other read shows them. */
  discarded: discardedDocuments,
  text: textOf,
  unread,
  sameBytes,
  search: searchDocuments,
  /** Latest first. */
  list: listDocuments,
  /** Latest first, of all records or of one. */
  everywhere: documentsEverywhere,
  counts: countDocuments,
  get: getDocument,
  content: getContent,
} as const;

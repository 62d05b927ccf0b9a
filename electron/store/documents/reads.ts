import type { ContentKind, DocumentRecord, Visibility, Warning } from '../../../shared/domain/record/document.ts';
import { type Sql, NO_LIMIT } from '../sqlite/sql.ts';
import type { DocumentCounts, Page } from '../types.ts';

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
  readonly proposed_type: string | null;
  readonly recognised_in: 'title' | 'file-name' | null;
  readonly warnings: string;
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
const DOCUMENT = `SELECT d.*, (SELECT json_group_array(address ORDER BY position) FROM document_recipients WHERE document_id = d.id) AS recipients FROM documents d`;

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
    proposal:
      row.proposed_type === null || row.recognised_in === null ? null : { type: row.proposed_type, recognisedIn: row.recognised_in },
    // Written by saveDocument alone.
    warnings: JSON.parse(row.warnings) as readonly Warning[],
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
      `${DOCUMENT} WHERE d.patient_id = ? ${beyond} ORDER BY d.added_at DESC, d.rowid DESC LIMIT ?`,
      patientId,
      ...(after === undefined ? [] : [after]),
      limit ?? NO_LIMIT,
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
  const row = sql.get<DocumentRow>(`${DOCUMENT} WHERE d.id = ?`, id);
  return row === null ? null : read(row);
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

export const documentReads = {
  /** Latest first. */
  list: listDocuments,
  counts: countDocuments,
  get: getDocument,
  content: getContent,
} as const;

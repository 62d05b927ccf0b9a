import type { ContentKind, DocumentRecord, Visibility, Warning } from '../../../shared/domain/record/document.ts';
import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { neverLeft } from '../../../shared/domain/sending/states.ts';
import { storeError } from '../errors.ts';
import { saveRow, type Sql, NO_LIMIT } from '../sqlite/sql.ts';
import type { DocumentCounts, Page } from '../types.ts';

export function saveDocument(sql: Sql, { document: d }: { readonly document: DocumentRecord }): void {
  const columns = {
    status: d.status,
    file_name: d.fileName,
    size: d.size,
    pages: d.pages,
    added_at: d.addedAt,
    added_by: d.addedBy.idNat,
    added_by_name: d.addedBy.name,
    type: d.form.type,
    title: d.form.title,
    act_date: d.form.date,
    visibility: d.form.visibility,
    proposed_type: d.proposal?.type ?? null,
    recognised_in: d.proposal?.recognisedIn ?? null,
    warnings: JSON.stringify(d.warnings),
    validated_at: d.validated?.at ?? null,
    validated_by: d.validated?.by.idNat ?? null,
    validated_by_name: d.validated?.by.name ?? null,
    situation: d.validated?.situation ?? null,
    cda_id: d.validated?.cda.id ?? null,
    cda_set_id: d.validated?.cda.setId ?? null,
    cda_version: d.validated?.cda.version ?? null,
  };
  // A document changes record by a merge only (merges.ts).
  const saved = saveRow(sql, 'documents', d.id, d.revision, columns, { patient_id: d.patientId });
  if (!saved) throw storeError('STORE_CONFLICT');
  sql.run('DELETE FROM document_recipients WHERE document_id = ?', d.id);
  d.form.recipients.forEach((address, position) => {
    sql.run('INSERT INTO document_recipients (document_id, position, address) VALUES (?, ?, ?)', d.id, position, address);
  });
}

export function addContent(
  sql: Sql,
  { documentId, content, bytes }: { readonly documentId: string; readonly content: ContentKind; readonly bytes: Uint8Array },
): void {
  const pdf = content === 'cda' ? base64Pdf(sql, documentId) : null;
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // A CDA is its PDF and a few kilobytes around it.
  const at = pdf === null ? -1 : whole.indexOf(pdf);
  const kept = pdf === null || at === -1 ? bytes : Buffer.concat([whole.subarray(0, at), whole.subarray(at + pdf.byteLength)]);
  sql.run(
    'INSERT INTO document_contents (document_id, content, bytes, pdf_at) VALUES (?, ?, ?, ?)',
    documentId,
    content,
    kept,
    at === -1 ? null : at,
  );
}

/** The PDF of a document as a CDA carries it; null when there is none. */
function base64Pdf(sql: Sql, documentId: string): Buffer | null {
  const pdf = sql.get<{ readonly bytes: Buffer }>(
    `SELECT bytes FROM document_contents WHERE document_id = ? AND content = 'pdf'`,
    documentId,
  )?.bytes;
  return pdf === undefined || pdf.byteLength === 0 ? null : Buffer.from(pdf.toString('base64'), 'latin1');
}

export function removeDocument(sql: Sql, { documentId, revision }: { readonly documentId: string; readonly revision: number }): void {
  if (sql.run('DELETE FROM documents WHERE id = ? AND revision = ?', documentId, revision) === 0) throw storeError('STORE_CONFLICT');
}

/** Only while no send may have left: a row taken meanwhile is a conflict, not a loss. */
export function reopenDocument(sql: Sql, { documentId, revision }: { readonly documentId: string; readonly revision: number }): void {
  const left = sql
    .all<Pick<SendRecord, 'state' | 'attempts'>>('SELECT state, attempts FROM sends WHERE document_id = ?', documentId)
    .some((send) => !neverLeft(send));
  if (left) throw storeError('STORE_CONFLICT');
  sql.run('DELETE FROM sends WHERE document_id = ?', documentId);
  sql.run(`DELETE FROM document_contents WHERE document_id = ? AND content = 'cda'`, documentId);
  const reopened = sql.run(
    `UPDATE documents SET status = 'draft', revision = revision + 1, validated_at = NULL, validated_by = NULL, validated_by_name = NULL,
     situation = NULL, cda_id = NULL, cda_set_id = NULL, cda_version = NULL WHERE id = ? AND revision = ? AND status = 'validated'`,
    documentId,
    revision,
  );
  if (reopened === 0) throw storeError('STORE_CONFLICT');
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
export function listDocuments(sql: Sql, patientId: string, { after, limit }: Page = {}): DocumentRecord[] {
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

export function countDocuments(sql: Sql, patientId: string): DocumentCounts {
  const counts = sql.all<{ readonly status: DocumentRecord['status']; readonly documents: number }>(
    'SELECT status, documents FROM document_counts WHERE patient_id = ?',
    patientId,
  );
  const of = (wanted: DocumentRecord['status']): number => counts.find(({ status }) => status === wanted)?.documents ?? 0;
  return { drafts: of('draft'), validated: of('validated') };
}

export function getDocument(sql: Sql, id: string): DocumentRecord | null {
  const row = sql.get<DocumentRow>(`${DOCUMENT} WHERE d.id = ?`, id);
  return row === null ? null : read(row);
}

export function getContent(sql: Sql, id: string, kind: ContentKind): Uint8Array | null {
  const row = sql.get<{ readonly bytes: Buffer; readonly pdf_at: number | null }>(
    'SELECT bytes, pdf_at FROM document_contents WHERE document_id = ? AND content = ?',
    id,
    kind,
  );
  if (row === null || row.pdf_at === null) return row?.bytes ?? null;
  const { bytes, pdf_at: at } = row;
  return Buffer.concat([bytes.subarray(0, at), base64Pdf(sql, id) ?? Buffer.alloc(0), bytes.subarray(at)]);
}

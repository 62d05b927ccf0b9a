import { base64Pdf } from './reads.ts';
import type { ContentKind, DocumentRecord } from '../../../shared/domain/record/document.ts';
import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { neverLeft } from '../../../shared/domain/sending/states.ts';
import { storeError } from '../errors.ts';
import type { Effects } from '../effects.ts';
import { saveRow, type Sql } from '../sqlite/sql.ts';

function saveDocument(sql: Sql, { document: d }: { readonly document: DocumentRecord }): Effects {
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
  return { documents: [d.patientId] };
}

function addContent(
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

function removeDocument(sql: Sql, { documentId, revision }: { readonly documentId: string; readonly revision: number }): Effects {
  const removed = sql.get<{ readonly patient_id: string }>(
    'DELETE FROM documents WHERE id = ? AND revision = ? RETURNING patient_id',
    documentId,
    revision,
  );
  if (removed === null) throw storeError('STORE_CONFLICT');
  return { documents: [removed.patient_id] };
}

/** Only while no send may have left: a row taken meanwhile is a conflict, not a loss. */
function reopenDocument(sql: Sql, { documentId, revision }: { readonly documentId: string; readonly revision: number }): Effects {
  const left = sql
    .all<Pick<SendRecord, 'state' | 'attempts'>>('SELECT state, attempts FROM sends WHERE document_id = ?', documentId)
    .some((send) => !neverLeft(send));
  if (left) throw storeError('STORE_CONFLICT');
  sql.run('DELETE FROM sends WHERE document_id = ?', documentId);
  sql.run(`DELETE FROM document_contents WHERE document_id = ? AND content = 'cda'`, documentId);
  const reopened = sql.get<{ readonly patient_id: string }>(
    `UPDATE documents SET status = 'draft', revision = revision + 1, validated_at = NULL, validated_by = NULL, validated_by_name = NULL,
     situation = NULL, cda_id = NULL, cda_set_id = NULL, cda_version = NULL WHERE id = ? AND revision = ? AND status = 'validated' RETURNING patient_id`,
    documentId,
    revision,
  );
  if (reopened === null) throw storeError('STORE_CONFLICT');
  return { documents: [reopened.patient_id] };
}

/** Documents and their bytes. */
export const documentChanges = {
  /** Inserts (revision 0) or updates; a document keeps its record but for a merge. A validated one is not modified: STORE_REFUSED. */
  'document.save': saveDocument,
  /** Comes with the save of its document. */
  'document.content': addContent,
  /** Drafts only: STORE_REFUSED. Errors: STORE_CONFLICT. */
  'document.remove': removeDocument,
  /** A validated document of which nothing left becomes a draft again; its sends and its CDA are removed. Errors: STORE_CONFLICT. */
  'document.reopen': reopenDocument,
} as const;

import { base64Pdf } from './reads.ts';
import type { ContentKind, DocumentReading, DocumentRecord } from '../../../shared/domain/record/document.ts';
import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { neverLeft } from '../../../shared/domain/sending/states.ts';
import { storeError } from '../errors.ts';
import type { Effects } from '../effects.ts';
import { flag, saveRow, type Sql } from '../sqlite/sql.ts';

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
    proposal: d.proposal === null ? null : JSON.stringify(d.proposal),
    other_person: d.otherPerson === null ? null : JSON.stringify(d.otherPerson),
    warnings: JSON.stringify(d.warnings),
    prepared: d.prepared === null ? null : JSON.stringify(d.prepared),
    prepared_by: d.prepared?.by.idNat ?? null,
    prepared_for: d.prepared?.for.idNat ?? null,
    returned: d.returned === null ? null : JSON.stringify(d.returned),
    validated_at: d.validated?.at ?? null,
    validated_by: d.validated?.by.idNat ?? null,
    validated_by_name: d.validated?.by.name ?? null,
    situation: d.validated?.situation ?? null,
    cda_id: d.validated?.cda.id ?? null,
    cda_set_id: d.validated?.cda.setId ?? null,
    cda_version: d.validated?.cda.version ?? null,
  };
  // A document changes record by a move of its own, or by a merge (merges.ts).
  const saved = saveRow(sql, 'documents', d.id, d.revision, columns, { patient_id: d.patientId });
  if (!saved) throw storeError('STORE_CONFLICT');
  if (d.revision === 0)
    sql.run(
      `INSERT INTO document_readings (document_id, state, done, scanned, text) VALUES (?, ?, ?, ?, '')`,
      d.id,
      d.reading.state,
      d.reading.done,
      flag(d.reading.scanned),
    );
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

/** Between the texts of two pages. */
const PAGE_END = '\f';

/** How far the document is read is no part of its revision: whoever decides its fields is not in the way of it. */
function readDocument(
  sql: Sql,
  { documentId, reading, texts }: { readonly documentId: string; readonly reading: DocumentReading; readonly texts: readonly string[] },
): Effects {
  const { patient_id: patientId } = sql.get<{ readonly patient_id: string }>(
    'SELECT patient_id FROM documents WHERE id = ?',
    documentId,
  ) ?? { patient_id: null };
  // Somebody took the draft away meanwhile.
  if (patientId === null) throw storeError('STORE_CONFLICT');
  sql.run(
    'UPDATE document_readings SET state = ?, done = ?, scanned = ?, text = text || ? WHERE document_id = ?',
    reading.state,
    reading.done,
    flag(reading.scanned),
    texts.map((text) => text.replaceAll(PAGE_END, ' ') + PAGE_END).join(''),
    documentId,
  );
  return { documents: [patientId] };
}

function moveDocument(
  sql: Sql,
  { documentId, revision, patientId }: { readonly documentId: string; readonly revision: number; readonly patientId: string },
): Effects {
  const from = sql.get<{ readonly patient_id: string }>('SELECT patient_id FROM documents WHERE id = ?', documentId)?.patient_id;
  const moved = sql.run(
    `UPDATE documents SET patient_id = ?, revision = revision + 1 WHERE id = ? AND revision = ? AND status = 'draft'`,
    patientId,
    documentId,
    revision,
  );
  if (from === undefined || moved !== 1) throw storeError('STORE_CONFLICT');
  return { documents: [from, patientId] };
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

/** Out of every list until then; it is there again as it was, or gone, afterwards. */
function discardDocument(
  sql: Sql,
  { documentId, revision, until }: { readonly documentId: string; readonly revision: number; readonly until: string | null },
): Effects {
  const changed = sql.get<{ readonly patient_id: string }>(
    `UPDATE documents SET discarded_until = ?, revision = revision + 1 WHERE id = ? AND revision = ? AND status = 'draft' RETURNING patient_id`,
    until,
    documentId,
    revision,
  );
  if (changed === null) throw storeError('STORE_CONFLICT');
  return { documents: [changed.patient_id] };
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
     prepared = iif(prepared_by = validated_by, NULL, prepared), prepared_for = iif(prepared_by = validated_by, NULL, prepared_for),
     prepared_by = iif(prepared_by = validated_by, NULL, prepared_by),
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
  /** A draft leaves the lists until that instant; null: it is there again. Errors: STORE_CONFLICT. */
  'document.discard': discardDocument,
  /** The texts of the pages read since, in their order. Errors: STORE_CONFLICT when the document is gone. */
  'document.read': readDocument,
  /** A draft put in another record. Errors: STORE_CONFLICT. */
  'document.move': moveDocument,
  /** Drafts only: STORE_REFUSED. Errors: STORE_CONFLICT. */
  'document.remove': removeDocument,
  /** A validated document of which nothing left becomes a draft again; its sends and its CDA are removed. Errors: STORE_CONFLICT. */
  'document.reopen': reopenDocument,
} as const;

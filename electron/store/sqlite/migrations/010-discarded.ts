/** A draft taken away stays for a moment, out of every list and count; and what waits for a validation, of all patients at once. */
export const discarded = `
ALTER TABLE documents ADD COLUMN discarded_until TEXT CHECK (discarded_until IS NULL OR status = 'draft');
CREATE INDEX documents_waiting ON documents (patient_id, added_at) WHERE status = 'draft' AND discarded_until IS NULL;
CREATE INDEX documents_discarded ON documents (discarded_until) WHERE discarded_until IS NOT NULL;

DROP TRIGGER documents_recounted;
DROP TRIGGER documents_uncounted;
CREATE TRIGGER documents_recounted AFTER UPDATE OF patient_id, status, discarded_until ON documents
WHEN (old.patient_id, old.status, old.discarded_until IS NULL) IS NOT (new.patient_id, new.status, new.discarded_until IS NULL)
BEGIN ${counted('old', -1)} ${counted('new', 1)} END;
CREATE TRIGGER documents_uncounted AFTER DELETE ON documents
BEGIN ${counted('old', -1)} END;
`;

function counted(row: 'old' | 'new', by: 1 | -1): string {
  return `INSERT INTO document_counts SELECT ${row}.patient_id, ${row}.status, ${by} WHERE ${row}.discarded_until IS NULL ON CONFLICT DO UPDATE SET documents = documents + ${by};`;
}

import { documentColumns, movedBy } from './002-patients.ts';

const GONE = ['proposed_type', 'recognised_in'];
/** Columns of a document that its validation closes. */
export const validatedColumns = [
  ...documentColumns.split(', ').filter((column) => !GONE.includes(column)),
  'proposal',
  'other_person',
  'discarded_until',
];

/**
 * What documents say: how far each is read and its text, from which its fields were proposed and the search finds it. What was
 * added before is not read again: its title alone is searched.
 */
export const documentText = `
-- Title, date and type proposed, and where each was read (JSON).
ALTER TABLE documents ADD COLUMN proposal TEXT;
-- Somebody else whom the text names as its patient (JSON).
ALTER TABLE documents ADD COLUMN other_person TEXT;
UPDATE documents SET proposal = json_object(
    'title', json_object('value', title, 'from', NULL),
    'date', json_object('value', act_date, 'from', NULL),
    'type', json_object('value', proposed_type, 'from', recognised_in),
    'types', json_array(proposed_type))
  WHERE status = 'draft' AND proposed_type IS NOT NULL;
DROP TRIGGER documents_validated_kept;
${GONE.map((column) => `ALTER TABLE documents DROP COLUMN ${column};`).join('\n')}
CREATE TRIGGER documents_validated_kept BEFORE UPDATE OF ${validatedColumns.join(', ')} ON documents
WHEN old.status = 'validated' AND (new.status <> 'draft' OR EXISTS (SELECT 1 FROM sends WHERE document_id = old.id))
BEGIN SELECT RAISE(ABORT, 'a validated document is not modified'); END;
-- A draft is put in another record when it is somebody else's; what was validated changes record by a merge.
DROP TRIGGER documents_patient;
CREATE TRIGGER documents_patient BEFORE UPDATE OF patient_id ON documents
WHEN new.patient_id <> old.patient_id AND old.status <> 'draft' AND NOT ${movedBy('document', 'old.id')}
BEGIN SELECT RAISE(ABORT, 'a validated document changes record by a merge only'); END;

CREATE TABLE document_readings (
  key INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL UNIQUE REFERENCES documents (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('read', 'waiting', 'reading', 'failed')),
  -- Pages read, from the first on.
  done INTEGER NOT NULL,
  scanned INTEGER NOT NULL,
  -- Last: lists never read it. Pages apart by a form feed.
  text TEXT NOT NULL
) STRICT;
CREATE INDEX document_readings_due ON document_readings (key) WHERE state IN ('waiting', 'reading');

-- rowid: key of document_readings.
CREATE VIRTUAL TABLE document_search USING fts5 (title, text, content = '', contentless_delete = 1, detail = column,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4');
CREATE TRIGGER document_readings_indexed AFTER INSERT ON document_readings BEGIN ${index('new', 'INSERT')} END;
CREATE TRIGGER document_readings_reindexed AFTER UPDATE OF text ON document_readings WHEN old.text IS NOT new.text
BEGIN ${index('new', 'REPLACE')} END;
CREATE TRIGGER document_readings_forgotten AFTER DELETE ON document_readings
BEGIN DELETE FROM document_search WHERE rowid = old.key; END;
CREATE TRIGGER documents_retitled AFTER UPDATE OF title ON documents WHEN old.title IS NOT new.title
BEGIN REPLACE INTO document_search (rowid, title, text) SELECT key, ${spelt('new.title')}, ${spelt('text')} FROM document_readings WHERE document_id = new.id; END;

INSERT INTO document_readings (document_id, state, done, scanned, text) SELECT id, 'read', pages, 0, '' FROM documents ORDER BY rowid;
`;

function index(row: 'new', how: 'INSERT' | 'REPLACE'): string {
  const title = `(SELECT ${spelt('title')} FROM documents WHERE id = ${row}.document_id)`;
  return `${how} INTO document_search (rowid, title, text) VALUES (${row}.key, ${title}, ${spelt(`${row}.text`)});`;
}

/** Letters that the tokenizer keeps and a typed word spells out (shared/domain/ins/names.ts). */
function spelt(text: string): string {
  return `replace(replace(replace(replace(${text}, 'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE')`;
}

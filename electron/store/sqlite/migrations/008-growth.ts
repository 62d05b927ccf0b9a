/**
 * Lists that stay quick as they grow: counts are kept by what changes them, and each list is read in the order of an index.
 * What a send is made of goes once the service said that it has it.
 */
export const growth = `
-- A send held since its data may be a copy (SEND_DOUBTED) waits for somebody's decision: it is counted apart.
ALTER TABLE sends ADD COLUMN kind TEXT GENERATED ALWAYS AS (CASE WHEN state = 'held' AND error ->> '$.code' = 'SEND_DOUBTED' THEN 'doubted' ELSE state END) VIRTUAL;
-- Somebody must look: comes first in the list.
ALTER TABLE sends ADD COLUMN urgent INTEGER GENERATED ALWAYS AS (kind IN ('failed', 'unknown', 'doubted')) VIRTUAL;
CREATE INDEX sends_listed ON sends (urgent, updated_at, id);
CREATE INDEX sends_bound ON sends (kind, bound_actor, created_at);
CREATE INDEX sends_due ON sends (channel, created_at) WHERE state IN ('queued', 'scheduled') OR (state = 'unknown' AND channel = 'dmp' AND next_at IS NOT NULL);

CREATE TABLE send_counts (
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  sends INTEGER NOT NULL,
  PRIMARY KEY (kind, actor)
) STRICT, WITHOUT ROWID;
INSERT INTO send_counts SELECT kind, bound_actor, count(*) FROM sends GROUP BY kind, bound_actor;
CREATE TRIGGER sends_counted AFTER INSERT ON sends
BEGIN ${sends('new', 1)} END;
CREATE TRIGGER sends_recounted AFTER UPDATE OF state, error, bound_actor ON sends WHEN (old.kind, old.bound_actor) IS NOT (new.kind, new.bound_actor)
BEGIN ${sends('old', -1)} ${sends('new', 1)} END;
CREATE TRIGGER sends_uncounted AFTER DELETE ON sends
BEGIN ${sends('old', -1)} END;

CREATE TABLE document_counts (
  patient_id TEXT NOT NULL REFERENCES patients (id),
  status TEXT NOT NULL,
  documents INTEGER NOT NULL,
  PRIMARY KEY (patient_id, status)
) STRICT, WITHOUT ROWID;
INSERT INTO document_counts SELECT patient_id, status, count(*) FROM documents GROUP BY patient_id, status;
CREATE TRIGGER documents_counted AFTER INSERT ON documents
BEGIN ${documents('new', 1)} END;
CREATE TRIGGER documents_recounted AFTER UPDATE OF patient_id, status ON documents WHEN (old.patient_id, old.status) IS NOT (new.patient_id, new.status)
BEGIN ${documents('old', -1)} ${documents('new', 1)} END;
CREATE TRIGGER documents_uncounted AFTER DELETE ON documents
BEGIN ${documents('old', -1)} END;

-- Of each patient; of all, the last number says it.
CREATE TABLE audit_counts (
  patient_id TEXT PRIMARY KEY,
  entries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO audit_counts SELECT patient_id, count(*) FROM audit WHERE patient_id IS NOT NULL GROUP BY patient_id;
CREATE TRIGGER audit_counted AFTER INSERT ON audit WHEN new.patient_id IS NOT NULL
BEGIN INSERT INTO audit_counts VALUES (new.patient_id, 1) ON CONFLICT DO UPDATE SET entries = entries + 1; END;

-- Where the PDF stands in a CDA, in base64, when it is left out of the bytes: it is kept once, beside. Null: the bytes are whole.
ALTER TABLE document_contents ADD COLUMN pdf_at INTEGER;

DELETE FROM send_payloads WHERE send_id IN (SELECT id FROM sends WHERE state IN ('sent', 'delivered', 'read') AND coalesce(error ->> '$.code', '') <> 'SEND_CONSIDERED_SENT');
`;

function sends(row: 'old' | 'new', by: 1 | -1): string {
  return `INSERT INTO send_counts VALUES (${row}.kind, ${row}.bound_actor, ${by}) ON CONFLICT DO UPDATE SET sends = sends + ${by};`;
}

function documents(row: 'old' | 'new', by: 1 | -1): string {
  return `INSERT INTO document_counts VALUES (${row}.patient_id, ${row}.status, ${by}) ON CONFLICT DO UPDATE SET documents = documents + ${by};`;
}

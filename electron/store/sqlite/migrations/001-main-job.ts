/** States in which a send without attempt has left nothing anywhere. */
const neverLeft = "'held', 'scheduled', 'waiting-card', 'queued', 'failed', 'cancelled'";

/**
 * Patients and identity, information, documents, sends, settings, audit.
 * Instants are ISO 8601 in UTC, birth dates text, booleans 0 or 1, JSON only where nothing is ever searched inside.
 */
export const mainJob = `
CREATE TABLE patients (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  ipp TEXT NOT NULL UNIQUE,
  birth_name TEXT NOT NULL,
  birth_first_names TEXT NOT NULL,
  first_birth_first_name TEXT NOT NULL,
  used_name TEXT,
  used_first_name TEXT,
  sex TEXT NOT NULL CHECK (sex IN ('M', 'F')),
  birth_date TEXT NOT NULL,
  birth_place TEXT,
  birth_name_norm TEXT NOT NULL,
  first_names_norm TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('PROV', 'VALI', 'RECUP', 'QUAL')),
  homonym INTEGER NOT NULL,
  doubtful INTEGER NOT NULL,
  fictive INTEGER NOT NULL,
  ins_matricule TEXT,
  ins_oid TEXT,
  insi_answer_id TEXT REFERENCES insi_answers (id) DEFERRABLE INITIALLY DEFERRED,
  insi_accepted_at TEXT,
  insi_by TEXT,
  insi_by_name TEXT,
  identity_document TEXT,
  identity_document_at TEXT,
  identity_document_by TEXT,
  identity_document_by_name TEXT,
  episode TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  -- A matricule is held in RECUP and QUAL, and there only (identity/README 1).
  CHECK ((ins_matricule IS NOT NULL) = (status IN ('RECUP', 'QUAL')) AND (ins_oid IS NULL) = (ins_matricule IS NULL)),
  UNIQUE (ins_matricule, ins_oid)
) STRICT;
CREATE INDEX patients_traits ON patients (birth_date, birth_name_norm);
CREATE INDEX patients_opened ON patients (opened_at);

-- One row per word of the names, normalised: search as one types, whatever the order of the words.
CREATE TABLE patient_words (
  word TEXT NOT NULL,
  patient_id TEXT NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  PRIMARY KEY (word, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_words_patient ON patient_words (patient_id);

CREATE TABLE correspondents (
  patient_id TEXT NOT NULL REFERENCES patients (id),
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT,
  PRIMARY KEY (patient_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE dmp_knowledge (
  patient_id TEXT PRIMARY KEY REFERENCES patients (id),
  state TEXT NOT NULL,
  authorization TEXT,
  medecin_traitant INTEGER,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE insi_answers (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  code TEXT NOT NULL,
  label TEXT NOT NULL,
  ins_matricule TEXT,
  ins_oid TEXT,
  birth_name TEXT,
  first_names TEXT,
  sex TEXT,
  birth_date TEXT,
  birth_place TEXT,
  verbatim BLOB NOT NULL
) STRICT;
CREATE INDEX insi_answers_patient ON insi_answers (patient_id, at);

CREATE TABLE identity_transitions (
  id INTEGER PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  event TEXT NOT NULL,
  from_status TEXT,
  to_status TEXT NOT NULL,
  source TEXT NOT NULL,
  ins_before_matricule TEXT,
  ins_before_oid TEXT,
  ins_after_matricule TEXT,
  ins_after_oid TEXT,
  insi_answer_id TEXT REFERENCES insi_answers (id) DEFERRABLE INITIALLY DEFERRED,
  document_type TEXT
) STRICT;
CREATE INDEX identity_transitions_patient ON identity_transitions (patient_id, id);

CREATE TABLE information (
  id INTEGER PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  purpose TEXT NOT NULL,
  episode TEXT NOT NULL,
  state TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL
) STRICT;
CREATE INDEX information_patient ON information (patient_id, id);

CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  status TEXT NOT NULL CHECK (status IN ('draft', 'validated')),
  file_name TEXT NOT NULL,
  size INTEGER NOT NULL,
  pages INTEGER NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_by_name TEXT NOT NULL,
  type TEXT,
  title TEXT NOT NULL,
  act_date TEXT NOT NULL,
  visibility TEXT NOT NULL,
  proposed_type TEXT,
  recognised_in TEXT,
  warnings TEXT NOT NULL,
  validated_at TEXT,
  validated_by TEXT,
  validated_by_name TEXT,
  situation TEXT,
  cda_id TEXT,
  cda_set_id TEXT,
  cda_version INTEGER,
  CHECK ((status = 'validated') = (validated_at IS NOT NULL))
) STRICT;
CREATE INDEX documents_patient ON documents (patient_id, added_at);
CREATE UNIQUE INDEX documents_cda ON documents (cda_id) WHERE cda_id IS NOT NULL;

CREATE TABLE document_recipients (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

-- Bytes apart: lists never read them.
CREATE TABLE document_contents (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  content TEXT NOT NULL CHECK (content IN ('pdf', 'cda')),
  bytes BLOB NOT NULL,
  PRIMARY KEY (document_id, content)
) STRICT;

CREATE TABLE sends (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  document_id TEXT NOT NULL REFERENCES documents (id),
  patient_id TEXT NOT NULL REFERENCES patients (id),
  channel TEXT NOT NULL CHECK (channel IN ('dmp', 'mss')),
  recipient TEXT,
  role TEXT,
  state TEXT NOT NULL CHECK (state IN
    ('held', 'scheduled', 'waiting-card', 'queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'failed', 'cancelled')),
  bound_actor TEXT NOT NULL,
  bound_actor_name TEXT NOT NULL,
  bound_situation TEXT NOT NULL,
  bound_mode TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  next_at TEXT,
  sent_at TEXT,
  message_id TEXT UNIQUE,
  unique_id TEXT,
  error TEXT,
  CHECK ((channel = 'mss') = (recipient IS NOT NULL))
) STRICT;
CREATE INDEX sends_state ON sends (state, next_at);
CREATE INDEX sends_document ON sends (document_id);
CREATE INDEX sends_patient ON sends (patient_id);

CREATE TABLE send_payloads (
  send_id TEXT PRIMARY KEY REFERENCES sends (id) ON DELETE CASCADE,
  bytes BLOB NOT NULL,
  media_type TEXT NOT NULL,
  facts TEXT NOT NULL
) STRICT;

CREATE TABLE mailboxes (
  address TEXT PRIMARY KEY,
  name TEXT,
  last_sent_at TEXT,
  last_refused_at TEXT,
  refusal TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The entry is the text that was hashed; columns are read from it, so that none can say otherwise.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  entry TEXT NOT NULL,
  patient_id TEXT GENERATED ALWAYS AS (entry ->> '$.patientId') VIRTUAL
) STRICT;
CREATE INDEX audit_patient ON audit (patient_id, seq);

${appendOnly('audit')}
${appendOnly('insi_answers')}
${appendOnly('identity_transitions')}
${appendOnly('information')}
${unchangeable('document_contents')}
${unchangeable('send_payloads')}

CREATE TRIGGER documents_validated_kept BEFORE UPDATE ON documents
WHEN old.status = 'validated' AND (new.status <> 'draft' OR EXISTS (SELECT 1 FROM sends WHERE document_id = old.id))
BEGIN SELECT RAISE(ABORT, 'a validated document is not modified'); END;
CREATE TRIGGER sends_left_stay BEFORE DELETE ON sends WHEN old.attempts > 0 OR old.state NOT IN (${neverLeft})
BEGIN SELECT RAISE(ABORT, 'a send that may have left is not removed'); END;
CREATE TRIGGER documents_validated_stay BEFORE DELETE ON documents WHEN old.status = 'validated'
BEGIN SELECT RAISE(ABORT, 'a validated document is not removed'); END;
`;

function unchangeable(table: string): string {
  return `CREATE TRIGGER ${table}_unchanged BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is written once'); END;`;
}

function appendOnly(table: string): string {
  return `${unchangeable(table)}
CREATE TRIGGER ${table}_kept BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} only grows'); END;`;
}

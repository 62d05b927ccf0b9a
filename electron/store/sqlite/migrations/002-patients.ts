/** What a merge moves by itself: rows that exist once, and change record. What it copies carries its `merge_id`. */
const moved = ['document', 'stay', 'identifier', 'information'] as const;

/**
 * Whether a merge, or its undoing, says that this row goes from `old.patient_id` to `new.patient_id`: the only way for
 * it to change record.
 */
export const movedBy = (what: (typeof moved)[number], key: string): string => `EXISTS (
  SELECT 1 FROM merge_moves v JOIN merges m ON m.id = v.merge_id WHERE v.what = '${what}' AND v.key = ${key}
  AND ((m.undone_at IS NULL AND m.removed = old.patient_id AND m.kept = new.patient_id)
    OR (m.undone_at IS NOT NULL AND m.kept = old.patient_id AND m.removed = new.patient_id)))`;

/** Columns of a document but its record: the record changes by a merge, the others as 001-main-job says. */
export const documentColumns = [
  'id',
  'revision',
  'status',
  'file_name',
  'size',
  'pages',
  'added_at',
  'added_by',
  'added_by_name',
  'type',
  'title',
  'act_date',
  'visibility',
  'proposed_type',
  'recognised_in',
  'warnings',
  'validated_at',
  'validated_by',
  'validated_by_name',
  'situation',
  'cda_id',
  'cda_set_id',
  'cda_version',
].join(', ');

/**
 * Identity vigilance: what decides no identity, former matricules, stays, numbers of other systems, merges and their
 * undoing, conflicts, the questions that INSi left, imports.
 */
export const patientsAndIdentity = `
ALTER TABLE patients ADD COLUMN birth_date_uncertain INTEGER NOT NULL DEFAULT 0 CHECK (birth_date_uncertain IN (0, 1));
ALTER TABLE patients ADD COLUMN phone TEXT;
ALTER TABLE patients ADD COLUMN billing_nss TEXT;
ALTER TABLE patients ADD COLUMN protection TEXT NOT NULL DEFAULT 'none' CHECK (protection IN ('none', 'sauvegarde', 'curatelle', 'tutelle', 'habilitation'));
ALTER TABLE patients ADD COLUMN used_name_norm TEXT;
ALTER TABLE patients ADD COLUMN merged_into TEXT REFERENCES patients (id) CHECK (merged_into IS NULL OR (merged_into <> id AND ins_matricule IS NULL));
-- Last time somebody opened the record: an import changes thousands of records and opens none.
ALTER TABLE patients ADD COLUMN viewed_at TEXT;
-- Last time the identity was qualified, or found qualified again.
ALTER TABLE patients ADD COLUMN qualified_at TEXT;
UPDATE patients SET qualified_at = (
  SELECT max(t.at) FROM identity_transitions t WHERE t.patient_id = patients.id AND t.to_status = 'QUAL');

-- Row of the record in patient_rows, in the order of names; null for a merged record, and until the record is indexed (search-index.ts).
ALTER TABLE patients ADD COLUMN search_key INTEGER;

DROP INDEX patients_traits;
CREATE INDEX patients_traits ON patients (birth_date, birth_name_norm, first_names_norm, used_name_norm, merged_into);
CREATE INDEX patients_viewed ON patients (viewed_at) WHERE viewed_at IS NOT NULL AND merged_into IS NULL;
CREATE INDEX patients_doubtful ON patients (birth_name, first_birth_first_name) WHERE doubtful = 1 AND merged_into IS NULL;
CREATE INDEX patients_qualified ON patients (qualified_at) WHERE status = 'QUAL' AND merged_into IS NULL;
CREATE INDEX patients_merged ON patients (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX patients_not_indexed ON patients (id) WHERE search_key IS NULL AND merged_into IS NULL;
-- Numbers that this workstation gave (nextIpp).
CREATE INDEX patients_own_ipp ON patients (length(ipp), ipp) WHERE ipp GLOB 'P[0-9][0-9][0-9][0-9][0-9][0-9]*' AND ipp NOT GLOB 'P*[^0-9]*' AND length(ipp) <= 12;

-- Search as one types: words of names and numbers of a record, as search-index.ts writes them; rowid is its key in patient_rows.
DROP TABLE patient_words;
CREATE VIRTUAL TABLE patient_search USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3 4');
-- What lists show of a record, in the order of names: those that a search finds lie side by side.
CREATE TABLE patient_rows (
  key INTEGER PRIMARY KEY,
  patient_id TEXT NOT NULL,
  -- Words of the birth name, used name, first names and used first name, normalised, between bars.
  names TEXT NOT NULL,
  birth_name TEXT NOT NULL,
  first_birth_first_name TEXT NOT NULL,
  used_name TEXT,
  sex TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  birth_place TEXT,
  status TEXT NOT NULL,
  homonym INTEGER NOT NULL,
  doubtful INTEGER NOT NULL,
  fictive INTEGER NOT NULL,
  phone TEXT,
  ipp TEXT NOT NULL,
  opened_at TEXT NOT NULL
) STRICT;
CREATE INDEX sends_attention ON sends (patient_id) WHERE state IN ('failed', 'unknown');
-- Words of names that were ever indexed: what a long start of a word may be.
CREATE TABLE search_words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE merges (
  id TEXT PRIMARY KEY,
  kept TEXT NOT NULL REFERENCES patients (id),
  removed TEXT NOT NULL REFERENCES patients (id),
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  undone_at TEXT,
  -- Of the removed record, as it was; its identity leaves it, so that the kept record can take it.
  name TEXT NOT NULL,
  ipp TEXT NOT NULL,
  status TEXT NOT NULL,
  ins_matricule TEXT,
  ins_oid TEXT,
  CHECK (kept <> removed)
) STRICT;
CREATE INDEX merges_kept ON merges (kept, at);
CREATE UNIQUE INDEX merges_in_force ON merges (removed) WHERE undone_at IS NULL;
CREATE INDEX merges_matricule ON merges (ins_matricule) WHERE ins_matricule IS NOT NULL;

CREATE TABLE merge_moves (
  merge_id TEXT NOT NULL REFERENCES merges (id),
  what TEXT NOT NULL CHECK (what IN (${moved.map((what) => `'${what}'`).join(', ')})),
  key ANY NOT NULL,
  PRIMARY KEY (merge_id, what, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_moves_what ON merge_moves (what, key);

ALTER TABLE correspondents ADD COLUMN merge_id TEXT REFERENCES merges (id);
ALTER TABLE dmp_knowledge ADD COLUMN merge_id TEXT REFERENCES merges (id);

-- Besides the médecin traitant (correspondents).
CREATE TABLE other_correspondents (
  id INTEGER PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  name TEXT NOT NULL,
  address TEXT,
  merge_id TEXT REFERENCES merges (id)
) STRICT;
CREATE INDEX other_correspondents_patient ON other_correspondents (patient_id, id);

CREATE TABLE representatives (
  id INTEGER PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  name TEXT NOT NULL,
  relation TEXT NOT NULL CHECK (relation IN ('parent', 'tuteur', 'curateur', 'mandataire', 'autre')),
  phone TEXT,
  merge_id TEXT REFERENCES merges (id)
) STRICT;
CREATE INDEX representatives_patient ON representatives (patient_id, id);

-- Matricules that were, or are, of a record (INSHISTO, or replaced here).
CREATE TABLE ins_periods (
  id INTEGER PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  matricule TEXT NOT NULL,
  oid TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  merge_id TEXT REFERENCES merges (id)
) STRICT;
CREATE INDEX ins_periods_patient ON ins_periods (patient_id, matricule, oid);
CREATE INDEX ins_periods_matricule ON ins_periods (matricule);

-- Numbers of the patient in other systems.
CREATE TABLE identifiers (
  id INTEGER PRIMARY KEY,
  authority TEXT NOT NULL,
  value TEXT NOT NULL,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  UNIQUE (authority, value)
) STRICT;
CREATE INDEX identifiers_value ON identifiers (value);
CREATE INDEX identifiers_patient ON identifiers (patient_id);

CREATE TABLE stays (
  id INTEGER PRIMARY KEY,
  authority TEXT NOT NULL,
  visit TEXT NOT NULL,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  ward TEXT,
  admitted_at TEXT,
  discharged_at TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'cancelled')),
  updated_at TEXT NOT NULL,
  UNIQUE (authority, visit)
) STRICT;
CREATE INDEX stays_patient ON stays (patient_id, admitted_at);
CREATE INDEX stays_admitted ON stays (admitted_at) WHERE state <> 'cancelled';

-- INSi did not answer: asked again today, and what it answers waits for somebody.
CREATE TABLE insi_queue (
  patient_id TEXT PRIMARY KEY REFERENCES patients (id),
  since TEXT NOT NULL,
  answer_id TEXT REFERENCES insi_answers (id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE conflicts (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  settled_at TEXT,
  settled_by TEXT,
  settled_by_name TEXT,
  CHECK ((settled_at IS NULL) = (settled_by IS NULL))
) STRICT;
CREATE INDEX conflicts_open ON conflicts (at) WHERE settled_at IS NULL;
CREATE TABLE conflict_patients (
  conflict_id TEXT NOT NULL REFERENCES conflicts (id),
  position INTEGER NOT NULL,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  PRIMARY KEY (conflict_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('csv', 'hl7')),
  file_name TEXT NOT NULL,
  size INTEGER NOT NULL,
  dry_run INTEGER NOT NULL CHECK (dry_run IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'stopped', 'failed')),
  started_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  read INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  error TEXT
) STRICT;
CREATE INDEX imports_started ON imports (started_at);
CREATE INDEX imports_fingerprint ON imports (fingerprint, started_at) WHERE dry_run = 0;
CREATE TABLE import_errors (
  import_id TEXT NOT NULL REFERENCES imports (id),
  line INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  action TEXT NOT NULL,
  PRIMARY KEY (import_id, line, code)
) STRICT, WITHOUT ROWID;

-- A merge is written once, and undone once.
CREATE TRIGGER merges_stay BEFORE DELETE ON merges BEGIN SELECT RAISE(ABORT, 'merges only grows'); END;
CREATE TRIGGER merges_unchanged BEFORE UPDATE OF id, kept, removed, at, actor, actor_name, name, ipp, status, ins_matricule, ins_oid ON merges
BEGIN SELECT RAISE(ABORT, 'merges is written once'); END;
CREATE TRIGGER merges_undone_once BEFORE UPDATE OF undone_at ON merges WHEN old.undone_at IS NOT NULL OR new.undone_at IS NULL
BEGIN SELECT RAISE(ABORT, 'a merge is undone once'); END;
CREATE TRIGGER merge_moves_stay BEFORE DELETE ON merge_moves BEGIN SELECT RAISE(ABORT, 'merge_moves only grows'); END;
CREATE TRIGGER merge_moves_unchanged BEFORE UPDATE ON merge_moves BEGIN SELECT RAISE(ABORT, 'merge_moves is written once'); END;

-- A merged record is not used: it waits, as it was, for the merge to be undone.
CREATE TRIGGER patients_merged_kept BEFORE UPDATE ON patients
WHEN old.merged_into IS NOT NULL AND new.merged_into IS NOT NULL AND new.search_key IS old.search_key
BEGIN SELECT RAISE(ABORT, 'a merged record is not modified'); END;
CREATE TRIGGER patients_merge BEFORE UPDATE OF merged_into ON patients
WHEN new.merged_into IS NOT (SELECT kept FROM merges WHERE removed = old.id AND undone_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a record is merged by a merge only'); END;
CREATE TRIGGER patients_merge_new BEFORE INSERT ON patients WHEN new.merged_into IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a record is merged by a merge only'); END;
${['documents', 'sends', 'information', 'identity_transitions', 'insi_answers']
  .map(
    (
      table,
    ) => `CREATE TRIGGER ${table}_not_merged BEFORE INSERT ON ${table} WHEN EXISTS (SELECT 1 FROM patients WHERE id = new.patient_id AND merged_into IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a merged record is not used'); END;`,
  )
  .join('\n')}

-- The record of a document (its sends follow it) and of an information changes by a merge, and nothing else of them then.
DROP TRIGGER documents_validated_kept;
CREATE TRIGGER documents_validated_kept BEFORE UPDATE OF ${documentColumns} ON documents
WHEN old.status = 'validated' AND (new.status <> 'draft' OR EXISTS (SELECT 1 FROM sends WHERE document_id = old.id))
BEGIN SELECT RAISE(ABORT, 'a validated document is not modified'); END;
CREATE TRIGGER documents_patient BEFORE UPDATE OF patient_id ON documents WHEN new.patient_id <> old.patient_id AND NOT ${movedBy('document', 'old.id')}
BEGIN SELECT RAISE(ABORT, 'a document changes record by a merge only'); END;
CREATE TRIGGER sends_patient BEFORE UPDATE OF patient_id ON sends WHEN new.patient_id <> old.patient_id AND NOT ${movedBy('document', 'old.document_id')}
BEGIN SELECT RAISE(ABORT, 'a send changes record with its document only'); END;
DROP TRIGGER information_unchanged;
CREATE TRIGGER information_unchanged BEFORE UPDATE OF id, purpose, episode, state, at, actor, actor_name ON information
BEGIN SELECT RAISE(ABORT, 'information is written once'); END;
CREATE TRIGGER information_patient BEFORE UPDATE OF patient_id ON information WHEN NOT ${movedBy('information', 'old.id')}
BEGIN SELECT RAISE(ABORT, 'an information changes record by a merge only'); END;
`;

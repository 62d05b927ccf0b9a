const writtenOnce = (table: string): string => `CREATE TRIGGER ${table}_unchanged BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is written once'); END;
CREATE TRIGGER ${table}_kept BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} only grows'); END;`;

/**
 * The patient's word: entries with their means, their team and who heard the patient, slips undone; episodes as rows, their
 * team and correspondents; agreements to one opening; what a structure tells everybody, and its notice.
 */
export const patientWord = `
ALTER TABLE information ADD COLUMN team TEXT;
ALTER TABLE information ADD COLUMN means TEXT CHECK (means IS NULL OR means IN ('oral', 'booklet', 'letter', 'poster', 'electronic', 'collective'));
ALTER TABLE information ADD COLUMN act TEXT NOT NULL DEFAULT 'recorded' CHECK (act IN ('recorded', 'at-request', 'slip'));
ALTER TABLE information ADD COLUMN collector TEXT;
ALTER TABLE information ADD COLUMN notice TEXT;
ALTER TABLE information ADD COLUMN corrects INTEGER REFERENCES information (id) CHECK ((corrects IS NULL) = (act <> 'slip'));
CREATE UNIQUE INDEX information_corrects ON information (corrects) WHERE corrects IS NOT NULL;
DROP TRIGGER information_unchanged;
CREATE TRIGGER information_unchanged BEFORE UPDATE OF id, purpose, episode, state, at, actor, actor_name, origin, team, means, act, collector, notice, corrects ON information
BEGIN SELECT RAISE(ABORT, 'information is written once'); END;
-- What was recorded before could say so; since, that nothing is recorded is what a slip goes back to.
CREATE TRIGGER information_chosen BEFORE INSERT ON information WHEN new.state = 'none' AND new.act <> 'slip'
BEGIN SELECT RAISE(ABORT, 'nothing recorded is not recorded'); END;
CREATE TRIGGER information_corrects_own BEFORE INSERT ON information WHEN new.corrects IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM information c WHERE c.id = new.corrects AND c.patient_id = new.patient_id AND c.purpose = new.purpose AND c.episode = new.episode AND c.act <> 'slip')
BEGIN SELECT RAISE(ABORT, 'a slip undoes an entry of its own'); END;

CREATE TABLE episodes (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  kind TEXT NOT NULL CHECK (kind IN ('consultation', 'follow-up', 'stay')),
  opened_at TEXT NOT NULL,
  -- Null: by itself.
  opened_by TEXT,
  opened_by_name TEXT,
  closed_at TEXT,
  closed_by TEXT,
  closed_by_name TEXT,
  acted_at TEXT NOT NULL,
  -- Null: recorded before teams were.
  structure TEXT,
  structure_name TEXT,
  -- Of a named team, with its members (JSON).
  team_name TEXT,
  members TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(members)),
  pathway TEXT,
  use_case TEXT,
  -- Of a stay that a hospital announced.
  stay_authority TEXT,
  stay_visit TEXT,
  UNIQUE (patient_id, id),
  CHECK (closed_by IS NULL OR closed_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX episodes_stay ON episodes (stay_authority, stay_visit) WHERE stay_visit IS NOT NULL;
CREATE INDEX episodes_idle ON episodes (acted_at) WHERE closed_at IS NULL AND kind = 'follow-up';
-- A follow-up that was under way: something was told, or done.
INSERT INTO episodes (id, patient_id, kind, opened_at, acted_at)
SELECT p.episode, p.id, 'follow-up', p.created_at, max(p.created_at,
  coalesce((SELECT max(i.at) FROM information i WHERE i.patient_id = p.id AND i.episode = p.episode), ''),
  coalesce((SELECT max(max(d.added_at, coalesce(d.validated_at, ''))) FROM documents d WHERE d.patient_id = p.id), ''))
FROM patients p WHERE p.merged_into IS NULL AND (EXISTS (SELECT 1 FROM information i WHERE i.patient_id = p.id)
  OR EXISTS (SELECT 1 FROM documents d WHERE d.patient_id = p.id));
CREATE TRIGGER episodes_kept BEFORE DELETE ON episodes BEGIN SELECT RAISE(ABORT, 'episodes only grows'); END;
CREATE TRIGGER episodes_not_merged BEFORE INSERT ON episodes WHEN EXISTS (SELECT 1 FROM patients WHERE id = new.patient_id AND merged_into IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a merged record is not used'); END;
CREATE TRIGGER episodes_closed_once BEFORE UPDATE OF closed_at ON episodes WHEN old.closed_at IS NOT NULL AND old.kind <> 'stay' AND new.closed_at IS NOT old.closed_at
BEGIN SELECT RAISE(ABORT, 'an episode is closed once'); END;
-- What is done keeps a follow-up alive.
CREATE TRIGGER episodes_told AFTER INSERT ON information
BEGIN UPDATE episodes SET acted_at = new.at WHERE patient_id = new.patient_id AND id = new.episode AND closed_at IS NULL AND acted_at < new.at; END;
CREATE TRIGGER episodes_added AFTER INSERT ON documents
BEGIN UPDATE episodes SET acted_at = new.added_at WHERE patient_id = new.patient_id AND closed_at IS NULL AND acted_at < new.added_at
  AND id = (SELECT episode FROM patients WHERE id = new.patient_id); END;
CREATE TRIGGER episodes_validated AFTER UPDATE OF validated_at ON documents WHEN new.validated_at IS NOT NULL
BEGIN UPDATE episodes SET acted_at = new.validated_at WHERE patient_id = new.patient_id AND closed_at IS NULL AND acted_at < new.validated_at
  AND id = (SELECT episode FROM patients WHERE id = new.patient_id); END;
-- Which of them a merge moved: its undoing moves those back.
CREATE TABLE episode_moves (
  merge_id TEXT NOT NULL REFERENCES merges (id),
  episode_key INTEGER NOT NULL REFERENCES episodes (key),
  PRIMARY KEY (merge_id, episode_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE episode_correspondents (
  episode_key INTEGER NOT NULL REFERENCES episodes (key),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  address TEXT,
  -- Null: to be confirmed with the patient.
  confirmed_at TEXT,
  confirmed_by TEXT,
  confirmed_by_name TEXT,
  PRIMARY KEY (episode_key, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE agreements (
  id INTEGER PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  at TEXT NOT NULL,
  reader TEXT NOT NULL,
  reader_name TEXT NOT NULL,
  collector TEXT NOT NULL,
  collector_name TEXT NOT NULL,
  means TEXT NOT NULL CHECK (means IN ('oral', 'booklet', 'letter', 'poster', 'electronic')),
  structure TEXT NOT NULL
) STRICT;
CREATE INDEX agreements_patient ON agreements (patient_id, id);
${writtenOnce('agreements')}

CREATE TABLE collective_information (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  structure TEXT NOT NULL,
  structure_name TEXT NOT NULL,
  means TEXT NOT NULL CHECK (means IN ('booklet', 'letter', 'poster', 'electronic')),
  since TEXT NOT NULL,
  notice TEXT NOT NULL,
  purposes TEXT NOT NULL CHECK (json_valid(purposes)),
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  withdrawn_at TEXT,
  withdrawn_by TEXT,
  withdrawn_by_name TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX collective_in_force ON collective_information (structure) WHERE withdrawn_at IS NULL;
CREATE TRIGGER collective_kept BEFORE DELETE ON collective_information BEGIN SELECT RAISE(ABORT, 'collective information only grows'); END;
CREATE TRIGGER collective_unchanged BEFORE UPDATE OF id, structure, structure_name, means, since, notice, purposes, at, actor, actor_name ON collective_information
BEGIN SELECT RAISE(ABORT, 'collective information is written once'); END;
CREATE TRIGGER collective_withdrawn_once BEFORE UPDATE OF withdrawn_at ON collective_information WHEN old.withdrawn_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'collective information is withdrawn once'); END;

CREATE TABLE notices (
  structure TEXT NOT NULL,
  version INTEGER NOT NULL,
  before_text TEXT NOT NULL,
  after_text TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  PRIMARY KEY (structure, version)
) STRICT, WITHOUT ROWID;
${writtenOnce('notices')}
`;

/**
 * What other systems say of an identity, and who says it: matricules received and not verified, the proof that came with
 * an identity, the instant of the last event of a number and of a stay, oppositions that somebody has to confirm, what an
 * import refused, and what contradicts a record as it was received.
 */
export const received = `
ALTER TABLE patients ADD COLUMN address TEXT;
ALTER TABLE patients ADD COLUMN deceased INTEGER NOT NULL DEFAULT 0 CHECK (deceased IN (0, 1));
-- Null while the day is unknown.
ALTER TABLE patients ADD COLUMN deceased_on TEXT CHECK (deceased_on IS NULL OR deceased = 1);
-- How the identity was captured (FR Core): what INSi, a card or another system said last.
ALTER TABLE patients ADD COLUMN identity_channel TEXT;
-- How, when and on what proof another system says that it obtained the identity (JSON).
ALTER TABLE patients ADD COLUMN received_proof TEXT CHECK (received_proof IS NULL OR json_valid(received_proof));

-- Matricules that somebody else gave: kept apart, searched for, never transmitted.
CREATE TABLE received_ins (
  id INTEGER PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  matricule TEXT NOT NULL,
  oid TEXT,
  problem TEXT,
  sender TEXT NOT NULL,
  received_at TEXT NOT NULL,
  merge_id TEXT REFERENCES merges (id)
) STRICT;
CREATE INDEX received_ins_patient ON received_ins (patient_id, matricule);
CREATE INDEX received_ins_matricule ON received_ins (matricule);

-- Instant of the last event taken of this number, of this stay: an older one changes nothing.
ALTER TABLE identifiers ADD COLUMN event_at TEXT;
ALTER TABLE stays ADD COLUMN event_at TEXT;

-- 'import': another system recorded it; a person confirms it or lifts it by recording it again.
ALTER TABLE information ADD COLUMN origin TEXT NOT NULL DEFAULT 'person' CHECK (origin IN ('person', 'import'));
DROP TRIGGER information_unchanged;
CREATE TRIGGER information_unchanged BEFORE UPDATE OF id, purpose, episode, state, at, actor, actor_name, origin ON information
BEGIN SELECT RAISE(ABORT, 'information is written once'); END;

-- The identity that contradicts the records, as received (JSON); null when the records contradict each other.
ALTER TABLE conflicts ADD COLUMN incoming TEXT CHECK (incoming IS NULL OR json_valid(incoming));

ALTER TABLE imports ADD COLUMN conflicts INTEGER NOT NULL DEFAULT 0;
-- [{"event","count"}], [{"code","message","count"}]; first line of the file, for those refused to be given again.
ALTER TABLE imports ADD COLUMN ignored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored));
ALTER TABLE imports ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(warnings));
ALTER TABLE imports ADD COLUMN heading TEXT;
-- Of the lines taken: a file corrected meanwhile is another one.
ALTER TABLE imports ADD COLUMN lines_hash TEXT;
-- Who the line was about, the value at fault, and the line as it was.
ALTER TABLE import_errors ADD COLUMN name TEXT;
ALTER TABLE import_errors ADD COLUMN value TEXT;
ALTER TABLE import_errors ADD COLUMN raw TEXT;

-- What the merge changed of the kept record (JSON of its fields, as they were): they come back when it is undone. Undoing
-- an earlier one changes what a later one, still in force, will give back.
ALTER TABLE merges ADD COLUMN kept_before TEXT CHECK (kept_before IS NULL OR json_valid(kept_before));
CREATE TRIGGER merges_kept_before BEFORE UPDATE OF kept_before ON merges WHEN old.undone_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'merges is written once'); END;
-- Values of the two records that the kept one does not show: [{"field","value","of"}].
ALTER TABLE merges ADD COLUMN dropped TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(dropped));
DROP TRIGGER merges_unchanged;
CREATE TRIGGER merges_unchanged BEFORE UPDATE OF id, kept, removed, at, actor, actor_name, name, ipp, status, ins_matricule, ins_oid, dropped ON merges
BEGIN SELECT RAISE(ABORT, 'merges is written once'); END;
-- Comes with a merged record, as in the other tables.
ALTER TABLE identifiers ADD COLUMN merge_id TEXT REFERENCES merges (id);
`;

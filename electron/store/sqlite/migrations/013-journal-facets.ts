/** Who acted and what was done, as the journal tells it: what its readers choose from, kept by what adds an entry. */
export const journalFacets = `
CREATE TABLE audit_actors (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE audit_acts (act TEXT PRIMARY KEY, label TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO audit_actors SELECT entry ->> '$.actor.idNat', entry ->> '$.actor.name' FROM audit WHERE entry ->> '$.actor.idNat' IS NOT NULL;
INSERT OR IGNORE INTO audit_acts SELECT entry ->> '$.act', entry ->> '$.label' FROM audit;
CREATE TRIGGER audit_actor_known AFTER INSERT ON audit WHEN new.entry ->> '$.actor.idNat' IS NOT NULL
BEGIN INSERT OR IGNORE INTO audit_actors VALUES (new.entry ->> '$.actor.idNat', new.entry ->> '$.actor.name'); END;
CREATE TRIGGER audit_act_known AFTER INSERT ON audit
BEGIN INSERT OR IGNORE INTO audit_acts VALUES (new.entry ->> '$.act', new.entry ->> '$.label'); END;
`;

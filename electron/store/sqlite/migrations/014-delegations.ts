import { validatedColumns } from './012-document-text.ts';

const PREPARED = ['prepared', 'prepared_by', 'prepared_for', 'returned'];

/** Who may do what in whose name; what was prepared by whom, for whom; who worked here, for which structure. */
export const delegations = `
CREATE TABLE delegations (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  delegator TEXT NOT NULL,
  -- As their card said it then (JSON).
  delegator_pro TEXT NOT NULL,
  delegate TEXT NOT NULL,
  delegate_name TEXT NOT NULL,
  structure TEXT NOT NULL,
  -- JSON arrays.
  acts TEXT NOT NULL,
  types TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  revoked_at TEXT
) STRICT;
CREATE INDEX delegations_made ON delegations (delegator);
CREATE INDEX delegations_received ON delegations (delegate);
CREATE TRIGGER delegations_kept BEFORE DELETE ON delegations BEGIN SELECT RAISE(ABORT, 'a delegation is revoked, not removed'); END;
CREATE TRIGGER delegations_unchanged BEFORE UPDATE OF delegator, delegator_pro, delegate, delegate_name, structure, acts, types, since, until ON delegations
BEGIN SELECT RAISE(ABORT, 'a delegation is made once'); END;
CREATE TRIGGER delegations_revoked BEFORE UPDATE OF revoked_at ON delegations WHEN old.revoked_at IS NOT NULL OR new.revoked_at IS NULL
BEGIN SELECT RAISE(ABORT, 'a delegation is revoked once'); END;

CREATE TABLE colleagues (
  structure TEXT NOT NULL,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  staff INTEGER NOT NULL,
  PRIMARY KEY (structure, person)
) STRICT, WITHOUT ROWID;
INSERT OR REPLACE INTO colleagues SELECT entry ->> '$.situation', entry ->> '$.actor.idNat', entry ->> '$.actor.name', (entry ->> '$.details.card') IS 'CPE'
  FROM audit WHERE entry ->> '$.act' = 'session.opened' AND entry ->> '$.situation' IS NOT NULL AND entry ->> '$.actor.idNat' IS NOT NULL;

-- Who prepared it, when, under which delegation (JSON), and the two of them.
ALTER TABLE documents ADD COLUMN prepared TEXT;
ALTER TABLE documents ADD COLUMN prepared_by TEXT;
ALTER TABLE documents ADD COLUMN prepared_for TEXT CHECK ((prepared_for IS NULL) = (prepared IS NULL) AND (prepared_by IS NULL) = (prepared IS NULL));
-- By whom it was given back, when and why (JSON).
ALTER TABLE documents ADD COLUMN returned TEXT;
DROP TRIGGER documents_validated_kept;
CREATE TRIGGER documents_validated_kept BEFORE UPDATE OF ${[...validatedColumns, ...PREPARED].join(', ')} ON documents
WHEN old.status = 'validated' AND (new.status <> 'draft' OR EXISTS (SELECT 1 FROM sends WHERE document_id = old.id))
BEGIN SELECT RAISE(ABORT, 'a validated document is not modified'); END;

-- A delegate feeds (TD2.2): the delegation, and in whose name.
ALTER TABLE sends ADD COLUMN bound_delegation TEXT;
ALTER TABLE sends ADD COLUMN bound_for TEXT;
ALTER TABLE sends ADD COLUMN bound_for_name TEXT;
`;

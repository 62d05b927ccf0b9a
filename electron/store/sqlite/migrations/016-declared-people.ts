/** Who acts under the card of a structure that names nobody, and their personal code, hashed. */
export const declaredPeople = `
CREATE TABLE declared_people (
  id TEXT PRIMARY KEY,
  structure TEXT NOT NULL,
  family TEXT NOT NULL,
  given TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  first_code INTEGER NOT NULL,
  tries_left INTEGER NOT NULL CHECK (tries_left >= 0),
  declared_at TEXT NOT NULL,
  withdrawn_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX declared_people_structure ON declared_people (structure) WHERE withdrawn_at IS NULL;
`;

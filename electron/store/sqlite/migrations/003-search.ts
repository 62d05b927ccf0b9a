/**
 * The index of the search in fewer pages: what is listed is read in the records themselves, and what is indexed of a
 * record is kept beside it, to be taken out of the index. An import of new people writes half of what it wrote.
 */
export const lighterSearch = `
DROP INDEX patients_traits;
DROP INDEX patients_not_indexed;
DROP TABLE patient_search;
DROP TABLE patient_rows;

-- Search as one types: words of names and numbers of a record, as search-index.ts writes them; rowid is its key in patient_rows.
CREATE VIRTUAL TABLE patient_search USING fts5 (words, content = '', columnsize = 0, detail = none, tokenize = 'ascii', prefix = '1 2 3 4');
-- Records in the order of names: those that a search finds come in that order.
CREATE TABLE patient_rows (key INTEGER PRIMARY KEY, patient_id TEXT NOT NULL) STRICT;
-- What is indexed: words of the birth name, used name, first names and used first name, normalised, between bars; then the numbers.
ALTER TABLE patients ADD COLUMN search_names TEXT;
ALTER TABLE patients ADD COLUMN search_numbers TEXT;

-- Records that an older version of the file indexed another way, or not at all; emptied at the start (search-index.ts).
CREATE TABLE patients_to_index (patient_id TEXT PRIMARY KEY REFERENCES patients (id)) STRICT, WITHOUT ROWID;
INSERT INTO patients_to_index SELECT id FROM patients WHERE merged_into IS NULL;
UPDATE patients SET search_key = NULL WHERE search_key IS NOT NULL;
`;

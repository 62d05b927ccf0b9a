/** The list of patients in each order that its headings ask for, by rank; how many records there are is kept by what changes it. */
export const orderedPatients = `
CREATE INDEX patients_born ON patients (birth_date, search_key) WHERE merged_into IS NULL;
CREATE INDEX patients_placed ON patients (birth_place, search_key) WHERE merged_into IS NULL;
CREATE INDEX patients_status ON patients (status, search_key) WHERE merged_into IS NULL;
DROP INDEX patients_opened;
CREATE INDEX patients_changed ON patients (opened_at, viewed_at) WHERE merged_into IS NULL;

CREATE TABLE patient_counts (viewed INTEGER PRIMARY KEY CHECK (viewed IN (0, 1)), patients INTEGER NOT NULL) STRICT;
INSERT INTO patient_counts VALUES (0, 0), (1, 0);
UPDATE patient_counts SET patients = (SELECT count(*) FROM patients WHERE merged_into IS NULL AND (viewed_at IS NOT NULL) = viewed);
CREATE TRIGGER patients_counted AFTER INSERT ON patients WHEN new.merged_into IS NULL
BEGIN ${counted('new', 1)} END;
CREATE TRIGGER patients_recounted AFTER UPDATE OF viewed_at, merged_into ON patients
WHEN (old.merged_into IS NULL, old.viewed_at IS NULL) IS NOT (new.merged_into IS NULL, new.viewed_at IS NULL)
BEGIN ${counted('old', -1)} ${counted('new', 1)} END;
CREATE TRIGGER patients_uncounted AFTER DELETE ON patients WHEN old.merged_into IS NULL
BEGIN ${counted('old', -1)} END;
`;

function counted(row: 'old' | 'new', by: 1 | -1): string {
  return `UPDATE patient_counts SET patients = patients + ${by} WHERE viewed = (${row}.viewed_at IS NOT NULL) AND ${row}.merged_into IS NULL;`;
}

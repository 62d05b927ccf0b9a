/**
 * Before a save that gives a matricule: whatever its nature, one record holds it (identity/README 4), and none of
 * undetermined sex (ins/README 2).
 */
const onMatricule = (when: 'INSERT' | 'UPDATE OF sex, ins_matricule'): string => `
CREATE TRIGGER patients_matricule_${when.slice(0, 6).toLowerCase()} BEFORE ${when} ON patients WHEN new.ins_matricule IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'patients.ins_matricule is held by another record') WHERE EXISTS (SELECT 1 FROM patients WHERE ins_matricule = new.ins_matricule AND id <> new.id);
  SELECT RAISE(ABORT, 'no matricule without a sex of civil status') WHERE new.sex = 'I';
END;`;

/**
 * An undetermined sex; every legal protection; the strict traits that a transition changed; one matricule, one record.
 * SQLite changes no CHECK: the columns are made again, under the same names.
 */
export const identityVigilance = `
-- Merged records are copied too.
DROP TRIGGER patients_merged_kept;
ALTER TABLE patients ADD COLUMN new_sex TEXT NOT NULL DEFAULT 'I' CHECK (new_sex IN ('M', 'F', 'I'));
ALTER TABLE patients ADD COLUMN new_protection TEXT NOT NULL DEFAULT 'none'
  CHECK (new_protection IN ('none', 'sauvegarde', 'curatelle', 'tutelle', 'habilitation-assistance', 'habilitation', 'mandat'));
UPDATE patients SET new_sex = sex, new_protection = protection;
ALTER TABLE patients DROP COLUMN sex;
ALTER TABLE patients DROP COLUMN protection;
ALTER TABLE patients RENAME COLUMN new_sex TO sex;
ALTER TABLE patients RENAME COLUMN new_protection TO protection;
CREATE TRIGGER patients_merged_kept BEFORE UPDATE ON patients
WHEN old.merged_into IS NOT NULL AND new.merged_into IS NOT NULL AND new.search_key IS old.search_key
BEGIN SELECT RAISE(ABORT, 'a merged record is not modified'); END;
${onMatricule('INSERT')}
${onMatricule('UPDATE OF sex, ins_matricule')}

-- {"before": {…}, "after": {…}}: those that changed alone; null when none did, 'unknown' of the transitions stored before.
ALTER TABLE identity_transitions ADD COLUMN traits_changed TEXT DEFAULT 'unknown' CHECK (traits_changed = 'unknown' OR json_valid(traits_changed));
`;

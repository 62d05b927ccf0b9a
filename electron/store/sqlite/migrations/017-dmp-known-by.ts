/** Whom the DMP answered: an authorisation and a médecin traitant are one person's; and what the patient opposes, which is everybody's. */
export const dmpKnownBy = `
ALTER TABLE dmp_knowledge ADD COLUMN asked_by TEXT;
ALTER TABLE dmp_knowledge ADD COLUMN opposed_break_glass INTEGER CHECK (opposed_break_glass IN (0, 1));
ALTER TABLE dmp_knowledge ADD COLUMN opposed_regulation INTEGER CHECK (opposed_regulation IN (0, 1));
`;

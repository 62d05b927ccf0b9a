/** What a carte Vitale says of its bearer besides the identity: date of birth for reimbursement, rank. */
export const cardFacts = `
ALTER TABLE patients ADD COLUMN billing_birth_date TEXT;
ALTER TABLE patients ADD COLUMN birth_rank INTEGER CHECK (birth_rank BETWEEN 1 AND 9);
`;

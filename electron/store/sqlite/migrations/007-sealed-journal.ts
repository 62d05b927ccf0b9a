/**
 * From this version on each entry of the journal bears a seal (store/audit/chain.ts); the first sealed one, written with the version,
 * vouches for those of before. Departures are counted: what left tells a copy from what it was copied of.
 */
export const sealedJournal = `
CREATE TABLE departures (sends INTEGER NOT NULL) STRICT;
INSERT INTO departures VALUES (0);
CREATE TRIGGER sends_depart AFTER UPDATE OF state ON sends WHEN new.state = 'sending'
BEGIN UPDATE departures SET sends = sends + 1; END;
`;

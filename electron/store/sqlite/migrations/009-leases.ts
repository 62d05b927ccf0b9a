/** Who works on what is under way, and until when: what a stop leaves under way is told from what another workstation does. */
export const leases = `
ALTER TABLE sends ADD COLUMN lease_owner TEXT;
ALTER TABLE sends ADD COLUMN lease_until TEXT;
ALTER TABLE imports ADD COLUMN lease_owner TEXT;
ALTER TABLE imports ADD COLUMN lease_until TEXT;
CREATE INDEX imports_running ON imports (lease_until) WHERE state = 'running';
-- Never used: what is learnt of a mailbox comes with the directory.
DROP TABLE mailboxes;
`;

import { mainJob } from './001-main-job.ts';
import { patientsAndIdentity } from './002-patients.ts';
import { lighterSearch } from './003-search.ts';
import { identityVigilance } from './004-identity.ts';
import { cardFacts } from './005-card.ts';
import { received } from './006-received.ts';
import { sealedJournal } from './007-sealed-journal.ts';
import { growth } from './008-growth.ts';
import { leases } from './009-leases.ts';

/** In order; the schema version of a file is the number of those it has had (`PRAGMA user_version`). */
export const migrations: readonly string[] = [
  mainJob,
  patientsAndIdentity,
  lighterSearch,
  identityVigilance,
  cardFacts,
  received,
  sealedJournal,
  growth,
  leases,
];

/** Schema version whose journal is sealed. */
export const SEALED_JOURNAL = migrations.indexOf(sealedJournal) + 1;

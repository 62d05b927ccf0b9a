import { mainJob } from './001-main-job.ts';
import { patientsAndIdentity } from './002-patients.ts';
import { lighterSearch } from './003-search.ts';
import { identityVigilance } from './004-identity.ts';
import { cardFacts } from './005-card.ts';
import { received } from './006-received.ts';
import { sealedJournal } from './007-sealed-journal.ts';
import { growth } from './008-growth.ts';
import { leases } from './009-leases.ts';
import { discarded } from './010-discarded.ts';
import { orderedPatients } from './011-ordered-patients.ts';
import { documentText } from './012-document-text.ts';
import { journalFacets } from './013-journal-facets.ts';
import { delegations } from './014-delegations.ts';
import { patientWord } from './015-patient-word.ts';
import { declaredPeople } from './016-declared-people.ts';
import { dmpKnownBy } from './017-dmp-known-by.ts';

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
  discarded,
  orderedPatients,
  documentText,
  journalFacets,
  delegations,
  patientWord,
  declaredPeople,
  dmpKnownBy,
];

/** Schema version whose journal is sealed. */
export const SEALED_JOURNAL = migrations.indexOf(sealedJournal) + 1;

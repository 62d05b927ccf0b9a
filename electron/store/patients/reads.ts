import { queuedInsi } from '../worklists/reads.ts';
import { listAgreements } from './agreements.ts';
import { candidates, sameTraits } from './candidates.ts';
import { getEpisode, idleFollowUps, listEpisodes } from './episodes.ts';
import { identifiersOf, insHistory, patientByIdentifier } from './identifiers.ts';
import { listInformation } from './information.ts';
import { lookalikes } from './lookalikes.ts';
import { listPatients } from './list.ts';
import { getMerge, listMerges } from './merges.ts';
import { countPatients, getPatient, nextIpp, patientByIns } from './record.ts';
import { countFound, patientsByMatricule, searchPatients } from './search.ts';
import { getStay, listStays } from './stays.ts';

export const patientReads = {
  /**
   * All of what is typed, as it is typed: starts of words of names in any order, a date or its beginning, a matricule
   * (held or former) or its start, start or end of a phone number, an IPP or a number of another system. Whole words
   * first, then by name. Empty = the most recently opened, then changed.
   */
  search: searchPatients,
  /** The same by rank, whole, in the order that is asked; and how many there are. */
  list: listPatients,
  /** How many a search without limit would find; 0 for an empty one. */
  found: countFound,
  get: getPatient,
  /** Ids of the records with the same birth name, first given name (accents and hyphens apart), sex and date; none for an unknown person. */
  sameTraits,
  /** Record that holds that matricule, whatever its nature. */
  byIns: patientByIns,
  /** Records with that matricule, now or once, received for them, or by a record merged into them. */
  byMatricule: patientsByMatricule,
  /**
   * Records that may be the same person, most alike first, at most 100: everybody of the same birth date; those of the
   * same name or first name and of a date with a digit else, two exchanged, day and month swapped or a part unknown; the
   * same names. Nobody for an unknown person.
   */
  candidates,
  /**
   * Pairs of one of these records and another that looks strikingly like it, or is a twin: what nobody was there to see
   * when many records were made. In the order of `ids`, the most alike first; a pair of two of them once, under the
   * later one. Read in a thread of its own: nobody waits for it.
   */
  lookalikes,
  byIdentifier: patientByIdentifier,
  /** Its numbers in other systems. */
  identifiers: identifiersOf,
  /** Latest first. */
  insHistory,
  /** Latest first. */
  stays: listStays,
  stay: getStay,
  /** Into this record, latest first, those undone included. */
  merges: listMerges,
  merge: getMerge,
  queued: queuedInsi,
  count: countPatients,
  /** Next local patient number, never given twice: `P000001`. Saving the patient takes it. */
  nextIpp,
} as const;

export const informationReads = {
  /** Every entry of the patient, slips and what they undid included, latest first. */
  list: listInformation,
} as const;

export const episodeReads = {
  /** Those that are open first, then the latest opened. */
  list: listEpisodes,
  get: getEpisode,
  /** Open follow-ups in which nothing was done since an instant. */
  idle: idleFollowUps,
} as const;

export const agreementReads = {
  /** Latest first. */
  list: listAgreements,
} as const;

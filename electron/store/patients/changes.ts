import { addAgreement } from './agreements.ts';
import { setCorrespondent, setCorrespondents, setDmpKnowledge, setRepresentatives } from './contacts.ts';
import { closeEpisode, followStay, openEpisode, setEpisodeCorrespondents } from './episodes.ts';
import { addInsPeriods, addReceivedIns, setIdentifier } from './identifiers.ts';
import { recordInformation } from './information.ts';
import { mergePatients, unmergePatients } from './merges.ts';
import { patientOpened, savePatient } from './record.ts';
import { setStay } from './stays.ts';

/** Records of patients, and what is around them. */
export const patientChanges = {
  /** Inserts (revision 0) or updates; `mergedInto` changes by a merge only, `episode` by the episodes. Errors: STORE_CONFLICT, PATIENT_SAME_INS, STORE_REFUSED for a merged record. */
  'patient.save': savePatient,
  /** The record was opened by somebody (never by an import): it comes first in the recent ones and in the work of the day. No revision. */
  'patient.opened': patientOpened,
  'correspondent.set': setCorrespondent,
  /** Replaces the list. */
  'correspondents.set': setCorrespondents,
  /** Replaces the list. */
  'representatives.set': setRepresentatives,
  /** Adds what is not known yet; a start or an end that was missing is filled. `mergeId`: comes with that merge, and goes when it is undone. */
  'ins.known': addInsPeriods,
  /** Kept once a record and matricule: the latest. */
  'ins.received': addReceivedIns,
  /** Inserts or moves to that patient; without instant, the one held stays. `mergeId`: inserted, it goes when that merge is undone. */
  'identifier.set': setIdentifier,
  /** Inserts or replaces by authority and visit. */
  'stay.set': setStay,
  'dmp.known': setDmpKnowledge,
  /** Errors: STORE_REFUSED for « nothing recorded », or a slip of an entry that is not its own or was undone. */
  'information.record': recordInformation,
  /** It becomes the current one. Errors: STORE_REFUSED when it is there, unless that is said to be all right. */
  'episode.open': openEpisode,
  /** Another one that is open is current again, else the one to come. Errors: STORE_CONFLICT. */
  'episode.close': closeEpisode,
  /** Replaces the list. Errors: STORE_CONFLICT. */
  'episode.correspondents': setEpisodeCorrespondents,
  /** The episode of a stay, as the stay is now. */
  'episode.stay': followStay,
  'agreement.add': addAgreement,
  /**
   * Documents with their sends, stays, identifiers, information and episodes of the removed go to the kept; its correspondents,
   * representatives, matricules known and DMP answer are copied there, the kept one's own first. Transitions, INSi
   * answers and journal stay with their record. The removed leaves its matricule, which a save of the kept, later in
   * the same commit, may take; its revision goes up, and that of the drafts that move. Errors: STORE_CONFLICT (one is
   * unknown or merged already, or the removed has another revision than the one given), STORE_REFUSED (the same record twice).
   */
  'patient.merge': mergePatients,
  /**
   * Everything that the merge moved goes back, sends made since for a document that goes back included, and what it
   * changed of the kept record; what came since stays. Errors: STORE_CONFLICT (unknown, already undone, or the kept is itself merged now), PATIENT_SAME_INS while
   * another record holds the matricule that comes back: when it is the kept one, save it without, first in the commit.
   */
  'patient.unmerge': unmergePatients,
} as const;

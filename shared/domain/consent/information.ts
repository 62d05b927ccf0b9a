import type { CollectiveInformation } from '../record/collective.ts';
import {
  informationPurposes,
  type InformationMeans,
  type InformationPurpose,
  type InformationRecord,
  type InformationState,
} from '../record/information.ts';

/** What of an entry decides. */
export type DecidingEntry = Pick<InformationRecord, 'id' | 'purpose' | 'episode' | 'state' | 'act' | 'corrected'>;

/** The entry in force for a purpose in an episode: the latest that is no slip and that no slip undid; null when there is none. */
export function informationInForce<R extends DecidingEntry>(entries: readonly R[], purpose: InformationPurpose, episode: string): R | null {
  return latest(entries.filter((entry) => entry.episode === episode && isOf(entry, purpose)));
}

/**
 * An opposition of another episode, nothing being recorded in this one since: it stands before the first sending until somebody
 * confirms or lifts it with the patient. An episode taken up again, when a stay or a consultation is over, is not over what the
 * patient said meanwhile.
 */
export function earlierOpposition<R extends DecidingEntry>(entries: readonly R[], purpose: InformationPurpose, episode: string): R | null {
  const held = informationInForce(entries, purpose, episode);
  if (held?.state === 'opposed') return null;
  const last = latest(entries.filter((entry) => entry.episode !== episode && isOf(entry, purpose)));
  return last?.state === 'opposed' && (held === null || last.id > held.id) ? last : null;
}

const isOf = ({ purpose, act, corrected }: DecidingEntry, wanted: InformationPurpose): boolean =>
  purpose === wanted && act !== 'slip' && !corrected;

const latest = <R extends DecidingEntry>(entries: readonly R[]): R | null =>
  entries.reduce<R | null>((found, entry) => (found === null || entry.id > found.id ? entry : found), null);

/** What of a record says where the patient's word stands. */
export type PatientWord = Readonly<Record<InformationPurpose, InformationRecord | null>> & {
  /** Unanswered, of earlier episodes: one a purpose at most. */
  readonly earlierOppositions: readonly InformationRecord[];
  /** What the structure tells everybody; null when nothing is declared. */
  readonly collective: CollectiveInformation | null;
};

/** What decides of a purpose. */
type DecidingWord = Pick<PatientWord, InformationPurpose | 'collective' | 'earlierOppositions'>;

/**
 * The state of a purpose in this episode: what was recorded of this patient, else what the structure tells everybody; nothing is,
 * as long as an opposition said since is to be answered.
 */
export function informationState(word: DecidingWord, purpose: InformationPurpose): InformationState {
  if (oppositionTo(word, purpose) === 'earlier') return 'none';
  return word[purpose]?.state ?? (collectiveFor(word, purpose) === null ? 'none' : 'informed');
}

/** What the structure tells everybody of a purpose, where nothing is recorded of this patient. */
export function collectiveFor(
  word: Pick<PatientWord, InformationPurpose | 'collective'>,
  purpose: InformationPurpose,
): CollectiveInformation | null {
  return word[purpose] === null && word.collective?.purposes.includes(purpose) === true ? word.collective : null;
}

/** What stands in the way of a use: an opposition in force, or one of another episode that nobody answered yet; null when nothing does. */
export function oppositionTo<P extends InformationPurpose>(
  word: Pick<PatientWord, P | 'earlierOppositions'>,
  purpose: P,
): 'opposed' | 'earlier' | null {
  const held: InformationRecord | null = word[purpose];
  if (held?.state === 'opposed') return 'opposed';
  return word.earlierOppositions.some((entry) => entry.purpose === purpose) ? 'earlier' : null;
}

/** The four states, where an opposition that is to be answered is none yet: {@link oppositionTo} says it. */
export function fourStates(word: DecidingWord): Readonly<Record<InformationPurpose, InformationState>> {
  return {
    feeding: informationState(word, 'feeding'),
    consultation: informationState(word, 'consultation'),
    mssPatient: informationState(word, 'mssPatient'),
    mssProfessionals: informationState(word, 'mssProfessionals'),
  };
}

/**
 * What a structure may tell everybody at once. Looking at a DMP is not among them: its first access wants the word of this
 * patient.
 */
export const collectivePurposes = informationPurposes.filter((purpose) => purpose !== 'consultation');

/** feeding is allowed unless the patient opposes it (R-004: no consent is asked). */
export function mayFeed(state: InformationState): boolean {
  return state !== 'opposed';
}

/** no consultation without a recorded information without opposition. */
export function mayConsult(state: InformationState): boolean {
  return state === 'informed';
}

/** the patient is informed before the first feeding, once per episode. */
export function mustInform(state: InformationState): boolean {
  return state === 'none';
}

/** The three states as controls and history show them, the patient being nobody's gender. */
export const informationLabels: Readonly<Record<InformationState, string>> = {
  none: 'Rien d’enregistré',
  informed: 'Information donnée, pas d’opposition',
  opposed: 'Information donnée, opposition',
};

export const purposeLabels: Readonly<Record<InformationPurpose, string>> = {
  feeding: 'Alimentation du DMP',
  consultation: 'Consultation du DMP',
  mssPatient: 'MSSanté au patient',
  mssProfessionals: 'MSSanté aux professionnels',
};

export const meansLabels: Readonly<Record<InformationMeans, string>> = {
  oral: 'Oral',
  booklet: 'Livret',
  letter: 'Courrier',
  poster: 'Affiche',
  electronic: 'Électronique',
  collective: 'Collective',
};

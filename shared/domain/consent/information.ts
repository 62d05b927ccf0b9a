import type { InformationPurpose, InformationRecord, InformationState } from '../record/information.ts';

/** What of a recording decides. */
export type RecordedInformation = Pick<InformationRecord, 'purpose' | 'episode' | 'state' | 'at'>;

/** The recording in force for a purpose in a follow-up: the latest; null when there is none. */
export function informationInForce<R extends RecordedInformation>(
  records: readonly R[],
  purpose: InformationPurpose,
  episode: string,
): R | null {
  return records
    .filter((record) => record.purpose === purpose && record.episode === episode)
    .reduce<R | null>((latest, record) => (latest === null || record.at >= latest.at ? record : latest), null);
}

/** feeding is allowed unless the patient opposes it (R-004: no consent is asked). */
export function mayFeed(state: InformationState): boolean {
  return state !== 'opposed';
}

/** no consultation without a recorded information without opposition. */
export function mayConsult(state: InformationState): boolean {
  return state === 'informed';
}

/** the patient is informed before the first feeding, once per follow-up. */
export function mustInform(state: InformationState): boolean {
  return state === 'none';
}

/** The three states as controls and history show them, the patient being nobody's gender. */
export const informationLabels: Readonly<Record<InformationState, string>> = {
  none: 'Rien d’enregistré',
  informed: 'Patient informé, non opposé',
  opposed: 'Patient informé, opposé',
};

export const purposeLabels: Readonly<Record<InformationPurpose, string>> = {
  feeding: 'Alimentation du DMP',
  consultation: 'Consultation du DMP',
};

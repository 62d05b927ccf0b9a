import { fail, type PosteError } from '../../errors.ts';
import { mayFeed } from '../consent/information.ts';
import { mayTransmitIns } from '../identity/status.ts';
import type { DmpKnowledge } from '../record/dmp.ts';
import type { InformationState } from '../record/information.ts';
import type { IdentityStatus, Ins, StrictTraits } from '../types.ts';
import { namingRefusal } from './named.ts';

/** What of a record decides whether its DMP may be fed, whatever the document. */
export interface FeedingFacts {
  readonly patient: Pick<StrictTraits, 'sex' | 'birthDate'> & { readonly status: IdentityStatus; readonly ins: Ins | null };
  /** Information about feeding, in force for the current episode. */
  readonly feeding: InformationState;
  /** Who recorded it elsewhere, when nobody confirmed it here yet; null otherwise. */
  readonly feedingReceivedFrom: string | null;
  /** Opposed in an earlier episode, and nobody answered since. */
  readonly feedingOpposedEarlier: boolean;
}

/**
 * What forbids feeding this patient's DMP whatever the document: asked when the document is
 * validated and again when it leaves, since the patient may have changed their mind meanwhile. Null when nothing does.
 */
export function feedingRefusal({ patient, ...word }: FeedingFacts): PosteError | null {
  return feedingOpposition(word) ?? namingRefusal(patient) ?? (mayTransmitIns(patient.status) ? null : fail('DMP_INS_NOT_QUALIFIED'));
}

/** An opposition to feeding, in force or of an earlier episode; null when there is none. */
export function feedingOpposition({
  feeding,
  feedingReceivedFrom: sender,
  feedingOpposedEarlier,
}: Omit<FeedingFacts, 'patient'>): PosteError | null {
  if (!mayFeed(feeding)) return sender === null ? fail('DMP_FEEDING_OPPOSED') : fail('DMP_FEEDING_RECEIVED', { values: { sender } });
  return feedingOpposedEarlier ? fail('DMP_FEEDING_EARLIER') : null;
}

/**
 * What in the DMP's own answer forbids feeding it (R-011, R-012; dmp/README 4, table of conclusions): an expired or missing
 * authorisation does not, a blocked one does; a word that we do not know is left to the server. Null when nothing does.
 *
 * @param closingReason as the DMP gives it, when it is closed.
 */
export function recordRefusal(
  { state, authorization }: { readonly state: DmpKnowledge['state'] | 'unknown'; readonly authorization: string | null },
  closingReason: string | null = null,
): PosteError | null {
  if (state === 'none') return fail('DMP_ABSENT');
  if (state === 'closed') return fail('DMP_CLOSED', { detail: closingReason });
  return authorization === 'INTERDIT' ? fail('DMP_BLOCKED') : null;
}

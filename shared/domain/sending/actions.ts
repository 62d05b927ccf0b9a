import type { DocumentRecord } from '../record/document.ts';
import type { SendRecord, SendState } from '../record/send.ts';
import { isDoubted, neverLeft, UNCONFIRMED } from './states.ts';

/** What somebody may ask about a send: to try it again, to send it to another address, to settle its doubt, to give it up. */
export const sendActions = ['retry', 'redirect', 'settle', 'cancel'] as const;
export type SendAction = (typeof sendActions)[number];

/** What of a send decides what may be asked about it. */
export type JudgedSend = Pick<SendRecord, 'state' | 'channel' | 'attempts' | 'bound'> & {
  readonly error: { readonly code: string } | null;
};

/** Why an action is refused: it is being sent, may have left, is over, or is another person's to decide. */
type SendRefusal = 'SEND_UNDER_WAY' | 'SEND_IN_DOUBT' | 'SEND_OVER' | 'SEND_OTHER_PERSON';

/** What a person may ask about a send, in the order of {@link sendActions}. @param me national identifier of whoever asks. */
export function actionsOf(send: JudgedSend, me: string): readonly SendAction[] {
  return sendActions.filter((action) => actionRefusal(action, send, me) === null && !(action === 'retry' && leavesByItself(send.state)));
}

/**
 * Why a person may not ask that about a send; null when they may. To try again what leaves by itself changes nothing: it
 * is no action to offer, and no fault of whoever still sees an older state.
 *
 * @param me national identifier of whoever asks.
 */
export function actionRefusal(action: SendAction, send: JudgedSend, me: string): SendRefusal | null {
  const { possible, decides } = RULES[action];
  if (!possible(send)) return send.state === 'sending' ? 'SEND_UNDER_WAY' : send.state === 'unknown' ? 'SEND_IN_DOUBT' : 'SEND_OVER';
  return decides(send) && !isOwn(send, me) ? 'SEND_OTHER_PERSON' : null;
}

/** Whether that person validated the send. @param me national identifier of whoever asks. */
export function isOwn({ bound }: Pick<SendRecord, 'bound'>, me: string): boolean {
  return bound.actor.idNat === me;
}

/**
 * Why a validation is not taken back; null when it is: nothing of it left, and whoever validated asks.
 *
 * @param me national identifier of whoever asks.
 */
export function undoRefusal(
  { validated }: Pick<DocumentRecord, 'validated'>,
  sends: readonly Pick<SendRecord, 'state' | 'attempts'>[],
  me: string,
): 'SEND_LEFT' | 'SEND_OTHER_PERSON' | null {
  if (validated === null || !sends.every(neverLeft)) return 'SEND_LEFT';
  return validated.by.idNat === me ? null : 'SEND_OTHER_PERSON';
}

/**
 * Why what a person validated is not sent to one more address; null when it is: the archive names who sends it, from which
 * structure.
 */
export function elsewhereRefusal(
  { validated }: Pick<DocumentRecord, 'validated'>,
  me: { readonly idNat: string; readonly structure: string },
): 'SEND_DRAFT' | 'SEND_OTHER_PERSON' | 'SEND_OTHER_STRUCTURE' | null {
  if (validated === null) return 'SEND_DRAFT';
  if (validated.by.idNat !== me.idNat) return 'SEND_OTHER_PERSON';
  return validated.situation === me.structure ? null : 'SEND_OTHER_STRUCTURE';
}

/** Whether an action makes sense, and whether it decides what belongs to whoever validated the send (electron/README 6). */
const RULES: Readonly<
  Record<SendAction, { readonly possible: (send: JudgedSend) => boolean; readonly decides: (send: JudgedSend) => boolean }>
> = {
  // What failed without an attempt was blocked at validation: nothing is ready to leave.
  retry: {
    possible: ({ state, attempts }) =>
      leavesByItself(state) || (state === 'failed' && attempts > 0) || state === 'unknown' || state === 'held',
    decides: retryDecides,
  },
  // A mail that nobody has: the same document leaves for another address.
  redirect: { possible: ({ state, channel }) => state === 'failed' && channel === 'mss', decides: () => true },
  // Of a mail, or of a document about which the DMP will not say. The other doubts are settled by asking the DMP.
  settle: {
    possible: ({ state, channel, error }) => state === 'unknown' && (channel === 'mss' || error?.code === UNCONFIRMED),
    decides: () => true,
  },
  // What has left, or may have, is not cancelled.
  cancel: {
    possible: ({ state }) => state === 'held' || state === 'scheduled' || state === 'failed' || leavesByItself(state),
    decides: () => true,
  },
};

const leavesByItself = (state: SendState): boolean => state === 'waiting-card' || state === 'queued';

/** Asking for it again is a decision on a doubt: it may then arrive twice. A document in doubt is asked of the DMP first. */
function retryDecides(send: JudgedSend): boolean {
  return isDoubted(send) || (send.state === 'unknown' && send.channel === 'mss');
}

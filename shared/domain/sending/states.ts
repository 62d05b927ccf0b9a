import type { SendState } from '../record/send.ts';
import type { ErrorCode } from '../../errors.ts';

/** The DMP was asked whether it has a send in doubt, and refuses to say. */
export const UNCONFIRMED = 'SEND_UNCONFIRMED' satisfies ErrorCode;

/** Why a send is held when its data may be a copy. */
export const DOUBTED = 'SEND_DOUBTED' satisfies ErrorCode;

/** A human must look: the send failed, or nobody knows whether it arrived. */
export const attentionStates = ['failed', 'unknown'] as const satisfies readonly SendState[];

/** Will leave by itself, or once somebody releases it. */
const pendingStates = ['held', 'scheduled', 'waiting-card', 'queued', 'sending'] as const satisfies readonly SendState[];

const includes = (states: readonly SendState[], state: SendState): boolean => states.includes(state);

export function needsAttention(state: SendState): boolean {
  return includes(attentionStates, state);
}

export function isPending(state: SendState): boolean {
  return includes(pendingStates, state);
}

/** Held since its data may be a copy: it may have left from where they come. One decision for all of them. */
export function isDoubted(send: { readonly state: SendState; readonly error: { readonly code: string } | null }): boolean {
  return send.state === 'held' && send.error?.code === DOUBTED;
}

/** A send settled by a person's word: the service never confirmed it. */
export const CONSIDERED_SENT = 'SEND_CONSIDERED_SENT' satisfies ErrorCode;

/** Said to be sent by a person, not by the service. */
export function isConsideredSent(send: { readonly state: SendState; readonly error: { readonly code: string } | null }): boolean {
  return send.state === 'sent' && send.error?.code === CONSIDERED_SENT;
}

/** The service said that it has it: it is neither sent again nor asked about, and what it was made of may go. A person's word, or giving it up, says less. */
export function isConfirmed(send: { readonly state: SendState; readonly error: { readonly code: string } | null }): boolean {
  return includes(['sent', 'delivered', 'read'], send.state) && !isConsideredSent(send);
}

/** A human must look at this one, held ones that may have left among them. */
export function asksForHuman(send: { readonly state: SendState; readonly error: { readonly code: string } | null }): boolean {
  return needsAttention(send.state) || isDoubted(send);
}

/** A mail sent again after a doubt: the first may have arrived, whatever becomes of this try, until one of them is known to. */
export const RESENT = 'SEND_RESENT' satisfies ErrorCode;

export function isResent(send: { readonly error: { readonly code: string } | null }): boolean {
  return send.error?.code === RESENT;
}

/** Waits for the login of MSSanté rather than for the card; of a mail sent again, the detail is what its last try met. */
export function waitsForMssLogin(send: {
  readonly state: SendState;
  readonly error: { readonly code: string; readonly detail: string | null } | null;
}): boolean {
  const code = isResent(send) ? send.error?.detail : send.error?.code;
  return send.state === 'waiting-card' && /^(MSS|PSC)_/.test(code ?? '');
}

/** Nothing of it went anywhere: it can be undone as if it had never been validated. */
export function neverLeft(send: { readonly state: SendState; readonly attempts: number }): boolean {
  return send.attempts === 0 && includes(['held', 'scheduled', 'waiting-card', 'queued', 'failed', 'cancelled'], send.state);
}

import type { SendState } from '../../contract/documents.ts';

/** A human must look: the send failed, or nobody knows whether it arrived. */
export const attentionStates = ['failed', 'unknown'] as const satisfies readonly SendState[];

/** Will leave by itself, or once somebody releases it. */
export const pendingStates = ['held', 'scheduled', 'waiting-card', 'queued', 'sending'] as const satisfies readonly SendState[];

const includes = (states: readonly SendState[], state: SendState): boolean => states.includes(state);

export function needsAttention(state: SendState): boolean {
  return includes(attentionStates, state);
}

export function isPending(state: SendState): boolean {
  return includes(pendingStates, state);
}

/** Asking again now: after a failure, a doubt, or a hold. */
export function canRetry(state: SendState): boolean {
  return state === 'failed' || state === 'unknown' || state === 'held';
}

/** What has left, or may have, is not cancelled. */
export function canCancel(state: SendState): boolean {
  return state === 'failed' || (isPending(state) && state !== 'sending');
}

/** Nothing of it went anywhere: it can be undone as if it had never been validated. */
export function neverLeft(send: { readonly state: SendState; readonly attempts: number }): boolean {
  return send.attempts === 0 && includes(['held', 'scheduled', 'waiting-card', 'queued', 'failed', 'cancelled'], send.state);
}

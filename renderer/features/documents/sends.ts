import type { SendView } from '../../../shared/contract/documents.ts';
import { canSettle as settles, retryDecides } from '../../../shared/domain/sending/states.ts';

/** Whether the user may try it again, settle its doubt, or give it up: of another person's sends they decide nothing. What failed without an attempt was blocked at validation: nothing is ready to leave. */
export const canRetry = (send: SendView): boolean => (send.mine || !retryDecides(send)) && ((send.state === 'failed' && send.attempts > 0) || send.state === 'unknown' || send.state === 'held');
export const canSettle = (send: SendView): boolean => send.mine && settles(send);
export const canCancel = (send: SendView): boolean => send.mine && ['held', 'scheduled', 'waiting-card', 'queued', 'failed'].includes(send.state);

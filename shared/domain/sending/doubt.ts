import { errorFacts, fail, type ErrorFacts } from '../../errors.ts';
import { doubtActions } from '../../errors/sending.ts';
import { RESENT } from './states.ts';

/** What a mail in doubt says once it is sent again. */
export const resent = (): ErrorFacts => errorFacts(fail(RESENT));

/** What it says once that try is called back: the doubt stands. */
export const resentCancelled = (): ErrorFacts => errorFacts(fail('SEND_RESENT_CANCELLED'));

/** What it says of what its last try met: that, and that the first may have arrived. @param refused nothing more is tried by itself. */
export function resentMet({ code, message, action }: ErrorFacts, refused: boolean): ErrorFacts {
  return {
    ...resent(),
    message: `${message} Le premier envoi est peut-être arrivé.`,
    action: refused ? doubtActions.mss : action,
    detail: code,
  };
}

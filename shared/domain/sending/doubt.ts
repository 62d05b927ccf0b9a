import { errorFactory, errorFacts, type ErrorFacts } from '../../errors.ts';
import { RESENT } from './states.ts';

/**
 * What is done about a send whose outcome is unknown, as its row says it: the DMP is asked (TD3.1b, dmp.md 7); a mail
 * is a person's decision, since nothing asks the operator yet.
 */
export const doubtActions = {
  dmp: 'Le logiciel demande de lui-même au DMP s’il l’a reçu, dans la session de la personne qui l’a validé, et ne le renvoie que s’il n’y est pas.',
  mss: 'Choisissez : « Renvoyer », et le destinataire le recevra peut-être deux fois (même identifiant, que son logiciel peut reconnaître) ; ou « Ne pas renvoyer », et il est considéré comme parti.',
} as const;

const fail = errorFactory({
  [RESENT]: ['Message relancé : le premier envoi est peut-être arrivé.', 'Rien à faire : le destinataire le recevra peut-être deux fois (même identifiant, que son logiciel peut reconnaître).'],
  SEND_RESENT_CANCELLED: ['Le nouvel essai est annulé ; le premier envoi est peut-être arrivé.', doubtActions.mss],
});

/** What a mail in doubt says once it is sent again. */
export const resent = (): ErrorFacts => errorFacts(fail(RESENT));

/** What it says once that try is called back: the doubt stands. */
export const resentCancelled = (): ErrorFacts => errorFacts(fail('SEND_RESENT_CANCELLED'));

/** What it says of what its last try met: that, and that the first may have arrived. @param refused nothing more is tried by itself. */
export function resentMet({ code, message, action }: ErrorFacts, refused: boolean): ErrorFacts {
  return { ...resent(), message: `${message} Le premier envoi est peut-être arrivé.`, action: refused ? doubtActions.mss : action, detail: code };
}

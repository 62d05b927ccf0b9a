import { errorFactory, type PosteError } from '../../shared/errors.ts';

export const cardError = errorFactory({
  CARD_ABSENT: ['Aucune carte n’est dans le lecteur.', 'Insérez votre carte CPS.'],
  CARD_NO_READER: ['Aucun lecteur de carte n’est branché.', 'Branchez un lecteur et insérez votre carte CPS.'],
  CARD_MODULE: ['Le lecteur de carte ne peut pas être utilisé.', 'Installez la Cryptolib CPS, puis relancez l’application.'],
  CARD_FOREIGN: ['La carte insérée n’est pas une carte de la famille CPS.', 'Insérez votre carte CPS.'],
  CARD_REMOVED: ['La carte a été retirée.', 'Réinsérez votre carte et saisissez votre code porteur.'],
  CARD_HUNG: ['Le lecteur de carte ne répond plus.', 'Retirez puis réinsérez la carte ; le lecteur est relancé.'],
  CARD_NOT_LOGGED_IN: ['Le code porteur n’a pas été saisi.', 'Saisissez votre code porteur pour continuer.'],
  CARD_FAILED: ['La carte a refusé l’opération.', 'Retirez puis réinsérez la carte ; si cela se répète, ouvrez CPS-Gestion.'],
  PIN_FORMAT: ['Le code porteur est composé de 4 à 8 chiffres.', 'Vérifiez votre saisie : aucun essai n’a été consommé.'],
  PIN_WRONG: ['Code porteur incorrect{remaining}.', 'Vérifiez votre code : trois codes faux de suite bloquent la carte.'],
  PIN_FINAL_TRY: [
    'Il ne reste qu’un seul essai avant le blocage de la carte.',
    'Confirmez que vous voulez utiliser le dernier essai, ou débloquez la carte avec CPS-Gestion.',
  ],
  PIN_LOCKED: ['La carte est bloquée.', 'Débloquez-la dans CPS-Gestion avec votre code de déblocage.'],
});

/**
 * PIN_WRONG with what is left; PIN_LOCKED when nothing is. Detail `triesLeft=2` (`unknown` when the reader cannot
 * say).
 */
export function wrongPin(triesLeft: number | null): PosteError {
  if (triesLeft === 0) return cardError('PIN_LOCKED', { detail: 'triesLeft=0' });
  const remaining = triesLeft === null ? '' : ` : il reste ${triesLeft} essai${triesLeft > 1 ? 's' : ''}`;
  return cardError('PIN_WRONG', { values: { remaining }, detail: `triesLeft=${triesLeft ?? 'unknown'}` });
}

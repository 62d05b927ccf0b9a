import { fail, type Fail, type PosteError } from '../../shared/errors.ts';
import type { CardCode } from '../../shared/errors/card.ts';

export const cardError: Fail<CardCode> = fail;

/**
 * PIN_WRONG with what is left; PIN_LOCKED when nothing is. Detail `triesLeft=2` (`unknown` when the reader cannot
 * say).
 */
export function wrongPin(triesLeft: number | null): PosteError {
  if (triesLeft === 0) return cardError('PIN_LOCKED', { detail: 'triesLeft=0' });
  const remaining = triesLeft === null ? '' : ` : il reste ${triesLeft} essai${triesLeft > 1 ? 's' : ''}`;
  return cardError('PIN_WRONG', {
    values: { secret: 'Code porteur', remaining, what: 'votre code : trois codes faux de suite bloquent la carte' },
    detail: `triesLeft=${triesLeft ?? 'unknown'}`,
  });
}

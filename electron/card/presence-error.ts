import type { PosteError } from '../../shared/errors.ts';
import { cardError } from './errors.ts';
import type { CardPresence } from './types.ts';

/** Why no card can be used. */
export function presenceError(presence: Exclude<CardPresence, { readonly kind: 'present' }>): PosteError {
  switch (presence.kind) {
    case 'no-module':
      return cardError('CARD_MODULE', { detail: presence.detail });
    case 'no-reader':
      return cardError('CARD_NO_READER');
    case 'empty':
      return cardError('CARD_ABSENT');
    case 'foreign':
      return cardError('CARD_FOREIGN');
    case 'hung':
      return cardError('CARD_HUNG');
  }
}

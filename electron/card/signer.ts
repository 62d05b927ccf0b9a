import { cardError } from './errors.ts';
import type { CardService, PublicCard, Signer } from './types.ts';

/** The card's signature key as a {@link Signer}. What it throws: CARD_REMOVED, CARD_NOT_LOGGED_IN, CARD_HUNG... */
export function cardSigner(service: CardService, card: PublicCard): Signer {
  return {
    certificates: [card.signature.der, ...card.signature.chain],
    sign: async (hash, data) => {
      // Another person's card may have taken the place of this one: never sign under a certificate that is not its own.
      const presence = service.presence();
      if (presence.kind === 'present' && presence.card.serial !== card.serial) throw cardError('CARD_REMOVED');
      return await service.sign('signature', hash, data);
    },
  };
}

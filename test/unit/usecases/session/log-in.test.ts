import { describe, expect, it } from 'vitest';
import { cardError, wrongPin } from '../../../../electron/card/errors.ts';
import { presenceError } from '../../../../electron/card/presence-error.ts';
import type { CardPresence } from '../../../../electron/card/types.ts';
import type { Session } from '../../../../electron/session/session.ts';
import { logIn } from '../../../../electron/usecases/session/log-in.ts';
import { fail, PosteError } from '../../../../shared/errors.ts';
import { presentCard } from '../../../setup/public-card.ts';
import { journal } from '../journal/kit.ts';

const PIN = '73915064';
const PAULE: CardPresence = { kind: 'present', card: presentCard('A') };

describe('a login', () => {
  const tried = async (presence: CardPresence, login: () => Promise<void>) => {
    const kept = journal();
    // Cast: a login asks of a session only these two.
    const session = { presence: () => presence, login } as unknown as Session;
    const thrown: unknown = await logIn({ session, trace: kept, now: () => new Date('2026-11-29T10:00:00Z') })({
      pin: PIN,
      lastTry: false,
      situation: null,
    }).catch((cause: unknown) => cause);
    return { entries: kept.entries, thrown };
  };

  it.each<readonly [string, PosteError, string, number | null]>([
    ['a wrong PIN', wrongPin(2), 'Code porteur refusé', 2],
    ['the wrong PIN that locks the card', wrongPin(0), 'Code porteur refusé', 0],
    ['a wrong PIN of a reader that does not count', wrongPin(null), 'Code porteur refusé', null],
    ['the last try, not confirmed', cardError('PIN_FINAL_TRY', { detail: 'triesLeft=1' }), 'Dernier essai du code porteur non confirmé', 1],
    ['a revoked card', new PosteError('CERT_REVOKED', 'Révoquée.', 'Changez-en.'), 'Carte refusée', null],
    ['a card without situation', fail('SESSION_NO_SITUATION'), 'Carte refusée', null],
    ['a card taken out', cardError('CARD_REMOVED'), 'Session non ouverte', null],
  ])('refused for %s is told of its holder, with its code and never the PIN', async (_what, error, label, triesLeft) => {
    const { entries, thrown } = await tried(PAULE, () => Promise.reject(error));
    expect(thrown).toBe(error);
    expect(entries).toEqual([
      {
        at: '2026-11-29T10:00:00.000Z',
        actor: { idNat: '899900000017', name: 'Dr Paule DURAND' },
        onBehalfOf: null,
        situation: null,
        act: 'session.refused',
        label,
        patientId: null,
        objectId: null,
        result: error.code,
        details: { card: 'CPS', generation: 'CPS3', triesLeft },
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain(PIN);
  });

  it('with a card of another family is told of nobody', async () => {
    const foreign: CardPresence = { kind: 'foreign' };
    const { entries } = await tried(foreign, () => Promise.reject(presenceError(foreign)));
    expect(entries).toMatchObject([{ actor: null, label: 'Carte refusée', result: 'CARD_FOREIGN', details: {} }]);
  });

  it.each<readonly [string, CardPresence, PosteError]>([
    ['an ill-formed PIN, which no card saw', PAULE, cardError('PIN_FORMAT')],
    ['a second PIN while the first one is checked', PAULE, fail('SESSION_OPENING')],
    ['an empty reader', { kind: 'empty' }, cardError('CARD_ABSENT')],
    ['no reader', { kind: 'no-reader' }, cardError('CARD_NO_READER')],
  ])('that fails for %s is no try of anybody', async (_what, presence, error) => {
    const { entries, thrown } = await tried(presence, () => Promise.reject(error));
    expect([thrown, entries]).toEqual([error, []]);
  });

  it('that opens is told by the session itself', async () => {
    expect(await tried(PAULE, () => Promise.resolve())).toEqual({ entries: [], thrown: undefined });
  });
});

import { describe, expect, it } from 'vitest';
import type { CardAdapter } from '../../../electron/card/adapter.ts';
import { wrongPin } from '../../../electron/card/errors.ts';
import { perform, type CardCall } from '../../../electron/card/perform.ts';
import type { ReaderPresence } from '../../../electron/card/protocol.ts';
import { presentCard } from '../../setup/public-card.ts';

/** A card that keeps what it was given, as it was given and as it is now. */
function keeping(answer: () => Promise<void> = () => Promise.resolve()) {
  const seen: { readonly given: string; readonly kept: Uint8Array }[] = [];
  const card: CardAdapter = {
    look: () => ({ kind: 'empty' }),
    login: async (pin) => {
      seen.push({ given: Buffer.from(pin).toString('latin1'), kept: pin });
      await answer();
    },
    logout: () => undefined,
    situations: () => [],
    sign: () => Promise.resolve(new Uint8Array([7])),
    close: () => undefined,
  };
  return { card, seen };
}
const present: ReaderPresence = { kind: 'present', card: presentCard('A') };
const login = (serial: string | null) =>
  ({ op: 'login', id: 0, pin: new TextEncoder().encode('73915064'), lastTry: false, serial }) satisfies CardCall;
const ZEROS = new Uint8Array(8);

describe('a PIN in the card service', () => {
  it('reaches the card, and its bytes are erased once the card has accepted it', async () => {
    const { card, seen } = keeping();
    const request = login('A');
    expect(await perform(card, request, () => present)).toBeNull();
    expect(seen).toEqual([{ given: '73915064', kept: ZEROS }]);
    expect(request.pin).toEqual(ZEROS);
  });

  it('is erased when the card refuses it too', async () => {
    const { card, seen } = keeping(() => Promise.reject(wrongPin(2)));
    await expect(perform(card, login('A'), () => present)).rejects.toMatchObject({ code: 'PIN_WRONG' });
    expect(seen).toEqual([{ given: '73915064', kept: ZEROS }]);
  });

  it.each([
    ['another card', { kind: 'present', card: presentCard('B') }, 'CARD_REMOVED'],
    ['no card', { kind: 'empty' }, 'CARD_ABSENT'],
    ['no reader', { kind: 'no-reader' }, 'CARD_NO_READER'],
    ['a card of another family', { kind: 'foreign' }, 'CARD_FOREIGN'],
  ] as const)('is shown to nobody, and erased, when there is %s in place of the one it was typed for', async (_what, presence, code) => {
    const { card, seen } = keeping();
    const request = login('A');
    await expect(perform(card, request, () => presence)).rejects.toMatchObject({ code });
    expect([seen, request.pin]).toEqual([[], ZEROS]);
  });

  it('is not taken for a card that was not seen when it was typed', async () => {
    const { card, seen } = keeping();
    await expect(perform(card, login(null), () => present)).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    expect(seen).toEqual([]);
  });

  it('is all that needs a look: the rest is asked of the card itself', async () => {
    const { card } = keeping();
    const noLook = (): ReaderPresence => {
      throw new Error('looked');
    };
    expect(await perform(card, { op: 'logout', id: 1 }, noLook)).toBeNull();
    expect(await perform(card, { op: 'situations', id: 2 }, noLook)).toEqual([]);
    expect(await perform(card, { op: 'sign', id: 3, role: 'signature', hash: 'sha256', data: new Uint8Array() }, noLook)).toEqual(
      new Uint8Array([7]),
    );
  });
});

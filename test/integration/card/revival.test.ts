import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedCardService } from '../../../electron/card/client.ts';
import { REVIVE_MAX_MS, REVIVE_MS } from '../../../electron/card/constants.ts';
import { createVirtualCard, type VirtualCard } from '../../sandbox/cards/index.ts';
import { createPki, type Person, type Pki } from '../../sandbox/pki/index.ts';
import { canPlayVirtualCards } from '../../setup/test-card.ts';
import { Bench, codeOf, DURAND, PIN, SITUATIONS, until } from './setup.ts';

/** A driver without its reader would have been initialised again by then. */
const PAST_A_REVIVAL_MS = REVIVE_MS + 300;
const canBuild = await canPlayVirtualCards();

/** A driver whose PC/SC service ends and starts again (card/README 9): of any generation of card. */
describe.skipIf(!canBuild)('a card', () => {
  let pki: Pki;
  let durand: Person;
  const bench = new Bench();

  beforeAll(async () => {
    pki = await createPki();
    durand = await pki.person(DURAND);
  });
  afterAll(() => bench.close());

  const insert = (): Promise<VirtualCard> => createVirtualCard(bench.folder(), durand, { pin: PIN, situations: SITUATIONS });
  const startOn = (card: VirtualCard, hungMs = 15_000): Promise<StartedCardService> =>
    bench.start({ kind: 'pkcs11', module: card.module, tokenLabel: null }, { env: card.env, issuersPem: pki.trustPem, hungMs });

  it.each([
    ['sees no reader any more and says nothing', null],
    ['fails for want of its context', 0x5],
    ['says that it must be initialised', 0x190],
    ['takes the reader for broken', 0x30],
  ] as const)('is found again by a driver that %s once its PC/SC service was replaced, by one fresh initialisation', async (_how, code) => {
    const card = await insert();
    const service = await startOn(card);
    card.control.deadAnswer(code);
    card.control.pcsc(false);
    await until(service, (presence) => presence.kind === 'no-reader');
    const before = card.control.initializations().length;
    card.control.pcsc(true);
    await until(service, (presence) => presence.kind === 'present', 2 * REVIVE_MAX_MS);
    expect(card.control.initializations().length).toBe(before + 1);
    await service.login(PIN, { lastTry: false });
    expect(await service.sign('signature', 'sha256', Buffer.from('x'))).toHaveLength(256);
  });

  it('keeps its driver as it is while it is in, logged in or not: no initialisation but the first', async () => {
    const card = await insert();
    const service = await startOn(card);
    await wait(PAST_A_REVIVAL_MS);
    await service.login(PIN, { lastTry: false });
    await wait(PAST_A_REVIVAL_MS);
    expect(await service.sign('signature', 'sha256', Buffer.from('x'))).toHaveLength(256);
    await service.logout();
    card.control.remove();
    await until(service, ({ kind }) => kind === 'empty');
    // An empty reader is one that the driver sees.
    await wait(PAST_A_REVIVAL_MS);
    expect(card.control.initializations().map(({ result }) => result)).toEqual([0]);
  });

  it('leaves with its login when the PC/SC service is replaced under it: the PIN is asked again', async () => {
    const card = await insert();
    const service = await startOn(card);
    await service.login(PIN, { lastTry: false });
    const seen: string[] = [];
    service.onPresence(({ kind }) => seen.push(kind));
    card.control.pcsc(true);
    await until(service, ({ kind }) => kind === 'no-reader');
    await until(service, ({ kind }) => kind === 'present');
    expect(seen).toEqual(['empty', 'no-reader', 'present']);
    expect(await codeOf(service.sign('signature', 'sha256', Buffer.from('x')))).toBe('CARD_NOT_LOGGED_IN');
    expect(card.control.logins()).toHaveLength(1);
  });

  it('is found again by a driver that hung while it was initialised afresh', async () => {
    const card = await insert();
    const service = await startOn(card, 2_500);
    card.control.hang('initialize');
    card.control.pcsc(false);
    await until(service, ({ kind }) => kind === 'no-reader');
    await until(service, ({ kind }) => kind === 'hung');
    card.control.pcsc(true);
    card.control.hang(false);
    await until(service, ({ kind }) => kind === 'present');
  });
});

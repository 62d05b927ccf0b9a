import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptFailed } from '../../../../electron/outbox/became.ts';
import type { OpenSession } from '../../../../electron/session/session.ts';
import { documentArrived, feedDocument, type FeedGateway } from '../../../../electron/usecases/outbox/feed-document.ts';
import { sendMessage } from '../../../../electron/usecases/outbox/send-message.ts';
import type { RightsPorts } from '../../../../electron/usecases/rights/rights.ts';
import { informationStates, type InformationState } from '../../../../shared/domain/record/information.ts';
import type { SendRecord } from '../../../../shared/domain/record/send.ts';
import { actionsOf } from '../../../../shared/domain/sending/actions.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import { document, send, validated } from '../../../integration/store/samples.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { PAULE, SECRETARY, withProfession, workplace } from '../workplace.ts';

const TO = 'luc@cabinet.mssante.fr';
const MAIL = send({ id: 's2', channel: 'mss', recipient: TO });
const FEED = send({ id: 's1' });
const FACTS = { messageId: '<1@cabinet>', envelope: { from: 'paule@cabinet.mssante.fr', to: [TO], notify: [] } };

/** Two rows that were validated, and whatever leaves of them. */
async function desk(
  rights: Partial<RightsPorts> = {},
  birthDate: string = DOMINIQUE.birthDate,
  kept = document({ status: 'validated', validated }),
) {
  const place = workplace(rights);
  await place.records({ status: 'QUAL', ins: DOMINIQUE.ins, birthDate });
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: kept },
      ...[FEED, MAIL].flatMap((row) => [
        { kind: 'send.save' as const, send: row },
        { kind: 'send.payload' as const, sendId: row.id, payload: { bytes: Buffer.from('octets'), mediaType: 'x/y', facts: FACTS } },
      ]),
    ],
    audit: [],
  });
  const asked: string[] = [];
  const dmp: FeedGateway = {
    existence: () => {
      asked.push('TD0.2');
      return Promise.resolve({
        exists: true,
        state: 'active',
        authorization: 'VALIDE',
        medecinTraitant: false,
        accountOpen: null,
        monEspaceSante: null,
        closedAt: null,
        closingReason: null,
        oppositionBrisDeGlace: null,
        oppositionAccesUrgence: null,
      });
    },
    feed: () => Promise.resolve(void asked.push('TD2')),
    holds: () => Promise.resolve(asked.push('TD3.1b') > 0),
  };
  const ports = { store: place.store, rights: place.rights, now: place.common.now, dmp };
  const login = {
    state: 'open',
    // Cast: of a mailbox, its address alone serves here.
    mailbox: { address: FACTS.envelope.from } as never,
    token: () => Promise.resolve('jeton'),
  } as const;
  const mail = sendMessage({
    ...ports,
    submit: () => {
      asked.push('mail');
      return Promise.resolve({ refused: [] });
    },
  });
  return {
    ...place,
    asked,
    leave: (row: SendRecord, by: OpenSession): Promise<unknown> =>
      row.channel === 'dmp' ? feedDocument(ports)(row, by) : mail(row, by, login),
    holds: (by: OpenSession) => documentArrived(ports)(FEED, by),
  };
}

const opposes = (state: InformationState) => ({
  kind: 'information.record' as const,
  information: {
    patientId: 'p1',
    purpose: 'feeding' as const,
    episode: 'e1',
    state,
    at: '2026-11-21T09:59:00.000Z',
    by: { idNat: '1', name: 'Dr X' },
    origin: 'person' as const,
  },
});

describe('what nobody validated', () => {
  it.each([FEED, MAIL])('never leaves, though a row says so: $channel', async (row) => {
    const { asked, leave } = await desk({}, DOMINIQUE.birthDate, document());
    await expect(leave(row, PAULE)).rejects.toMatchObject({ code: 'SEND_DRAFT' });
    expect(asked).toEqual([]);
  });
});

describe('what was validated', () => {
  it.each<readonly [string, SendRecord, OpenSession, Partial<RightsPorts>, ErrorCode]>([
    ['a staff card feeds nothing of a professional’s', FEED, SECRETARY, {}, 'RIGHTS_DELEGATION'],
    ['staff write without delegation to nobody', MAIL, SECRETARY, {}, 'RIGHTS_DELEGATION'],
    ['a profession that nobody knows feeds nothing', FEED, withProfession('99'), {}, 'RIGHTS_PROFESSION'],
    ['a profession that nobody knows writes to nobody', MAIL, withProfession('99'), {}, 'RIGHTS_PROFESSION'],
    ['a pharmacist without section is named', FEED, withProfession('21'), {}, 'RIGHTS_SECTION'],
    ['R-032: a secret connection deposits nothing that representatives see', FEED, PAULE, { isSecret: () => true }, 'RIGHTS_SECRET'],
  ])('is asked again when it leaves: %s', async (_what, row, by, rights, code) => {
    const { asked, leave } = await desk(rights, '2012-05-01');
    await expect(leave(row, by)).rejects.toMatchObject({ code });
    expect(asked).toEqual([]);
  });

  it.each(['60', '10', '50'])('leaves under a professional of profession %s', async (profession) => {
    const { asked, leave } = await desk();
    await leave(FEED, withProfession(profession));
    await leave(MAIL, withProfession(profession));
    expect(asked).toEqual(['TD0.2', 'TD2', 'mail']);
  });

  it('and refused at that moment keeps its reason, and may be tried again', async () => {
    const { leave } = await desk();
    const thrown: unknown = await leave(FEED, withProfession('99')).catch((error: unknown) => error);
    const { change } = attemptFailed(FEED, thrown, { woken: false, now: new Date('2026-11-21T10:00:00Z'), retryMs: [1000] });
    const row = { ...FEED, ...change };
    expect({ state: row.state, code: row.error?.code, detail: row.error?.detail }).toEqual({
      state: 'failed',
      code: 'RIGHTS_PROFESSION',
      detail: 'R-145',
    });
    expect(actionsOf(row, PAULE.pro.idNat)).toContain('retry');
  });

  it('and held up by a secret connection leaves by itself once that is over', async () => {
    const { leave } = await desk({ isSecret: () => true }, '2012-05-01');
    const thrown: unknown = await leave(FEED, PAULE).catch((error: unknown) => error);
    expect(attemptFailed(FEED, thrown, { woken: false, now: new Date('2026-11-21T10:00:00Z'), retryMs: [1000] }).change).toMatchObject({
      state: 'queued',
      nextAt: '2026-11-21T10:00:01.000Z',
      error: { code: 'RIGHTS_SECRET', detail: 'R-032' },
    });
  });

  it('is asked once more after the DMP answered: what changed meanwhile counts', async () => {
    let secret = false;
    const { asked, leave, store } = await desk({ isSecret: () => secret }, '2012-05-01');
    store.onTouched(() => (secret = true));
    await expect(leave(FEED, PAULE)).rejects.toMatchObject({ code: 'RIGHTS_SECRET' });
    expect(asked).toEqual(['TD0.2']);
  });

  it('in doubt is asked of the DMP by those who may ask it alone', async () => {
    const { asked, holds } = await desk();
    await expect(holds(withProfession('99'))).rejects.toMatchObject({ code: 'RIGHTS_PROFESSION' });
    expect(asked).toEqual([]);
    expect(await holds(PAULE)).toBe(true);
  });

  it('never leaves for the DMP when the patient opposes it or the card is staff’s, whoever delegates what else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...informationStates),
        fc.constantFrom(PAULE, SECRETARY, withProfession('60'), withProfession('99')),
        fc.boolean(),
        async (state, by, delegated) => {
          const delegation = {
            from: PAULE.pro.idNat,
            to: SECRETARY.pro.idNat,
            acts: ['prepare', 'TD2.1', 'TD3.1', 'TD3.2'],
            types: ['11488-4'],
            since: '2026-11-01T00:00:00Z',
            until: null,
            revokedAt: null,
          };
          const { asked, leave, store } = await desk({ delegations: () => Promise.resolve(delegated ? [delegation] : []) });
          if (state !== 'none') await store.commit({ changes: [opposes(state)], audit: [] });
          await leave(FEED, by).catch(() => undefined);
          const may = state !== 'opposed' && (by === PAULE || by.card.holder.profession?.code === '60');
          expect(asked.includes('TD2')).toBe(may);
        },
      ),
      { numRuns: 40 },
    );
  });
});

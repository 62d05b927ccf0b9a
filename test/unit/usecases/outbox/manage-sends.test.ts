import { describe, expect, it } from 'vitest';
import { cancelSend, decideDoubted, retrySend, settleSend } from '../../../../electron/usecases/outbox/manage-sends.ts';
import type { SendRecord } from '../../../../shared/domain/record/send.ts';
import { resent } from '../../../../shared/domain/sending/doubt.ts';
import { DOUBTED } from '../../../../shared/domain/sending/states.ts';
import { errorFacts, fail } from '../../../../shared/errors.ts';
import { document, later, send } from '../../../integration/store/samples.ts';
import { PAULE, workplace } from '../workplace.ts';

const LUC = { idNat: '899900000025', name: 'Dr Luc MARTIN' };
const OF_LUC = { actor: LUC, situation: '499900000017001', mode: 'normal', delegation: null } as const;
const MAIL = { channel: 'mss', recipient: 'a@x.mssante.fr', uniqueId: null } as const;
const HELD = { state: 'held', error: errorFacts(fail(DOUBTED)) } as const;
const FAILED = { state: 'failed', attempts: 1, error: errorFacts(fail('DMP_UNREACHABLE')) } as const;
const NOW = '2026-11-21T10:30:00.000Z';

const desk = async (...sends: readonly Partial<SendRecord>[]) => {
  const place = workplace();
  await place.records({}, {});
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: document() },
      ...sends.map((one, i) => ({ kind: 'send.save' as const, send: send({ id: `s${i + 1}`, createdAt: later(i), ...one }) })),
    ],
    audit: [],
  });
  place.wait(30);
  let kicks = 0;
  return {
    ...place,
    asking: { ...place.common, kick: () => void (kicks += 1) },
    kicks: () => kicks,
    row: (id = 's1') => place.store.outbox.get(id),
  };
};
type Desk = Awaited<ReturnType<typeof desk>>;

const acts = async ({ journal }: Desk): Promise<readonly string[]> =>
  (await journal()).map(({ act, patientId, objectId, result }) => [act, patientId, objectId, result].join(' '));

/** What a refusal leaves: the row as it was, no act, nothing asked to leave. */
const refused = async (place: Desk, asking: Promise<unknown>, code: string): Promise<void> => {
  const before = await place.row();
  await expect(asking).rejects.toMatchObject({ code });
  expect([await place.row(), await place.journal(), place.kicks()]).toEqual([before, [], 0]);
};

describe('a send asked for again', () => {
  it('leaves as soon as possible, with the error that it met until it is known to be sent', async () => {
    const place = await desk(FAILED);
    await retrySend(place.asking)('s1');
    expect(await place.row()).toMatchObject({
      state: 'queued',
      nextAt: null,
      attempts: 1,
      error: { code: 'DMP_UNREACHABLE' },
      updatedAt: NOW,
    });
    expect([await acts(place), place.kicks()]).toEqual([['outbox.retried p1 s1 ok'], 1]);
  });

  it.each<readonly [string, Partial<SendRecord>, Partial<SendRecord>]>([
    [
      'in doubt, of the DMP: it is asked about first, now',
      { state: 'unknown', attempts: 2 },
      { state: 'unknown', nextAt: NOW, attempts: 2 },
    ],
    [
      'in doubt before its attempt was counted: it is one',
      { state: 'unknown', attempts: 0 },
      { state: 'unknown', nextAt: NOW, attempts: 1 },
    ],
    [
      'in doubt, a mail: it leaves, and goes on saying so',
      { ...MAIL, state: 'unknown' },
      { state: 'queued', nextAt: null, attempts: 1, error: resent() },
    ],
    ['held, as it may have left already: the DMP is asked', HELD, { state: 'unknown', nextAt: NOW, attempts: 0 }],
    ['held, a mail that may have left already', { ...MAIL, ...HELD }, { state: 'queued', nextAt: null, attempts: 0, error: resent() }],
    ['held for any other reason', { state: 'held' }, { state: 'queued', nextAt: null, attempts: 0, error: null }],
  ])('%s', async (_what, row, after) => {
    const place = await desk(row);
    await retrySend(place.asking)('s1');
    expect(await place.row()).toMatchObject(after);
  });

  it('by somebody else is, and waits for its person; a doubt is that person’s to decide', async () => {
    const place = await desk({ ...FAILED, bound: OF_LUC });
    await retrySend(place.asking)('s1');
    expect(await place.row()).toMatchObject({ state: 'queued', bound: OF_LUC });
    const doubt = await desk({ ...MAIL, state: 'unknown', bound: OF_LUC });
    await expect(retrySend(doubt.asking)('s1')).rejects.toThrow(/Dr Luc MARTIN/);
    await refused(doubt, retrySend(doubt.asking)('s1'), 'SEND_OTHER_PERSON');
  });

  it.each<readonly [string, Partial<SendRecord>]>([
    ['SEND_UNDER_WAY', { state: 'sending' }],
    ['SEND_OVER', { state: 'sent' }],
    ['SEND_OVER', { state: 'failed', attempts: 0 }],
  ])('is refused with %s when it is %j', async (code, row) => {
    const place = await desk(row);
    await refused(place, retrySend(place.asking)('s1'), code);
  });

  it('is there, and asked by somebody', async () => {
    const place = await desk(FAILED);
    await refused(place, retrySend(place.asking)('s9'), 'SEND_UNKNOWN');
    place.logged(null);
    await refused(place, retrySend(place.asking)('s1'), 'SESSION_CLOSED');
  });
});

describe('a send whose doubt is settled', () => {
  it('is sent, by the word of whoever validated it, and nothing says when', async () => {
    const place = await desk({ ...MAIL, state: 'unknown', attempts: 1, nextAt: later(1) });
    await settleSend(place.common)('s1');
    expect(await place.row()).toMatchObject({
      state: 'sent',
      nextAt: null,
      sentAt: null,
      error: { code: 'SEND_CONSIDERED_SENT', message: expect.stringContaining('Dr Paule DURAND') },
    });
    expect(await acts(place)).toEqual(['outbox.settled p1 s1 ok']);
  });

  it.each<readonly [string, Partial<SendRecord>]>([
    ['SEND_IN_DOUBT', { state: 'unknown' }],
    ['SEND_OVER', { ...MAIL, state: 'failed', attempts: 1 }],
    ['SEND_OTHER_PERSON', { ...MAIL, state: 'unknown', bound: OF_LUC }],
  ])('is refused with %s when it is %j', async (code, row) => {
    const place = await desk(row);
    await refused(place, settleSend(place.common)('s1'), code);
  });
});

describe('a send given up', () => {
  it.each<readonly [string, Partial<SendRecord>, Partial<SendRecord>]>([
    ['that failed keeps its error', FAILED, { state: 'cancelled', error: FAILED.error }],
    [
      'that waited for its time waits no more',
      { state: 'scheduled', nextAt: later(60) },
      { state: 'cancelled', nextAt: null, error: null },
    ],
    ['held for any other reason says nothing', { state: 'held' }, { state: 'cancelled', error: null }],
  ])('%s', async (_what, row, after) => {
    const place = await desk(row);
    await cancelSend(place.common)('s1');
    expect(await place.row()).toMatchObject({ ...after, updatedAt: NOW });
    expect(await place.journal()).toMatchObject([{ act: 'outbox.cancelled', label: 'Envoi annulé', patientId: 'p1', objectId: 's1' }]);
  });

  it('that may have left before the copy keeps saying so, and who gave it up', async () => {
    const place = await desk(HELD);
    await cancelSend(place.common)('s1');
    expect(await place.row()).toMatchObject({
      state: 'cancelled',
      error: { code: 'SEND_GIVEN_UP', message: expect.stringContaining('Dr Paule DURAND') },
    });
  });

  it('once sent again after a doubt gives up the new try alone: the doubt stands', async () => {
    const place = await desk({ ...MAIL, state: 'queued', attempts: 1, error: resent(), nextAt: later(1) });
    await cancelSend(place.common)('s1');
    expect(await place.row()).toMatchObject({ state: 'unknown', nextAt: null, error: { code: 'SEND_RESENT_CANCELLED' } });
    expect(await place.journal()).toMatchObject([
      { act: 'outbox.cancelled', label: 'Nouvel essai annulé, premier envoi en doute', objectId: 's1' },
    ]);
  });

  it.each<readonly [string, Partial<SendRecord>]>([
    ['SEND_UNDER_WAY', { state: 'sending' }],
    ['SEND_IN_DOUBT', { state: 'unknown' }],
    ['SEND_OVER', { state: 'sent' }],
    ['SEND_OTHER_PERSON', { state: 'scheduled', bound: OF_LUC }],
  ])('is refused with %s when it is %j', async (code, row) => {
    const place = await desk(row);
    await refused(place, cancelSend(place.common)('s1'), code);
  });
});

describe('one decision for every send that may have left already', () => {
  const others: readonly Partial<SendRecord>[] = [{ ...HELD, bound: OF_LUC }, { state: 'held' }, FAILED];

  it('to send: the DMP is asked first, a mail may arrive twice; those of others stay', async () => {
    const place = await desk(HELD, { ...MAIL, ...HELD, patientId: 'p1' }, ...others);
    expect(await decideDoubted(place.asking)({ decision: 'send' })).toEqual({ sends: 2, others: 1 });
    expect(await place.row('s1')).toMatchObject({ state: 'unknown', nextAt: NOW, updatedAt: NOW });
    expect(await place.row('s2')).toMatchObject({ state: 'queued', nextAt: null, error: resent() });
    expect((await Promise.all(['s3', 's4', 's5'].map(place.row))).map((row) => row?.revision)).toEqual([1, 1, 1]);
    expect(await place.journal()).toMatchObject(
      ['s1', 's2'].map((objectId) => ({
        act: 'outbox.retried',
        label: 'Envoi relancé, retenu depuis la copie des données',
        patientId: 'p1',
        objectId,
      })),
    );
    expect(place.kicks()).toBe(1);
  });

  it('to leave them: each says who gave it up', async () => {
    const place = await desk(HELD, ...others);
    expect(await decideDoubted(place.asking)({ decision: 'leave' })).toEqual({ sends: 1, others: 1 });
    expect(await place.row('s1')).toMatchObject({ state: 'cancelled', error: { code: 'SEND_GIVEN_UP' } });
    expect(await place.journal()).toMatchObject([
      { act: 'outbox.cancelled', label: 'Envoi abandonné, retenu depuis la copie des données', objectId: 's1' },
    ]);
  });

  it('takes them all, however many there are', async () => {
    const place = await desk(...Array.from({ length: 401 }, () => HELD));
    expect(await decideDoubted(place.asking)({ decision: 'leave' })).toEqual({ sends: 401, others: 0 });
    expect(await place.store.outbox.counts()).toMatchObject([{ kind: 'cancelled', sends: 401 }]);
  });

  it('is of whoever took it to its end, whoever is there by then', async () => {
    const place = await desk(...Array.from({ length: 201 }, () => HELD));
    const decided = decideDoubted(place.asking)({ decision: 'leave' });
    place.logged({ ...PAULE, pro: { ...PAULE.pro, idNat: LUC.idNat } });
    expect(await decided).toEqual({ sends: 201, others: 0 });
    expect(new Set((await place.journal()).map(({ actor }) => actor?.idNat))).toEqual(new Set([PAULE.pro.idNat]));
  });

  it('of none is no act, and is nobody’s without a session', async () => {
    const place = await desk(...others);
    expect(await decideDoubted(place.asking)({ decision: 'send' })).toEqual({ sends: 0, others: 1 });
    expect(await place.journal()).toEqual([]);
    place.logged(null);
    await expect(decideDoubted(place.asking)({ decision: 'send' })).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
  });
});

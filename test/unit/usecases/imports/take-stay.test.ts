import { describe, expect, it } from 'vitest';
import type { AdtEvent, ImportedStay } from '../../../../electron/import/types.ts';
import { needsVisit, takeStay } from '../../../../electron/usecases/imports/take-stay.ts';
import type { StayRecord } from '../../../../shared/domain/record/stay.ts';
import { importDesk, OTHER, stay, type ImportDesk } from './kit.ts';

const AT = '2026-11-20T08:00:00+00:00';
const known = (changed: Partial<StayRecord> = {}): StayRecord => ({
  patientId: 'p1',
  authority: OTHER,
  visit: 'V1',
  ward: 'CARDIO',
  admittedAt: '2026-11-18T08:00:00.000Z',
  dischargedAt: null,
  state: 'open',
  eventAt: '2026-11-19T08:00:00.000Z',
  updatedAt: '2026-11-19T08:00:00.000Z',
  ...changed,
});

const desk = async (...stays: readonly StayRecord[]): Promise<ImportDesk> => {
  const place = importDesk();
  await place.records({}, { birthName: 'PAT-QUATRE' });
  await place.save(...stays.map((one) => ({ kind: 'stay.set' as const, stay: one })));
  return place;
};
const took = (place: ImportDesk, event: AdtEvent, said: Partial<ImportedStay> = {}, occurredAt: string | null = AT, patientId = 'p1') =>
  place.take((context) => takeStay({ event, stay: stay({ ward: null, ...said }), occurredAt, authority: OTHER, patientId }, context));
const held = (place: ImportDesk) => place.store.patients.stay(OTHER, 'V1');

describe('a stay that nothing was known of', () => {
  it.each<readonly [AdtEvent, Partial<StayRecord>]>([
    ['A01', { state: 'open', admittedAt: '2026-11-20T08:00:00.000Z' }],
    ['A04', { state: 'open', admittedAt: '2026-11-20T08:00:00.000Z' }],
    ['A02', { state: 'open', admittedAt: null }],
    ['A03', { state: 'closed', admittedAt: null, dischargedAt: '2026-11-20T08:00:00.000Z' }],
    ['A13', { state: 'open', dischargedAt: null }],
  ])('%s opens or closes it', async (event, expected) => {
    const place = await desk();
    expect(await took(place, event, { ward: 'CARDIO' })).toMatchObject({ outcome: 'updated', conflict: false, error: null });
    expect(await held(place)).toMatchObject({
      ...expected,
      patientId: 'p1',
      ward: 'CARDIO',
      eventAt: '2026-11-20T08:00:00.000Z',
      updatedAt: '2026-11-21T10:00:00.000Z',
    });
  });

  it('is not made by a correction, nor cancelled', async () => {
    const place = await desk();
    expect(await took(place, 'A08')).toMatchObject({ outcome: 'unchanged', error: null });
    expect(await took(place, 'A11')).toMatchObject({ outcome: 'rejected', error: { code: 'IMPORT_STAY_UNKNOWN' } });
    expect(await held(place)).toBeNull();
  });

  it('begins when the message says, else when it happened', async () => {
    const place = await desk();
    await took(place, 'A01', { admittedAt: '2026-11-19T22:00:00+00:00' });
    expect(await held(place)).toMatchObject({ admittedAt: '2026-11-19T22:00:00.000Z' });
  });

  it('without number is nothing', async () => {
    const place = await desk();
    expect(await took(place, 'A01', { visitNumber: null })).toMatchObject({ outcome: 'unchanged', changes: [] });
  });
});

describe('the episode of a stay', () => {
  const episodes = async (place: ImportDesk) =>
    (await place.store.episodes.list('p1')).map(({ kind, openedAt, closedAt }) => [
      kind,
      openedAt.slice(0, 10),
      closedAt?.slice(0, 10) ?? null,
    ]);

  it('R-053: opens and ends with it; a move to another ward is not another one', async () => {
    const place = await desk();
    await took(place, 'A01', { ward: 'CARDIO', admittedAt: '2026-11-18T08:00:00+00:00' });
    expect(await episodes(place)).toEqual([['stay', '2026-11-18', null]]);
    expect((await place.store.patients.get('p1'))?.currentEpisode?.kind).toBe('stay');
    expect((await took(place, 'A02', { ward: 'REA' }, '2026-11-20T09:00:00+00:00')).changes).toHaveLength(1);
    await took(place, 'A03', {}, '2026-11-20T10:00:00+00:00');
    expect(await episodes(place)).toEqual([['stay', '2026-11-18', '2026-11-20']]);
    expect((await place.store.patients.get('p1'))?.currentEpisode).toBeNull();
    await took(place, 'A13', {}, '2026-11-20T11:00:00+00:00');
    expect(await episodes(place)).toEqual([['stay', '2026-11-18', null]]);
  });
});

describe('a stay that is known', () => {
  it.each<readonly [string, AdtEvent, Partial<ImportedStay>, Partial<StayRecord>, Partial<StayRecord>]>([
    ['moves', 'A02', { ward: 'CHIRURGIE' }, {}, { ward: 'CHIRURGIE', state: 'open', admittedAt: '2026-11-18T08:00:00.000Z' }],
    ['keeps its ward', 'A03', {}, {}, { ward: 'CARDIO', state: 'closed', dischargedAt: '2026-11-20T08:00:00.000Z' }],
    ['ends when the message says', 'A03', { dischargedAt: '2026-11-20T07:00:00+00:00' }, {}, { dischargedAt: '2026-11-20T07:00:00.000Z' }],
    [
      'ends at another time',
      'A03',
      { dischargedAt: '2026-11-20T07:00:00+00:00' },
      { state: 'closed', dischargedAt: '2026-11-19T07:00:00.000Z' },
      { dischargedAt: '2026-11-20T07:00:00.000Z' },
    ],
    ['is cancelled', 'A11', {}, {}, { state: 'cancelled' }],
    ['opens again', 'A13', {}, { state: 'closed', dischargedAt: '2026-11-19T07:00:00.000Z' }, { state: 'open', dischargedAt: null }],
    ['is opened again by an admission', 'A01', {}, { state: 'cancelled' }, { state: 'open', admittedAt: '2026-11-18T08:00:00.000Z' }],
    ['is corrected', 'A08', { admittedAt: '2026-11-17T08:00:00+00:00' }, {}, { admittedAt: '2026-11-17T08:00:00.000Z', state: 'open' }],
    [
      'stays closed when it is corrected',
      'A08',
      { ward: 'B' },
      { state: 'closed', dischargedAt: '2026-11-19T07:00:00.000Z' },
      { state: 'closed', dischargedAt: '2026-11-19T07:00:00.000Z' },
    ],
  ])('%s', async (_what, event, said, before, after) => {
    const place = await desk(known(before));
    expect((await took(place, event, said)).outcome).toBe('updated');
    expect(await held(place)).toMatchObject(after);
  });

  it('ends now when nothing says when', async () => {
    const place = await desk(known());
    await took(place, 'A03', {}, null);
    expect(await held(place)).toMatchObject({ dischargedAt: '2026-11-21T10:00:00.000Z', eventAt: '2026-11-19T08:00:00.000Z' });
  });

  it.each<readonly [string, AdtEvent, string | null]>([
    ['what happened before', 'A11', '2026-11-19T07:59:59+00:00'],
    ['what says the same', 'A02', AT],
  ])('is not changed by %s', async (_what, event, occurredAt) => {
    const place = await desk(known());
    expect(await took(place, event, {}, occurredAt)).toMatchObject({ outcome: 'unchanged', changes: [] });
    expect(await held(place)).toEqual(known());
  });

  it('goes with its record, merged into another by a line before', async () => {
    const place = await desk(known());
    const taken = await place.take(async (context) => {
      const record = await context.records.record('p1');
      if (record === null) throw new Error('no record');
      context.records.put({ ...record, mergedInto: 'p2' });
      return await takeStay({ event: 'A02', stay: stay(), occurredAt: AT, authority: OTHER, patientId: 'p2' }, context);
    });
    expect([taken.outcome, (await held(place))?.patientId]).toEqual(['updated', 'p2']);
  });

  it('is seen by the next line as the one before leaves it', async () => {
    const place = await desk();
    const message = { stay: stay(), occurredAt: AT, authority: OTHER, patientId: 'p1' };
    const taken = await place.take(async (context) => {
      await takeStay({ event: 'A01', ...message }, context);
      return await takeStay({ event: 'A11', ...message }, context);
    });
    expect([taken.error, (await held(place))?.state]).toEqual([null, 'cancelled']);
  });

  it('is dated by no clock that is ahead', async () => {
    const place = await desk(known());
    await took(place, 'A11', {}, '2027-01-01T00:00:00+00:00');
    expect(await held(place)).toMatchObject({ state: 'cancelled', eventAt: '2026-11-19T08:00:00.000Z' });
  });

  it('of somebody else is a contradiction between the two records', async () => {
    const place = await desk(known());
    expect(await took(place, 'A02', { ward: 'B' }, AT, 'p2')).toMatchObject({
      outcome: 'rejected',
      conflict: true,
      error: { code: 'IMPORT_VISIT_OTHER' },
    });
    expect([await held(place), await place.waiting()]).toEqual([known(), ['IMPORT_VISIT_OTHER p2 p1']]);
  });
});

it.each([
  ['A01', true],
  ['A08', false],
] as const)('%s says nothing without the number of its stay: %s', (event, needed) => expect(needsVisit(event)).toBe(needed));

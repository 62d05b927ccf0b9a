import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InsiQueue } from '../../../../electron/usecases/patients/insi-queue.ts';
import type { InsiAnswer } from '../../../../electron/insi/answer.ts';
import type { OpenSession } from '../../../../electron/session/session.ts';
import { fail, PosteError } from '../../../../shared/errors.ts';
import { answered, found } from '../insi.ts';
import { PAULE, workplace, type Workplace } from '../workplace.ts';

const PAUSE = 1000;
const RETRY_MINUTES = 10;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What INSi says when it is asked: an answer, or what is thrown. */
type Said = InsiAnswer | PosteError;

interface Queueing extends Workplace {
  readonly queue: InsiQueue;
  /** Ids asked, in order. */
  readonly asked: string[];
  readonly reported: unknown[];
  readonly says: (said: Said | ((id: string) => Promise<InsiAnswer>)) => void;
  /** Who is logged in; an error: what asking it throws. */
  readonly session: (session: OpenSession | null | Error) => void;
  /** That many pauses go by. */
  readonly turns: (count: number) => Promise<void>;
}

/** Patients p1, p2… that wait for INSi since the day that is. */
async function queueing(waiting: number, maxPerDay = 10): Promise<Queueing> {
  const place = workplace();
  await place.records(...Array.from({ length: waiting }, () => ({})));
  await queued(place, ...Array.from({ length: waiting }, (_none, i) => `p${i + 1}`));
  const asked: string[] = [];
  const reported: unknown[] = [];
  let says: (id: string) => Promise<InsiAnswer> = () => Promise.resolve(found());
  let session: OpenSession | null | Error = PAULE;
  const queue = new InsiQueue({
    ...place.common,
    current: () => {
      if (session instanceof Error) throw session;
      return session;
    },
    later: () => true,
    search: (_session, { id }) => {
      asked.push(id);
      return says(id);
    },
    options: { maxPerDay, pauseMs: PAUSE, retryMs: RETRY_MINUTES * 60_000 },
    report: (thrown) => void reported.push(thrown),
  });
  queue.start();
  return {
    ...place,
    queue,
    asked,
    reported,
    says: (said) =>
      void (says = typeof said === 'function' ? said : () => (said instanceof PosteError ? Promise.reject(said) : Promise.resolve(said))),
    session: (somebody) => void (session = somebody),
    turns: async (count) => void (await vi.advanceTimersByTimeAsync(count * PAUSE)),
  };
}

async function queued({ store, common }: Workplace, ...ids: readonly string[]): Promise<void> {
  await store.commit({
    changes: ids.map((patientId) => ({ kind: 'insi.queue', entry: { patientId, since: common.now().toISOString(), answerId: null } })),
    audit: [],
  });
}

describe('patients that INSi did not answer for', () => {
  it('are asked again by themselves; the answer waits for somebody, and the record stays', async () => {
    const { store, turns, journal, asked } = await queueing(1);
    const before = await store.patients.get('p1');
    await turns(3);
    expect(asked).toEqual(['p1']);
    expect(await store.patients.get('p1')).toEqual(before);
    expect(await store.patients.queued('p1')).toEqual({ patientId: 'p1', since: '2026-11-21T10:00:00.000Z', answerId: 'id-1' });
    expect(await store.insi.list('p1')).toMatchObject([{ id: 'id-1', code: '00', by: { name: 'Dr Paule DURAND' } }]);
    expect(await journal()).toMatchObject([
      { act: 'insi.asked-again', patientId: 'p1', objectId: 'id-1', result: 'ok', details: { code: '00' } },
    ]);
  });

  it('are asked one at a time, a pause between two', async () => {
    const { turns, asked } = await queueing(2);
    await vi.advanceTimersByTimeAsync(PAUSE - 1);
    expect(asked).toEqual([]);
    await turns(1);
    expect(asked).toHaveLength(1);
    await turns(1);
    expect(asked).toHaveLength(2);
  });

  it('are not asked while nobody is logged in', async () => {
    const { turns, asked, session } = await queueing(1);
    session(null);
    await turns(2);
    expect(asked).toEqual([]);
    session(PAULE);
    await turns(1);
    expect(asked).toEqual(['p1']);
  });

  it('are asked a few a day, counted from one start to the next', async () => {
    const { store, turns, asked, wait, ...place } = await queueing(3, 2);
    await turns(5);
    expect(asked).toHaveLength(2);
    expect(await store.settings.get('insi.queue')).toEqual({ day: '2026-11-21', asked: 2 });
    wait(24 * 60);
    await queued({ store, wait, ...place }, 'p3');
    await turns(2);
    expect(asked).toHaveLength(3);
    expect(await store.settings.get('insi.queue')).toEqual({ day: '2026-11-22', asked: 1 });
  });

  it('are counted from nothing when what was counted is not readable', async () => {
    const { store, turns, asked } = await queueing(1, 1);
    await store.commit({ changes: [{ kind: 'setting.set', name: 'insi.queue', value: 'deux' }], audit: [] });
    await turns(1);
    expect(asked).toEqual(['p1']);
  });

  it('of another day are not asked', async () => {
    const { turns, asked, wait } = await queueing(1);
    wait(24 * 60);
    await turns(2);
    expect(asked).toEqual([]);
  });

  it('alone are asked: neither those opened today, nor those whose answer waits', async () => {
    const { store, common, turns, asked, records } = await queueing(1);
    await records({ id: 'p8', ipp: 'P000008' });
    await answered(store, 'a1', found());
    const at = common.now().toISOString();
    await store.commit({
      changes: [
        { kind: 'patient.opened', patientId: 'p8', at },
        { kind: 'insi.queue', entry: { patientId: 'p1', since: at, answerId: 'a1' } },
      ],
      audit: [],
    });
    await turns(2);
    expect(asked).toEqual([]);
  });

  it('wait a while once INSi fails, in that session alone', async () => {
    const { store, turns, asked, says, wait, session, journal } = await queueing(2);
    says(fail('INSI_UNAVAILABLE'));
    await turns(3);
    expect(asked).toHaveLength(1);
    expect(await store.patients.queued('p1')).toMatchObject({ answerId: null });
    expect(await journal()).toMatchObject([{ act: 'insi.asked-again', result: 'INSI_UNAVAILABLE' }]);
    expect(await store.settings.get('insi.queue')).toMatchObject({ asked: 1 });
    wait(RETRY_MINUTES - 1);
    await turns(1);
    expect(asked).toHaveLength(1);
    wait(1);
    await turns(1);
    expect(asked).toHaveLength(2);
    session({ ...PAULE });
    await turns(1);
    expect(asked).toHaveLength(3);
  });

  it.each(['INSI_FAULT', 'INSI_BIRTH_DATE', 'TRAIT_CHARACTER', 'IDENTITY_SEX', 'PATIENT_UNKNOWN'] as const)(
    'refused for themselves (%s) are not asked again, and the others are',
    async (code) => {
      const { store, turns, asked, says, journal } = await queueing(2);
      const [first, second] = (await store.worklists.toQualify('2026-11-20T00:00:00.000Z', '2026-11-23T00:00:00.000Z')).map(
        ({ row }) => row.id,
      );
      says((id) => (id === first ? Promise.reject(fail(code)) : Promise.resolve(found())));
      await turns(3);
      expect(asked).toEqual([first, second]);
      expect(await store.patients.queued(first ?? '')).toBeNull();
      expect(await journal()).toMatchObject([
        { result: code, patientId: first },
        { result: 'ok', patientId: second },
      ]);
    },
  );

  it('about whom somebody asked meanwhile wait no more: the answer is kept, it proposes nothing', async () => {
    const { store, turns, says } = await queueing(1);
    says(async () => {
      await store.commit({ changes: [{ kind: 'insi.unqueue', patientId: 'p1' }], audit: [] });
      return found();
    });
    await turns(1);
    expect(await store.patients.queued('p1')).toBeNull();
    expect(await store.insi.list('p1')).toHaveLength(1);
  });

  it('who wait no more when their turn comes are not asked', async () => {
    const { store, turns, asked } = await queueing(1);
    const { toQualify } = store.worklists;
    vi.spyOn(store.worklists, 'toQualify').mockImplementationOnce(async (from, to) => {
      const rows = await toQualify(from, to);
      await store.commit({ changes: [{ kind: 'insi.unqueue', patientId: 'p1' }], audit: [] });
      return rows;
    });
    await turns(2);
    expect(asked).toEqual([]);
  });

  it('are asked no more once the application closes, which waits for the call under way', async () => {
    const { store, turns, asked, says, queue } = await queueing(2);
    let answer: (found: InsiAnswer) => void = () => undefined;
    says(() => new Promise((resolve) => (answer = resolve)));
    await turns(1);
    let closed = false;
    const closing = queue.close().then(() => (closed = true));
    await turns(1);
    expect(closed).toBe(false);
    answer(found());
    await closing;
    expect(await store.insi.list(asked[0] ?? '')).toHaveLength(1);
    await turns(3);
    expect(asked).toHaveLength(1);
  });

  it('are asked no more when the application closes between two', async () => {
    const { turns, asked, queue } = await queueing(1);
    await queue.close();
    await turns(2);
    expect(asked).toEqual([]);
  });

  it('are asked at the next turn when one fails by a fault of ours, which is reported', async () => {
    const { turns, asked, session, reported } = await queueing(1);
    const fault = new Error('unexpected');
    session(fault);
    await turns(1);
    expect([asked, reported]).toEqual([[], [fault]]);
    session(PAULE);
    await turns(1);
    expect([asked, reported]).toEqual([['p1'], [fault]]);
  });
});

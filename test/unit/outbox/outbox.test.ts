import type { Delivered } from '../../../electron/outbox/became.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Outbox, type Sender } from '../../../electron/outbox/outbox.ts';
import { openStore } from '../../../electron/store/open.ts';
import type { Store } from '../../../electron/store/types.ts';
import type { AuditRow } from '../../../shared/domain/record/audit.ts';
import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { resent } from '../../../shared/domain/sending/doubt.ts';
import { PosteError, type ErrorCode } from '../../../shared/errors.ts';
import { act, document, patient, send } from '../../integration/store/samples.ts';

const error = (code: ErrorCode): PosteError => new PosteError(code, 'Peu importe.', 'Peu importe.');

/** The order of events in the outbox, on a real store; services are stood for by promises that the test settles. */
describe('the outbox', () => {
  let folder: string;
  let store: Store;
  let outbox: Outbox;
  let now: Date;
  let sender: Sender | null;
  let changed: SendRecord[];
  let reported: unknown[];
  /** Times that rows were looked for. */
  let looks: number;
  let deliveries: { readonly send: SendRecord; readonly done: (how?: Delivered) => void; readonly failed: (thrown: unknown) => void }[];
  /** Questions to the DMP about a send in doubt. */
  let questions: { readonly send: SendRecord; readonly answer: (held: boolean) => void; readonly failed: (thrown: unknown) => void }[];
  /** The disk takes nothing more. */
  let full: boolean;
  /** The store does not say which rows are due. */
  let silent: boolean;
  /** Commits that the full disk refused. */
  let refusals: number;
  /** Reads of a person’s rows that fail before one answers. */
  let unreadable: number;
  /** Commits that fail before one is taken. */
  let locked: number;

  const row = async (id: string): Promise<SendRecord | null> => store.outbox.get(id);
  const settled = async (look: () => boolean | Promise<boolean>): Promise<void> => {
    for (let turn = 0; turn < 400; turn += 1) {
      if (await look()) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error('nothing came');
  };
  const inState = (id: string, state: SendRecord['state']): Promise<void> => settled(async () => (await row(id))?.state === state);
  const add = async (...sends: readonly SendRecord[]): Promise<void> => {
    await store.commit({ changes: sends.map((one) => ({ kind: 'send.save', send: one })), audit: [act({})] });
  };
  const bound = send({}).bound;
  const person = (idNat: string, situation: string): Sender => ({
    idNat,
    situation,
    deliver: (taken) => new Promise((resolve, failed) => deliveries.push({ send: taken, done: (how = 'sent') => resolve(how), failed })),
    holds: (asked) => new Promise((answer, failed) => questions.push({ send: asked, answer, failed })),
  });
  const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
  const journal = async (): Promise<readonly AuditRow[]> => (await store.audit.page({ before: null, limit: 100 })).entries.toReversed();
  const acts = async (): Promise<readonly string[]> =>
    (await journal()).map(({ act, result }) => `${act} ${result}`).filter((act) => !act.startsWith('patient.'));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'poste-outbox-'));
    store = await openStore({ path: join(folder, 'store.db'), key: new Uint8Array(32).fill(7), journalKey: new Uint8Array(32).fill(9) });
    await store.commit({
      changes: [
        { kind: 'patient.save', patient: patient({}) },
        { kind: 'document.save', document: document({}) },
      ],
      audit: [act({})],
    });
    [now, changed, reported, deliveries, questions, looks, full, refusals] = [
      new Date('2026-11-21T12:00:00Z'),
      [],
      [],
      [],
      [],
      0,
      false,
      0,
    ];
    [unreadable, locked] = [0, 0];
    silent = false;
    sender = person(bound.actor.idNat, bound.situation);
    outbox = makeOutbox((rows) => changed.push(...rows));
  });
  const makeOutbox = (told: (rows: readonly SendRecord[]) => void, pollMs = 3_600_000): Outbox => {
    const due: Store['outbox']['due'] = (...asked) => {
      looks += 1;
      return silent ? Promise.reject(error('STORE_CLOSED')) : store.outbox.due(...asked);
    };
    const bound: Store['outbox']['bound'] = async (...asked) => {
      if (unreadable > 0) {
        unreadable -= 1;
        throw error('STORE_UNAVAILABLE');
      }
      return await store.outbox.bound(...asked);
    };
    return new Outbox({
      store: {
        ...store,
        outbox: { ...store.outbox, due, bound },
        commit: async (commit) => {
          if (locked > 0) {
            locked -= 1;
            throw error('PROFILE_LOCKED');
          }
          if (!full) {
            await store.commit(commit);
            told(commit.changes.flatMap((change) => (change.kind === 'send.save' ? [change.send] : [])));
            return;
          }
          refusals += 1;
          throw error('STORE_FULL');
        },
      },
      owner: 'poste-1',
      now: () => now,
      pollMs,
      retryMs: [1000, 60_000],
      current: () => sender,
      unwritten: told,
      report: (thrown) => reported.push(thrown),
    });
  };
  afterEach(async () => {
    for (const { done } of deliveries) done();
    for (const { answer } of questions) answer(true);
    await outbox.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
    expect(reported).toEqual([]);
  });

  it('writes that a row is being sent before it is delivered, and that it is sent only after', async () => {
    await add(send({ id: 's1', state: 'queued' }));
    outbox.kick();
    await settled(() => deliveries.length === 1);
    expect(await row('s1')).toMatchObject({ state: 'sending', attempts: 0, sentAt: null });
    deliveries[0]?.done();
    await inState('s1', 'sent');
    expect(await row('s1')).toMatchObject({ attempts: 1, sentAt: now.toISOString(), error: null });
    expect(changed.map(({ state }) => state)).toEqual(['sending', 'sent']);
  });

  it('sleeps until the next row’s hour, and is woken by nobody', async () => {
    await add(send({ id: 's1', state: 'scheduled', nextAt: new Date(now.getTime() + 60).toISOString() }));
    // Its hour came long ago, and nobody is asked about a mail in doubt: it keeps nobody awake.
    await add(send({ id: 's2', channel: 'mss', recipient: 'a@x.mssante.fr', state: 'unknown', nextAt: null }));
    outbox.start();
    await settled(() => looks === 2);
    await quiet();
    expect(deliveries).toHaveLength(0);
    now = new Date(now.getTime() + 60);
    await settled(() => deliveries.length === 1);
    expect((await row('s1'))?.state).toBe('sending');
  });

  it('does not sleep past the hour of a row that came while another one was being sent', async () => {
    await add(send({ id: 's1', state: 'queued' }), send({ id: 's2', state: 'queued' }));
    outbox.start();
    await settled(() => deliveries.length === 1);
    deliveries[0]?.failed(error('DMP_BUSY'));
    await settled(() => deliveries.length === 2);
    now = new Date(now.getTime() + 2000);
    deliveries[1]?.done();
    await settled(() => deliveries.length === 3);
    expect(deliveries[2]?.send.id).toBe('s1');
  });

  it('looks at a row’s hour while the other channel is still at work', async () => {
    await add(send({ id: 's1', channel: 'mss', recipient: 'a@b.mssante.fr', state: 'queued' }));
    outbox.start();
    await settled(() => deliveries.length === 1);
    await add(send({ id: 's2', state: 'scheduled', nextAt: new Date(now.getTime() + 60).toISOString() }));
    outbox.kick();
    await quiet();
    now = new Date(now.getTime() + 60);
    await settled(() => deliveries.length === 2);
    expect(deliveries[1]?.send.id).toBe('s2');
    // What the busy channel has not seen keeps nobody awake.
    await add(send({ id: 's3', channel: 'mss', recipient: 'a@b.mssante.fr', state: 'scheduled', nextAt: now.toISOString() }));
    deliveries[1]?.done();
    await inState('s2', 'sent');
    await quiet();
    looks = 0;
    await quiet();
    expect(looks).toBe(0);
  });

  it('wakes a person’s rows by itself once the store answers again, even when they could not be read', async () => {
    await add(send({ id: 's1', channel: 'mss', recipient: 'a@b.mssante.fr', state: 'waiting-card' }));
    outbox.start();
    await settled(() => looks === 2);
    full = true;
    await outbox.wake();
    reported.splice(0);
    unreadable = 1;
    full = false;
    await settled(() => reported.length === 1);
    reported.splice(0);
    await settled(() => deliveries.length === 1);
  });

  it('looks again soon for a channel whose rows the store did not take, though the other one went well', async () => {
    await add(send({ id: 's1', state: 'queued' }), send({ id: 's2', channel: 'mss', recipient: 'a@b.mssante.fr', state: 'queued' }));
    locked = 1;
    outbox.start();
    await settled(() => deliveries.length === 1 && reported.length === 1);
    reported.splice(0);
    deliveries[0]?.done();
    await settled(() => deliveries.length === 2);
  });

  it('doubts what another workstation was sending when it stopped, however far the next hour; what this one sends, never', async () => {
    outbox = makeOutbox(() => undefined, 20);
    const taken = (id: string, owner: string): SendRecord =>
      send({ id, state: 'sending', lease: { owner, until: new Date(now.getTime() - 1).toISOString() } });
    await add(
      taken('theirs', 'poste-2'),
      taken('ours', 'poste-1'),
      send({ id: 's1', state: 'scheduled', nextAt: new Date(now.getTime() + 3_600_000).toISOString() }),
    );
    outbox.start();
    await inState('theirs', 'unknown');
    expect([(await row('ours'))?.state, (await row('s1'))?.state]).toEqual(['sending', 'scheduled']);
  });

  describe('looks again soon, though nobody kicks it and no hour comes,', () => {
    it('when the store did not answer', async () => {
      await add(send({ id: 's1', state: 'queued' }));
      silent = true;
      outbox.start();
      await settled(() => reported.length === 2);
      silent = false;
      await settled(() => deliveries.length === 1);
      expect(reported.splice(0)).toEqual([error('STORE_CLOSED'), error('STORE_CLOSED')]);
    });

    it('when the disk did not take a row that was to leave', async () => {
      await add(send({ id: 's1', state: 'queued' }));
      full = true;
      outbox.start();
      await settled(() => refusals > 0);
      full = false;
      await settled(() => deliveries.length === 1);
      expect(reported.splice(0)).toEqual([error('STORE_FULL')]);
    });

    it('when the disk did not take what became of a row', async () => {
      await add(send({ id: 's1', state: 'queued' }));
      outbox.start();
      await settled(() => deliveries.length === 1);
      full = true;
      deliveries[0]?.done();
      await settled(() => refusals > 0);
      full = false;
      await inState('s1', 'sent');
      expect(reported.splice(0)).toEqual([error('STORE_FULL')]);
    });
  });

  it('waits longer after each failure, the last delay repeating, and looks at a row only when its hour has come', async () => {
    await add(send({ id: 's1', state: 'queued' }));
    for (const [attempt, delay] of [
      [1, 1000],
      [2, 60_000],
      [3, 60_000],
    ] as const) {
      outbox.kick();
      await settled(() => deliveries.length === attempt);
      deliveries.at(-1)?.failed(error('DMP_BUSY'));
      await inState('s1', 'queued');
      expect(await row('s1')).toMatchObject({
        attempts: attempt,
        nextAt: new Date(now.getTime() + delay).toISOString(),
        error: { code: 'DMP_BUSY' },
      });
      now = new Date(now.getTime() + delay - 1);
      outbox.kick();
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(deliveries).toHaveLength(attempt);
      now = new Date(now.getTime() + 1);
    }
  });

  it.each([
    ['refused', 'MSS_RECIPIENT_REFUSED', 'unknown', /« Renvoyer ».*« Ne pas renvoyer »/],
    ['put off by a busy service', 'MSS_BUSY', 'queued', /^Peu importe\.$/],
    ['waiting for its login', 'MSS_LOGIN_NEEDED', 'waiting-card', /^Peu importe\.$/],
  ] as const)('keeps saying of a mail sent again after a doubt that the first may have arrived: %s', async (_what, code, state, action) => {
    await add(send({ id: 's1', channel: 'mss', recipient: 'a@b.mssante.fr', state: 'queued', attempts: 1, error: resent() }));
    outbox.kick();
    await settled(() => deliveries.length === 1);
    expect(await row('s1')).toMatchObject({ state: 'sending', error: { code: 'SEND_RESENT' } });
    deliveries[0]?.failed(error(code));
    await inState('s1', state);
    const { attempts, error: said } = (await row('s1')) ?? {};
    expect([attempts, said]).toEqual([
      2,
      {
        ...resent(),
        message: 'Peu importe. Le premier envoi est peut-être arrivé.',
        action: expect.stringMatching(action) as string,
        detail: code,
      },
    ]);
  });

  it('keeps saying so while it waits for its own person, and no more once one of the two has arrived', async () => {
    await add(send({ id: 's1', channel: 'mss', recipient: 'a@b.mssante.fr', state: 'queued', attempts: 1, error: resent() }));
    sender = person('another', bound.situation);
    outbox.kick();
    await inState('s1', 'waiting-card');
    expect((await row('s1'))?.error).toMatchObject({ code: 'SEND_RESENT', detail: 'OUTBOX_OTHER_PERSON' });
    sender = person(bound.actor.idNat, bound.situation);
    await outbox.wake();
    await settled(() => deliveries.length === 1);
    deliveries[0]?.done();
    await inState('s1', 'sent');
    expect((await row('s1'))?.error).toBeNull();
  });

  it('moves rows that wait for somebody together: a commit and a word to the window for a hundred of them, both ways', async () => {
    const rows = Array.from({ length: 250 }, (_, i) => send({ id: `s${i}`, state: 'queued' }));
    await add(...rows);
    const told: number[] = [];
    outbox = makeOutbox((many) => told.push(many.length));
    sender = null;
    outbox.kick();
    await settled(async () => (await store.outbox.counts()).every(({ kind }) => kind === 'waiting-card'));
    expect(told).toEqual([100, 100, 50]);
    sender = person(bound.actor.idNat, bound.situation);
    await outbox.wake();
    expect(told.slice(3, 6)).toEqual([100, 100, 50]);
    await settled(() => deliveries.length === 1);
    // Taken alone: what waits its turn may still be called back.
    expect((await store.outbox.counts()).map(({ kind, sends }) => [kind, sends])).toEqual([
      ['queued', 249],
      ['sending', 1],
    ]);
  });

  it('moves the others when somebody moved one of them meanwhile', async () => {
    await add(...['s1', 's2', 's3'].map((id) => send({ id, state: 'queued' })));
    sender = null;
    const { due } = store.outbox;
    store = {
      ...store,
      outbox: {
        ...store.outbox,
        due: async (...asked) => {
          const rows = await due(...asked);
          const second = rows.find(({ id }) => id === 's2');
          if (second !== undefined) await add({ ...second, state: 'cancelled' });
          return rows;
        },
      },
    };
    outbox.kick();
    await inState('s3', 'waiting-card');
    expect([(await row('s1'))?.state, (await row('s2'))?.state]).toEqual(['waiting-card', 'cancelled']);
  });

  it('does not let a slow channel hold the other one', async () => {
    await add(
      send({ id: 's1', channel: 'dmp', state: 'queued' }),
      send({ id: 's2', channel: 'mss', recipient: 'a@b.mssante.fr', state: 'queued' }),
    );
    outbox.kick();
    await settled(() => deliveries.length === 2);
    deliveries.find((one) => one.send.id === 's2')?.done();
    await inState('s2', 'sent');
    expect((await row('s1'))?.state).toBe('sending');
  });

  it('looks once more for a channel that was at work when it was kicked, and then rests', async () => {
    await add(send({ id: 's1', channel: 'dmp', state: 'queued' }));
    outbox.kick();
    await settled(() => deliveries.length === 1);
    outbox.kick();
    outbox.kick();
    // The store answers in turn: a look that followed another one would be counted by then.
    const rest = async (): Promise<void> => {
      for (let turn = 0; turn < 50; turn += 1) await row('s1');
    };
    await rest();
    // Both channels; then the one that was free, and once more since it was kicked while it looked.
    expect(looks).toBe(4);
    deliveries[0]?.done();
    await inState('s1', 'sent');
    await rest();
    expect(looks).toBe(5);
  });

  it.each([
    ['nobody', null],
    ['another person', { idNat: '899900000025', situation: bound.situation }],
    ['the same person in another structure', { idNat: bound.actor.idNat, situation: 'elsewhere' }],
  ])('delivers nothing while %s is there: the row says whom it waits for', async (_name, who) => {
    sender = who === null ? null : person(who.idNat, who.situation);
    await add(send({ id: 's1', state: 'queued' }));
    outbox.kick();
    await inState('s1', 'waiting-card');
    expect([(await row('s1'))?.error?.code, (await row('s1'))?.error?.message, deliveries.length]).toEqual([
      'OUTBOX_OTHER_PERSON',
      `Cet envoi attend la carte de ${bound.actor.name}.`,
      0,
    ]);
    await outbox.wake();
    expect((await row('s1'))?.state).toBe('waiting-card');
    sender = person(bound.actor.idNat, bound.situation);
    await outbox.wake();
    await settled(() => deliveries.length === 1);
  });

  it('begins again an attempt that fails for want of its person when they came back meanwhile', async () => {
    await add(send({ id: 's1', state: 'queued' }));
    outbox.kick();
    await settled(() => deliveries.length === 1);
    // The card left and came back: the session is open again before the first attempt has noticed.
    await outbox.wake();
    deliveries[0]?.failed(error('SESSION_CLOSED'));
    await settled(() => deliveries.length === 2);
    deliveries[1]?.failed(error('CARD_REMOVED'));
    await inState('s1', 'waiting-card');
    expect(deliveries).toHaveLength(2);
  });

  it('never resends a mail in doubt by itself, whoever comes and whatever the hour', async () => {
    await add(send({ id: 's1', channel: 'mss', recipient: 'a@b.mssante.fr', state: 'queued' }));
    outbox.kick();
    await settled(() => deliveries.length === 1);
    deliveries[0]?.failed(error('MSS_UNKNOWN_OUTCOME'));
    await inState('s1', 'unknown');
    now = new Date(now.getTime() + 3_600_000);
    await outbox.wake();
    await quiet();
    expect([deliveries.length, questions.length, (await row('s1'))?.nextAt]).toEqual([1, 0, null]);
  });

  describe('a document in doubt', () => {
    const inDoubt = (changed: Partial<SendRecord> = {}): SendRecord => send({ id: 's1', state: 'unknown', attempts: 1, ...changed });

    it('is asked of the DMP by itself once the delay is over, and not sent again when it is there', async () => {
      await add(send({ id: 's1', state: 'queued' }));
      outbox.kick();
      await settled(() => deliveries.length === 1);
      deliveries[0]?.failed(error('DMP_NO_ANSWER'));
      await inState('s1', 'unknown');
      expect((await row('s1'))?.nextAt).toBe(new Date(now.getTime() + 1000).toISOString());
      outbox.kick();
      await quiet();
      expect(questions).toHaveLength(0);
      now = new Date(now.getTime() + 1000);
      outbox.kick();
      await settled(() => questions.length === 1);
      expect((await row('s1'))?.state).toBe('unknown');
      questions[0]?.answer(true);
      await inState('s1', 'sent');
      expect(await row('s1')).toMatchObject({ attempts: 1, sentAt: now.toISOString(), nextAt: null, error: null });
      expect([deliveries.length, await acts()]).toEqual([1, ['dmp.attempt DMP_NO_ANSWER', 'dmp.found ok']]);
    });

    it('is asked at once of the person who is there when the workstation that sent it is seen to have stopped', async () => {
      await add(send({ id: 's1', state: 'sending', lease: { owner: 'poste-2', until: new Date(now.getTime() + 1000).toISOString() } }));
      await add(
        send({
          id: 's2',
          channel: 'mss',
          recipient: 'a@b.mssante.fr',
          state: 'scheduled',
          nextAt: new Date(now.getTime() + 60).toISOString(),
        }),
      );
      outbox.start();
      await settled(() => looks === 2);
      now = new Date(now.getTime() + 1000);
      await settled(() => questions.length === 1);
      expect(questions[0]?.send.id).toBe('s1');
    });

    it('leaves again, once, when the DMP does not have it', async () => {
      await add(inDoubt({ nextAt: now.toISOString() }));
      outbox.kick();
      await settled(() => questions.length === 1);
      questions[0]?.answer(false);
      await settled(() => deliveries.length === 1);
      expect(await row('s1')).toMatchObject({ state: 'sending', attempts: 1 });
      deliveries[0]?.done();
      await inState('s1', 'sent');
      expect([questions.length, (await row('s1'))?.attempts, await acts()]).toEqual([1, 2, ['dmp.sent ok']]);
    });

    it('waits for a session of its person after a stop, and is then asked at once', async () => {
      await add(inDoubt());
      outbox.kick();
      await quiet();
      sender = person('899900000025', bound.situation);
      await outbox.wake();
      await quiet();
      expect([questions.length, (await row('s1'))?.nextAt]).toEqual([0, null]);
      sender = person(bound.actor.idNat, bound.situation);
      await outbox.wake();
      await settled(() => questions.length === 1);
      // Somebody else is there when its hour comes: nothing is asked under them.
      questions[0]?.failed(error('DMP_UNREACHABLE'));
      await settled(async () => (await acts()).length === 1);
      sender = person('899900000025', bound.situation);
      now = new Date(now.getTime() + 3_600_000);
      outbox.kick();
      await quiet();
      expect([questions.length, (await row('s1'))?.state]).toEqual([1, 'unknown']);
    });

    it.each<ErrorCode>(['DMP_UNREACHABLE', 'DMP_NO_ANSWER'])(
      'stays in doubt while the DMP does not answer (%s), and is asked again after longer and longer',
      async (code) => {
        await add(
          inDoubt({
            nextAt: now.toISOString(),
            error: { code: 'SEND_INTERRUPTED', message: '', action: '', path: null, detail: null },
            updatedAt: now.toISOString(),
          }),
        );
        for (const [asked, delay] of [
          [1, 1000],
          [2, 60_000],
          [3, 60_000],
        ] as const) {
          outbox.kick();
          await settled(() => questions.length === asked);
          questions.at(-1)?.failed(error(code));
          await settled(async () => (await acts()).length === asked);
          expect(await row('s1')).toMatchObject({
            state: 'unknown',
            attempts: 1,
            nextAt: new Date(now.getTime() + delay).toISOString(),
            error: { code: 'SEND_INTERRUPTED' },
          });
          now = new Date(now.getTime() + delay);
        }
        expect([deliveries.length, new Set(await acts())]).toEqual([0, new Set([`dmp.check ${code}`])]);
      },
    );

    it('of which the DMP will not say stays in doubt, says so, and is asked again at the next session alone', async () => {
      await add(inDoubt({ nextAt: now.toISOString() }));
      outbox.kick();
      await settled(() => questions.length === 1);
      questions[0]?.failed(error('DMP_RIGHTS'));
      await settled(async () => (await row('s1'))?.error?.code === 'SEND_UNCONFIRMED');
      expect(await row('s1')).toMatchObject({ state: 'unknown', nextAt: null, error: { detail: 'DMP_RIGHTS' } });
      now = new Date(now.getTime() + 3_600_000);
      outbox.kick();
      await quiet();
      expect(questions).toHaveLength(1);
      await outbox.wake();
      await settled(() => questions.length === 2);
    });

    it('whose card leaves while it is asked waits for the next session; asked again at once when its person came back meanwhile', async () => {
      await add(inDoubt({ nextAt: now.toISOString() }));
      outbox.kick();
      await settled(() => questions.length === 1);
      questions[0]?.failed(error('CARD_REMOVED'));
      await settled(async () => (await row('s1'))?.nextAt === null);
      await outbox.wake();
      await settled(() => questions.length === 2);
      await add({ ...send({ id: 's2', state: 'waiting-card' }) });
      await outbox.wake();
      questions[1]?.failed(error('CARD_REMOVED'));
      await settled(() => questions.length === 3);
    });

    it('that a person settles while the DMP is asked stays as they said', async () => {
      await add(inDoubt({ nextAt: now.toISOString() }));
      outbox.kick();
      await settled(() => questions.length === 1);
      const read = await row('s1');
      if (read === null) throw new Error('no row');
      await add({ ...read, state: 'sent' });
      questions[0]?.answer(true);
      await quiet();
      expect([await row('s1'), await acts()]).toEqual([expect.objectContaining({ state: 'sent', sentAt: null }), []]);
    });
  });

  describe('on a full disk', () => {
    it('nothing leaves that could not be written first; the row says why, and leaves once there is room', async () => {
      await add(send({ id: 's1', state: 'queued' }), send({ id: 's2', state: 'queued' }));
      full = true;
      outbox.kick();
      outbox.kick();
      await settled(() => refusals >= 2);
      expect(deliveries).toHaveLength(0);
      // Said once, though met at each look, and to the window too.
      expect([reported.splice(0).map(String), changed.map(({ id }) => id)]).toEqual([['PosteError: Peu importe.'], ['s1']]);
      expect(outbox.shown(send({ id: 's1', state: 'queued' })).error?.code).toBe('OUTBOX_DISK');
      expect(outbox.shown(send({ id: 's3', state: 'sent' })).error).toBeNull();
      full = false;
      outbox.kick();
      await settled(() => deliveries.length === 1);
      expect(outbox.shown(send({ id: 's2', state: 'queued' })).error).toBeNull();
    });

    it.each<
      readonly [
        string,
        (delivery: { done: () => void; failed: (thrown: unknown) => void }) => void,
        Partial<SendRecord>,
        string,
        SendRecord['state'],
        string,
      ]
    >([
      ['a success', ({ done }) => done(), { state: 'sent', attempts: 1 }, 'dmp.sent ok', 'sent', 'SEND_UNWRITTEN'],
      [
        'a refusal',
        ({ failed }) => failed(error('DMP_METADATA')),
        { state: 'failed', attempts: 1 },
        'dmp.attempt DMP_METADATA',
        'sending',
        'OUTCOME_UNWRITTEN',
      ],
    ])('%s is kept until it can be written, shown meanwhile, and never asked again', async (_name, end, written, trace, shown, code) => {
      await add(send({ id: 's1', state: 'queued' }));
      outbox.kick();
      await settled(() => deliveries.length === 1);
      full = true;
      const known = now.toISOString();
      if (deliveries[0] !== undefined) end(deliveries[0]);
      await settled(() => refusals === 1);
      now = new Date(now.getTime() + 3_600_000);
      for (let look = 0; look < 20; look += 1) {
        outbox.kick();
        await quiet();
      }
      // After one look, then two, four, eight more.
      expect([refusals, deliveries.length, reported.splice(0).length]).toEqual([5, 1, 1]);
      const row1 = await row('s1');
      if (row1 === null) throw new Error('no row');
      expect(row1).toMatchObject({ state: 'sending', attempts: 0 });
      expect(outbox.shown(row1)).toMatchObject({ state: shown, error: { code, detail: 'STORE_FULL' } });
      expect(changed.at(-1)?.id).toBe('s1');
      full = false;
      await settled(async () => {
        outbox.kick();
        return (await row('s1'))?.state === written.state;
      });
      // At the instant that it was known.
      expect(await row('s1')).toMatchObject({ ...written, updatedAt: known });
      expect((await journal()).at(-1)?.at).toBe(known);
      expect([await acts(), deliveries.length]).toEqual([[trace], 1]);
    });

    it('a document found at the DMP is not asked about again while that cannot be written', async () => {
      await add(send({ id: 's1', state: 'unknown', attempts: 1, nextAt: now.toISOString() }));
      outbox.kick();
      await settled(() => questions.length === 1);
      full = true;
      questions[0]?.answer(true);
      await settled(() => refusals === 1);
      for (let look = 0; look < 3; look += 1) {
        outbox.kick();
        await quiet();
      }
      expect([questions.length, (await row('s1'))?.state, reported.splice(0).length]).toEqual([1, 'unknown', 1]);
    });

    it('tries once more to write what is known when it closes', async () => {
      await add(send({ id: 's1', state: 'queued' }), send({ id: 's2', channel: 'mss', recipient: 'a@b.mssante.fr', state: 'queued' }));
      outbox.kick();
      await settled(() => deliveries.length === 2);
      full = true;
      for (const { done } of deliveries) done();
      await settled(() => refusals === 2);
      full = false;
      await outbox.close();
      expect([(await row('s1'))?.state, (await row('s2'))?.state, reported.splice(0).length]).toEqual(['sent', 'sent', 2]);
    });

    it('wakes the rows of a person who came while it was full, once there is room', async () => {
      await add(
        send({ id: 's1', state: 'unknown', attempts: 1 }),
        send({ id: 's2', channel: 'mss', recipient: 'a@b.mssante.fr', state: 'waiting-card' }),
      );
      full = true;
      await outbox.wake();
      expect([questions.length, deliveries.length, reported.splice(0).length]).toEqual([0, 0, 1]);
      full = false;
      outbox.kick();
      await settled(() => questions.length === 1 && deliveries.length === 1);
    });

    it('met between the taking of a row and its request: nothing left, and it leaves later by itself', async () => {
      await add(send({ id: 's1', state: 'queued' }));
      outbox.kick();
      await settled(() => deliveries.length === 1);
      deliveries[0]?.failed(error('STORE_FULL'));
      await inState('s1', 'queued');
      expect((await row('s1'))?.nextAt).toBe(new Date(now.getTime() + 1000).toISOString());
    });
  });

  it('leaves alone a row that was cancelled while it waited its turn, and goes on with the next', async () => {
    await add(send({ id: 's1', state: 'queued' }), send({ id: 's2', state: 'queued' }), send({ id: 's3', state: 'queued' }));
    outbox.kick();
    await settled(() => deliveries.length === 1);
    const second = await row('s2');
    if (second === null) throw new Error('no row');
    await add({ ...second, state: 'cancelled' });
    deliveries[0]?.done();
    await settled(() => deliveries.length === 2);
    expect([deliveries[1]?.send.id, (await row('s2'))?.state]).toEqual(['s3', 'cancelled']);
  });

  it('finishes what is under way when it closes, and takes nothing more', async () => {
    await add(send({ id: 's1', state: 'queued' }), send({ id: 's2', state: 'queued' }));
    outbox.kick();
    await settled(() => deliveries.length === 1);
    const closed = outbox.close();
    deliveries[0]?.done();
    await closed;
    expect([(await row('s1'))?.state, (await row('s2'))?.state, deliveries.length]).toEqual(['sent', 'queued', 1]);
    outbox.kick();
    await quiet();
    expect(deliveries).toHaveLength(1);
  });

  it('takes an error it does not know for a failure, reports it, and goes on', async () => {
    await add(send({ id: 's1', state: 'queued' }), send({ id: 's2', state: 'queued' }));
    outbox.kick();
    await settled(() => deliveries.length === 1);
    deliveries[0]?.failed(new TypeError('unexpected'));
    await settled(() => deliveries.length === 2);
    expect(await row('s1')).toMatchObject({ state: 'failed', error: { code: 'INTERNAL' } });
    expect(reported.splice(0)).toEqual([new TypeError('unexpected')]);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Outbox, type Sender } from '../../../electron/outbox/outbox.ts';
import { openStore } from '../../../electron/store/open.ts';
import type { SendRecord, Store } from '../../../electron/store/types.ts';
import { PosteError } from '../../../shared/errors.ts';
import { act, document, patient, send } from '../../integration/store/samples.ts';

const error = (code: string): PosteError => new PosteError(code, 'Peu importe.', 'Peu importe.');

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
  let deliveries: { readonly send: SendRecord; readonly done: () => void; readonly failed: (thrown: unknown) => void }[];

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
    deliver: (taken) => new Promise((done, failed) => deliveries.push({ send: taken, done, failed })),
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'poste-outbox-'));
    store = await openStore({ path: join(folder, 'store.db'), key: new Uint8Array(32).fill(7) });
    await store.commit({ changes: [{ kind: 'patient.save', patient: patient({}) }, { kind: 'document.save', document: document({}) }], audit: [act({})] });
    [now, changed, reported, deliveries, looks] = [new Date('2026-03-02T10:00:00Z'), [], [], [], 0];
    sender = person(bound.actor.idNat, bound.situation);
    const due: Store['outbox']['due'] = (at) => {
      looks += 1;
      return store.outbox.due(at);
    };
    outbox = new Outbox({
      store: { ...store, outbox: { ...store.outbox, due } },
      now: () => now,
      pollMs: 3_600_000,
      retryMs: [1000, 60_000],
      current: () => sender,
      changed: (one) => changed.push(one),
      report: (thrown) => reported.push(thrown),
    });
  });
  afterEach(async () => {
    for (const { done } of deliveries) done();
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

  it('waits longer after each failure, the last delay repeating, and looks at a row only when its hour has come', async () => {
    await add(send({ id: 's1', state: 'queued' }));
    for (const [attempt, delay] of [[1, 1000], [2, 60_000], [3, 60_000]] as const) {
      outbox.kick();
      await settled(() => deliveries.length === attempt);
      deliveries.at(-1)?.failed(error('DMP_BUSY'));
      await inState('s1', 'queued');
      expect(await row('s1')).toMatchObject({ attempts: attempt, nextAt: new Date(now.getTime() + delay).toISOString(), error: { code: 'DMP_BUSY' } });
      now = new Date(now.getTime() + delay - 1);
      outbox.kick();
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(deliveries).toHaveLength(attempt);
      now = new Date(now.getTime() + 1);
    }
  });

  it('does not let a slow channel hold the other one', async () => {
    await add(send({ id: 's1', channel: 'dmp', state: 'queued' }), send({ id: 's2', channel: 'mss', recipient: 'a@b.mssante.fr', state: 'queued' }));
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
    expect([(await row('s1'))?.error?.code, (await row('s1'))?.error?.message, deliveries.length]).toEqual(['OUTBOX_OTHER_PERSON', `Cet envoi attend la carte de ${bound.actor.name}.`, 0]);
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

  it('never resends by itself what may have arrived', async () => {
    await add(send({ id: 's1', state: 'queued' }));
    outbox.kick();
    await settled(() => deliveries.length === 1);
    deliveries[0]?.failed(error('DMP_NO_ANSWER'));
    await inState('s1', 'unknown');
    now = new Date(now.getTime() + 3_600_000);
    await outbox.wake();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([deliveries.length, (await row('s1'))?.nextAt]).toEqual([1, null]);
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

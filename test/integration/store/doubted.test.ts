import { describe, expect, it } from 'vitest';
import type { OpenSession } from '../../../electron/session/session.ts';
import type { Change, Store } from '../../../electron/store/types.ts';
import { undoValidation } from '../../../electron/usecases/documents/undo-validation.ts';
import { documentRow } from '../../../electron/usecases/documents/view.ts';
import type { CommonPorts } from '../../../electron/usecases/common-ports.ts';
import { cancelSend, decideDoubted, retrySend, settleSend } from '../../../electron/usecases/outbox/manage-sends.ts';
import { code, stores } from './fixture.ts';
import { act, document, later, patient, send, validated } from './samples.ts';

const { openIt } = stores();

// The session is only named in the journal.
const sessionOf = (idNat: string, family: string) =>
  ({
    pro: { idNat, family, given: 'Paule', prefix: null, suffix: 'DR', speciality: null, structure: null },
    situation: { structureIdNat: '499900000017001' },
  }) as unknown as OpenSession;
const session = sessionOf('899900000017', 'DURAND');

/** A store that holds the sends of a copy, and one row that waits for another reason. */
async function held() {
  const store = await openIt();
  const rows = [
    send({ id: 'dmp', uniqueId: '2.25.9' }),
    send({ id: 'mss', channel: 'mss', recipient: 'a@x.mssante.fr', uniqueId: null, messageId: '<1@x>', state: 'waiting-card' }),
  ];
  await store.commit({
    changes: [
      { kind: 'patient.save', patient: patient() },
      { kind: 'document.save', document: document({ status: 'validated', validated }) },
      ...rows.flatMap((row): Change[] => [
        { kind: 'send.save', send: row },
        { kind: 'send.payload', sendId: row.id, payload: { bytes: Buffer.from(row.id), mediaType: 'text/plain', facts: null } },
      ]),
    ],
    audit: [act()],
  });
  await store.close();
  const copy = await openIt({ existing: true, suspicion: 'moved' });
  await copy.commit({ changes: [{ kind: 'send.save', send: send({ id: 'other', state: 'held', uniqueId: '2.25.8' }) }], audit: [] });
  let kicks = 0;
  const told: string[] = [];
  copy.onTouched(({ documents }) => told.push(...documents));
  const office: CommonPorts & { readonly kick: () => void } = {
    store: copy,
    session: () => session,
    now: () => new Date(later(5)),
    uuid: () => 'x',
    kick: () => (kicks += 1),
  };
  return { store: copy, office, kicks: () => kicks, told };
}
const rowsOf = async (store: Store) =>
  Object.fromEntries((await store.outbox.list()).map(({ id, state, nextAt, attempts }) => [id, [state, nextAt, attempts]]));
const acts = async (store: Store) =>
  (await store.audit.page({ before: null, limit: 2 })).entries.map((entry) => [entry.act, entry.objectId]).toSorted();

describe('the sends of data that may be a copy', () => {
  it('leave by one decision: the DMP is asked first, a mail goes, and whatever is held for another reason stays', async () => {
    const { store, office, kicks, told } = await held();
    expect(await rowsOf(store)).toEqual({ dmp: ['held', null, 1], mss: ['held', null, 1], other: ['held', null, 0] });
    expect(await decideDoubted(office)({ decision: 'send' })).toEqual({ sends: 2, others: 0 });
    expect(await rowsOf(store)).toEqual({ dmp: ['unknown', later(5), 1], mss: ['queued', null, 1], other: ['held', null, 0] });
    expect(await acts(store)).toEqual([
      ['outbox.retried', 'dmp'],
      ['outbox.retried', 'mss'],
    ]);
    expect([kicks(), told]).toEqual([1, ['p1']]);
    expect(await decideDoubted(office)({ decision: 'send' })).toEqual({ sends: 0, others: 0 });
  });

  it('or do not leave, by one decision', async () => {
    const { store, office } = await held();
    expect(await decideDoubted(office)({ decision: 'leave' })).toEqual({ sends: 2, others: 0 });
    expect(await rowsOf(store)).toEqual({ dmp: ['cancelled', null, 1], mss: ['cancelled', null, 1], other: ['held', null, 0] });
    // What was given up may have left before the copy, and says so.
    expect((await store.outbox.get('mss'))?.error).toMatchObject({
      code: 'SEND_GIVEN_UP',
      message: expect.stringMatching(/Paule DURAND.*peut-être déjà parti/) as string,
    });
    expect(await acts(store)).toEqual([
      ['outbox.cancelled', 'dmp'],
      ['outbox.cancelled', 'mss'],
    ]);
  });

  it('leave one by one too: the DMP is asked first', async () => {
    const { store, office } = await held();
    await retrySend(office)('dmp');
    await retrySend(office)('mss');
    await retrySend(office)('other').catch(() => undefined);
    expect(await rowsOf(store)).toMatchObject({ dmp: ['unknown', later(5), 1], mss: ['queued', null, 1] });
  });

  it('are given up one by one, and never undone as if nothing had left', async () => {
    const { store, office } = await held();
    await expect(undoValidation(office)('d1')).rejects.toEqual(code('SEND_LEFT'));
    await cancelSend(office)('dmp');
    expect(await rowsOf(store)).toMatchObject({ dmp: ['cancelled', null, 1] });
    expect((await store.outbox.get('dmp'))?.error?.code).toBe('SEND_GIVEN_UP');
  });
});

describe('a mail in doubt that is sent again', () => {
  it.each(['unknown', 'held'] as const)('from %s, and called back before it left: in doubt as before, never « annulé »', async (state) => {
    const { store, office } = await held();
    const row = await store.outbox.get('mss');
    if (row === null) throw new Error('no mail');
    await store.commit({ changes: [{ kind: 'send.save', send: { ...row, state } }], audit: [] });
    await retrySend(office)('mss');
    expect(await store.outbox.get('mss')).toMatchObject({ state: 'queued', error: { code: 'SEND_RESENT' } });
    await cancelSend(office)('mss');
    expect(await store.outbox.get('mss')).toMatchObject({ state: 'unknown', nextAt: null, error: { code: 'SEND_RESENT_CANCELLED' } });
    expect((await store.audit.page({ before: null, limit: 1 })).entries[0]).toMatchObject({
      act: 'outbox.cancelled',
      label: 'Nouvel essai annulé, premier envoi en doute',
    });
    await settleSend(office)('mss');
    expect(await store.outbox.get('mss')).toMatchObject({ state: 'sent', error: { code: 'SEND_CONSIDERED_SENT' } });
  });
});

describe('the sends that another person validated', () => {
  const luc = sessionOf('899900000025', 'AUBERT');
  const refused = expect.objectContaining({
    code: 'SEND_OTHER_PERSON',
    message: expect.stringContaining('Dr Paule DURAND') as string,
  }) as unknown;

  it('stay held, and are counted, when one decides for one’s own', async () => {
    const { store, office } = await held();
    const mail = await store.outbox.get('mss');
    if (mail === null) throw new Error('no send');
    await store.commit({
      changes: [
        { kind: 'send.save', send: { ...mail, bound: { ...mail.bound, actor: { idNat: '899900000025', name: 'Dr Luc AUBERT' } } } },
      ],
      audit: [],
    });
    expect(await decideDoubted({ ...office, session: () => luc })({ decision: 'leave' })).toEqual({ sends: 1, others: 1 });
    expect(await rowsOf(store)).toEqual({ dmp: ['held', null, 1], mss: ['cancelled', null, 1], other: ['held', null, 0] });
  });

  it('are neither cancelled, nor taken back, nor is their doubt decided; what failed is asked again by anybody', async () => {
    const { store, office } = await held();
    const other = { ...office, session: () => luc };
    await expect(cancelSend(other)('dmp')).rejects.toEqual(refused);
    for (const id of ['dmp', 'mss']) await expect(retrySend(other)(id)).rejects.toEqual(refused);
    const row = await store.outbox.get('mss');
    if (row === null) throw new Error('no send');
    await store.commit({ changes: [{ kind: 'send.save', send: { ...row, state: 'unknown' } }], audit: [] });
    for (const decide of [settleSend(other), retrySend(other)]) await expect(decide('mss')).rejects.toEqual(refused);
    await settleSend(office)('mss');
    const dmp = await store.outbox.get('dmp');
    if (dmp === null) throw new Error('no send');
    await store.commit({ changes: [{ kind: 'send.save', send: { ...dmp, state: 'failed', error: null } }], audit: [] });
    await retrySend(other)('dmp');
    expect(await rowsOf(store)).toMatchObject({ dmp: ['queued', null, 1], mss: ['sent', null, 1] });
  });

  it('are shown as such, and their validation as nobody else’s to take back', () => {
    const whose = (me: string) => {
      const row = documentRow(document({ status: 'validated', validated }), [send({ state: 'scheduled' })], me);
      return [row.undoable, row.sends.map(({ mine }) => mine)];
    };
    expect([whose('899900000017'), whose('899900000025')]).toEqual([
      [true, [true]],
      [false, [false]],
    ]);
  });

  it('are not taken back with their validation', async () => {
    const store = await openIt();
    await store.commit({
      changes: [
        { kind: 'patient.save', patient: patient() },
        { kind: 'document.save', document: document({ status: 'validated', validated }) },
        { kind: 'send.save', send: send({ state: 'scheduled', nextAt: later(60) }) },
      ],
      audit: [act()],
    });
    const office: CommonPorts = { store, session: () => luc, now: () => new Date(later(5)), uuid: () => 'x' };
    await expect(undoValidation(office)('d1')).rejects.toEqual(refused);
    await undoValidation({ ...office, session: () => session })('d1');
    expect(await store.outbox.list()).toEqual([]);
  });
});

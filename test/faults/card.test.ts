import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { needs } from '../setup/needs.ts';
import { describeFaults, eventually, expectSentences, LUC, PAULE, PEOPLE, refusal, type PostOptions } from './post.ts';

/** A real PKCS#11 module of card readers, here without any reader. */
const opensc = needs.file('/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so', '/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so');

/** A file card takes a PIN or signs in 700 ms where this is waited for. */
const LIKELY_BEGUN_MS = 200;
/** No send is under way when the card is taken out after a first refusal: none has an outcome nobody knows. */
const SELDOM: PostOptions = { changes: { outbox: { retryMs: [4_000] } } };

describeFaults('the card', (bench) => {
  const wrong = { pin: '73915065', lastTry: false, situation: 1 };
  const right = { pin: PAULE.pin, lastTry: false, situation: 1 };

  it('without its module: the lock screen and the PIN say so and what to do', async () => {
    const post = await bench().post({ card: { kind: 'pkcs11', module: '/nowhere/libcps3_pkcs11.so', tokenLabel: 'CPS3-TEST', env: {} } });
    const { card, session } = await post.client.call('session.state', null);
    expect([card.kind, card.error?.code, session]).toEqual(['no-module', 'CARD_MODULE', null]);
    expectSentences(card.error);
    expect((await refusal(post.client.call('session.open', right))).code).toBe('CARD_MODULE');
  });

  it.skipIf(opensc === null)('without any reader plugged in: the lock screen and the PIN say so and what to do', async () => {
    const post = await bench().post({
      card: { kind: 'pkcs11', module: opensc ?? '', tokenLabel: 'CPS3-TEST', env: { PCSCLITE_CSOCK_NAME: '/nonexistent/pcscd' } },
    });
    const { card } = await post.client.call('session.state', null);
    expect([card.kind, card.error?.code]).toEqual(['no-reader', 'CARD_NO_READER']);
    expectSentences(card.error);
    expect((await refusal(post.client.call('session.open', right))).code).toBe('CARD_NO_READER');
  });

  it('absent, then put in: the lock screen follows by itself', async () => {
    const post = await bench().post();
    await post.reader.remove();
    await eventually(async () => (await post.client.call('session.state', null)).card.kind === 'empty');
    expectSentences((await post.client.call('session.state', null)).card.error);
    expect((await refusal(post.client.call('session.open', right))).code).toBe('CARD_ABSENT');
    await post.reader.insert();
    await eventually(async () => (await post.client.call('session.state', null)).card.holder === 'Dr Paule DURAND');
    expect(post.reader.triesLeft()).toBe(3);
  });

  it('of another family: it is named as such and no PIN is tried', async () => {
    const post = await bench().post();
    await post.reader.swapForeign();
    await eventually(async () => (await post.client.call('session.state', null)).card.kind === 'foreign');
    expect((await post.client.call('session.state', null)).card).toMatchObject({ kind: 'foreign', error: { code: 'CARD_FOREIGN' } });
    expect((await refusal(post.client.call('session.open', right))).code).toBe('CARD_FOREIGN');
  });

  it('a wrong PIN costs exactly one try, a malformed one none, the right one gives them back', async () => {
    const post = await bench().post();
    expect((await refusal(post.client.call('session.open', wrong))).code).toBe('PIN_WRONG');
    expect([post.reader.triesLeft(), (await post.client.call('session.state', null)).card.triesLeft]).toEqual([2, 2]);
    for (const pin of ['12', '12345678901', 'abcd', '12 34', ''])
      expect((await refusal(post.client.call('session.open', { ...wrong, pin }))).code).toBe('PIN_FORMAT');
    expect(post.reader.triesLeft()).toBe(2);
    await post.client.call('session.open', right);
    expect(post.reader.triesLeft()).toBe(3);
  });

  it('the same wrong PIN sent twice at once costs one try', async () => {
    const post = await bench().post();
    const both = await Promise.all([refusal(post.client.call('session.open', wrong)), refusal(post.client.call('session.open', wrong))]);
    expect(both.map(({ code }) => code)).toEqual(['PIN_WRONG', 'SESSION_OPENING']);
    expect(post.reader.triesLeft()).toBe(2);
  });

  it('the last try is made only when the user says so, and locks the card when it is wrong', async () => {
    const post = await bench().post();
    await refusal(post.client.call('session.open', wrong));
    await refusal(post.client.call('session.open', wrong));
    expect((await refusal(post.client.call('session.open', right))).code).toBe('PIN_FINAL_TRY');
    expect(post.reader.triesLeft()).toBe(1);
    expect((await refusal(post.client.call('session.open', { ...wrong, lastTry: true }))).code).toBe('PIN_LOCKED');
    expect(post.reader.triesLeft()).toBe(0);
    expect((await refusal(post.client.call('session.open', { ...right, lastTry: true }))).code).toBe('PIN_LOCKED');
    expect((await post.client.call('session.state', null)).session).toBeNull();
  });

  it('R-146: taken out: the session ends at once and nothing of a patient is answered any more', async () => {
    const post = await bench().post();
    await post.open();
    const id = await post.provisional();
    await post.reader.remove();
    await eventually(async () => (await post.client.call('session.state', null)).session === null);
    expect(await post.client.call('session.state', null)).toMatchObject({ endedBy: 'removed', mss: { state: 'closed' }, situations: [] });
    const { client } = post;
    const calls = [
      client.call('patients.get', { id }),
      client.call('patients.search', { query: '' }),
      client.call('patients.askInsi', { id }),
      client.call('documents.list', { patientId: id }),
      client.call('documents.add', { patientId: id, fileName: 'a.pdf', bytes: new Uint8Array(1) }),
      client.call('outbox.list', null),
      client.call('audit.list', { before: null, limit: 10 }),
      client.call('session.connectMss', null),
    ];
    expect(new Set((await Promise.all(calls.map(refusal))).map(({ code }) => code))).toEqual(new Set(['SESSION_CLOSED']));
    const acts = await post.close();
    expect(acts.at(-1)).toMatchObject({ act: 'session.closed', details: { reason: 'removed' } });
  });

  it('in a reader that answers, while the application is busy for longer than a driver may hang: the session goes on', async () => {
    const post = await bench().post({ changes: { card: { hungMs: 3_000 } } });
    await post.open();
    const id = await post.provisional();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_500);
    // INSi is asked under the card: it answers after all that was waiting to be heard of it.
    await post.qualified();
    expect(await post.client.call('session.state', null)).toMatchObject({ card: { kind: 'present' }, endedBy: null });
    expect((await post.client.call('patients.get', { id })).id).toBe(id);
  });

  it('taken out while a document is signed: nothing is validated nor sent, and the draft is kept', async () => {
    const post = await bench().post({ latencyMs: 700 });
    await post.open();
    const draft = await post.draft(await post.qualified(), 'Signature interrompue');
    const { virtual } = post.reader;
    const before = virtual?.computations() ?? 0;
    const validated = refusal(post.validate(draft));
    // A file card does not say when it begins: gone before, it is absent.
    if (virtual === null) await wait(LIKELY_BEGUN_MS);
    else await eventually(() => virtual.computations() > before);
    await post.reader.remove();
    expect((await validated).code).toMatch(virtual === null ? /^CARD_(REMOVED|ABSENT)$/ : /^CARD_REMOVED$/);
    await post.reader.insert();
    await post.open();
    expect(await post.client.call('documents.list', { patientId: draft.patientId })).toMatchObject([
      { id: draft.id, status: 'draft', sends: [] },
    ]);
    expect(bench().held(PEOPLE.open, 'Signature interrompue')).toEqual([]);
  });

  it('taken out before a send: it waits, then leaves by itself when its owner is back', async () => {
    const { sandbox, held } = bench();
    const post = await bench().post(SELDOM);
    await post.open();
    sandbox.faults.set('dmp.td2.1', { kind: 'code', code: 'XDSRepositoryBusy' });
    const { id } = await post.validate(await post.draft(await post.qualified(), 'Carte retirée avant'));
    await eventually(async () => (await post.sends(id)).some((send) => send.error?.code === 'DMP_BUSY'));
    await post.reader.remove();
    await eventually(async () => (await post.client.call('session.state', null)).session === null);
    sandbox.faults.clear();
    const asked = sandbox.dmp.journal.length;
    // Its hour came, and nobody was there.
    await eventually(async () => (await bench().stored(post.data)).every((state) => state === 'waiting-card'));
    expect([sandbox.dmp.journal.length, held(PEOPLE.open, 'Carte retirée avant')]).toEqual([asked, []]);
    await post.reader.insert();
    await post.open();
    await post.reaches(id, 'dmp', 'sent');
    expect(held(PEOPLE.open, 'Carte retirée avant')).toHaveLength(1);
  });

  it.each([
    ['and the DMP takes it all the same', { kind: 'slow', ms: 700 }, null],
    ['and the DMP never had it', { kind: 'timeout' }, null],
    // Asked too early, the DMP does not hold it yet; then it refuses the second one as a duplicate.
    ['and the DMP is still at it when it is sent again', { kind: 'slow', ms: 2000 }, { kind: 'slow', ms: 2500 }],
  ] as const)(
    'taken out during a send, %s: the DMP is asked by itself once the card is back, and there is exactly one document',
    async (title, fault, later) => {
      const { sandbox, held } = bench();
      const post = await bench().post();
      await post.open();
      const draft = await post.draft(await post.qualified(), title);
      sandbox.faults.set('dmp.td2.1', fault, 1);
      const before = sandbox.dmp.journal.length;
      const { id } = await post.validate(draft);
      await eventually(() => sandbox.dmp.journal.slice(before).some(({ action }) => action?.includes('ProvideAndRegister') === true));
      if (later !== null) sandbox.faults.set('dmp.td2.1', later, 1);
      await post.reader.remove();
      await eventually(async () => (await post.client.call('session.state', null)).session === null);
      expect((await refusal(post.client.call('patients.get', { id: draft.patientId }))).code).toBe('SESSION_CLOSED');
      await post.reader.insert();
      await post.open();
      await post.reaches(id, 'dmp', 'sent');
      expect((await post.acts()).find((act) => act.startsWith('dmp.'))).toBe('dmp.attempt DMP_NO_ANSWER');
      expect(held(PEOPLE.open, title)).toHaveLength(1);
    },
  );

  it('taken out while the DMP is asked whether the record exists: nothing left, and it leaves by itself', async () => {
    const { sandbox, held } = bench();
    const post = await bench().post();
    await post.open();
    const draft = await post.draft(await post.qualified(), 'Carte retirée pendant TD0.2');
    sandbox.faults.set('dmp.td0.2', { kind: 'timeout' }, 1);
    const before = sandbox.dmp.journal.length;
    const { id } = await post.validate(draft);
    await eventually(() => sandbox.dmp.journal.length > before);
    await post.reader.remove();
    await eventually(async () => (await post.client.call('session.state', null)).session === null);
    await post.reader.insert();
    await post.open();
    await post.reaches(id, 'dmp', 'sent');
    expect(held(PEOPLE.open, 'Carte retirée pendant TD0.2')).toHaveLength(1);
  });

  it('of somebody else: Dr Durand’s send stays, says whom it waits for, and leaves when she is back in the same activity', async () => {
    const { sandbox, held } = bench();
    const post = await bench().post(SELDOM);
    await post.open();
    sandbox.faults.set('dmp.td2.1', { kind: 'code', code: 'XDSRepositoryBusy' });
    const title = 'Réservé au Dr Durand';
    const { id } = await post.validate(await post.draft(await post.qualified(), title));
    await eventually(async () => (await post.sends(id)).some((send) => send.error?.code === 'DMP_BUSY'));
    await post.reader.swap(LUC);
    await eventually(async () => (await post.client.call('session.state', null)).card.holder === 'Dr Luc AUBERT');
    expect(await post.client.call('session.state', null)).toMatchObject({ session: null, situations: [], mss: { state: 'closed' } });
    expect((await refusal(post.client.call('outbox.list', null))).code).toBe('SESSION_CLOSED');
    sandbox.faults.clear();
    await post.open(LUC);
    const waiting = await post.reaches(id, 'dmp', 'waiting-card');
    expect(waiting.error).toMatchObject({ code: 'OUTBOX_OTHER_PERSON', message: 'Cet envoi attend la carte de Dr Paule DURAND.' });
    expectSentences(waiting.error);
    // Asked for by him, it still does not leave under his card.
    await post.client.call('outbox.retry', { id: waiting.id });
    await post.reaches(id, 'dmp', 'waiting-card');
    await post.reader.swap(PAULE);
    await post.open(PAULE, 3);
    await post.passes('dmp');
    expect([(await post.sends(id))[0]?.state, held(PEOPLE.open, title)]).toEqual(['waiting-card', []]);
    await post.client.call('session.lock', null);
    await post.open();
    await post.reaches(id, 'dmp', 'sent');
    expect(held(PEOPLE.open, title).map(({ authorId }) => authorId)).toEqual([PAULE.person.idNat]);
    const acts = await post.close();
    expect(acts.filter(({ act }) => act === 'outbox.retried').map(({ actor }) => actor?.name)).toEqual(['Dr Luc AUBERT']);
    expect(acts.filter(({ act, objectId }) => act === 'dmp.sent' && objectId === waiting.id).map(({ actor }) => actor?.name)).toEqual([
      'Dr Paule DURAND',
    ]);
  });
});

import { expect, it } from 'vitest';
import type { SessionState } from '../../shared/contract/session.ts';
import type { VirtualReader } from '../sandbox/cards/index.ts';
import { cardProfile } from '../setup/card-profile.ts';
import { describeFaults, eventually, expectSentences, LUC, PAULE, PEOPLE, refusal, type Post } from './post.ts';

/**
 * What a driver does to an open session: it hangs, its PC/SC service leaves it behind, or another program takes the PIN state of the card. Only a virtual
 * card plays it (POSTE_TEST_CARD=CPS3 or CPS4).
 */

/** Long enough for a card process to start on a busy machine. */
const HUNG = { changes: { card: { hungMs: 4_000 } } } as const;
/** Each exchange with the DMP has an assertion signed by the card. */
const SIGNED = { changes: { card: { hungMs: 4_000 }, dmp: { signVihf: true } } } as const;

describeFaults('the driver of the card', (bench) => {
  const only = it.skipIf(cardProfile === 'file');
  const right = { pin: PAULE.pin, lastTry: false, situation: 1 };
  const virtual = (post: Post): VirtualReader => {
    if (post.reader.virtual === null) throw new Error('a virtual card is needed');
    return post.reader.virtual;
  };
  const stateOf = (post: Post): Promise<SessionState> => post.client.call('session.state', null);
  const locked = async (post: Post): Promise<SessionState> => {
    await eventually(async () => (await stateOf(post)).session === null, 30_000);
    return stateOf(post);
  };
  /** The driver answers again; the card process that was started for it reads the card. */
  const recovers = async (post: Post): Promise<void> => {
    virtual(post).hang(false);
    await eventually(async () => (await stateOf(post)).card.kind === 'present', 40_000);
  };
  /** A send of that title that the DMP keeps refusing as busy: it is tried again and again. */
  const pending = async (post: Post, title: string): Promise<string> => {
    bench().sandbox.faults.set('dmp.td2.1', { kind: 'code', code: 'XDSRepositoryBusy' });
    const { id } = await post.validate(await post.draft(await post.qualified(), title));
    await eventually(async () => (await post.sends(id)).some((send) => send.error?.code === 'DMP_BUSY'));
    return id;
  };
  const refusedSignatures = (post: Post): number =>
    virtual(post)
      .signatures()
      .filter(({ result }) => result !== 0).length;

  only(
    'that hangs at a poll: the session ends and says so, the window still answers, and the PIN opens it again once it recovers',
    async () => {
      const post = await bench().post(HUNG);
      await post.open();
      const id = await post.qualified();
      const before = virtual(post).logins().length;
      virtual(post).hang(true);
      // Answered while the driver blocks its process, before anything is known of it.
      expect((await post.client.call('patients.get', { id })).id).toBe(id);
      const state = await locked(post);
      expect(state).toMatchObject({
        endedBy: 'hung',
        card: { kind: 'hung', holder: null, error: { code: 'CARD_HUNG', message: 'Le lecteur de carte ne répond plus.' } },
        mss: { state: 'closed' },
      });
      expectSentences(state.card.error);
      expect((await refusal(post.client.call('patients.get', { id }))).code).toBe('SESSION_CLOSED');
      expect((await refusal(post.client.call('session.open', right))).code).toBe('CARD_HUNG');
      await recovers(post);
      expect(await stateOf(post)).toMatchObject({ session: null, endedBy: 'hung', card: { triesLeft: 3 } });
      expect([virtual(post).logins().length, post.reader.triesLeft()]).toEqual([before, 3]);
      await post.open();
      expect((await post.client.call('patients.get', { id })).id).toBe(id);
      const acts = await post.close();
      expect(acts.filter(({ act }) => act === 'session.closed').map(({ details }) => details)).toEqual([
        { reason: 'hung' },
        { reason: 'user' },
      ]);
    },
  );

  only('that hangs in a signature: nothing is validated nor sent, the draft is kept, and it is validated after', async () => {
    const post = await bench().post(HUNG);
    const title = 'Lecteur bloqué à la signature';
    await post.open();
    const draft = await post.draft(await post.qualified(), title);
    const signed = virtual(post).signatures().length;
    virtual(post).hang('compute');
    const validated = refusal(post.validate(draft));
    expect((await validated).code).toBe('CARD_HUNG');
    expect(await locked(post)).toMatchObject({ endedBy: 'hung', card: { kind: 'hung' } });
    await recovers(post);
    await post.open();
    expect(await post.client.call('documents.list', { patientId: draft.patientId })).toMatchObject([
      { id: draft.id, status: 'draft', sends: [] },
    ]);
    expect(bench().held(PEOPLE.open, title)).toEqual([]);
    expect(
      virtual(post)
        .signatures()
        .slice(signed)
        .filter(({ mechanism }) => mechanism === 0x40),
    ).toEqual([]);
    await post.validate(draft);
    await post.reaches(draft.id, 'dmp', 'sent');
    expect(bench().held(PEOPLE.open, title)).toHaveLength(1);
  });

  only('that hangs while a PIN is checked: it costs no try, and is not presented again by itself', async () => {
    const post = await bench().post(HUNG);
    const before = virtual(post).logins().length;
    virtual(post).hang('compute');
    expect((await refusal(post.client.call('session.open', right))).code).toBe('CARD_HUNG');
    expect(await stateOf(post)).toMatchObject({ session: null, card: { kind: 'hung' } });
    await recovers(post);
    expect([virtual(post).logins().length, post.reader.triesLeft(), (await stateOf(post)).card.triesLeft]).toEqual([before, 3, 3]);
    await post.open();
  });

  only('that hangs while the key is lent to TLS: the session does not open, and says that the reader does not answer', async () => {
    const post = await bench().post(HUNG);
    virtual(post).latency(700);
    const opening = refusal(post.client.call('session.open', right));
    // The card process has its login; that of the TLS process is under way.
    await eventually(() => virtual(post).logins().length === 1);
    virtual(post).hang(true);
    expect((await opening).code).toBe('CARD_HUNG');
    expect((await stateOf(post)).session).toBeNull();
    virtual(post).latency(0);
    await recovers(post);
    expect(post.reader.triesLeft()).toBe(3);
    await post.open();
  });

  only('that hangs under a send: it waits for its owner, never fails, and leaves once when they are back', async () => {
    const post = await bench().post(SIGNED);
    const title = 'Lecteur bloqué pendant un envoi';
    await post.open();
    const id = await pending(post, title);
    virtual(post).hang('compute');
    expect((await locked(post)).endedBy).toBe('hung');
    bench().sandbox.faults.clear();
    await recovers(post);
    expect(bench().held(PEOPLE.open, title)).toEqual([]);
    await post.open();
    await post.reaches(id, 'dmp', 'sent');
    expect(bench().held(PEOPLE.open, title)).toHaveLength(1);
    const acts = await post.close();
    expect(
      acts.filter(({ act, result }) => act === 'dmp.attempt' && !['DMP_BUSY', 'CARD_HUNG', 'SESSION_CLOSED'].includes(result)),
    ).toEqual([]);
  });

  only(
    'left behind by its PC/SC service: the session ends, the lock screen says that there is no reader, and the card is found again by itself',
    async () => {
      const post = await bench().post();
      await post.open();
      const id = await post.qualified();
      const before = virtual(post).logins().length;
      // Stopped and started at once: the driver sees no reader for ever, and says nothing.
      virtual(post).pcsc(true);
      expect(await locked(post)).toMatchObject({ endedBy: 'removed' });
      await eventually(async () => (await stateOf(post)).card.kind === 'no-reader');
      const { card } = await stateOf(post);
      expect(card.error?.code).toBe('CARD_NO_READER');
      expectSentences(card.error);
      await eventually(async () => (await stateOf(post)).card.kind === 'present', 10_000);
      expect([virtual(post).logins().length, post.reader.triesLeft()]).toEqual([before, 3]);
      await post.open();
      expect((await post.client.call('patients.get', { id })).id).toBe(id);
    },
  );

  only('whose PIN state another program reset: a validation asks for the PIN again, keeps the draft, and costs no try', async () => {
    const post = await bench().post();
    const title = 'Code réinitialisé à la validation';
    await post.open();
    await post.connectMss();
    const draft = await post.draft(await post.qualified(), title);
    const before = virtual(post).logins().length;
    virtual(post).forgetPin();
    const error = await refusal(post.validate(draft, { recipients: [LUC.mailbox] }));
    expect(error.code).toBe('CARD_NOT_LOGGED_IN');
    expect(await locked(post)).toMatchObject({
      endedBy: 'reset',
      situations: [],
      mss: { state: 'closed' },
      card: { kind: 'present', triesLeft: 3, error: null },
    });
    expect([refusedSignatures(post), virtual(post).logins().length, post.reader.triesLeft()]).toEqual([1, before, 3]);
    expect((await refusal(post.client.call('documents.list', { patientId: draft.patientId }))).code).toBe('SESSION_CLOSED');
    await post.open();
    expect(await post.client.call('documents.list', { patientId: draft.patientId })).toMatchObject([
      { id: draft.id, status: 'draft', sends: [] },
    ]);
    await post.validate(draft);
    await post.reaches(draft.id, 'dmp', 'sent');
    expect(bench().held(PEOPLE.open, title)).toHaveLength(1);
    const acts = await post.close();
    expect(acts.filter(({ act }) => act === 'session.closed').map(({ details }) => details)).toEqual([
      { reason: 'reset' },
      { reason: 'user' },
    ]);
  });

  only(
    'whose PIN state another program reset, under a send that it signs: the session locks, the send waits and leaves after the PIN',
    async () => {
      const post = await bench().post(SIGNED);
      const title = 'Code réinitialisé pendant un envoi';
      await post.open();
      const id = await pending(post, title);
      virtual(post).forgetPin();
      expect(await locked(post)).toMatchObject({ endedBy: 'reset', card: { kind: 'present' } });
      bench().sandbox.faults.clear();
      await post.open();
      await post.reaches(id, 'dmp', 'sent');
      expect(bench().held(PEOPLE.open, title)).toHaveLength(1);
      const acts = await post.close();
      expect(
        acts.filter(({ act, result }) => act === 'dmp.attempt' && !['DMP_BUSY', 'CARD_NOT_LOGGED_IN', 'SESSION_CLOSED'].includes(result)),
      ).toEqual([]);
    },
  );

  only('whose PIN state another program reset, seen by TLS alone: the session locks, the send waits and leaves after the PIN', async () => {
    const post = await bench().post({ changes: { dmp: { signVihf: false }, outbox: { retryMs: [4_000] } } });
    const title = 'Code réinitialisé à la connexion';
    await post.open();
    const id = await pending(post, title);
    await post.client.call('session.lock', null);
    // The first connection of a session is signed by the card; slow, it is not made yet when the PIN is forgotten.
    virtual(post).latency(1_500);
    await post.open();
    virtual(post).forgetPin();
    expect(await locked(post)).toMatchObject({ endedBy: 'reset', card: { kind: 'present', triesLeft: 3 } });
    virtual(post).latency(0);
    bench().sandbox.faults.clear();
    expect(bench().held(PEOPLE.open, title)).toEqual([]);
    await post.open();
    await post.reaches(id, 'dmp', 'sent');
    expect(bench().held(PEOPLE.open, title)).toHaveLength(1);
    const acts = await post.close();
    expect(acts.filter(({ act }) => act === 'session.closed').map(({ details }) => details)).toEqual([
      { reason: 'user' },
      { reason: 'reset' },
      { reason: 'user' },
    ]);
  });
});

import { expect, it } from 'vitest';
import { describeFaults, eventually, LUC, PAULE, type Post } from './post.ts';

const MINUTE = 60_000;

describeFaults('the login to MSSanté of a session that is locked', (bench) => {
  const psc = () => bench().sandbox.psc;
  /** What Pro Santé Connect was asked through the proxy since then. */
  const askedSince = (from: number): readonly string[] =>
    psc()
      .journal.slice(from)
      .map(({ what, result }) => `${what.split(' ')[0]} ${result}`);
  const mss = async (post: Post) => (await post.client.call('session.state', null)).mss;
  const logins = async (post: Post): Promise<readonly string[]> => (await post.acts()).filter((act) => act.startsWith('mss-login.'));
  /** Dr Durand at a workstation whose clock the test moves, with her mailbox open. */
  const connected = async () => {
    const clock = { ahead: 0 };
    const post = await bench().post({ now: () => new Date(Date.now() + clock.ahead), changes: { psc: { parkMaxMs: 30 * MINUTE } } });
    await post.open();
    await post.connectMss();
    // What opening the mailbox asks is asked, for its line and for its light: nothing of it comes later.
    await post.passes('mss');
    await eventually(async () =>
      (await post.client.call('services.state', null)).lights.every(({ state, checking }) => state === 'up' && !checking),
    );
    return { post, clock };
  };
  const removed = async (post: Post): Promise<void> => {
    await post.reader.remove();
    await eventually(async () => (await post.client.call('session.state', null)).card.kind === 'empty');
  };
  const inserted = async (post: Post): Promise<void> => {
    await post.reader.insert();
    await eventually(async () => (await post.client.call('session.state', null)).card.kind === 'present');
  };

  it('locked, then a card taken out: nothing is asked nor sent, and the same PIN opens it again without the phone', async () => {
    const { post } = await connected();
    const { id } = await post.validate(await post.draft(await post.provisional(), 'Avant le verrouillage'), { recipients: [LUC.mailbox] });
    await post.reaches(id, 'mss', 'sent');
    await post.client.call('session.lock', null);
    const from = psc().journal.length;
    const mails = bench().sandbox.mss.deliveries(LUC.mailbox).length;
    expect(await mss(post)).toMatchObject({ state: 'closed', mailbox: null });
    // Many turns of the outbox, of the reader and of the lights.
    for (let turn = 0; turn < 3; turn += 1) {
      await removed(post);
      await inserted(post);
    }
    expect([askedSince(from), bench().sandbox.mss.deliveries(LUC.mailbox).length]).toEqual([[], mails]);
    await post.open();
    expect(await mss(post)).toMatchObject({ state: 'open', mailbox: PAULE.mailbox });
    const { id: next } = await post.validate(await post.draft(await post.provisional(), 'Après le code'), { recipients: [LUC.mailbox] });
    await post.reaches(next, 'mss', 'sent');
    expect(new Set(askedSince(from))).toEqual(new Set(['token given']));
    expect(await logins(post)).toEqual(['mss-login.opened ok', 'mss-login.parked ok', 'mss-login.resumed ok']);
  });

  it('is over once somebody else logs in, for them and for its person', async () => {
    const { post } = await connected();
    await removed(post);
    const from = psc().journal.length;
    await post.reader.insert();
    await post.reader.swap(LUC);
    await post.open(LUC);
    await eventually(() => askedSince(from).length > 0);
    expect([askedSince(from), (await mss(post)).state]).toEqual([['disconnect closed'], 'closed']);
    await post.reader.swap(PAULE);
    await post.open();
    expect([askedSince(from), (await mss(post)).state]).toEqual([['disconnect closed'], 'closed']);
    expect(await logins(post)).toEqual(['mss-login.opened ok', 'mss-login.parked ok', 'mss-login.dropped ok']);
  });

  it.each([
    ['was locked for too long', 31 * MINUTE],
    ['has its clock put back', -MINUTE],
  ])('is over when the workstation %s', async (_what, ahead) => {
    const { post, clock } = await connected();
    await post.client.call('session.lock', null);
    const from = psc().journal.length;
    clock.ahead = ahead;
    await post.open();
    await eventually(() => askedSince(from).length > 0);
    expect([askedSince(from), (await mss(post)).state]).toEqual([['disconnect closed'], 'closed']);
    expect((await logins(post)).toSorted()).toEqual(['mss-login.dropped ok', 'mss-login.opened ok', 'mss-login.parked ok']);
  });

  it('that Pro Santé Connect ended meanwhile is shown over after the PIN, and opened anew', async () => {
    const { post } = await connected();
    await post.client.call('session.lock', null);
    bench().sandbox.faults.set('psc-token', { kind: 'code', code: 'session_ended' });
    await post.open();
    await eventually(async () => (await mss(post)).state === 'failed');
    expect((await mss(post)).error?.code).toBe('PSC_SESSION_ENDED');
    bench().sandbox.faults.clear();
    await post.connectMss();
    expect((await logins(post)).slice(-3)).toEqual(['mss-login.resumed ok', 'mss-login.lost PSC_SESSION_ENDED', 'mss-login.opened ok']);
  });

  it('still waited for on the phone when the card leaves is given up: an answer that comes late opens nothing', async () => {
    const post = await bench().post();
    await post.open();
    psc().setAutoApprove(null);
    try {
      const from = psc().journal.length;
      await post.client.call('session.connectMss', null);
      await eventually(() => psc().pending().length > 0);
      await removed(post);
      await eventually(() => askedSince(from).includes('connect cancelled'));
      await psc().pending()[0]?.accept();
      await inserted(post);
      await post.open();
      expect([(await mss(post)).state, askedSince(from), await logins(post)]).toEqual(['closed', ['connect cancelled'], []]);
    } finally {
      psc().setAutoApprove(0);
    }
  });

  it('ends with the application, parked or not, and the journal says so of the one that was parked', async () => {
    for (const parked of [true, false]) {
      const { post } = await connected();
      if (parked) await post.client.call('session.lock', null);
      const from = psc().journal.length;
      const acts = (await post.close()).map(({ act }) => act);
      expect(askedSince(from)).toEqual(['disconnect closed']);
      expect(acts.includes('mss-login.dropped')).toBe(parked);
    }
  });
});

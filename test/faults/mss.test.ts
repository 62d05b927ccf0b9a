import { expect, it } from 'vitest';
import type { DocumentRow } from '../../shared/contract/documents.ts';
import type { Fault } from '../sandbox/common/faults.ts';
import type { Delivery } from '../sandbox/mss/index.ts';
import { describeFaults, eventually, expectSentences, LUC, refusal, type Post } from './post.ts';

describeFaults('MSSanté', (bench) => {
  /** A document for Dr Aubert of a patient whose identity is not qualified: the mail channel alone. */
  const validated = async (post: Post, title: string, recipients: readonly string[] = [LUC.mailbox]): Promise<DocumentRow> =>
    post.validate(await post.draft(await post.provisional(), title), { recipients: [...recipients] });
  const inbox = (): readonly Delivery[] => bench().sandbox.mss.deliveries(LUC.mailbox);

  it('down: the message waits, says so, is tried again and leaves when the server is back, once', async () => {
    const { sandbox } = bench();
    const since = inbox().length;
    const post = await bench().shared();
    const { length } = await post.acts();
    await sandbox.mss.setDown(true);
    const { id } = await validated(post, 'Serveur arrêté');
    await eventually(async () => (await post.sends(id)).some(({ channel, attempts }) => channel === 'mss' && attempts >= 2));
    const waiting = (await post.sends(id)).find(({ channel }) => channel === 'mss');
    expect(['queued', 'sending']).toContain(waiting?.state);
    expect((await post.client.call('services.state', null)).lights.find(({ name }) => name === 'MSSanté')?.state).toBe('down');
    await sandbox.mss.setDown(false);
    await post.reaches(id, 'mss', 'sent');
    expect(inbox().length - since).toBe(1);
    const acts = (await post.acts()).slice(length).filter((act) => act.startsWith('mss.'));
    expect([new Set(acts.slice(0, -1)), acts.at(-1)]).toEqual([new Set(['mss.attempt MSS_DOWN']), 'mss.sent ok']);
  });

  it.each<readonly [string, string, Fault]>([
    ['putting the recipient off (greylist 450)', 'mss-rcpt', { kind: 'code', code: '450' }],
    ['putting the message off (451)', 'mss-data', { kind: 'code', code: '451', text: '4.3.0 try again later' }],
  ])('%s: it leaves by itself at the next attempt, under the same Message-ID', async (_name, service, fault) => {
    const since = inbox().length;
    const post = await bench().shared();
    bench().sandbox.faults.set(service, fault, 1);
    const { id } = await validated(post, 'Reporté');
    const sent = await post.reaches(id, 'mss', 'sent');
    expect([sent.attempts, inbox().length - since]).toEqual([2, 1]);
  });

  it('cut while the message goes: it is never lost, and never received twice', async () => {
    const since = inbox().length;
    const post = await bench().shared();
    bench().sandbox.faults.set('mss-data', { kind: 'cut', when: 'before' }, 1);
    const { id } = await validated(post, 'Coupé');
    const mail = async () => (await post.sends(id)).find(({ channel }) => channel === 'mss');
    await eventually(async () => ['sent', 'unknown'].includes((await mail())?.state ?? ''));
    // When every byte had gone nobody knows whether the operator has it: that one is asked for by hand.
    const seen = await mail();
    if (seen?.state === 'unknown') await post.client.call('outbox.retry', { id: seen.id });
    await post.reaches(id, 'mss', 'sent');
    expect(inbox().length - since).toBe(1);
  });

  it.each<readonly [string, Fault, string]>([
    ['refusing the recipient (550)', { kind: 'code', code: '550', text: '5.1.1 no such mailbox' }, 'MSS_RECIPIENT_REFUSED'],
    ['whose recipient’s mailbox is full (552)', { kind: 'code', code: '552', text: '5.2.2 mailbox full' }, 'MSS_MAILBOX_FULL'],
  ])('%s: said in French, not insisted upon, and asked again by hand', async (_name, fault, code) => {
    const since = inbox().length;
    const post = await bench().shared();
    bench().sandbox.faults.set('mss-rcpt', fault, 1);
    const { id } = await validated(post, 'Destinataire refusé');
    const failed = await post.reaches(id, 'mss', 'failed');
    expect(failed.error?.code).toBe(code);
    expectSentences(failed.error);
    await post.passes('mss');
    expect([(await post.reaches(id, 'mss', 'failed')).attempts, inbox().length - since]).toEqual([1, 0]);
    await post.client.call('outbox.retry', { id: failed.id });
    await post.reaches(id, 'mss', 'sent');
    expect(inbox().length - since).toBe(1);
  });

  it('decides each recipient alone: one that nobody has, one full, one who receives', async () => {
    const since = inbox().length;
    const post = await bench().shared();
    const { id } = await validated(post, 'Trois destinataires', [
      'luc.aubret@medecin.sandbox.mssante.fr',
      'boite.pleine@medecin.sandbox.mssante.fr',
      LUC.mailbox,
    ]);
    await eventually(async () => (await post.sends(id)).every(({ state }) => state === 'sent' || state === 'failed'));
    const outcome = Object.fromEntries(
      (await post.sends(id))
        .filter(({ channel }) => channel === 'mss')
        .map(({ recipient, state, error }) => [recipient, error?.code ?? state]),
    );
    expect(outcome).toEqual({
      'luc.aubret@medecin.sandbox.mssante.fr': 'MSS_RECIPIENT_REFUSED',
      'boite.pleine@medecin.sandbox.mssante.fr': 'MSS_MAILBOX_FULL',
      [LUC.mailbox]: 'sent',
    });
    expect(inbox().length - since).toBe(1);
  });

  it('never gets there for a mistyped address: named at the validation, and nothing leaves on any channel', async () => {
    const since = inbox().length;
    const post = await bench().shared();
    const draft = await post.draft(await post.qualified(), 'Adresse mal saisie');
    const recipients = [LUC.mailbox, 'luc.aubert@@medecin.sandbox.mssante.fr'];
    const plan = await post.client.call('documents.plan', { id: draft.id, form: { ...draft.form, recipients } });
    expect([plan.canValidate, plan.problems.map(({ field, error }) => [field, error.code])]).toEqual([
      false,
      [['recipients', 'MSS_ADDRESS']],
    ]);
    const refused = await refusal(post.validate(draft, { recipients }));
    expect([refused.code, refused.path]).toEqual(['MSS_ADDRESS', '/recipients/1']);
    expect(refused.message).toContain('luc.aubert@@medecin.sandbox.mssante.fr');
    expectSentences(refused);
    expect([await post.sends(draft.id), inbox().length - since]).toEqual([[], 0]);
    await post.validate(draft, { recipients: [LUC.mailbox] });
    await post.reaches(draft.id, 'mss', 'sent');
  });

  it('answering nothing after the whole message: not resent by itself; asked again, it goes under the same Message-ID', async () => {
    const since = inbox().length;
    const post = await bench().shared();
    bench().sandbox.faults.set('mss-data', { kind: 'cut', when: 'after' }, 1);
    const { id } = await validated(post, 'Réponse perdue');
    const doubtful = await post.reaches(id, 'mss', 'unknown');
    expect(doubtful.error?.code).toBe('MSS_UNKNOWN_OUTCOME');
    expectSentences(doubtful.error);
    await post.passes('mss');
    expect(inbox().length - since).toBe(1);
    await post.client.call('outbox.retry', { id: doubtful.id });
    await post.reaches(id, 'mss', 'sent');
    const received = inbox().slice(since);
    // A double that the recipient's software recognises: same identifier, same bytes.
    expect([received.length, new Set(received.map(({ messageId }) => messageId)).size]).toEqual([2, 1]);
    expect(received[0]?.raw.equals(received[1]?.raw ?? Buffer.alloc(0))).toBe(true);
  });

  it('answering nothing after the whole message, and a person who says not to resend it: considered as sent, by whom is kept, and it never leaves again', async () => {
    const since = inbox().length;
    const post = await bench().shared();
    bench().sandbox.faults.set('mss-data', { kind: 'cut', when: 'after' }, 1);
    const { length } = await post.acts();
    const { id } = await validated(post, 'Réponse perdue, ne pas renvoyer');
    const doubtful = await post.reaches(id, 'mss', 'unknown');
    expect(doubtful.error?.action).toMatch(/« Renvoyer ».*deux fois.*« Ne pas renvoyer »/);
    expect((await refusal(post.client.call('outbox.cancel', { id: doubtful.id }))).code).toBe('SEND_IN_DOUBT');
    await post.client.call('outbox.settle', { id: doubtful.id });
    const { error, sentAt } = await post.reaches(id, 'mss', 'sent');
    expectSentences(error);
    expect([error?.code, error?.message, sentAt]).toEqual([
      'SEND_CONSIDERED_SENT',
      'Considéré comme parti par Dr Paule DURAND, sans confirmation du service.',
      null,
    ]);
    expect((await post.acts()).slice(length).filter((act) => /^(mss|outbox)\./.test(act))).toEqual([
      'mss.attempt MSS_UNKNOWN_OUTCOME',
      'outbox.cancel.refused SEND_IN_DOUBT',
      'outbox.settled ok',
    ]);
    for (const call of ['outbox.settle', 'outbox.retry', 'outbox.cancel'] as const)
      expect((await refusal(post.client.call(call, { id: doubtful.id }))).code).toBe('SEND_OVER');
    await post.passes('mss');
    expect(inbox().length - since).toBe(1);
  });

  it('without its login: the message waits for it, says so, and leaves as soon as it opens', async () => {
    const since = inbox().length;
    const post = await bench().post();
    await post.open();
    const { id } = await validated(post, 'Connexion manquante');
    const waiting = await post.reaches(id, 'mss', 'waiting-card');
    expect(waiting.error?.code).toBe('MSS_LOGIN_NEEDED');
    expectSentences(waiting.error);
    await post.connectMss();
    await post.reaches(id, 'mss', 'sent');
    expect(inbox().length - since).toBe(1);
  });

  it('whose login is refused on the phone, not answered, or of somebody unknown: said so, the card’s session stays, and it is asked again', async () => {
    const post = await bench().post();
    await post.open();
    for (const [fault, code] of [
      ['access_denied', 'PSC_REFUSED'],
      ['expired_token', 'PSC_EXPIRED'],
      ['unknown_user_id', 'PSC_UNKNOWN_USER'],
    ] as const) {
      bench().sandbox.faults.set('psc', { kind: 'code', code: fault }, 1);
      await post.client.call('session.connectMss', null);
      await eventually(async () => (await post.client.call('session.state', null)).mss.state === 'failed');
      const { mss, session } = await post.client.call('session.state', null);
      expect([mss.error?.code, session?.displayName]).toEqual([code, 'Dr Paule DURAND']);
      expectSentences(mss.error);
    }
    await post.connectMss();
    expect((await post.acts()).filter((act) => act.startsWith('mss-login.'))).toEqual([
      'mss-login.failed PSC_REFUSED',
      'mss-login.failed PSC_EXPIRED',
      'mss-login.failed PSC_UNKNOWN_USER',
      'mss-login.opened ok',
    ]);
  });

  it.each<readonly [string, string, Fault, string]>([
    ['the operator refuses its token', 'mss-auth', { kind: 'code', code: '535' }, 'MSS_AUTH'],
    ['Pro Santé Connect ended it', 'psc-token', { kind: 'code', code: 'session_ended' }, 'PSC_SESSION_ENDED'],
  ])('when %s: the login is shown over, the message waits, and leaves after a new one', async (_name, service, fault, code) => {
    const since = inbox().length;
    const post = await bench().post();
    await post.open();
    bench().sandbox.faults.set(service, fault);
    await post.connectMss();
    const { id } = await validated(post, 'Connexion perdue');
    const waiting = await post.reaches(id, 'mss', 'waiting-card');
    expect(waiting.error?.code).toBe(code);
    expectSentences(waiting.error);
    expect((await post.client.call('session.state', null)).mss).toMatchObject({ state: 'failed', mailbox: null, error: { code } });
    bench().sandbox.faults.clear();
    await post.connectMss();
    await post.reaches(id, 'mss', 'sent');
    expect(inbox().length - since).toBe(1);
    expect((await post.acts()).filter((act) => act.startsWith('mss-login.'))).toEqual([
      'mss-login.opened ok',
      `mss-login.lost ${code}`,
      'mss-login.opened ok',
    ]);
  });

  it('without a mailbox for this doctor: the channel is blocked with its reason, and no login is asked', async () => {
    const post = await bench().post({ changes: { mss: { mailboxes: [] } } });
    await post.open();
    expect((await refusal(post.client.call('session.connectMss', null))).code).toBe('MSS_NO_MAILBOX');
    const draft = await post.draft(await post.provisional());
    const plan = await post.client.call('documents.plan', { id: draft.id, form: { ...draft.form, recipients: [LUC.mailbox] } });
    expect(plan.channels.map(({ channel, outcome, reason }) => [channel, outcome, reason?.code])).toEqual([
      ['dmp', 'blocked', 'DMP_INS_NOT_QUALIFIED'],
      ['mss', 'blocked', 'MSS_NO_MAILBOX'],
    ]);
  });

  it('given up while it waited: it never leaves', async () => {
    const { sandbox } = bench();
    const since = inbox().length;
    const post = await bench().shared();
    await sandbox.mss.setDown(true);
    const { id } = await validated(post, 'Abandonné');
    await eventually(async () =>
      (await post.sends(id)).some(({ channel, state, attempts }) => channel === 'mss' && state === 'queued' && attempts >= 1),
    );
    const row = (await post.sends(id)).find(({ channel }) => channel === 'mss');
    if (row === undefined) throw new Error('no send');
    // It may be under way this very instant: then it is asked again.
    await eventually(async () =>
      post.client.call('outbox.cancel', { id: row.id }).then(
        () => true,
        () => false,
      ),
    );
    await sandbox.mss.setDown(false);
    await post.passes('mss');
    expect([(await post.reaches(id, 'mss', 'cancelled')).state, inbox().length - since]).toEqual(['cancelled', 0]);
  });
});

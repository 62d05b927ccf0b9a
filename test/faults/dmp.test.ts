import { expect, it } from 'vitest';
import type { DocumentRow } from '../../shared/contract/documents.ts';
import type { Fault } from '../sandbox/common/faults.ts';
import { describeFaults, eventually, expectSentences, LUC, PAULE, PEOPLE, refusal, type Post } from './post.ts';

const FEED = /ProvideAndRegister/;
const RECEIVER =
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text xml:lang="fr">Erreur interne</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>';
/** Nobody asked INSi about her. */
const STRANGER = { ...PEOPLE.open, traits: { ...PEOPLE.open.traits, birthFirstNames: 'CAMILLE' } };

describeFaults('the DMP', (bench) => {
  /** On the workstation of all, both channels open: a validated document to Dr Aubert. */
  const validated = async (
    title: string,
    person: (typeof PEOPLE)[keyof typeof PEOPLE] = PEOPLE.open,
  ): Promise<{ readonly post: Post; readonly document: DocumentRow; readonly acts: () => Promise<readonly string[]> }> => {
    const post = await bench().shared();
    const draft = await post.draft(await post.qualified(person), title);
    const { length } = await post.acts();
    const document = await post.validate(draft, { recipients: [LUC.mailbox] });
    return { post, document, acts: async () => (await post.acts()).slice(length + 1) };
  };
  const order = (since: number): readonly string[] =>
    bench()
      .sandbox.dmp.journal.slice(since)
      .map(({ action }) => (FEED.test(action ?? '') ? 'TD2.1' : /StoredQuery/.test(action ?? '') ? 'TD3.1b' : 'TD0.2'));
  /** Exchanges of a document whose first answer was lost: found at the DMP, or sent once more. */
  const settledBy = (feeds: number): readonly string[] => ['TD0.2', 'TD2.1', 'TD3.1b', ...(feeds === 1 ? [] : ['TD0.2', 'TD2.1'])];
  const mailed = (since: number): number => bench().sandbox.mss.deliveries(LUC.mailbox).length - since;

  it.each([
    ['R-011', 'has no DMP', PEOPLE.without, 'DMP_ABSENT', { state: 'none' }],
    ['R-011', 'closed theirs', PEOPLE.closed, 'DMP_CLOSED', { state: 'closed' }],
    ['R-012', 'blocked this doctor', PEOPLE.blocked, 'DMP_BLOCKED', { state: 'open', authorization: 'INTERDIT' }],
  ] as const)('%s, R-009: of a patient who %s says it, and the mail leaves', async (_rule, _name, person, code, known) => {
    const since = bench().sandbox.mss.deliveries(LUC.mailbox).length;
    const title = `Refus ${code}`;
    const { post, document, acts } = await validated(title, person);
    const { error } = await post.reaches(document.id, 'dmp', 'failed');
    expect(error?.code).toBe(code);
    expectSentences(error);
    await post.reaches(document.id, 'mss', 'sent');
    expect([bench().held(person, title), mailed(since)]).toEqual([[], 1]);
    // The banner knows it at once.
    expect((await post.client.call('patients.get', { id: document.patientId })).dmp).toMatchObject(known);
    expect((await acts()).toSorted()).toEqual([`dmp.attempt ${code}`, 'mss.sent ok']);
  });

  it.each<readonly [string, string, Fault, string]>([
    ['the metadata', 'dmp.td2.1', { kind: 'code', code: 'XDSRepositoryMetadataError' }, 'DMP_METADATA'],
    ['the certificate', 'dmp.td0.2', { kind: 'code', code: 'DMPInvalidCertificate' }, 'DMP_CERTIFICATE'],
    ['with a code nobody knows', 'dmp.td2.1', { kind: 'code', code: 'XDSSomethingNew' }, 'DMP_REFUSED'],
  ])('refusing %s: said in French, asked again by hand only, and the mail leaves', async (name, service, fault, code) => {
    const { sandbox, held } = bench();
    sandbox.faults.set(service, fault, 1);
    const since = sandbox.mss.deliveries(LUC.mailbox).length;
    const title = `Refus ${name}`;
    const { post, document } = await validated(title);
    const failed = await post.reaches(document.id, 'dmp', 'failed');
    expect(failed.error?.code).toBe(code);
    expectSentences(failed.error);
    await post.reaches(document.id, 'mss', 'sent');
    for (const channel of ['dmp', 'mss'] as const) await post.passes(channel);
    expect([(await post.reaches(document.id, 'dmp', 'failed')).attempts, mailed(since)]).toEqual([1, 1]);
    await post.client.call('outbox.retry', { id: failed.id });
    await post.reaches(document.id, 'dmp', 'sent');
    expect(held(PEOPLE.open, title)).toHaveLength(1);
  });

  it.each<readonly [string, string, Fault]>([
    ['busy', 'dmp.td2.1', { kind: 'code', code: 'XDSRepositoryBusy' }],
    ['cut before TD0.2 is answered', 'dmp.td0.2', { kind: 'cut', when: 'before' }],
    ['answering 500 to TD0.2', 'dmp.td0.2', { kind: 'http', status: 500 }],
    [
      'answering TD0.2 with a Fault of its own',
      'dmp.td0.2',
      { kind: 'rewrite', status: 500, headers: { 'content-type': 'application/soap+xml' }, body: () => RECEIVER },
    ],
  ])('%s: it leaves by itself when the DMP is back, once, and the mail did not wait', async (name, service, fault) => {
    const { sandbox, held } = bench();
    sandbox.faults.set(service, fault);
    const { post, document } = await validated(`Reprise ${name}`);
    await post.reaches(document.id, 'mss', 'sent');
    await eventually(async () => (await post.sends(document.id)).some(({ channel, attempts }) => channel === 'dmp' && attempts >= 2));
    const waiting = (await post.sends(document.id)).find(({ channel }) => channel === 'dmp');
    expect(['queued', 'sending']).toContain(waiting?.state);
    sandbox.faults.clear();
    await post.reaches(document.id, 'dmp', 'sent');
    expect(held(PEOPLE.open, `Reprise ${name}`)).toHaveLength(1);
  });

  it.each<readonly [string, Fault, number]>([
    ['cut after it took the document', { kind: 'cut', when: 'after' }, 1],
    ['cut before it took the document', { kind: 'cut', when: 'before' }, 2],
    ['answering 500', { kind: 'http', status: 500 }, 2],
    ['answering rubbish', { kind: 'garbage' }, 2],
  ])('%s: settled by itself during the same session, TD3.1b first, and there is exactly one document', async (name, fault, feeds) => {
    const { sandbox, held } = bench();
    sandbox.faults.set('dmp.td2.1', fault, 1);
    const before = sandbox.dmp.journal.length;
    const title = `Issue inconnue ${name}`;
    const { post, document, acts } = await validated(title);
    const sent = await post.reaches(document.id, 'dmp', 'sent');
    await post.reaches(document.id, 'mss', 'sent');
    expect([held(PEOPLE.open, title).length, sent.attempts]).toEqual([1, feeds]);
    expect(order(before)).toEqual(settledBy(feeds));
    expect((await acts()).filter((act) => !act.startsWith('mss.'))).toEqual([
      expect.stringMatching(/^dmp\.attempt DMP_(NO_ANSWER|GARBAGE)$/),
      feeds === 1 ? 'dmp.found ok' : 'dmp.sent ok',
    ]);
  });

  it('cut after it took the document, under a long delay: the row says what will be done, it cannot be given up, and it can be asked at once by hand', async () => {
    const { sandbox, held } = bench();
    const post = await bench().post({ changes: { outbox: { retryMs: [3_600_000] } } });
    await post.open();
    sandbox.faults.set('dmp.td2.1', { kind: 'cut', when: 'after' }, 1);
    const before = sandbox.dmp.journal.length;
    const { id } = await post.validate(await post.draft(await post.qualified(), 'Doute à la main'));
    const doubtful = await post.reaches(id, 'dmp', 'unknown');
    expectSentences(doubtful.error);
    expect(doubtful.error?.action).toMatch(/demande de lui-même au DMP/);
    for (const call of ['outbox.cancel', 'outbox.settle'] as const)
      expect((await refusal(post.client.call(call, { id: doubtful.id }))).code).toBe('SEND_IN_DOUBT');
    expect(order(before)).toEqual(['TD0.2', 'TD2.1']);
    await post.client.call('outbox.retry', { id: doubtful.id });
    await post.reaches(id, 'dmp', 'sent');
    expect([order(before), held(PEOPLE.open, 'Doute à la main').length]).toEqual([settledBy(1), 1]);
  });

  it('refusing to say whether it has the document: said so, nothing leaves, and a person may settle it, which the journal keeps', async () => {
    const { sandbox } = bench();
    sandbox.faults.set('dmp.td2.1', { kind: 'cut', when: 'after' }, 1);
    sandbox.faults.set('dmp.td3.1', { kind: 'code', code: 'DMPAccessDeniedByRightsService' }, 1);
    const before = sandbox.dmp.journal.length;
    const { post, document, acts } = await validated('Doute sans réponse');
    await eventually(async () => (await post.sends(document.id)).some(({ error }) => error?.code === 'SEND_UNCONFIRMED'));
    const row = await post.reaches(document.id, 'dmp', 'unknown');
    expectSentences(row.error);
    await post.client.call('outbox.settle', { id: row.id });
    const { error, sentAt } = await post.reaches(document.id, 'dmp', 'sent');
    expect([error?.code, error?.message, sentAt]).toEqual([
      'SEND_CONSIDERED_SENT',
      'Considéré comme parti par Dr Paule DURAND, sans confirmation du service.',
      null,
    ]);
    expect(order(before)).toEqual(['TD0.2', 'TD2.1', 'TD3.1b']);
    expect((await acts()).filter((act) => !act.startsWith('mss.'))).toEqual([
      'dmp.attempt DMP_NO_ANSWER',
      'dmp.check DMP_RIGHTS',
      'outbox.settled ok',
    ]);
  });

  /** What stands between the DMP and us, or the DMP itself, does to the answer of a lot. */
  const HTML = {
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: (): string => '<!DOCTYPE html><html><body>Portail captif</body></html>',
  } as const;
  const multipart =
    (end: string) =>
    (body: Buffer): string =>
      `--b\r\nContent-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"\r\nContent-ID: <r>\r\n\r\n${body.toString('utf8')}\r\n${end}`;
  const MULTIPART = { 'content-type': 'multipart/related; boundary="b"; type="application/xop+xml"; start="<r>"' } as const;

  it.each<readonly [string, Fault, string, number]>([
    ['cut while the lot was on its way', { kind: 'cut-upload' }, 'DMP_NO_ANSWER', 2],
    ['HTTP 500 without a body, after it took the document', { kind: 'rewrite', status: 500, body: () => '' }, 'DMP_NO_ANSWER', 1],
    ['HTTP 502 of a gateway, after it took the document', { kind: 'rewrite', status: 502, ...HTML }, 'DMP_NO_ANSWER', 1],
    ['HTTP 503 with a page, before it took the document', { kind: 'http', status: 503 }, 'DMP_NO_ANSWER', 2],
    ['a page of a portal in place of the answer', { kind: 'rewrite', ...HTML }, 'DMP_GARBAGE', 1],
    ['an empty answer', { kind: 'rewrite', body: () => '' }, 'DMP_GARBAGE', 1],
    [
      'the answer to another message',
      {
        kind: 'rewrite',
        body: (body) =>
          body
            .toString('utf8')
            .replaceAll(/RelatesTo(?:[^>]*)>[^<]*</g, (all) => all.replace(/>[^<]*</, '>urn:uuid:00000000-0000-4000-8000-000000000000<')),
      },
      'DMP_GARBAGE',
      1,
    ],
    ['an answer cut in the middle of its XML', { kind: 'rewrite', body: (body) => body.subarray(0, body.length / 2) }, 'DMP_GARBAGE', 1],
    [
      'an answer with a DTD',
      { kind: 'rewrite', body: (body) => body.toString('utf8').replace(/^(<\?xml[^>]*\?>)?/, '<!DOCTYPE a [<!ENTITY e "x">]>') },
      'DMP_GARBAGE',
      1,
    ],
    [
      'an answer in UTF-16',
      { kind: 'rewrite', body: (body) => Buffer.from(`\uFEFF${body.toString('utf8')}`, 'utf16le') },
      'DMP_GARBAGE',
      1,
    ],
    ['an answer nested 300 deep', { kind: 'rewrite', body: () => '<a>'.repeat(300) + '</a>'.repeat(300) }, 'DMP_GARBAGE', 1],
    ['a multipart without its last boundary', { kind: 'rewrite', headers: MULTIPART, body: multipart('') }, 'DMP_GARBAGE', 1],
    ['a multipart that is none', { kind: 'rewrite', headers: MULTIPART }, 'DMP_GARBAGE', 1],
    [
      'a multipart that names no boundary',
      { kind: 'rewrite', headers: { 'content-type': 'multipart/related; type="application/xop+xml"' }, body: multipart('--b--\r\n') },
      'DMP_GARBAGE',
      1,
    ],
  ])('%s: in doubt, settled by TD3.1b by itself, exactly one document', async (name, fault, code, feeds) => {
    const { sandbox, held } = bench();
    sandbox.faults.set('dmp.td2.1', fault, 1);
    const before = sandbox.dmp.journal.length;
    const title = `Doute ${name}`.slice(0, 120);
    const { post, document, acts } = await validated(title);
    await post.reaches(document.id, 'mss', 'sent');
    await post.reaches(document.id, 'dmp', 'sent');
    expect((await acts()).filter((act) => act.startsWith('dmp.'))).toEqual([
      `dmp.attempt ${code}`,
      feeds === 1 ? 'dmp.found ok' : 'dmp.sent ok',
    ]);
    expect(order(before)).toEqual(settledBy(feeds));
    expect(held(PEOPLE.open, title)).toHaveLength(1);
  });

  it.each<readonly [string, Fault]>([
    ['without Content-Type', { kind: 'rewrite', headers: { 'content-type': null } }],
    ['as application/xml', { kind: 'rewrite', headers: { 'content-type': 'application/xml' } }],
    ['as text/html, the body being the DMP’s', { kind: 'rewrite', headers: { 'content-type': 'text/html' } }],
    ['in MTOM', { kind: 'rewrite', headers: MULTIPART, body: multipart('--b--\r\n') }],
    [
      'in MTOM, said to be application/xml',
      { kind: 'rewrite', headers: { 'content-type': 'application/xml' }, body: multipart('--b--\r\n') },
    ],
    [
      'in MTOM with line feeds alone, a preamble and an epilogue',
      { kind: 'rewrite', headers: MULTIPART, body: (body) => `avant\n${multipart('--b--\r\n')(body).replaceAll('\r\n', '\n')}après` },
    ],
  ])('answering %s is understood: sent, once', async (name, fault) => {
    const { sandbox, held } = bench();
    sandbox.faults.set('dmp.td2.1', fault, 1);
    const title = `Réponse ${name}`;
    const { post, document } = await validated(title);
    expect((await post.reaches(document.id, 'dmp', 'sent')).attempts).toBe(1);
    expect(held(PEOPLE.open, title)).toHaveLength(1);
  });

  it('HTTP 500 with a Fault of its own (Receiver), the document taken all the same: TD3.1b by itself, and it is not sent twice', async () => {
    const { sandbox, held } = bench();
    sandbox.faults.set(
      'dmp.td2.1',
      { kind: 'rewrite', status: 500, headers: { 'content-type': 'application/soap+xml' }, body: () => RECEIVER },
      1,
    );
    const before = sandbox.dmp.journal.length;
    const title = 'Erreur interne du DMP';
    const { post, document, acts } = await validated(title);
    await post.reaches(document.id, 'dmp', 'sent');
    expect(held(PEOPLE.open, title)).toHaveLength(1);
    expect(sandbox.dmp.journal.slice(before).filter(({ action }) => FEED.test(action ?? ''))).toHaveLength(1);
    expect((await acts()).filter((act) => act.startsWith('dmp.'))).toEqual(['dmp.attempt DMP_INTERNAL', 'dmp.found ok']);
  });

  it('too slow to answer, and taking the document after we gave up: in doubt; sent again meanwhile, there is one document', async () => {
    const { sandbox, held } = bench();
    const post = await bench().post({ changes: { dmp: { timeoutMs: 4000 } } });
    await post.open();
    const draft = await post.draft(await post.qualified(), 'Réponse tardive');
    const before = sandbox.dmp.journal.length;
    const { promise, resolve: answer } = Promise.withResolvers<void>();
    sandbox.faults.set('dmp.td2.1', { kind: 'held', until: promise }, 1);
    await post.validate(draft);
    const { id } = await post.reaches(draft.id, 'dmp', 'sending');
    for (const call of ['outbox.retry', 'outbox.cancel', 'outbox.settle'] as const)
      expect((await refusal(post.client.call(call, { id }))).code).toBe('SEND_UNDER_WAY');
    await post.reaches(draft.id, 'dmp', 'sent');
    expect((await post.acts()).find((act) => act.startsWith('dmp.'))).toBe('dmp.attempt DMP_NO_ANSWER');
    const late = (): string | undefined => sandbox.dmp.journal.slice(before).find(({ action }) => FEED.test(action ?? ''))?.outcome;
    // The first one is judged when it is let go.
    answer();
    await eventually(() => late() !== '');
    expect(held(PEOPLE.open, 'Réponse tardive')).toHaveLength(1);
  });

  it('silent when it is asked whether it has the document: nothing is resent until it answers', async () => {
    const { sandbox, held } = bench();
    sandbox.faults.set('dmp.td2.1', { kind: 'cut', when: 'after' }, 1);
    sandbox.faults.set('dmp.td3.1', { kind: 'http', status: 503 }, 2);
    const before = sandbox.dmp.journal.length;
    const { post, document, acts } = await validated('TD3.1b muette');
    await post.reaches(document.id, 'dmp', 'sent');
    expect((await acts()).filter((act) => act.startsWith('dmp.'))).toEqual([
      'dmp.attempt DMP_NO_ANSWER',
      'dmp.check DMP_NO_ANSWER',
      'dmp.check DMP_NO_ANSWER',
      'dmp.found ok',
    ]);
    expect(sandbox.dmp.journal.slice(before).filter(({ action }) => FEED.test(action ?? ''))).toHaveLength(1);
    expect(held(PEOPLE.open, 'TD3.1b muette')).toHaveLength(1);
  });

  it('R-008, R-009: for an identity that is not qualified the DMP channel keeps its reason, and the mail leaves with X-MSS-INS N', async () => {
    const { sandbox, held } = bench();
    const since = sandbox.mss.deliveries(LUC.mailbox).length;
    const post = await bench().shared();
    const draft = await post.draft(await post.provisional(STRANGER), 'Identité provisoire');
    const { id } = await post.validate(draft, { recipients: [LUC.mailbox] });
    await post.reaches(id, 'mss', 'sent');
    const { error } = await post.reaches(id, 'dmp', 'failed');
    expect(error?.code).toBe('DMP_INS_NOT_QUALIFIED');
    expectSentences(error);
    const [mail] = sandbox.mss.deliveries(LUC.mailbox).slice(since);
    expect(mail?.headers['X-MSS-INS']).toBe('N');
    expect(held(PEOPLE.open, 'Identité provisoire')).toEqual([]);
  });

  it('alone, without médecin traitant nor recipient: the document goes to the DMP, and that is not an error', async () => {
    const post = await bench().shared();
    const draft = await post.draft(await post.qualified(), 'DMP seul');
    const plan = await post.client.call('documents.plan', { id: draft.id, form: draft.form });
    expect(plan.channels.map(({ channel, outcome, reason }) => [channel, outcome, reason?.code ?? null])).toEqual([
      ['dmp', 'ready', null],
      ['mss', 'absent', 'MSS_NO_DOCTOR'],
    ]);
    const { id } = await post.validate(draft);
    await post.reaches(id, 'dmp', 'sent');
    expect(await post.sends(id)).toHaveLength(1);
    expect(bench().held(PEOPLE.open, 'DMP seul')).toHaveLength(1);
  });

  it('R-072: is not fed against the patient’s opposition, and the mail leaves', async () => {
    const { sandbox, held } = bench();
    const post = await bench().shared();
    const patientId = await post.qualified();
    await post.client.call('patients.recordInformation', { id: patientId, purpose: 'feeding', state: 'opposed' });
    const asked = sandbox.dmp.journal.length;
    const { id } = await post.validate(await post.draft(patientId, 'Opposition'), { recipients: [LUC.mailbox] });
    await post.reaches(id, 'mss', 'sent');
    const { error } = await post.reaches(id, 'dmp', 'failed');
    expect(error?.code).toBe('DMP_FEEDING_OPPOSED');
    expectSentences(error);
    expect([sandbox.dmp.journal.length, held(PEOPLE.open, 'Opposition')]).toEqual([asked, []]);
    await post.client.call('patients.recordInformation', { id: patientId, purpose: 'feeding', state: 'informed' });
  });

  it('R-072: is not fed when the patient opposes it after the document was validated, while it waited', async () => {
    const { sandbox, held } = bench();
    sandbox.faults.set('dmp.td2.1', { kind: 'code', code: 'XDSRepositoryBusy' });
    const { post, document } = await validated('Opposition tardive');
    await eventually(async () => (await post.sends(document.id)).some(({ error }) => error?.code === 'DMP_BUSY'));
    await post.client.call('patients.recordInformation', { id: document.patientId, purpose: 'feeding', state: 'opposed' });
    sandbox.faults.clear();
    const { error } = await post.reaches(document.id, 'dmp', 'failed');
    expect([error?.code, held(PEOPLE.open, 'Opposition tardive')]).toEqual(['DMP_FEEDING_OPPOSED', []]);
    await post.reaches(document.id, 'mss', 'sent');
    await post.client.call('patients.recordInformation', { id: document.patientId, purpose: 'feeding', state: 'informed' });
  });

  it('receives a VIHF made for each message, never twice the same', async () => {
    const { sandbox } = bench();
    const before = sandbox.dmp.journal.length;
    sandbox.faults.set('dmp.td2.1', { kind: 'cut', when: 'after' }, 1);
    const { post, document } = await validated('Un VIHF par message');
    await post.reaches(document.id, 'dmp', 'sent');
    const other = await post.draft(document.patientId, 'Un VIHF par message, encore');
    await post.validate(other);
    await post.reaches(other.id, 'dmp', 'sent');
    const messages = sandbox.dmp.journal.slice(before);
    expect(messages).toHaveLength(5);
    const assertions = messages.map(({ assertionId }) => assertionId);
    expect([assertions.includes(null), new Set(assertions).size]).toEqual([false, 5]);
    // Over the whole life of this sandbox too.
    const all = sandbox.dmp.journal.flatMap(({ assertionId }) => assertionId ?? []);
    expect(new Set(all).size).toBe(all.length);
  });

  it('without its address: the send says which service is not configured, and the mail leaves', async () => {
    const post = await bench().post({ changes: { dmp: { patientsUrl: null } } });
    await post.open();
    await post.connectMss();
    const { id } = await post.validate(await post.draft(await post.qualified(), 'Sans adresse'), { recipients: [LUC.mailbox] });
    const { error } = await post.reaches(id, 'dmp', 'failed');
    expect([error?.code, error?.message]).toEqual(['SERVICE_UNSET', 'Le service DMP n’est pas configuré sur ce poste.']);
    await post.reaches(id, 'mss', 'sent');
  });

  it('keeps the acts of a send in the journal: who, on whom, with what result and which document', async () => {
    const post = await bench().post();
    await post.open();
    await post.connectMss();
    const document = await post.validate(await post.draft(await post.qualified(), 'Au journal'), { recipients: [LUC.mailbox] });
    await post.reaches(document.id, 'dmp', 'sent');
    await post.reaches(document.id, 'mss', 'sent');
    const acts = await post.close();
    const [entry] = bench().held(PEOPLE.open, 'Au journal');
    expect(acts.map(({ act }) => act).filter((act) => !/^(dmp|mss)\./.test(act))).toEqual([
      'session.opened',
      'mss-login.opened',
      'patients.searched',
      'patient.created',
      'patient.opened',
      'insi.asked',
      'identity.insi-accepted',
      'identity.document-checked',
      'information.recorded',
      'document.added',
      'document.validated',
      'session.closed',
    ]);
    expect(acts.find(({ act }) => act === 'dmp.sent')).toMatchObject({
      actor: { idNat: PAULE.person.idNat, name: 'Dr Paule DURAND' },
      patientId: document.patientId,
      result: 'ok',
      details: { channel: 'dmp', uniqueId: entry?.uniqueId },
    });
    const [mail] = bench().sandbox.mss.deliveries(LUC.mailbox).slice(-1);
    expect(acts.find(({ act }) => act === 'mss.sent')?.details['messageId']).toBe(mail?.messageId);
  });
});

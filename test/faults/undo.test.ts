import { expect, it } from 'vitest';
import { describeFaults, eventually, LUC, PEOPLE } from './post.ts';

/** A window too long to end by itself during a test, and one that ends soon. */
const LONG = { changes: { outbox: { undoMs: 60_000 } } } as const;
const SHORT = { changes: { outbox: { undoMs: 2000 } } } as const;

describeFaults('the undo window', (bench) => {
  const inbox = () => bench().sandbox.mss.deliveries(LUC.mailbox);
  const left = (title: string, since: number) => [bench().held(PEOPLE.open, title).length, inbox().length - since];

  it('taken back in time: nothing leaves, the draft is as it was, and validated again it leaves once', async () => {
    const title = 'Repris à temps';
    const since = inbox().length;
    const post = await bench().post(LONG);
    await post.open();
    await post.connectMss();
    const validated = await post.validate(await post.draft(await post.qualified(), title), {
      recipients: [LUC.mailbox],
      visibility: 'masked',
    });
    expect(validated.sends.map(({ state }) => state)).toEqual(['scheduled', 'scheduled']);
    expect(validated.undoable).toBe(true);
    for (const { leavesAt } of validated.sends) expect(Date.parse(leavesAt ?? '')).toBeGreaterThan(Date.now() + 30_000);

    const draft = await post.client.call('documents.undo', { id: validated.id });
    expect(draft).toMatchObject({ id: validated.id, status: 'draft', form: validated.form, sends: [], validatedAt: null, undoable: false });
    expect(await post.sends(validated.id)).toEqual([]);
    expect(left(title, since)).toEqual([0, 0]);

    await post.client.call('settings.save', { undoSeconds: 0 });
    await post.validate(draft, { visibility: 'visible' });
    await post.reaches(validated.id, 'dmp', 'sent');
    await post.reaches(validated.id, 'mss', 'sent');
    expect(left(title, since)).toEqual([1, 1]);
    const acts = await post.close();
    expect(acts.map(({ act }) => act).filter((act) => act.startsWith('document.'))).toEqual([
      'document.added',
      'document.validated',
      'document.reopened',
      'document.validated',
    ]);
  });

  it('over: both channels leave by themselves, and it is too late to take it back', async () => {
    const title = 'Parti de lui-même';
    const since = inbox().length;
    const post = await bench().post(SHORT);
    await post.open();
    await post.connectMss();
    const { id, sends } = await post.validate(await post.draft(await post.qualified(), title), { recipients: [LUC.mailbox] });
    expect(sends.map(({ state }) => state)).toEqual(['scheduled', 'scheduled']);
    const dmp = await post.reaches(id, 'dmp', 'sent');
    await post.reaches(id, 'mss', 'sent');
    expect(Date.parse(dmp.sentAt ?? '')).toBeGreaterThanOrEqual(Date.parse(sends[0]?.leavesAt ?? ''));
    await expect(post.client.call('documents.undo', { id })).rejects.toMatchObject({ code: 'SEND_LEFT' });
    expect(left(title, since)).toEqual([1, 1]);
  });

  it('the application closed meanwhile: nothing leaves without the card, then both channels, once', async () => {
    const title = 'Fermé pendant le délai';
    const since = inbox().length;
    const first = await bench().post(SHORT);
    await first.open();
    await first.connectMss();
    const { id, sends } = await first.validate(await first.draft(await first.qualified(), title), { recipients: [LUC.mailbox] });
    const leavesAt = Date.parse(sends[0]?.leavesAt ?? '');
    await first.close();
    const second = await bench().post({ ...SHORT, data: first.data });
    await eventually(() => Date.now() > leavesAt);
    expect(left(title, since)).toEqual([0, 0]);
    await second.open();
    await second.connectMss();
    await second.reaches(id, 'dmp', 'sent');
    await second.reaches(id, 'mss', 'sent');
    expect(left(title, since)).toEqual([1, 1]);
  });

  it('the card pulled meanwhile: nothing is shown nor taken back without it, and the document leaves once it is back', async () => {
    const title = 'Carte retirée pendant le délai';
    const since = inbox().length;
    const post = await bench().post(SHORT);
    await post.open();
    await post.connectMss();
    const { id, sends } = await post.validate(await post.draft(await post.qualified(), title), { recipients: [LUC.mailbox] });
    await post.reader.remove();
    await eventually(async () => (await post.client.call('session.state', null)).session === null);
    await expect(post.client.call('documents.undo', { id })).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
    await eventually(() => Date.now() > Date.parse(sends[0]?.leavesAt ?? '') + 500);
    expect(left(title, since)).toEqual([0, 0]);
    await post.reader.insert();
    await post.open();
    await post.reaches(id, 'dmp', 'sent');
    await post.connectMss();
    await post.reaches(id, 'mss', 'sent');
    expect(left(title, since)).toEqual([1, 1]);
  });

  it('one channel blocked, the other waiting for its login: the document can be taken back to be corrected', async () => {
    const post = await bench().post(LONG);
    await post.open();
    const validated = await post.validate(await post.draft(await post.provisional(), 'Identité non qualifiée'), {
      recipients: [LUC.mailbox],
    });
    expect(validated.sends.map(({ channel, state }) => [channel, state])).toEqual([
      ['dmp', 'failed'],
      ['mss', 'scheduled'],
    ]);
    expect(validated.undoable).toBe(true);
    await post.client.call('documents.undo', { id: validated.id });
    await post.qualified();
    const again = await post.validate(validated);
    expect(again.sends.map(({ channel, state }) => [channel, state])).toEqual([
      ['dmp', 'scheduled'],
      ['mss', 'scheduled'],
    ]);
  });

  it('another document, or none, is refused', async () => {
    const post = await bench().post(LONG);
    await post.open();
    const draft = await post.draft(await post.qualified());
    await expect(post.client.call('documents.undo', { id: draft.id })).rejects.toMatchObject({ code: 'SEND_LEFT' });
    await expect(post.client.call('documents.undo', { id: 'nothing' })).rejects.toMatchObject({ code: 'DOCUMENT_UNKNOWN' });
  });
});

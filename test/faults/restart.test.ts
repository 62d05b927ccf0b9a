import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Fault } from '../sandbox/common/faults.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { describeFaults, eventually, expectSentences, LUC, PAULE, PEOPLE, type Bench } from './post.ts';

describeFaults('a restart', (bench) => {
  const inbox = () => bench().sandbox.mss.deliveries(LUC.mailbox);

  it('R-017: after a validation with every service down: both channels leave under the same card, exactly once', async () => {
    const { sandbox, held } = bench();
    const since = inbox().length;
    const title = 'Services arrêtés';
    sandbox.faults.set('dmp', { kind: 'cut', when: 'before' });
    const first = await bench().post();
    await first.open();
    await first.connectMss();
    await sandbox.mss.setDown(true);
    const { id } = await first.validate(await first.draft(await first.qualified(), title), { recipients: [LUC.mailbox] });
    await eventually(async () => (await first.sends(id)).every(({ attempts }) => attempts >= 1));
    await first.close();
    sandbox.faults.clear();
    await sandbox.mss.setDown(false);

    const second = await bench().post({ data: first.data });
    await eventually(async () => (await bench().stored(second.data)).every((state) => state === 'waiting-card'));
    expect([held(PEOPLE.open, title).length, inbox().length - since]).toEqual([0, 0]);
    await second.open();
    await second.reaches(id, 'dmp', 'sent');
    // The second login is the user's to open.
    expect((await second.reaches(id, 'mss', 'waiting-card')).error?.code).toBe('MSS_LOGIN_NEEDED');
    await second.connectMss();
    await second.reaches(id, 'mss', 'sent');
    // What is under way ends first.
    const acts = await second.close();
    expect([held(PEOPLE.open, title).length, inbox().length - since]).toEqual([1, 1]);
    expect(acts.filter(({ act }) => act.endsWith('sent')).map(({ act }) => act)).toEqual(['dmp.sent', 'mss.sent']);
    expect(acts.filter(({ act }) => act === 'session.opened')).toHaveLength(2);
  });

  it.each<readonly [string, Fault, Fault, number]>([
    ['that the services took', { kind: 'slow', ms: 1500 }, { kind: 'slow', ms: 1500 }, 2],
    ['that the services never had', { kind: 'timeout' }, { kind: 'timeout' }, 1],
  ])(
    'after a kill -9 during a send %s: the DMP is asked by itself and has one document, the mail is said in doubt and goes again for a person alone',
    async (title, dmp, mss, mails) => {
      const { sandbox, held } = bench();
      const since = inbox().length;
      sandbox.faults.set('dmp.td2.1', dmp, 1);
      sandbox.faults.set('mss-data', mss, 1);
      const { data, document, said } = await killedDuringSend(bench(), title);
      await eventually(() => held(PEOPLE.open, title).length + inbox().length - since === (mails - 1) * 2);

      const post = await bench().post({ data });
      await post.open();
      await post.connectMss();
      const sends = [await post.reaches(document, 'dmp', 'sent'), await post.reaches(document, 'mss', 'unknown')];
      expect(held(PEOPLE.open, title)).toHaveLength(1);
      const [, mail] = sends;
      expect(mail?.error?.code).toBe('SEND_INTERRUPTED');
      expectSentences(mail?.error ?? null);
      expect(inbox().length - since).toBe(mails - 1);
      await post.client.call('outbox.retry', { id: mail?.id ?? '' });
      await post.reaches(document, 'mss', 'sent');
      expect(held(PEOPLE.open, title)).toHaveLength(1);
      const received = inbox().slice(since);
      expect([received.length, new Set(received.map(({ messageId }) => messageId)).size]).toEqual([mails, 1]);
      await post.close();
      const acts = await bench().judge(data, said);
      expect(acts.map(({ act }) => act).filter((act) => act.startsWith('dmp.'))).toEqual([mails === 2 ? 'dmp.found' : 'dmp.sent']);
      expect(
        acts
          .filter(({ act }) => act === 'outbox.interrupted')
          .map(({ objectId }) => objectId)
          .toSorted(),
      ).toEqual(sends.map(({ id }) => id).toSorted());
    },
  );
});

/** Runs a workstation until both its channels are at work, and kills it; the card service must not outlive it. */
async function killedDuringSend(
  { sandbox, reader, folder, config }: Bench,
  title: string,
): Promise<{ readonly data: string; readonly document: string; readonly said: string }> {
  const data = join(await folder(), 'data');
  const card = await reader();
  const child = spawn(process.execPath, [fileURLToPath(new URL('workstation-child.ts', import.meta.url))], { stdio: 'pipe' });
  let [out, said] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal)));
  const [before, read] = [sandbox.dmp.journal.length, sandbox.mss.read()];
  try {
    child.stdin.end(
      JSON.stringify({
        config: config(data, card.choice),
        pin: PAULE.pin,
        traits: PEOPLE.open.traits,
        recipient: LUC.mailbox,
        title,
        pdf: (await samplePdf({ title })).toString('base64'),
      }),
    );
    await eventually(() => {
      if (child.exitCode !== null) throw new Error(`the workstation ended by itself: ${said}`);
      const feeding = sandbox.dmp.journal.slice(before).some(({ action }) => /ProvideAndRegister/.test(action ?? ''));
      return feeding && out.includes('\n') && sandbox.mss.read() > read;
    }, 40_000);
    const services = childrenOf(child.pid ?? 0);
    expect(services.length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    await eventually(() => services.every((pid) => !existsSync(`/proc/${pid}`)));
    return { data, document: out.trim(), said };
  } finally {
    child.kill('SIGKILL');
  }
}

/** Processes that a process started (Linux). */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((word) => word !== '')
    .map(Number);
}

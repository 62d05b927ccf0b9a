import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { compose, type Application } from '../../electron/compose.ts';
import type { SessionState } from '../../shared/contract/session.ts';
import { Bench, codeOf, until } from '../integration/card/setup.ts';
import type { Generation, VirtualCard } from '../sandbox/cards/index.ts';
import { LUC_AUBERT, PAULE_DURAND, startSandbox, type Sandbox } from '../sandbox/index.ts';
import { clientOf, type Client } from '../setup/client.ts';
import { needs } from '../setup/needs.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { sandboxConfig } from '../setup/sandbox-config.ts';
import { canPlayVirtualCards } from '../setup/test-card.ts';
import { windowless } from '../setup/windowless.ts';

const canBuild = needs.tool('xmlsec1') !== null && (await canPlayVirtualCards());

const { pin: PIN } = PAULE_DURAND;
const WRONG = '9999';
const HUNG_MS = 3_000;

describe.skipIf(!canBuild).each(['CPS3', 'CPS4'] as const)('workstation with a virtual %s', (generation: Generation) => {
  let folder: string;
  let sandbox: Sandbox;
  const bench = new Bench();
  const applications: Application[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'poste-card-faults-'));
    sandbox = await startSandbox({ autoApprove: 0, pscIntervalSeconds: 0.1 });
  });
  afterEach(async () => {
    await Promise.all(applications.splice(0).map((application) => application.close()));
  });
  afterAll(async () => {
    await bench.close();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A workstation with Paule Durand's card in its reader. */
  async function workstation(): Promise<{ readonly card: VirtualCard; readonly client: Client }> {
    const card = await sandbox.virtualCard(PAULE_DURAND, { generation });
    const dataFolder = await mkdtemp(join(folder, 'data-'));
    const config = sandboxConfig(sandbox, dataFolder, { kind: 'pkcs11', module: card.module, tokenLabel: card.tokenLabel, env: card.env });
    const application = await compose(config, windowless(dataFolder));
    applications.push(application);
    return { card, client: clientOf(application) };
  }

  const stateWhen = (client: Client, suits: (state: SessionState) => boolean): Promise<SessionState> =>
    client.until('session.changed', async () => {
      const state = await client.call('session.state', null);
      return suits(state) ? state : null;
    });
  const open = (client: Client, pin = PIN, lastTry = false): Promise<SessionState> =>
    client.call('session.open', { pin, lastTry, situation: 1 });

  /** A patient with a qualified identity and a draft ready to be validated. */
  async function draftFor(client: Client) {
    const created = await client.call('patients.create', {
      traits: { birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE MARIE-LOUISE', sex: 'F', birthDate: '1979-03-28', birthPlace: '51215' },
      usedName: null,
      usedFirstName: null,
    });
    const { proposal } = await client.call('patients.askInsi', { id: created.id });
    if (proposal === null) throw new Error('INSi answered without an identity');
    await client.call('patients.acceptInsi', { id: created.id, proposal: proposal.id });
    await client.call('patients.recordIdentityDocument', { id: created.id, type: 'CN' });
    await client.call('patients.recordInformation', { id: created.id, purpose: 'feeding', state: 'informed' });
    const draft = await client.call('documents.add', {
      patientId: created.id,
      fileName: 'compte-rendu.pdf',
      bytes: new Uint8Array(await samplePdf({})),
    });
    return { patientId: created.id, id: draft.id, form: { ...draft.form, recipients: [LUC_AUBERT.mailbox] } };
  }

  it('does the main job with one C_Login in the card service and one in the engine, and no other', async () => {
    const { card, client } = await workstation();
    await open(client);
    await client.call('session.connectMss', null);
    await stateWhen(client, ({ mss }) => mss.state === 'open');
    const draft = await draftFor(client);
    await client.call('documents.validate', { id: draft.id, form: draft.form });
    const sends = await client.until('records.changed', async () => {
      const document = (await client.call('documents.list', { patientId: draft.patientId })).find(({ id }) => id === draft.id);
      return document !== undefined &&
        document.sends.length === 2 &&
        document.sends.every(({ state }) => state === 'sent' || state === 'failed')
        ? document.sends
        : null;
    });
    expect(Object.fromEntries(sends.map(({ channel, state, error }) => [channel, error ?? state]))).toEqual({ dmp: 'sent', mss: 'sent' });
    const logins = card.control.logins();
    expect(logins.map(({ result }) => result)).toEqual([0, 0]);
    expect(new Set(logins.map(({ pid }) => pid)).size).toBe(2);
    const signatures = card.control.signatures();
    expect(signatures.every(({ result }) => result === 0)).toBe(true);
    // CKM_SHA256_RSA_PKCS for documents and assertions; CKM_RSA_PKCS or its PSS form for TLS.
    expect([...new Set(signatures.map(({ mechanism }) => mechanism))].toSorted((a, b) => a - b)).toEqual([
      generation === 'CPS3' ? 0x1 : 0xd,
      0x40,
    ]);
  }, 60_000);

  it('locks at most 1 s after a poll sees the card leave, never shows a session without it, and asks for the PIN again when it is back', async () => {
    const { card, client } = await workstation();
    const stalls = stallsOfThisProcess();
    const took: number[] = [];
    for (let i = 1; i <= 5; i++) {
      await open(client);
      // Anywhere between two looks at the reader.
      await wait(50 * i);
      const [before, heard] = [card.control.sights().length, client.seen.length];
      card.control.remove();
      const state = await stateWhen(client, ({ session }) => session === null);
      const lockedAt = Date.now();
      const sight = card.control
        .sights()
        .slice(before)
        .find(({ insertion }) => insertion === 0);
      if (sight === undefined) throw new Error('locked without having looked');
      // What this very machine stole from this very process since is not the application's.
      took.push(lockedAt - sight.at - stalls.since(sight.at));
      expect(state).toMatchObject({ endedBy: 'removed', card: { kind: 'empty', error: { code: 'CARD_ABSENT' } } });
      const told = client.seen
        .slice(heard)
        .filter(({ name }) => name === 'session.changed')
        .map(({ payload }) => payload as SessionState);
      expect(told.filter((one) => one.card.kind !== 'present' && one.session !== null)).toEqual([]);
      expect(await codeOf(client.call('patients.search', { query: 'PAT' }))).toBe('SESSION_CLOSED');
      card.control.insert();
      expect((await stateWhen(client, (now) => now.card.kind === 'present')).session).toBeNull();
      expect(card.control.logins()).toHaveLength(2 * i);
    }
    stalls.stop();
    process.stdout.write(`${generation}: removal seen to lock ${took.join(', ')} ms\n`);
    expect(Math.max(...took)).toBeLessThan(1_000);
  }, 60_000);

  it('never goes on with the session of a card that another person’s has replaced, and signs nothing', async () => {
    const { card, client } = await workstation();
    await open(client);
    const draft = await draftFor(client);
    const other = await sandbox.virtualCard(LUC_AUBERT, { generation });
    const signed = card.control.signatures().length;
    // Between two looks at the reader: the application still believes in the first card, unless the next look comes first.
    card.control.swap(other);
    expect(await codeOf(client.call('documents.validate', { id: draft.id, form: draft.form }))).toMatch(
      /^(CARD_REMOVED|CARD_NOT_LOGGED_IN|SESSION_CLOSED)$/,
    );
    const state = await stateWhen(client, (now) => now.card.kind === 'present' && now.card.holder?.includes('AUBERT') === true);
    expect(state).toMatchObject({ session: null, endedBy: 'removed' });
    expect(card.control.signatures()).toHaveLength(signed);
    expect(await codeOf(client.call('documents.validate', { id: draft.id, form: draft.form }))).toBe('SESSION_CLOSED');
    // The second person opens a session of their own, with their own PIN.
    expect((await open(client, LUC_AUBERT.pin)).session?.idNat).toBe(LUC_AUBERT.person.idNat);
  }, 60_000);

  it('never presents a PIN to a card put in the place of the one it was typed for', async () => {
    const { card, client } = await workstation();
    const other = await sandbox.virtualCard(LUC_AUBERT, { generation });
    card.control.swap(other);
    expect(await codeOf(open(client))).toMatch(/^CARD_(REMOVED|ABSENT)$/);
    expect([card.control.logins(), other.control.tries()]).toEqual([[], 3]);
    const state = await stateWhen(client, (now) => now.card.kind === 'present' && now.card.holder?.includes('AUBERT') === true);
    expect(state).toMatchObject({ session: null, card: { triesLeft: 3 } });
  });

  it('asks before the last try, and explains a locked card without asking it anything', async () => {
    const { card, client } = await workstation();
    for (const left of [2, 1]) await expect(open(client, WRONG)).rejects.toMatchObject({ code: 'PIN_WRONG', detail: `triesLeft=${left}` });
    expect(await codeOf(open(client))).toBe('PIN_FINAL_TRY');
    expect((await client.call('session.state', null)).card.triesLeft).toBe(1);
    expect(card.control.logins()).toHaveLength(2);
    await expect(open(client, WRONG, true)).rejects.toMatchObject({ code: 'PIN_LOCKED', action: expect.stringContaining('CPS-Gestion') });
    expect(await codeOf(open(client, PIN, true))).toBe('PIN_LOCKED');
    expect((await client.call('session.state', null)).card).toMatchObject({ kind: 'present', triesLeft: 0 });
    expect(card.control.logins()).toHaveLength(3);
  });

  it('spends no try on a card pulled out before it has looked at the PIN', async () => {
    const { card, client } = await workstation();
    // Too long to end before the card is gone, however slow the machine: pulling it out ends it.
    card.control.latency(30_000);
    const opening = codeOf(open(client));
    setTimeout(() => card.control.remove(), 1_000);
    // On a machine so busy that the PIN has not come to the card service yet: absent.
    expect(await opening).toMatch(/^CARD_(REMOVED|ABSENT)$/);
    expect(card.control.tries()).toBe(3);
    expect((await stateWhen(client, (now) => now.card.kind === 'empty')).session).toBeNull();
  });

  it('opens no session for a card that left, or gave its place, while its key was being lent to TLS', async () => {
    const { card, client } = await workstation();
    const other = await sandbox.virtualCard(LUC_AUBERT, { generation });
    card.control.latency(500);
    for (const act of [() => card.control.remove(), () => card.control.swap(other)]) {
      const before = card.control.logins().length;
      const opening = codeOf(open(client));
      // The card service has its login; the engine's is under way.
      while (card.control.logins().length === before) await wait(10);
      act();
      expect(await opening).not.toBe('nothing thrown');
      expect((await client.call('session.state', null)).session).toBeNull();
      card.control.insert();
      await stateWhen(client, (now) => now.card.kind === 'present');
    }
  }, 40_000);

  it('kills a driver that hangs, says so, starts it again, and presents no PIN by itself', async () => {
    const card = await sandbox.virtualCard(PAULE_DURAND, { generation });
    const service = await bench.start({ kind: 'pkcs11', module: card.module, tokenLabel: null }, { env: card.env, hungMs: HUNG_MS });
    await until(service, ({ kind }) => kind === 'present');
    await service.login(PIN, { lastTry: false });
    const started = bench.processes.length;
    card.control.hang(true);
    const [signing, login] = [
      codeOf(service.sign('signature', 'sha256', Buffer.from('x'))),
      codeOf(service.login(PIN, { lastTry: false })),
    ];
    await until(service, ({ kind }) => kind === 'hung', 30_000);
    expect([await signing, await login]).toEqual(['CARD_HUNG', 'CARD_HUNG']);
    expect(await codeOf(service.login(PIN, { lastTry: false }))).toBe('CARD_HUNG');
    card.control.hang(false);
    await until(service, ({ kind }) => kind === 'present', 15_000);
    expect(bench.processes.length).toBeGreaterThan(started);
    // The one before the hang: a PIN that was waiting is forgotten with its process.
    expect(card.control.logins()).toHaveLength(1);
    expect(await codeOf(service.sign('signature', 'sha256', Buffer.from('x')))).toBe('CARD_NOT_LOGGED_IN');
    await service.login(PIN, { lastTry: false });
    expect(await service.sign('signature', 'sha256', Buffer.from('x'))).toHaveLength(256);
  }, 40_000);
});

/** How long the loop of this process was kept from running (a busy machine), measured as it goes. */
function stallsOfThisProcess(): { since(instant: number): number; stop(): void } {
  const STEP = 10;
  const lost: { readonly at: number; readonly ms: number }[] = [];
  let last = Date.now();
  const ticks = setInterval(() => {
    const now = Date.now();
    if (now - last > 2 * STEP) lost.push({ at: now, ms: now - last - STEP });
    last = now;
  }, STEP);
  return {
    since: (instant) => lost.filter(({ at }) => at >= instant).reduce((sum, { ms }) => sum + ms, 0),
    stop: () => clearInterval(ticks),
  };
}

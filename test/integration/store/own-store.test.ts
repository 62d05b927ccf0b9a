import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installationId } from '../../../electron/config/installation.ts';
import { fileSecrets } from '../../../electron/platform/chromium/secrets.ts';
import { openStore } from '../../../electron/store/open.ts';
import type { Store } from '../../../electron/store/types.ts';
import { leaveAct } from '../../../electron/wiring/acts-beside.ts';
import { openOwnStore } from '../../../electron/wiring/own-store.ts';
import { code } from './fixture.ts';
import { act, document, patient, send } from './samples.ts';

let root: string;
let folder: string;
let stateFolder: string;
let open: Store[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'poste-own-'));
  folder = join(root, 'data');
  stateFolder = join(root, 'state');
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((store) => store.close()));
  rmSync(root, { recursive: true, force: true });
});

async function openIt(where: string = folder, access: 'writing' | 'reading' = 'writing'): Promise<Store> {
  const store = await openOwnStore({ folder: where, stateFolder, secrets: fileSecrets(where), access, now: () => new Date() });
  open.push(store);
  return store;
}
/** One more act, and where the journal then stands. */
async function oneAct(where: string = folder): Promise<void> {
  const store = await openIt(where);
  await store.commit({ changes: [], audit: [act()] });
  await store.close();
}
async function withSend(): Promise<void> {
  const store = await openIt();
  await store.commit({
    changes: [
      { kind: 'patient.save', patient: patient() },
      { kind: 'document.save', document: document() },
      { kind: 'send.save', send: send() },
    ],
    audit: [act()],
  });
  await store.close();
}
const file = (name: string): string => join(folder, name);
const copy = (from: string, to: string): void => {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
};

describe('the data of a folder that are gone', () => {
  it.each([
    ['the store removed', () => rmSync(file('poste.db'))],
    ['the store emptied', () => truncateSync(file('poste.db'), 0)],
    ['the store removed with the mark of its key', () => ['poste.db', 'poste.db.key-check'].map((name) => rmSync(file(name)))],
  ])('%s: is refused, naming the folder, and nothing takes its place', async (_what, lose) => {
    await oneAct();
    lose();
    const before = readdirSync(folder);
    for (const access of ['writing', 'reading'] as const) {
      await expect(openIt(folder, access)).rejects.toEqual(code('STORE_MISSING'));
      await expect(openIt(folder, access)).rejects.toThrow(folder);
    }
    expect(readdirSync(folder).filter((name) => !name.startsWith('poste.db'))).toEqual(
      before.filter((name) => !name.startsWith('poste.db')),
    );
    expect(statSync(file('poste.db'), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
  });

  it('the key of the keys removed: is refused, and no other takes its place', async () => {
    await oneAct();
    rmSync(file('poste.key'));
    await expect(openIt()).rejects.toEqual(code('SECRETS_MISSING'));
    expect(existsSync(file('poste.key'))).toBe(false);
  });

  it('the keys removed beside a store: is refused, and no others take their place', async () => {
    await oneAct();
    rmSync(file('store.key'));
    await expect(openIt()).rejects.toEqual(code('STORE_KEY'));
    await expect(openIt(folder, 'reading')).rejects.toEqual(code('STORE_KEY'));
    expect(existsSync(file('store.key'))).toBe(false);
  });

  it.each(['poste.key', 'store.key'])('%s emptied: is refused by a code of ours', async (name) => {
    await oneAct();
    truncateSync(file(name), 0);
    await expect(openIt()).rejects.toEqual(code('SECRETS_UNAVAILABLE'));
    expect(statSync(file(name)).size).toBe(0);
  });

  it.each(['', '{', '{"id":"x"}'])('the identity of the installation holding « %s »: is refused by a code of ours, and kept', (text) => {
    const id = installationId(folder);
    expect(installationId(folder)).toBe(id);
    writeFileSync(file('installation.json'), text);
    expect(() => installationId(folder)).toThrow(code('CONFIG_INSTALLATION'));
    expect(readFileSync(file('installation.json'), 'utf8')).toBe(text);
  });
});

describe('a folder that is gone, or nearly', () => {
  it.each([
    ['store and keys', ['poste.db', 'poste.db.key-check', 'store.key']],
    ['all but its mark', ['poste.db', 'poste.db.key-check', 'store.key', 'poste.key', 'poste.db.lock']],
  ])('%s: is refused while something in it tells of data', async (_what, names) => {
    await oneAct();
    for (const name of names) rmSync(file(name));
    await expect(openIt()).rejects.toEqual(code('STORE_MISSING'));
    expect([existsSync(file('store.key')), existsSync(file('store.key.new')), existsSync(file('poste.db'))]).toEqual([false, false, false]);
  });

  it('whole: a new store is made, and says so, since this workstation remembers', async () => {
    await oneAct();
    rmSync(folder, { recursive: true });
    const store = await openIt();
    expect(store.incident).toEqual({ reason: 'vanished', brokenAt: null, held: 0 });
    expect((await store.audit.page({ before: null, limit: 1 })).entries[0]).toMatchObject({
      act: 'journal.incident',
      result: 'STORE_VANISHED',
    });
    await store.close();
    expect((await openIt()).incident).toBeNull();
  });

  it('of another account or never there: is made without a word', async () => {
    const store = await openIt();
    expect([store.incident, (await store.audit.head()).length]).toEqual([null, 0]);
  });

  it('made twice at once holds one store, whose keys are its own', async () => {
    const secrets = fileSecrets(folder);
    const opened = await Promise.allSettled(
      [1, 2].map(() => openOwnStore({ folder, stateFolder, secrets, access: 'writing', now: () => new Date() })),
    );
    const made = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(made).toHaveLength(1);
    await made[0]?.commit({ changes: [], audit: [act()] });
    await made[0]?.close();
    expect(await (await openIt()).audit.verify()).toMatchObject({ valid: true, length: 1 });
  });
});

describe('a store being made for the first time', () => {
  it('counts only once it is whole: stopped before, it is made again', async () => {
    await oneAct();
    renameSync(file('store.key'), file('store.key.new'));
    for (const name of ['poste.db', 'poste.db.key-check']) rmSync(file(name));
    rmSync(file('journal.mark'));
    rmSync(stateFolder, { recursive: true });
    const store = await openIt();
    expect([store.incident, existsSync(file('store.key')), existsSync(file('store.key.new'))]).toEqual([null, true, false]);
  });

  it('stopped just before its keys are kept, goes on with what it wrote', async () => {
    await withSend();
    renameSync(file('store.key'), file('store.key.new'));
    const store = await openIt();
    expect([await store.patients.count(), store.incident]).toEqual([1, null]);
    expect(existsSync(file('store.key'))).toBe(true);
  });

  it('leaves files for their owner alone', async () => {
    await oneAct();
    for (const name of readdirSync(folder)) expect([name, statSync(file(name)).mode & 0o077]).toEqual([name, 0]);
    for (const name of readdirSync(stateFolder)) expect([name, statSync(join(stateFolder, name)).mode & 0o077]).toEqual([name, 0]);
  });
});

describe('a folder of before the journal had a key', () => {
  it('is given one, once, without a word', async () => {
    await withSend();
    const secrets = fileSecrets(folder);
    const keys = secrets.unprotect(readFileSync(file('store.key')));
    expect(keys).toHaveLength(64);
    // As it was: one key, a journal without seals or notes, here empty.
    for (const name of readdirSync(folder)) if (!name.startsWith('poste.key')) rmSync(file(name));
    rmSync(stateFolder, { recursive: true });
    const bare = await openStore({ path: file('poste.db'), key: keys.subarray(0, 32) });
    await bare.commit({ changes: [{ kind: 'patient.save', patient: patient() }], audit: [] });
    await bare.close();
    writeFileSync(file('store.key'), secrets.protect(keys.subarray(0, 32)));
    for (let turn = 0; turn < 2; turn += 1) {
      const store = await openIt();
      expect([store.incident, await store.patients.count(), secrets.unprotect(readFileSync(file('store.key'))).length]).toEqual([
        null,
        1,
        64,
      ]);
      await store.commit({ changes: [], audit: [act()] });
      expect(await store.audit.verify()).toMatchObject({ valid: true, length: turn + 1 });
      await store.close();
    }
  });
});

describe('data put back from a copy', () => {
  it('the store alone: its sends are held', async () => {
    await withSend();
    copy(file('poste.db'), join(root, 'older.db'));
    await oneAct();
    copy(join(root, 'older.db'), file('poste.db'));
    const reader = await openIt(folder, 'reading');
    expect(await reader.audit.verify()).toMatchObject({ valid: false, reason: 'truncated', length: 1 });
    const store = await openIt();
    expect([store.incident, (await store.outbox.get('s1'))?.state]).toEqual([{ reason: 'truncated', brokenAt: 2, held: 1 }, 'held']);
    // Noted at once: a stop now says it no second time.
    expect(await store.audit.verify()).toMatchObject({ valid: true, incidents: 1 });
    await store.close();
    // Said once: what follows is whole.
    const again = await openIt();
    expect([again.incident, await again.audit.verify()]).toEqual([null, expect.objectContaining({ valid: true, incidents: 1 })]);
  });

  it('the whole folder, notes included: what this workstation noted apart tells it', async () => {
    await withSend();
    copy(folder, join(root, 'older'));
    await oneAct();
    copy(join(root, 'older'), folder);
    const store = await openIt();
    expect([store.incident?.reason, (await store.outbox.get('s1'))?.state]).toEqual(['truncated', 'held']);
  });

  it('in another folder, or on another workstation: its sends are held', async () => {
    await withSend();
    const elsewhere = join(root, 'elsewhere');
    copy(folder, elsewhere);
    const moved = await openIt(elsewhere);
    expect([moved.incident, (await moved.outbox.get('s1'))?.state]).toEqual([{ reason: 'moved', brokenAt: null, held: 1 }, 'held']);
    await moved.close();
    // From then on, that is where they are.
    expect((await openIt(elsewhere)).incident).toBeNull();
    // Another workstation is another place.
    rmSync(stateFolder, { recursive: true });
    expect((await openIt()).incident).toEqual({ reason: 'moved', brokenAt: null, held: 1 });
  });

  it('with nothing to send, in another folder: is no incident, and their place from then on, were it left in haste', async () => {
    await oneAct();
    const elsewhere = join(root, 'elsewhere');
    copy(folder, elsewhere);
    const there = await openIt(elsewhere);
    expect(there.incident).toBeNull();
    await there.commit({
      changes: [
        { kind: 'patient.save', patient: patient() },
        { kind: 'document.save', document: document() },
        { kind: 'send.save', send: send() },
      ],
      audit: [act()],
    });
    // All of it as it is on the disk when the application is killed.
    for (const one of [elsewhere, stateFolder]) copy(one, `${one}-killed`);
    await there.close();
    for (const one of [elsewhere, stateFolder]) copy(`${one}-killed`, one);
    const again = await openIt(elsewhere);
    expect([again.incident, (await again.outbox.get('s1'))?.state]).toEqual([null, 'queued']);
  });
});

describe('the acts of commands that read beside the application', () => {
  const left = (at: string, act_: string) => leaveAct(folder, fileSecrets(folder), act({ at, act: act_ }));

  it('are taken into the journal by whoever writes: at its opening, at its checkpoints, in the order of time, once', async () => {
    await oneAct();
    left('2026-03-02T10:00:01.000Z', 'second.read');
    left('2026-03-02T10:00:00.000Z', 'first.read');
    const store = await openIt();
    left('2026-03-02T10:00:02.000Z', 'third.read');
    await store.checkpoint();
    const { entries } = await store.audit.page({ before: null, limit: 10 });
    expect(entries.map((entry) => entry.act)).toEqual(['third.read', 'second.read', 'first.read', 'patient.created']);
    await store.close();
    expect((await (await openIt()).audit.head()).length).toBe(4);
  });

  it('that were changed are said, and what nobody wrote is not believed', async () => {
    await oneAct();
    left('2026-03-02T10:00:00.000Z', 'first.read');
    const [name = ''] = readdirSync(file('journal.acts'));
    writeFileSync(
      join(file('journal.acts'), name),
      readFileSync(join(file('journal.acts'), name)).map((byte) => byte ^ 1),
    );
    writeFileSync(join(file('journal.acts'), 'z'), JSON.stringify(act({ act: 'forged' })));
    const { entries } = await (await openIt()).audit.page({ before: null, limit: 10 });
    expect(entries.map((entry) => [entry.act, entry.result])).toEqual([
      ['journal.unreadable-act', 'JOURNAL_ACT_UNREADABLE'],
      ['journal.unreadable-act', 'JOURNAL_ACT_UNREADABLE'],
      ['patient.created', 'ok'],
    ]);
  });
});

describe('what was noted of the journal', () => {
  it.each([
    ['removed', (name: string) => rmSync(name)],
    ['changed', (name: string) => writeFileSync(name, Buffer.from(readFileSync(name).map((byte) => byte ^ 1)))],
    ['emptied', (name: string) => truncateSync(name, 0)],
  ])('%s everywhere: is said', async (_what, lose) => {
    await oneAct();
    lose(file('journal.mark'));
    for (const name of readdirSync(stateFolder)) if (name.endsWith('.mark')) lose(join(stateFolder, name));
    const store = await openIt();
    expect(store.incident?.reason).toBe('unanchored');
    await store.close();
    expect((await openIt()).incident).toBeNull();
  });

  it.each([
    ['beside the store', () => rmSync(file('journal.mark'))],
    ['on this workstation', () => readdirSync(stateFolder).forEach((name) => name.endsWith('.mark') && rmSync(join(stateFolder, name)))],
  ])('gone %s alone: is said', async (_where, lose) => {
    await withSend();
    lose();
    const store = await openIt();
    expect([store.incident?.reason, (await store.outbox.get('s1'))?.state]).toEqual(['unanchored', 'held']);
  });

  it('gone everywhere: a verification says that it compared nothing', async () => {
    await oneAct();
    rmSync(file('journal.mark'));
    rmSync(stateFolder, { recursive: true });
    const reader = await openIt(folder, 'reading');
    expect(await reader.audit.verify()).toMatchObject({ valid: false, reason: null, anchored: false, length: 1 });
    const anchor = await reader.audit.head();
    expect(await reader.audit.verify(anchor)).toMatchObject({ valid: true, anchored: true });
  });

  it('is as it was when it could not be written again, and the store goes on', async () => {
    await oneAct();
    const store = await openIt();
    const mark = readFileSync(file('journal.mark'));
    // A folder in the way of the file that takes its place.
    cpSync(stateFolder, file('journal.mark.tmp'), { recursive: true });
    await store.commit({ changes: [], audit: [act()] });
    await expect(store.checkpoint()).resolves.toBeUndefined();
    expect(readFileSync(file('journal.mark'))).toEqual(mark);
    await store.close();
    rmSync(file('journal.mark.tmp'), { recursive: true });
    expect((await openIt()).incident).toBeNull();
  });
});

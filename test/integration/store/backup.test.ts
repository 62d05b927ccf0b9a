import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditVerify } from '../../../electron/cli/audit-verify.ts';
import { storeBackup, storeNew, storeRestore } from '../../../electron/cli/store.ts';
import { fileSecrets } from '../../../electron/platform/chromium/secrets.ts';
import { sealBackup } from '../../../electron/store/sqlite/backup-file.ts';
import { openDatabase } from '../../../electron/store/sqlite/database.ts';
import type { Store } from '../../../electron/store/types.ts';
import { openOwnStore } from '../../../electron/wiring/own-store.ts';
import { readOwnKeys } from '../../../electron/wiring/store-keys.ts';
import { code, toSchema6 } from './fixture.ts';
import { act, document, patient, send } from './samples.ts';

const PASSPHRASE = 'quatre mots sans rapport';

let root: string;
let profile: string;
let backup: string;
let passphrase: string;
let open: Store[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'poste-backup-'));
  profile = join(root, 'data');
  backup = join(root, 'sauvegarde');
  passphrase = join(root, 'phrase');
  writeFileSync(passphrase, `${PASSPHRASE}\n`, { mode: 0o600 });
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((store) => store.close()));
  rmSync(root, { recursive: true, force: true });
});

async function openIt(folder: string = profile): Promise<Store> {
  const store = await openOwnStore({ folder, stateFolder: null, secrets: fileSecrets(folder), access: 'writing', now: () => new Date() });
  open.push(store);
  return store;
}
/** A record, its document and a send that would leave by itself. */
async function filled(folder: string = profile): Promise<Store> {
  const store = await openIt(folder);
  await store.commit({
    changes: [
      { kind: 'patient.save', patient: patient() },
      { kind: 'document.save', document: document() },
      { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: Buffer.from('PAT-TROIS '.repeat(20_000)) },
      { kind: 'send.save', send: send() },
    ],
    audit: [act(), act()],
  });
  return store;
}
const save = (changes: Partial<Parameters<typeof storeBackup>[0]> = {}) =>
  storeBackup({ profile, file: backup, passphraseFile: null, ...changes });
const restore = (changes: Partial<Parameters<typeof storeRestore>[0]> = {}) =>
  storeRestore({ profile, file: backup, passphraseFile: null, ...changes });
const bytesOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => !/lock|shm|acts/.test(name))
      .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );

describe('a backup', () => {
  it('holds one moment of the store, while it is open, in one file of its owner alone, and nothing in clear', async () => {
    const store = await filled();
    const { head } = await store.audit.head();
    const { result, positive } = save();
    expect(positive).toBe(true);
    expect(result).toEqual({
      patients: 1,
      documents: 1,
      entries: 2,
      head,
      bytes: statSync(backup).size,
      passphrase: false,
      journal: { valid: true, reason: null, brokenAt: null },
    });
    expect(statSync(backup).mode & 0o077).toBe(0);
    expect(readFileSync(backup).includes('PAT-TROIS')).toBe(false);
    expect(readdirSync(root).toSorted()).toEqual(['data', 'phrase', 'sauvegarde']);
  });

  it('restored gives back what it held, keeps the former store beside, and holds its sends', async () => {
    const store = await filled();
    save();
    const { entries: before } = await store.audit.page({ before: null, limit: 10 });
    await store.commit({ changes: [{ kind: 'patient.save', patient: patient({ id: 'p2', ipp: 'P000002' }) }], audit: [act()] });
    await store.close();
    const { result } = await restore();
    expect(result).toEqual({
      patients: 1,
      documents: 1,
      entries: 2,
      head: before[0]?.hash,
      bytes: statSync(backup).size,
      held: 1,
      keptAside: expect.stringMatching(/poste\.db\.avant-\d{8}T\d{6}Z$/),
    });
    const restored = await openIt();
    expect(restored.incident).toBeNull();
    expect([await restored.patients.count(), (await restored.documents.content('d1', 'pdf'))?.length]).toEqual([1, 200_000]);
    expect(await restored.outbox.get('s1')).toMatchObject({ state: 'held', error: { code: 'SEND_DOUBTED' } });
    // What a command left beside the store while it was open is taken by the next opening, the restored one's.
    const {
      entries: [saved, entry, incident],
    } = await restored.audit.page({ before: null, limit: 3 });
    expect(saved).toMatchObject({ index: 5, act: 'store.backed-up', details: { entries: 2, passphrase: false } });
    expect(entry).toMatchObject({ index: 4, act: 'store.restored', details: { entries: 2, held: 1 } });
    for (const told of [saved, entry]) expect(told?.actor?.name).toMatch(/^Ligne de commande/);
    expect(incident).toMatchObject({
      index: 3,
      act: 'journal.incident',
      result: 'STORE_RESTORED',
      details: { reason: 'restored', anchorLength: 3, held: 1 },
    });
    await restored.close();
    expect(await auditVerify({ profile, anchor: null })).toMatchObject({
      positive: true,
      result: { valid: true, length: 5, incidents: 1, anchored: true },
    });
    // The former one is whole: put back by hand, it opens, and says what happened.
    for (const name of readdirSync(profile)) if (/^poste\.db(-|$)/.test(name)) rmSync(join(profile, name));
    for (const name of readdirSync(profile).filter((one) => one.includes('.avant-')))
      copyFileSync(join(profile, name), join(profile, name.replace(/\.avant-\w+/, '')));
    const former = await openIt();
    expect([await former.patients.count(), former.incident?.reason]).toEqual([2, 'truncated']);
  });

  it('takes the place of a store that is gone or damaged', async () => {
    await (await filled()).close();
    save();
    for (const lose of [
      () => rmSync(join(profile, 'poste.db')),
      () => writeFileSync(join(profile, 'poste.db'), 'x'.repeat(5000)),
      () => rmSync(join(profile, 'poste.db.key-check')),
    ]) {
      lose();
      await expect(restore()).resolves.toMatchObject({ result: { patients: 1 } });
      const store = await openIt();
      expect(await store.patients.count()).toBe(1);
      await store.close();
    }
  });

  it('opens elsewhere by its passphrase alone, with the keys of its store', async () => {
    const store = await filled();
    save({ passphraseFile: passphrase });
    await store.close();
    const elsewhere = join(root, 'ailleurs');
    await expect(restore({ profile: elsewhere })).rejects.toEqual(code('BACKUP_KEY'));
    writeFileSync(passphrase, 'une autre phrase secrète');
    await expect(restore({ profile: elsewhere, passphraseFile: passphrase })).rejects.toEqual(code('BACKUP_PASSPHRASE'));
    writeFileSync(passphrase, PASSPHRASE);
    expect(await restore({ profile: elsewhere, passphraseFile: passphrase })).toMatchObject({
      result: { patients: 1, held: 1, keptAside: null },
    });
    const there = await openIt(elsewhere);
    expect([await there.patients.count(), there.incident]).toEqual([1, null]);
    expect(await there.audit.verify()).toMatchObject({ valid: true, length: 4 });
  });

  it('takes the place of an older backup alone, and never goes where the data are', async () => {
    const store = await filled();
    save();
    save();
    writeFileSync(join(root, 'patients.csv'), 'IPP');
    const before = bytesOf(profile);
    for (const name of ['poste.db', 'poste.key', 'store.key', 'poste.db.lock', 'settings.json', '../data/poste.db-wal'])
      expect(() => save({ file: `${profile}/${name}` }), name).toThrow(code('BACKUP_PLACE'));
    symlinkSync(profile, join(root, 'lien'));
    expect(() => save({ file: join(root, 'lien', 'poste.key') })).toThrow(code('BACKUP_PLACE'));
    expect(() => save({ file: join(root, 'patients.csv') })).toThrow(code('BACKUP_EXISTS'));
    expect([readFileSync(join(root, 'patients.csv'), 'utf8'), bytesOf(profile)]).toEqual(['IPP', before]);
    await store.close();
  });

  it('keeps whole the store that a stop left with its log, in one file', async () => {
    const store = await filled();
    save();
    await store.commit({ changes: [{ kind: 'patient.save', patient: patient({ id: 'p2', ipp: 'P000002' }) }], audit: [act()] });
    // As it is on the disk when the application is killed.
    const killed = join(root, 'killed');
    cpSync(profile, killed, { recursive: true });
    await store.close();
    const { result } = await restore({ profile: killed });
    const { keptAside } = result as { readonly keptAside: string };
    const keys = readOwnKeys(killed, fileSecrets(killed));
    if (keys === null) throw new Error('no keys');
    for (const beside of ['-wal', '-shm']) rmSync(keptAside + beside, { force: true });
    const db = openDatabase(keptAside, keys.file, 'reading');
    expect(db.prepare('SELECT count(*) AS n FROM patients').get()).toEqual({ n: 2 });
    db.close();
  });

  it('of an earlier schema is brought up to date', async () => {
    await (await filled()).close();
    const path = join(profile, 'poste.db');
    const keys = readOwnKeys(profile, fileSecrets(profile));
    if (keys === null) throw new Error('no keys');
    const earlier = openDatabase(path, keys.file, 'writing');
    toSchema6(earlier);
    earlier.close();
    expect(() => save()).toThrow(code('STORE_OLDER'));
    // As that version would have made it.
    copyFileSync(path, backup);
    sealBackup(backup, keys, { patients: 1, documents: 1, entries: 2, head: '0'.repeat(64), at: new Date().toISOString() }, null);
    expect(await restore()).toMatchObject({ result: { patients: 1, held: 1 } });
    expect(await (await openIt()).patients.count()).toBe(1);
  });

  it('restored where its note cannot be written is in its place all the same, its sends held', async () => {
    await (await filled()).close();
    save();
    mkdirSync(join(profile, 'journal.mark.tmp'));
    await expect(restore()).resolves.toMatchObject({ result: { held: 1 } });
    rmSync(join(profile, 'journal.mark.tmp'), { recursive: true });
    const store = await openIt();
    expect([await store.patients.count(), (await store.outbox.get('s1'))?.state]).toEqual([1, 'held']);
  });

  it('of another store is refused by its key, and takes its place by its passphrase, both kept', async () => {
    await (await filled()).close();
    save({ passphraseFile: passphrase });
    const other = join(root, 'autre');
    const mine = await openIt(other);
    await mine.commit({ changes: [], audit: [act()] });
    await mine.close();
    const before = bytesOf(other);
    await expect(restore({ profile: other })).rejects.toEqual(code('BACKUP_KEY'));
    expect(bytesOf(other)).toEqual(before);
    await restore({ profile: other, passphraseFile: passphrase });
    const kept = readdirSync(other)
      .filter((name) => name.includes('.avant-'))
      .map((name) => name.replace(/avant-\w+/, 'avant'));
    expect(kept).toEqual(expect.arrayContaining(['poste.db.avant', 'store.key.avant']));
    expect(await (await openIt(other)).patients.count()).toBe(1);
  });

  it('made without a passphrase is not opened by one', async () => {
    await (await filled()).close();
    save();
    await expect(restore({ profile: join(root, 'ailleurs'), passphraseFile: passphrase })).rejects.toEqual(code('BACKUP_NO_PASSPHRASE'));
  });

  it('is refused whole while the store is open, and leaves it as it is', async () => {
    const store = await filled();
    save();
    await expect(restore()).rejects.toEqual(code('PROFILE_LOCKED'));
    expect(await store.patients.count()).toBe(1);
  });

  it('is made of a journal that does not hold, and says so', async () => {
    const store = await filled();
    await store.close();
    const older = join(root, 'older.db');
    copyFileSync(join(profile, 'poste.db'), older);
    const again = await openIt();
    await again.commit({ changes: [], audit: [act()] });
    await again.close();
    copyFileSync(older, join(profile, 'poste.db'));
    expect(save()).toMatchObject({ positive: false, result: { entries: 2, journal: { valid: false, reason: 'truncated', brokenAt: 3 } } });
    expect(existsSync(backup)).toBe(true);
  });
});

describe('a file that is not a whole backup', () => {
  it('is refused wherever a byte of it changed, and nothing is touched', async () => {
    await (await filled()).close();
    save();
    const good = readFileSync(backup);
    const before = bytesOf(profile);
    const storeBytes = good.length - 12 - good.readUInt32BE(good.length - 12);
    for (const at of [0, 20, 5000, storeBytes - 1, storeBytes + 3, storeBytes + 200, good.length - 13, good.length - 10, good.length - 1]) {
      const bad = Buffer.from(good);
      bad.writeUInt8(bad.readUInt8(at) ^ 1, at);
      writeFileSync(backup, bad);
      await expect(restore(), String(at)).rejects.toMatchObject({ code: expect.stringMatching(/^BACKUP_(INVALID|DAMAGED|KEY)$/) });
      expect(bytesOf(profile)).toEqual(before);
    }
  });

  it.each([
    ['cut', (good: Buffer) => good.subarray(0, good.length - 20)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('PSBACKUP')],
    ['only its end', (good: Buffer) => good.subarray(-12)],
  ])('%s is refused', async (_what, change) => {
    await (await filled()).close();
    save();
    writeFileSync(backup, change(readFileSync(backup)));
    await expect(restore()).rejects.toEqual(code('BACKUP_INVALID'));
  });

  it('that is missing is refused', async () => {
    await (await filled()).close();
    await expect(restore()).rejects.toEqual(code('BACKUP_NOT_FOUND'));
  });
});

describe('the commands', () => {
  it('refuse a passphrase that others can read, or that is short', async () => {
    await (await filled()).close();
    chmodSync(passphrase, 0o644);
    expect(() => save({ passphraseFile: passphrase })).toThrow(code('PASSPHRASE_FILE_OPEN'));
    writeFileSync(passphrase, 'onze lettre');
    chmodSync(passphrase, 0o600);
    expect(() => save({ passphraseFile: passphrase })).toThrow(code('PASSPHRASE_SHORT'));
    expect(existsSync(backup)).toBe(false);
  });

  it('refuse a folder without data, and a place where nothing can be written', async () => {
    expect(() => save()).toThrow(code('PROFILE_UNKNOWN'));
    await (await filled()).close();
    expect(() => save({ file: join(root, 'absent', 'sauvegarde') })).toThrow(code('FILE_NOT_FOUND'));
    expect(() => save({ file: profile })).toThrow(code('BACKUP_PLACE'));
    expect(readdirSync(root).toSorted()).toEqual(['data', 'phrase']);
  });

  it('make an empty store only where there is one no more, and say it first in its journal', async () => {
    const store = await filled();
    await store.close();
    await expect(storeNew({ profile })).rejects.toEqual(code('STORE_PRESENT'));
    rmSync(join(profile, 'poste.db'));
    await expect(openIt()).rejects.toEqual(code('STORE_MISSING'));
    const { result } = await storeNew({ profile });
    expect(result).toEqual({
      keptAside: [expect.stringMatching(/store\.key\.avant-\d{8}T\d{6}Z$/), expect.stringMatching(/journal\.mark\.avant-\d{8}T\d{6}Z$/)],
    });
    const made = await openIt();
    const { entries } = await made.audit.page({ before: null, limit: 10 });
    expect([await made.patients.count(), made.incident, entries.map(({ act, details }) => [act, details['formerLength']])]).toEqual([
      0,
      null,
      [['store.created', 2]],
    ]);
  });

  it('verify a journal against what was noted by hand', async () => {
    const store = await filled();
    const anchor = await store.audit.head();
    await store.close();
    expect(await auditVerify({ profile, anchor })).toMatchObject({
      positive: true,
      result: { valid: true, length: 2, head: anchor.head, reason: null, brokenAt: null },
    });
    expect(await auditVerify({ profile, anchor: { ...anchor, length: 3 } })).toMatchObject({
      positive: false,
      result: { reason: 'truncated', brokenAt: 3 },
    });
    expect(await auditVerify({ profile, anchor: { ...anchor, length: 1 } })).toMatchObject({
      positive: false,
      result: { reason: 'foreign', brokenAt: 1 },
    });
  });
});

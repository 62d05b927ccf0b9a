import { copyFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { plainHashOf } from '../../../electron/store/audit/chain.ts';
import { openDatabase } from '../../../electron/store/sqlite/database.ts';
import type { Db } from '../../../electron/store/sqlite/db.ts';
import type { Change, Store, StoreMark } from '../../../electron/store/types.ts';
import { code, commit, key, stores, toSchema6 } from './fixture.ts';
import { act, AT, document, later, patient, send } from './samples.ts';

const { path, openIt } = stores();

/** Whoever holds the file and its key, without the application. */
function tamper(change: (db: Db) => void): void {
  const db = openDatabase(path(), key, 'writing');
  db.exec('DROP TRIGGER IF EXISTS audit_unchanged; DROP TRIGGER IF EXISTS audit_kept;');
  change(db);
  db.close();
}

/** Acts of one person, then closed. @returns where the store stood. */
async function acts(count: number): Promise<StoreMark> {
  const store = await openIt();
  for (let n = 0; n < count; n += 1) await store.commit({ changes: [], audit: [act({ details: { n } })] });
  const anchor = await store.audit.head();
  await store.close();
  return { ...anchor, departures: 0 };
}

const SENDS: readonly Change[] = [
  { kind: 'patient.save', patient: patient() },
  { kind: 'document.save', document: document() },
  ...(['queued', 'scheduled', 'waiting-card', 'unknown', 'failed', 'sent'] as const).map((state): Change => ({
    kind: 'send.save',
    send: send({ id: state, state, uniqueId: `2.25.${state}`, nextAt: later(5) }),
  })),
];
const states = async (store: Store): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries((await store.outbox.list()).map(({ id, state }) => [id, state]));
const UNTOUCHED = {
  queued: 'queued',
  scheduled: 'scheduled',
  'waiting-card': 'waiting-card',
  unknown: 'unknown',
  failed: 'failed',
  sent: 'sent',
};
const HELD = { ...UNTOUCHED, queued: 'held', scheduled: 'held', 'waiting-card': 'held' };

describe('a file that is gone', () => {
  it.each(['emptied', 'removed'] as const)('is refused when it was %s beside the mark of its key, and not made again', async (how) => {
    const store = await openIt();
    await store.commit({ changes: [{ kind: 'setting.set', name: 'n', value: 1 }], audit: [] });
    await store.close();
    if (how === 'emptied') truncateSync(path(), 0);
    else rmSync(path());
    for (const access of ['writing', 'reading'] as const) await expect(openIt({ access })).rejects.toEqual(code('STORE_MISSING'));
    expect(statSync(path(), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
  });

  it('is refused when it should have been there, mark or not, and when all its acts are', async () => {
    await expect(openIt({ existing: true })).rejects.toEqual(code('STORE_MISSING'));
    const anchor = await acts(0);
    await expect(openIt({ existing: true, marks: [{ ...anchor, length: 3 }] })).rejects.toEqual(code('STORE_MISSING'));
    const store = await openIt({ existing: true, marks: [anchor] });
    expect(store.incident).toBeNull();
  });

  it('is for its owner alone, its log and its lock too', async () => {
    const store = await openIt();
    await commit(store, { kind: 'patient.save', patient: patient() });
    for (const part of ['', '-wal', '.lock', '.key-check']) expect([part, statSync(path() + part).mode & 0o777]).toEqual([part, 0o600]);
  });
});

describe('where the journal stands', () => {
  it('is told once all of it is on disk: when nobody writes, whoever reads, when asked, when closed', async () => {
    const told: StoreMark[] = [];
    const store = await openIt({ noted: (mark) => Promise.resolve(void told.push(mark)) });
    await commit(store, { kind: 'patient.save', patient: patient() });
    const first = await store.audit.head();
    const until = Date.now() + 15_000;
    while (told.at(-1)?.length !== 1 && Date.now() < until) {
      await store.outbox.due(AT);
      await wait(50);
    }
    expect(told.at(-1)).toEqual({ ...first, departures: 0 });
    await store.commit({ changes: [], audit: [act()] });
    await store.checkpoint();
    expect(told.at(-1)).toMatchObject(await store.audit.head());
    // The file alone, without its log, holds it.
    copyFileSync(path(), `${path()}.copy`);
    await store.commit({ changes: [], audit: [act()] });
    const last = await store.audit.head();
    await store.close();
    expect(told.at(-1)).toMatchObject(last);
    const copy = await openIt({ path: `${path()}.copy`, access: 'reading' });
    expect(await copy.audit.verify()).toMatchObject({ valid: true, length: 2 });
  });

  it('is not told while a reader keeps the log from the file, and closing tells it', async () => {
    const told: StoreMark[] = [];
    const store = await openIt({ noted: (mark) => Promise.resolve(void told.push(mark)) });
    await commit(store, { kind: 'patient.save', patient: patient() });
    const reader = openDatabase(path(), key, 'reading');
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM audit').get();
    await store.commit({ changes: [], audit: [act()] });
    told.length = 0;
    await store.checkpoint();
    expect(told).toEqual([]);
    reader.exec('ROLLBACK');
    reader.close();
    await store.close();
    expect(told.map(({ length }) => length)).toEqual([2]);
  });

  it('is no incident when it has grown since', async () => {
    const anchor = await acts(2);
    await acts(3);
    const store = await openIt({ marks: [anchor], existing: true });
    expect([store.incident, (await store.audit.head()).length]).toEqual([null, 5]);
  });
});

describe('a store older than what was noted of it', () => {
  it('says so in its journal for good, and holds whatever would leave by itself', async () => {
    const store = await openIt();
    await store.commit({ changes: SENDS, audit: [act()] });
    await store.close();
    copyFileSync(path(), `${path()}.older`);
    const anchor = await acts(2);
    copyFileSync(`${path()}.older`, path());

    const older = await openIt({ existing: true, marks: [anchor], now: () => new Date(later(60)) });
    expect(older.incident).toEqual({ reason: 'truncated', brokenAt: 2, held: 3 });
    expect(await states(older)).toEqual(HELD);
    const [held] = await older.outbox.list({ state: 'held' });
    expect(held).toMatchObject({ revision: 2, attempts: 1, nextAt: null, updatedAt: later(60), error: { code: 'SEND_DOUBTED' } });
    const {
      entries: [entry],
    } = await older.audit.page({ before: null, limit: 1 });
    expect(entry).toMatchObject({
      at: later(60),
      actor: null,
      act: 'journal.incident',
      result: 'JOURNAL_OLDER',
      details: { reason: 'truncated', brokenAt: 2, length: 1, anchorLength: anchor.length, anchorHead: anchor.head, held: 3 },
    });
    expect(await older.audit.verify()).toMatchObject({ valid: true, length: 2, incidents: 1 });
    expect(await older.audit.verify(anchor)).toMatchObject({ valid: false, reason: 'truncated' });
  });

  it('or of another course of things, is told apart by its head', async () => {
    await acts(1);
    copyFileSync(path(), `${path()}.older`);
    const anchor = await acts(1);
    copyFileSync(`${path()}.older`, path());
    const other = await openIt();
    await other.commit({ changes: SENDS, audit: [act({ act: 'another' }), act()] });
    await other.close();
    const store = await openIt({ existing: true, marks: [{ ...anchor, length: 1, head: anchor.head.replace(/^./, 'x') }] });
    expect(store.incident).toEqual({ reason: 'foreign', brokenAt: 1, held: 3 });
    await store.close();
    // Every note counts, the shorter one too.
    const again = await openIt({ existing: true, marks: [anchor, { head: '0'.repeat(64), length: 0, departures: 0 }] });
    expect(again.incident).toMatchObject({ reason: 'foreign', brokenAt: 2 });
  });

  it('or where nothing had left yet, is told by what has since: noted before the answer that lets it leave', async () => {
    const told: StoreMark[] = [];
    const store = await openIt({ noted: (mark) => Promise.resolve(void told.push(mark)) });
    await store.commit({ changes: SENDS, audit: [act()] });
    await store.checkpoint();
    copyFileSync(path(), `${path()}.older`);
    told.length = 0;
    await store.commit({
      changes: [{ kind: 'send.save', send: send({ id: 'queued', revision: 1, state: 'sending', uniqueId: '2.25.queued' }) }],
      audit: [],
    });
    expect(told).toEqual([{ ...(await store.audit.head()), departures: 1 }]);
    await store.close();
    const again = await openIt({ existing: true, marks: told });
    expect(again.incident).toBeNull();
    await again.close();
    copyFileSync(`${path()}.older`, path());
    const older = await openIt({ existing: true, marks: told });
    expect(older.incident).toEqual({ reason: 'older', brokenAt: null, held: 3 });
    expect((await older.audit.page({ before: null, limit: 1 })).entries[0]).toMatchObject({
      result: 'JOURNAL_OLDER',
      details: { reason: 'older' },
    });
  });

  it.each([
    ['unanchored', HELD, 3],
    ['restored', HELD, 3],
    ['moved', HELD, 3],
  ] as const)('or %s is said, and holds its sends', async (suspicion, expected, held) => {
    const store = await openIt();
    await store.commit({ changes: SENDS, audit: [] });
    await store.close();
    const suspected = await openIt({ existing: true, suspicion });
    expect(suspected.incident).toEqual({ reason: suspicion, brokenAt: null, held });
    expect(await states(suspected)).toEqual(expected);
    expect(await suspected.audit.head()).toMatchObject({ length: 1 });
  });

  it('or moved with nothing to send says nothing', async () => {
    await acts(1);
    const moved = await openIt({ existing: true, suspicion: 'moved' });
    expect([moved.incident, (await moved.audit.head()).length]).toEqual([null, 1]);
  });
});

describe('a journal changed outside of the application', () => {
  /** What the opening says, and what a whole verification does. */
  async function found(anchor: StoreMark | null = null) {
    const store = await openIt({ existing: true, marks: anchor === null ? [] : [anchor] });
    const { incident } = store;
    const { reason, brokenAt } = await store.audit.verify();
    await store.close();
    return { opening: incident === null ? null : [incident.reason, incident.brokenAt], verified: [reason, brokenAt] };
  }

  it('by its text, is found at start and by a verification; the sends go on', async () => {
    const first = await openIt();
    await first.commit({ changes: SENDS, audit: [act(), act(), act()] });
    await first.close();
    tamper((db) => db.exec(`UPDATE audit SET entry = replace(entry, 'Dossier', 'dossier') WHERE seq = 2`));
    const store = await openIt({ existing: true });
    expect(store.incident).toEqual({ reason: 'altered', brokenAt: 2, held: 0 });
    expect(await states(store)).toEqual(UNTOUCHED);
    expect(await store.audit.verify()).toMatchObject({ valid: false, reason: 'altered', brokenAt: 2, length: 4 });
  });

  it('by an entry taken away, in the middle or at the start', async () => {
    await acts(4);
    tamper((db) => db.exec('DELETE FROM audit WHERE seq = 3'));
    expect(await found()).toEqual({ opening: ['missing', 3], verified: ['missing', 3] });
  });

  it('by an entry taken away and the chain made again without the key', async () => {
    const anchor = await acts(4);
    tamper((db) => {
      // Cast: the columns asked for.
      const rows = db.prepare('SELECT seq, previous, entry FROM audit WHERE seq <> 2 ORDER BY seq').all() as readonly {
        readonly seq: number;
        readonly previous: string;
        readonly entry: string;
      }[];
      db.exec('DELETE FROM audit');
      let previous = '0'.repeat(64);
      for (const [i, { entry }] of rows.entries()) {
        const hash = plainHashOf(previous, entry);
        db.prepare('INSERT INTO audit (seq, previous, hash, entry) VALUES (?, ?, ?, ?)').run(i + 1, previous, hash, entry);
        previous = hash;
      }
    });
    expect(await found()).toEqual({ opening: ['foreign', 1], verified: [null, null] });
    // Sealed since by the entry that says so: what was noted elsewhere tells it for good.
    const store = await openIt({ access: 'reading' });
    expect(await store.audit.verify(anchor)).toMatchObject({ valid: false, reason: 'foreign', brokenAt: 4 });
  });

  it('by its end cut or all of it removed, thanks to what was noted elsewhere', async () => {
    const anchor = await acts(4);
    tamper((db) => db.exec('DELETE FROM audit WHERE seq > 2'));
    expect(await found(anchor)).toEqual({ opening: ['truncated', 3], verified: [null, null] });
    tamper((db) => db.exec('DELETE FROM audit'));
    await expect(openIt({ existing: true, marks: [anchor] })).rejects.toEqual(code('STORE_MISSING'));
  });

  it('far from its end, is found while nobody asks for anything', async () => {
    const store = await openIt();
    await store.commit({ changes: [], audit: Array.from({ length: 2600 }, (_, n) => act({ details: { n } })) });
    await store.close();
    tamper((db) => db.exec(`UPDATE audit SET entry = replace(entry, 'Dossier', 'dossier') WHERE seq = 40`));
    const told = Promise.withResolvers<unknown>();
    const opened = await openIt({ existing: true, doubted: told.resolve });
    expect(opened.incident).toBeNull();
    expect(await told.promise).toEqual({ reason: 'altered', brokenAt: 40 });
  });
});

describe('a journal of before the seals', () => {
  it('is sealed by an entry of its own when its file is brought up to date, once', async () => {
    await acts(3);
    tamper((db) => {
      // Cast: the columns asked for.
      const rows = db.prepare('SELECT seq, entry FROM audit ORDER BY seq').all() as readonly {
        readonly seq: number;
        readonly entry: string;
      }[];
      db.exec('DELETE FROM audit');
      let previous = '0'.repeat(64);
      for (const { seq, entry } of rows) {
        const hash = plainHashOf(previous, entry);
        db.prepare('INSERT INTO audit (seq, previous, hash, entry) VALUES (?, ?, ?, ?)').run(seq, previous, hash, entry);
        previous = hash;
      }
      toSchema6(db);
      db.exec(
        `CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'once'); END; CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'once'); END;`,
      );
    });
    const store = await openIt({ existing: true });
    expect(store.incident).toBeNull();
    const {
      entries: [entry],
    } = await store.audit.page({ before: null, limit: 1 });
    expect(entry).toMatchObject({ act: 'journal.sealed', actor: null, details: { length: 3 } });
    expect(await store.audit.verify()).toMatchObject({ valid: true, length: 4, incidents: 0 });
    await store.close();
    const again = await openIt({ existing: true });
    expect([again.incident, (await again.audit.head()).length]).toEqual([null, 4]);
  });
});

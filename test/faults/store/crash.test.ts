import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { doubtAbandoned } from '../../../electron/outbox/abandoned.ts';
import { openStore } from '../../../electron/store/open.ts';

const writer = fileURLToPath(new URL('./crash-writer.ts', import.meta.url));
const merger = fileURLToPath(new URL('./crash-merger.ts', import.meta.url));
const key = new Uint8Array(32).fill(5);

/** Starts the writer, kills it after some commits and a little while; answers the number of the last commit it was told. */
async function writeThenKill(program: string, path: string, from: number, commits: number, ms: number): Promise<number> {
  const child = spawn(process.execPath, [program, path, String(from)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [said, errors, armed] = ['', '', false];
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (armed || said.split('\n').length <= commits) return;
    armed = true;
    setTimeout(() => child.kill('SIGKILL'), ms);
  });
  const signal = await new Promise((done) => child.once('close', (_code, by) => done(by)));
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself: ${errors}`);
  // A line cut by the kill was not said.
  return Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1));
}

it('killed at any moment, keeps every commit it answered, and no half of one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'poste-crash-'));
  const path = join(folder, 'store.db');
  try {
    let next = 0;
    let doubts = 0;
    for (const [commits, ms] of [
      [3, 0],
      [5, 3],
      [2, 7],
      [9, 1],
    ] as const) {
      const told = await writeThenKill(writer, path, next, commits, ms);
      const store = await openStore({ path, key, journalKey: new Uint8Array(32).fill(9) });
      const stored = await store.patients.count();
      // One more at most: committed, its answer lost.
      expect(stored - (told + 1)).toBeGreaterThanOrEqual(0);
      expect(stored - (told + 1)).toBeLessThanOrEqual(1);
      expect(await store.audit.verify()).toMatchObject({ valid: true, length: stored + doubts });
      expect(await store.outbox.abandoned(new Date().toISOString(), null)).toHaveLength(stored - next);
      await doubtAbandoned(store, new Date(), null);
      doubts += stored - next;
      const last = await store.documents.content(`d${stored - 1}`, 'pdf');
      expect([last?.length, last?.[0], last?.at(-1)]).toEqual([40_000, (stored - 1) % 256, (stored - 1) % 256]);
      expect(await store.outbox.get(`s${stored - 1}`)).toMatchObject({ state: 'unknown' });
      expect(await store.documents.get(`d${stored}`)).toBeNull();
      await store.close();
      next = stored;
    }
    expect(next).toBeGreaterThan(15);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

it('killed in the middle of merges and of their undoing, holds each whole or not at all', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'poste-crash-'));
  const path = join(folder, 'store.db');
  try {
    for (const [commits, ms] of [
      [2, 0],
      [3, 4],
      [4, 9],
      [2, 13],
      [3, 2],
    ] as const) {
      const told = await writeThenKill(merger, path, 0, commits, ms);
      const store = await openStore({ path, key, journalKey: new Uint8Array(32).fill(9) });
      const { length } = await store.audit.head();
      // The first commit made the records; one more at most was committed, its answer lost.
      expect(length - (told + 1)).toBeGreaterThanOrEqual(0);
      expect(length - (told + 1)).toBeLessThanOrEqual(1);
      const [last] = await store.patients.merges('p1');
      const merged = last?.undoneAt === null;
      expect(merged).toBe(length % 2 === 0);
      const [here, gone] = merged ? ['p1', 'p2'] : ['p2', 'p1'];
      const held = async (id: string) => [
        (await store.documents.list(id)).length,
        (await store.outbox.list({ patientId: id })).length,
        (await store.patients.stays(id)).length,
        (await store.information.list(id)).length,
      ];
      expect([await held(here), await held(gone)]).toEqual([
        [60, 60, 60, 60],
        [0, 0, 0, 0],
      ]);
      expect((await store.patients.get('p2'))?.mergedInto).toBe(merged ? 'p1' : null);
      expect((await store.patients.get('p1'))?.correspondents).toHaveLength(merged ? 1 : 0);
      expect((await store.patients.search('autre', 10)).map(({ id }) => id)).toEqual(merged ? [] : ['p2']);
      expect((await store.patients.search('P000002', 10)).map(({ id }) => id)).toEqual([merged ? 'p1' : 'p2']);
      expect(await store.audit.verify()).toMatchObject({ valid: true });
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 90_000);

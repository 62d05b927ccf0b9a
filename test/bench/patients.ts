import { createSecretKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PatientRecord } from '../../shared/domain/record/patient.ts';
import { connect, openDatabase } from '../../electron/store/sqlite/database.ts';
import { openStore } from '../../electron/store/open.ts';
import { reads } from '../../electron/store/reads.ts';
import { sqlOn } from '../../electron/store/sqlite/sql.ts';
import type { Store } from '../../electron/store/types.ts';
import { importItems } from './import.ts';
import { population } from './population.ts';
import { item, type Benchmark, type Item } from './report.ts';

const PATIENTS = 200_000;
const AT_ONCE = 1000;
/** As the list of patients asks (electron/ipc/handlers/patients.ts). */
const RESULTS = 50;
/** Patients looked for in one turn, each in every way. */
const LOOKED_FOR = 12;
const GOAL_MS = 5;
const AT = '2026-11-21T10:00:00.000Z';

/** A base of 200,000 patients: search at each key, beside the same data in a bare FTS5 table, same process, same keys. */
export async function run(runs: number): Promise<Benchmark> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-bench-'));
  const path = join(folder, 'store.db');
  const key = new Uint8Array(32).fill(7);
  const store = await openStore({ path, key, journalKey: new Uint8Array(32).fill(9) });
  const plain = plainTable(join(folder, 'plain.db'));
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => (closing ??= store.close());
  try {
    await fill(store, plain);
    // What the worker does for a message, without the message: a connection like its own, which only reads here.
    const db = openDatabase(path, key, 'writing');
    const sql = sqlOn(db, createSecretKey(Buffer.alloc(32, 9)));
    const [inStore, asked, bare]: [number[], number[], number[]] = [[], [], []];
    for (let turn = 0; turn < runs + 1; turn += 1) {
      const keys = keystrokes(turn);
      const ours = timed(keys, (typed) => reads.patients.search(sql, typed, RESULTS));
      const theirs = timed(keys, plain.search);
      const answered = await timedAnswers(keys, (typed) => store.patients.search(typed, RESULTS));
      // The first turn warms the caches.
      if (turn === 0) continue;
      inStore.push(p95(ours));
      bare.push(p95(theirs));
      asked.push(p95(answered));
    }
    db.close();
    const what = `search in ${PATIENTS} patients, p95 per keystroke, ${RESULTS} rows at most`;
    const items: Item[] = [
      item(`${what}, in the store`, 'ms', inStore, { goal: { atMost: GOAL_MS } }),
      item(`${what}, there and back by the worker's messages`, 'ms', asked),
      item(`${what}, in the store, beside bare FTS5`, 'ms', inStore, {
        peer: { name: 'SQLite FTS5, prefix indexes, no encryption, no order', values: bare },
      }),
      ...(await importItems(store, folder, runs, (from, count) => population(PATIENTS + from, count, AT))),
    ];
    return { name: 'patients', runs, items };
  } finally {
    plain.close();
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(store: Store, plain: Plain): Promise<void> {
  for (let from = 0; from < PATIENTS; from += AT_ONCE) {
    const patients = population(from, AT_ONCE, AT);
    plain.add(patients);
    await store.commit({ audit: [], changes: patients.map((patient) => ({ kind: 'patient.save', patient })) });
  }
}

interface Plain {
  add(patients: readonly PatientRecord[]): void;
  search(typed: string): unknown;
  close(): void;
}

function plainTable(path: string): Plain {
  const db = connect(path, { timeout: 0 });
  db.pragma('journal_mode = WAL');
  db.exec(
    `CREATE VIRTUAL TABLE plain USING fts5 (id UNINDEXED, birth_name, first_names, used_name, birth_date, matricule, phone, ipp, prefix = '1 2 3 4')`,
  );
  const insert = db.prepare('INSERT INTO plain VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const select = db.prepare('SELECT * FROM plain WHERE plain MATCH ? LIMIT ?');
  return {
    add: (patients) => {
      db.transaction(() => {
        for (const p of patients)
          insert.run(p.id, p.birthName, p.birthFirstNames, p.usedName, french(p.birthDate), p.ins?.matricule ?? null, p.phone, p.ipp);
      }).immediate();
    },
    search: (typed) => {
      const words = typed.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
      return words.length === 0 ? [] : select.all(words.map((word) => `"${word}"*`).join(' '), RESULTS);
    },
    close: () => db.close(),
  };
}

const french = (date: string): string => date.split('-').toReversed().join('/');

/** Every text that the field holds while a dozen patients are looked for in every way. */
function keystrokes(turn: number): string[] {
  const looked = Array.from({ length: LOOKED_FOR }, (_, i) => population((turn * 7_919 + i * 16_661) % PATIENTS, 1, AT)).flat();
  return looked.flatMap((p) => {
    const [first] = p.birthFirstNames.toLowerCase().split(' ');
    const phone = p.phone ?? '06 12 34 56 78';
    const matricule = p.ins?.matricule ?? '279035121518989';
    const whole = [
      `${p.birthName.toLowerCase()} ${first ?? ''}`,
      `${first ?? ''} ${(p.usedName ?? p.birthName).toLowerCase()}`,
      french(p.birthDate),
      french(p.birthDate).replaceAll('/', ''),
      `${p.birthName.slice(0, 3).toLowerCase()} ${french(p.birthDate).replaceAll('/', ' ')}`,
      matricule,
      phone,
      phone.replaceAll(' ', '').slice(-4),
      p.ipp,
    ];
    return whole.flatMap((text) => Array.from(text, (_, i) => text.slice(0, i + 1)).filter((typed) => !typed.endsWith(' ')));
  });
}

function timed(keys: readonly string[], search: (typed: string) => unknown): number[] {
  return keys.map((typed) => {
    const start = performance.now();
    search(typed);
    return performance.now() - start;
  });
}

async function timedAnswers(keys: readonly string[], search: (typed: string) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const typed of keys) {
    const start = performance.now();
    await search(typed);
    times.push(performance.now() - start);
  }
  return times;
}

const p95 = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { inspectPdf } from '../../electron/pdf/inspect.ts';
import { connect } from '../../electron/store/sqlite/database.ts';
import { openStore } from '../../electron/store/open.ts';
import type { AuditEntry } from '../../shared/domain/record/audit.ts';
import type { SendRecord } from '../../shared/domain/record/send.ts';
import type { Change, Store } from '../../electron/store/types.ts';
import { listDocuments, PAGE } from '../../electron/usecases/documents/view.ts';
import { countOutbox } from '../../electron/usecases/outbox/count-outbox.ts';
import { population } from './population.ts';
import { item, type Benchmark, type Goal, type Item } from './report.ts';

const AT = '2026-11-21T10:00:00.000Z';
const ME = { idNat: '899900000017', name: 'Dr Paule DURAND' };
type Sizes = readonly [number, number, number];
const DOCUMENTS: Sizes = [100, 1000, 10_000];
const ENTRIES: Sizes = [10_000, 40_000, 160_000];
const PATIENTS: Sizes = [1000, 4000, 16_000];
const PAGES: Sizes = [200, 600, 2000];
/** Commits of the journal asked at once. */
const APPENDED = 2000;
const BATCH = 100;
/** Patients whom the journal is about: a part of one of them is full at each size. */
const JOURNALED = 40;

/** A part of a list, a count: as long however much there is. */
const CONSTANT: Goal = { atMost: 0.3 };
const LINEAR: Goal = { atMost: 1.15 };
const HELD_MS = 50;
const VERIFY_MS = 4000;
/** The record that has all the documents. */
const RECORD = 'record';

/** What was measured at each size, in milliseconds. */
type Measures = Map<string, { readonly law: Goal; readonly at: Map<number, readonly number[]> }>;

/**
 * How what grows answers at three sizes, and the law that it follows: the exponent of the size, fitted on the quickest of each (0: constant, 1: linear). Answers are
 * timed as the application waits for them, the store's thread and its messages included, nothing else at work.
 *
 * @param scale how many times larger; 6 is a million entries of the journal.
 */
export async function run(runs: number, scale: number): Promise<Benchmark> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-bench-'));
  const store = await openStore({
    path: join(folder, 'store.db'),
    key: new Uint8Array(32).fill(7),
    journalKey: new Uint8Array(32).fill(9),
  });
  const found: Measures = new Map();
  try {
    await store.commit({
      audit: [],
      changes: population(0, 1, AT).map((patient) => ({ kind: 'patient.save', patient: { ...patient, id: RECORD } })),
    });
    const held = await documentsAndSends(store, scaled(DOCUMENTS, scale), runs, found);
    const append = await appendItem(store, folder, runs);
    const verify = await journal(store, scaled(ENTRIES, scale), runs, found);
    await search(store, scaled(PATIENTS, scale), runs, found);
    await pages(runs, found);
    return {
      name: 'growth',
      runs,
      items: [
        ...itemsOf(found),
        item(`longest that a list call holds the application's thread, ${scaled(DOCUMENTS, scale)[2]} documents`, 'ms', [held], {
          goal: { atMost: HELD_MS },
        }),
        append,
        verify,
      ],
    };
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const scaled = ([a, b, c]: Sizes, scale: number): Sizes => [a * scale, b * scale, c * scale];

async function measure(found: Measures, name: string, law: Goal, size: number, runs: number, act: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let turn = 0; turn < runs + 1; turn += 1) {
    const start = performance.now();
    await act();
    // The first turn warms the caches.
    if (turn > 0) times.push(performance.now() - start);
  }
  const known = found.get(name) ?? { law, at: new Map<number, readonly number[]>() };
  known.at.set(size, times);
  found.set(name, known);
}

/** Documents of one patient, two sends each, all to be sent. @returns longest time that the thread was held, in milliseconds. */
async function documentsAndSends(store: Store, sizes: readonly number[], runs: number, found: Measures): Promise<number> {
  const list = listDocuments(store, (send) => send);
  const held = monitorEventLoopDelay({ resolution: 1 });
  let [filled, longest] = [0, 0];
  for (const size of sizes) {
    for (; filled < size; filled += BATCH)
      await store.commit({ audit: [], changes: Array.from({ length: BATCH }, (_, i) => documentWithSends(filled + i)).flat() });
    held.reset();
    held.enable();
    await measure(found, `documents.list, first part (${PAGE})`, CONSTANT, size, runs, () => list({ patientId: RECORD }, ME.idNat));
    await measure(found, `documents.list, last part (${PAGE})`, CONSTANT, size, runs, () =>
      list({ patientId: RECORD, after: id('d', Math.min(size - 1, PAGE)) }, ME.idNat),
    );
    await measure(found, 'documents.list, all of it, part by part', LINEAR, size, runs, async () => {
      for (let after: string | undefined; ;) {
        const part = await list({ patientId: RECORD, after }, ME.idNat);
        if (part.length < PAGE) return;
        after = part.at(-1)?.id;
      }
    });
    await measure(found, `outbox.list, a part (${PAGE})`, CONSTANT, size, runs, () => store.outbox.page({ limit: PAGE }));
    await measure(found, 'outbox counts', CONSTANT, size, runs, () => countOutbox(store, ME.idNat));
    await measure(found, `outbox, a batch of due rows (${BATCH})`, CONSTANT, size, runs, () =>
      store.outbox.due(AT, { channel: 'dmp', limit: BATCH }),
    );
    held.disable();
    longest = Math.max(longest, held.max / 1e6);
    await measure(found, `outbox, a batch moved by one commit (${BATCH})`, CONSTANT, size, runs, async () => {
      const due = await store.outbox.due(AT, { channel: 'dmp', limit: BATCH });
      await store.commit({ changes: due.map((send) => ({ kind: 'send.save', send })), audit: [] });
    });
  }
  return longest;
}

const id = (letter: string, n: number): string => `${letter}${String(n).padStart(9, '0')}`;

function documentWithSends(n: number): Change[] {
  const at = new Date(Date.parse(AT) + n).toISOString();
  const send: SendRecord = {
    id: id('s', 2 * n),
    revision: 0,
    documentId: id('d', n),
    patientId: RECORD,
    channel: 'dmp',
    recipient: null,
    role: null,
    state: 'queued',
    bound: { actor: ME, situation: '1', mode: 'normal', delegation: null },
    attempts: 0,
    createdAt: at,
    updatedAt: at,
    nextAt: null,
    sentAt: null,
    lease: null,
    messageId: null,
    uniqueId: `2.25.${n}`,
    error: null,
  };
  return [
    {
      kind: 'document.save',
      document: {
        id: id('d', n),
        revision: 0,
        patientId: RECORD,
        status: 'validated',
        fileName: 'compte-rendu.pdf',
        size: 200_000,
        pages: 2,
        addedAt: at,
        addedBy: ME,
        form: { type: '11488-4', title: `Compte rendu ${n}`, date: AT.slice(0, 10), visibility: 'visible', recipients: ['a@x.mssante.fr'] },
        proposal: null,
        reading: { state: 'read', done: 2, scanned: false },
        otherPerson: null,
        warnings: [],
        prepared: null,
        returned: null,
        validated: { at, by: ME, situation: '1', cda: { id: `2.25.${n}`, setId: `2.25.9${n}`, version: 1 } },
      },
    },
    { kind: 'send.save', send },
    {
      kind: 'send.save',
      send: { ...send, id: id('s', 2 * n + 1), channel: 'mss', recipient: 'a@x.mssante.fr', uniqueId: null, messageId: `<${n}@x>` },
    },
  ];
}

const entry = (n: number): AuditEntry => ({
  at: AT,
  actor: ME,
  onBehalfOf: null,
  situation: '499900000017001',
  act: 'dmp.sent',
  label: 'Document déposé au DMP',
  patientId: id('p', n % JOURNALED),
  objectId: id('s', n),
  result: 'ok',
  details: { channel: 'dmp', uniqueId: `2.25.${n}`, messageId: null, attempt: 1 },
});

async function journal(store: Store, sizes: readonly number[], runs: number, found: Measures): Promise<Item> {
  const spent: number[] = [];
  for (const size of sizes) {
    for (let { length } = await store.audit.head(); length < size; length += 1000)
      await store.commit({ changes: [], audit: Array.from({ length: 1000 }, (_, i) => entry(length + i)) });
    await measure(found, 'audit.list, a part (200)', CONSTANT, size, runs, () => store.audit.page({ before: null, limit: 200 }));
    await measure(found, 'audit.list of one patient, a part (200)', CONSTANT, size, runs, () =>
      store.audit.page({ before: null, limit: 200, patientId: id('p', 1) }),
    );
    await measure(found, 'audit verify', LINEAR, size, 1, async () => {
      const before = process.cpuUsage();
      const { length } = await store.audit.verify();
      const { user, system } = process.cpuUsage(before);
      if (size === sizes.at(-1)) spent.push(((user + system) / 1000 / length) * 1e6);
    });
  }
  return item('audit verify, a million entries, of the processor', 'ms', spent, { goal: { atMost: VERIFY_MS } });
}

/** Entries a second, each a commit of its own, all asked at once; beside a loop that waits for the disk at each row. */
async function appendItem(store: Store, folder: string, runs: number): Promise<Item> {
  const db = connect(join(folder, 'loop.db'), { timeout: 0 });
  db.pragma(`cipher = 'sqlcipher'`);
  db.pragma(`key = "x'${'07'.repeat(32)}'"`);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE audit (seq INTEGER PRIMARY KEY, entry TEXT NOT NULL)');
  const insert = db.prepare('INSERT INTO audit (entry) VALUES (?)');
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < runs + 1; turn += 1) {
    const asked = performance.now();
    await Promise.all(Array.from({ length: APPENDED }, (_, i) => store.commit({ changes: [], audit: [entry(i)] })));
    const looped = performance.now();
    for (let i = 0; i < APPENDED; i += 1) insert.run(JSON.stringify(entry(i)));
    const ended = performance.now();
    if (turn === 0) continue;
    ours.push((APPENDED / (looped - asked)) * 1000);
    theirs.push((APPENDED / (ended - looped)) * 1000);
  }
  db.close();
  return item(`audit append, ${APPENDED} asked at once`, 'entries/s', ours, {
    peer: { name: 'SQLCipher, WAL, synchronous FULL, one INSERT a transaction, no chain', values: theirs },
    goal: { atLeast: 0.8 },
  });
}

async function search(store: Store, sizes: readonly number[], runs: number, found: Measures): Promise<void> {
  let filled = 0;
  for (const size of sizes) {
    for (; filled < size; filled += 1000)
      await store.commit({ audit: [], changes: population(1 + filled, 1000, AT).map((patient) => ({ kind: 'patient.save', patient })) });
    await measure(found, 'patients.search, hard keys (m, mar, martin, pierre bonne)', CONSTANT, size, runs, async () => {
      for (const typed of ['m', 'mar', 'martin', 'pierre bonne']) await store.patients.search(typed, 50);
    });
    await measure(found, 'patients.list, a part far from the first', LINEAR, size, runs, async () => {
      for (const sort of [null, { by: 'name', descending: false }, { by: 'birthDate', descending: true }] as const)
        await store.patients.list({ query: '', sort, from: size - 200, limit: 100 });
    });
  }
}

async function pages(runs: number, found: Measures): Promise<void> {
  for (const size of PAGES) {
    const bytes = pdfOf(size);
    await measure(found, 'PDF looked at, its pages', LINEAR, size, runs, () => inspectPdf(Uint8Array.from(bytes), 5000));
  }
}

/** A PDF of so many pages, each with a stream of its own of so many strokes, of 16 bytes. */
export function pdfOf(count: number, strokes = 60): Buffer {
  const stream = '0 0 m 10 10 l S '.repeat(strokes);
  const bodies = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${count}/Kids[${Array.from({ length: count }, (_, i) => `${3 + 2 * i} 0 R`).join(' ')}]>>`,
    ...Array.from({ length: count }, (_, i) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<<>>/Contents ${4 + 2 * i} 0 R>>`,
      `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    ]).flat(),
  ];
  const parts = ['%PDF-1.4\n'];
  const starts: number[] = [];
  let at = 9;
  for (const [i, body] of bodies.entries()) {
    const text = `${i + 1} 0 obj${body}endobj\n`;
    starts.push(at);
    at += text.length;
    parts.push(text);
  }
  parts.push(
    `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')}trailer<</Size ${bodies.length + 1}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`,
  );
  return Buffer.from(parts.join(''), 'latin1');
}

function itemsOf(found: Measures): Item[] {
  return [...found].flatMap(([name, { law, at }]) => [
    ...[...at].map(([size, times]) => item(`${name}, of ${size}`, 'ms', times)),
    item(`${name}: exponent of the size`, 'law', [exponent([...at].map(([size, times]) => [size, Math.min(...times)]))], { goal: law }),
  ]);
}

/** Slope of a straight line through the logarithms, by least squares. */
function exponent(points: readonly (readonly [size: number, ms: number])[]): number {
  const logs = points.map(([size, ms]) => [Math.log(size), Math.log(ms)] as const);
  const mean = (at: 0 | 1): number => logs.reduce((sum, point) => sum + point[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  return logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

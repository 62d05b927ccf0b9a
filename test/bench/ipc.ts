import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { createBridge, type Handlers } from '../../electron/ipc/bridge.ts';
import { Resources } from '../../electron/ipc/resources.ts';
import { chromiumPlatform } from '../../electron/platform/chromium/index.ts';
import type { Client } from '../../renderer/client/client.ts';
import type { DocumentRow } from '../../shared/contract/documents.ts';
import type { PatientRow } from '../../shared/contract/patients.ts';
import { item, type Benchmark } from './report.ts';

const FIVE_MB = 5 * 1024 * 1024;
/** Small calls of a turn: one alone is below what the clock of the page tells. */
const CALLS = 50;
const AT = '2026-11-21T10:00:00.000Z';

/** About 1 KB, the answer of a search. */
const ROWS: readonly PatientRow[] = Array.from({ length: 4 }, (_, i) => ({
  id: `p${i}`,
  birthName: 'PAT-TROIS',
  firstName: 'DOMINIQUE',
  usedName: null,
  sex: 'F',
  birthDate: '1979-03-28',
  birthPlace: null,
  status: 'QUAL',
  homonym: false,
  doubtful: false,
  fictive: false,
  phone: null,
  ipp: `P00000${i}`,
  updatedAt: AT,
  attention: 0,
}));
const ADDED: DocumentRow = {
  id: 'd1',
  patientId: 'p1',
  status: 'draft',
  fileName: 'compte-rendu.pdf',
  size: FIVE_MB,
  pages: 2,
  addedAt: AT,
  form: { type: '11488-4', title: 'Compte rendu', date: '2026-11-21', visibility: 'visible', recipients: [] },
  typeLabel: null,
  recognised: { title: null, date: null, type: null },
  proposedTypes: [],
  reading: { state: 'read', done: 2, pages: 2, scanned: false },
  otherPerson: null,
  validatedAt: null,
  validatedBy: null,
  validatedFor: null,
  sends: [],
  undoable: false,
  forwardable: false,
  prepared: null,
  returned: null,
  warnings: [],
};

/** What a channel takes for each, in milliseconds. */
interface Taken {
  readonly small: number;
  readonly up: number;
  readonly down: number;
}

const PEER = 'bare JSON on the same channel, nothing checked, bytes as native base64';

/**
 * The bridge between the window and the application, each end as it ships: tagged JSON, the contract checked at both,
 * 5 MB to the window by a GET that serves once. Beside it the same payloads in bare JSON on the same channel of the same
 * host, in turns. Left out: the work of the application itself, and Electron, whose structured clone is another channel.
 */
export async function run(runs: number): Promise<Benchmark> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-bench-'));
  const resources = new Resources(() => Date.now());
  const bridge = createBridge(handlers, {
    session: { require: () => open },
    requireRight: () => undefined,
    refused: () => Promise.resolve(),
    report: (_call, thrown) => {
      throw thrown;
    },
  });
  const bytes = Buffer.alloc(FIVE_MB, 'pdf');
  const window = await chromiumPlatform({ dataFolder: folder, executable: null, headless: true, size: null }).openWindow({
    assets: fileURLToPath(new URL('./empty', import.meta.url)),
    invoke: (name, payload) => {
      if (name === 'offer') return Promise.resolve(resources.offer({ type: 'application/pdf', bytes }));
      return name.startsWith('bare ') ? Promise.resolve(bare(name, payload, bytes)) : bridge.invoke(name, payload);
    },
    resource: (path) => resources.take(path),
    closed: () => undefined,
  });
  try {
    await window.page.evaluate(await clientScript());
    const [ours, theirs]: [Taken[], Taken[]] = [[], []];
    for (let turn = 0; turn < runs + 1; turn += 1) {
      const sides = [await window.page.evaluate(byOurs, CALLS), await window.page.evaluate(byBare, CALLS)] as const;
      // The first turn warms both.
      if (turn === 0) continue;
      ours.push(sides[0]);
      theirs.push(sides[1]);
    }
    const beside = (metric: string, of: keyof Taken) =>
      item(
        metric,
        'ms',
        ours.map((taken) => taken[of]),
        { peer: { name: PEER, values: theirs.map((taken) => taken[of]) } },
      );
    return {
      name: 'ipc',
      runs,
      items: [
        beside('a call that answers 1 KB, there and back', 'small'),
        beside('5 MB from the window (tagged base64)', 'up'),
        beside('5 MB to the window (single-use GET)', 'down'),
      ],
    };
  } finally {
    await window.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Only what the bench calls; the session is open for whoever asks. Casts: nothing reads the rest of either. */
const handlers = {
  'patients.search': () => Promise.resolve([...ROWS]),
  'documents.add': () => Promise.resolve(ADDED),
} satisfies Partial<Handlers> as unknown as Handlers;
const open = { card: { serial: '1' } } as ReturnType<Parameters<typeof createBridge>[1]['session']['require']>;

/** The application's end of the peer: what is asked read, what is answered written. */
function bare(name: string, payload: string, bytes: Buffer): string {
  const asked = JSON.parse(payload) as { readonly bytes?: string };
  if (name === 'bare down') return JSON.stringify({ bytes: bytes.toString('base64') });
  if (name === 'bare small') return JSON.stringify(ROWS);
  return JSON.stringify({ ...ADDED, size: Buffer.from(asked.bytes ?? '', 'base64').byteLength });
}

/** The window's end as it is built, for a page that has nothing else: `globalThis.client`. */
async function clientScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('../../renderer/client/client.ts', import.meta.url)),
        formats: ['iife'],
        name: 'client',
        fileName: 'client',
      },
    },
  });
  const [{ output } = { output: [] }] = Array.isArray(built) ? built : 'output' in built ? [built] : [];
  const [chunk] = output;
  if (chunk?.type !== 'chunk') throw new Error('the client of the window was not built');
  return `${chunk.code}; globalThis.client = client; undefined`;
}

/** In the page. */
async function byOurs(calls: number): Promise<Taken> {
  const { client, poste } = globalThis as unknown as { client: Client; poste: { invoke(name: string, payload: string): Promise<string> } };
  const timed = async (times: number, act: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    for (let i = 0; i < times; i += 1) await act();
    return (performance.now() - start) / times;
  };
  const bytes = new Uint8Array(5 * 1024 * 1024).fill(112);
  return {
    small: await timed(calls, () => client.call('patients.search', { query: 'pat' })),
    up: await timed(1, () => client.call('documents.add', { patientId: 'p1', fileName: 'a.pdf', bytes })),
    down: await timed(1, async () => {
      const got = new Uint8Array(await (await fetch(await poste.invoke('offer', ''))).arrayBuffer());
      if (got.byteLength !== bytes.byteLength) throw new Error('short');
    }),
  };
}

/** In the page. */
async function byBare(calls: number): Promise<Taken> {
  // Native base64 (ES2026) is in this Chromium, not yet in the types.
  const { poste, Uint8Array: Bytes } = globalThis as unknown as {
    poste: { invoke(name: string, payload: string): Promise<string> };
    Uint8Array: Uint8ArrayConstructor & { fromBase64(text: string): Uint8Array };
  };
  const timed = async (times: number, act: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    for (let i = 0; i < times; i += 1) await act();
    return (performance.now() - start) / times;
  };
  const ask = async (name: string, input: unknown): Promise<unknown> =>
    JSON.parse(await poste.invoke(`bare ${name}`, JSON.stringify(input)));
  const bytes = new Bytes(5 * 1024 * 1024).fill(112) as Uint8Array & { toBase64(): string };
  return {
    small: await timed(calls, () => ask('small', { query: 'pat' })),
    up: await timed(1, () => ask('up', { patientId: 'p1', fileName: 'a.pdf', bytes: bytes.toBase64() })),
    down: await timed(1, async () => {
      const answer = (await ask('down', {})) as { readonly bytes: string };
      if (Bytes.fromBase64(answer.bytes).byteLength !== bytes.byteLength) throw new Error('short');
    }),
  };
}

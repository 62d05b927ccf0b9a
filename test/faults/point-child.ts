import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { compose } from '../../electron/compose.ts';
import type { Config } from '../../electron/config/schema.ts';
import type { Commit, Store } from '../../electron/store/types.ts';
import type { SendRecord } from '../../shared/domain/record/send.ts';
import { isDoubted } from '../../shared/domain/sending/states.ts';
import type { StrictTraits } from '../../shared/domain/types.ts';
import { PosteError } from '../../shared/errors.ts';
import { clientOf, type Client } from '../setup/client.ts';
import { randomOf } from '../setup/hostile-files.ts';
import { windowless } from '../setup/windowless.ts';
import { POINTS, type Stop } from './points.ts';
import type { Choice, Facts, SendFacts } from './verdict.ts';

/** What a workstation is to do in one run. It is told by message: a PIN has no place on a command line. */
export interface Task {
  readonly config: Config;
  readonly pin: string;
  /** Folder on the disk that is filled. */
  readonly disk: string;
  readonly work:
    | { readonly kind: 'prepare'; readonly traits: StrictTraits }
    | {
        readonly kind: 'send';
        readonly patientId: string;
        readonly recipient: string;
        readonly documents: readonly { readonly title: string; readonly pdf: Uint8Array<ArrayBuffer> }[];
      }
    /** Nothing new: what was left is settled; the persons’ answers are then asked for when `ask`. */
    | { readonly kind: 'recover'; readonly patientId: string; readonly ask: boolean };
  /** Null: undisturbed. */
  readonly stop: { readonly point: string; readonly index: number; readonly seed: number } | null;
}

/** What a workstation says. */
export type Said =
  | { readonly kind: 'prepared'; readonly patientId: string }
  | { readonly kind: 'validated'; readonly id: string }
  /** The disk was full, and has room again. */
  | { readonly kind: 'refilled' }
  /** Everything that moves by itself is at rest; a person is asked about what is in doubt. */
  | { readonly kind: 'asks'; readonly sends: readonly SendFacts[] }
  /** What there is in the end. */
  | { readonly kind: 'ends'; readonly report: Report };

/** What a person answers about the sends in doubt. */
export interface Answers {
  readonly chosen: readonly (readonly [id: string, choice: Choice])[];
}

interface Report extends Pick<Facts, 'documents' | 'sends' | 'journalValid'> {
  /** Ids of the sends whose end the journal tells, one for each time. */
  readonly ended: readonly string[];
}

const QUIET_MS = 20_000;
const LOOK_MS = 15;
const ENDS: ReadonlySet<string> = new Set(['dmp.sent', 'dmp.found', 'mss.sent', 'outbox.settled']);

const tell = (said: Said): void => void process.send?.(said);
// Sent by run.ts alone.
const received = <T>(): Promise<T> => new Promise((resolve) => process.once('message', (message) => resolve(message as T)));

const { config, pin, disk, work, stop } = await received<Task>();
const random = randomOf(stop?.seed ?? 0);
const disturbance = stop === null ? null : disturb(POINTS.find(({ name }) => name === stop.point)?.stops[stop.index] ?? null);
let store: Store | null = null;
const application = await compose(config, windowless(config.dataFolder), {
  over: (opened) => {
    store = opened;
    return disturbance === null ? opened : { ...opened, commit: disturbance.commit(opened) };
  },
});
const client = clientOf(application);
await run(client);
const closing = application.close();
disturbance?.closing();
await closing;
process.disconnect();

async function run(desk: Client): Promise<void> {
  await desk.until('session.changed', async () => (await desk.call('session.state', null)).card.generation);
  disturbance?.begins();
  await desk.call('session.open', { pin, lastTry: false, situation: 1 });
  if (work.kind === 'prepare') return tell({ kind: 'prepared', patientId: await prepare(desk, work.traits) });
  const { patientId } = work;
  await desk.call('session.connectMss', null);
  await desk.until('session.changed', async () => ((await desk.call('session.state', null)).mss.state === 'open' ? true : null));
  if (work.kind === 'send') {
    for (const { title, pdf } of work.documents) {
      const draft = await insisting(() => desk.call('documents.add', { patientId, fileName: 'document.pdf', bytes: pdf, again: true }));
      await insisting(() =>
        desk.call('documents.validate', { id: draft.id, form: { ...draft.form, type: '11488-4', title, recipients: [work.recipient] } }),
      );
      tell({ kind: 'validated', id: draft.id });
    }
  }
  const sends = await atRest();
  if (work.kind !== 'recover' || !work.ask) {
    if (!sends.every(resting)) fatal(new Error('not at rest'));
    // Whoever went on living knows what became of every send.
    if (work.kind === 'send' && sends.some(({ state }) => state === 'unknown')) fatal(new Error('in doubt without having been stopped'));
    return;
  }
  tell({ kind: 'asks', sends: sends.map(factsOf) });
  const { chosen } = await received<Answers>();
  const doubted = new Set(sends.filter(isDoubted).map(({ id }) => id));
  const [decision] = chosen.flatMap(([id, choice]) =>
    doubted.has(id) ? [choice === 'leave' ? ('leave' as const) : ('send' as const)] : [],
  );
  if (decision !== undefined) await desk.call('outbox.decideDoubted', { decision });
  for (const [id, choice] of chosen) if (!doubted.has(id)) await desk.call(choice === 'retry' ? 'outbox.retry' : 'outbox.settle', { id });
  tell({ kind: 'ends', report: await report(patientId, await atRest()) });
}

async function prepare(desk: Client, traits: StrictTraits): Promise<string> {
  const { id } = await desk.call('patients.create', { traits, usedName: null, usedFirstName: null });
  const { proposal } = await desk.call('patients.askInsi', { id });
  await desk.call('patients.acceptInsi', { id, proposal: proposal?.id ?? '' });
  await desk.call('patients.recordIdentityDocument', { id, type: 'CN' });
  await desk.call('patients.recordInformation', { id, purpose: 'feeding', state: 'informed' });
  return id;
}

/** As a user does on a full disk: again once there is room. */
async function insisting<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    if (!(thrown instanceof PosteError) || thrown.code !== 'STORE_FULL' || disturbance === null) throw thrown;
    await disturbance.over;
    return await act();
  }
}

function own(): Store {
  if (store === null) throw new Error('no store');
  return store;
}

/** Nothing more becomes of it by itself. */
function resting({ state, channel, nextAt }: SendRecord): boolean {
  return ['sent', 'failed', 'cancelled', 'held'].includes(state) || (state === 'unknown' && (channel === 'mss' || nextAt === null));
}

/** Waits until nothing moves by itself any more; answers the sends as they are then, or after a while, whatever they are. */
async function atRest(): Promise<readonly SendRecord[]> {
  const until = performance.now() + QUIET_MS;
  await disturbance?.over;
  let sends = await own().outbox.list();
  while (!sends.every(resting) && performance.now() < until) {
    await wait(LOOK_MS);
    sends = await own().outbox.list();
  }
  return sends;
}

function factsOf({ id, documentId, channel, state, error, uniqueId, messageId }: SendRecord): SendFacts {
  return { id, documentId, channel, state, error: error?.code ?? null, uniqueId, messageId };
}

async function report(patientId: string, sends: readonly SendRecord[]): Promise<Report> {
  const [{ valid }, { entries }, documents] = await Promise.all([
    own().audit.verify(),
    own().audit.page({ before: null, limit: 1000 }),
    own().documents.list(patientId),
  ]);
  return {
    documents: documents.map(({ id, form, status }) => ({ id, title: form.title, status })),
    sends: sends.map(factsOf),
    ended: entries.flatMap(({ act, objectId }) => (ENDS.has(act) && objectId !== null ? [objectId] : [])),
    journalValid: valid,
  };
}

interface Disturbance {
  /** The commit of the store, disturbed. */
  commit(opened: Store): Store['commit'];
  /** The work begins. */
  begins(): void;
  /** The application closes. */
  closing(): void;
  /** Nothing more is disturbed: at once, unless the disk is filled; never, when the process is to end there. */
  readonly over: Promise<void>;
}

function disturb(stop: Stop | null): Disturbance {
  if (stop === null) throw new Error('no such stop');
  const { moment, how, withinMs } = stop;
  const delay = random() * withinMs;
  /** Of the two documents, one; of what was left in doubt, the first. */
  let toCome = work.kind === 'send' && random() < 0.5 ? 2 : 1;
  let refusals = 0;
  let refused = (): void => undefined;
  let roomAgain = (): void => undefined;
  const over = how === 'killed' ? Promise.resolve() : new Promise<void>((resolve) => (roomAgain = resolve));
  const never = new Promise<never>(() => undefined);

  const kill = (): Promise<never> => {
    process.kill(process.pid, 'SIGKILL');
    return never;
  };
  const later = (): void => void setTimeout(() => void kill(), delay);

  /** Fills the disk; once the store has refused something, the records are read all the same. */
  const full = async (): Promise<void> => {
    fill(join(disk, 'filler'));
    await new Promise<void>((resolve) => (refused = resolve));
    await client.call('outbox.list', null);
    if (work.kind !== 'prepare') await client.call('patients.get', { id: work.patientId });
    if (how === 'full, killed') return await kill();
    rmSync(join(disk, 'filler'));
    tell({ kind: 'refilled' });
    roomAgain();
  };
  const told = async (commit: Promise<void>): Promise<void> => {
    try {
      await commit;
    } catch (thrown) {
      if (thrown instanceof PosteError && thrown.code === 'STORE_FULL' && (refusals += 1) === 1) refused();
      throw thrown;
    }
  };
  const isHere = (commit: Commit): boolean => moment.kind === 'commit' && toCome > 0 && moment.of(commit) && (toCome -= 1) === 0;

  return {
    over,
    commit: (opened) => async (commit) => {
      if (moment.kind !== 'commit' || !isHere(commit)) return await told(opened.commit(commit));
      if (how !== 'killed') void full().catch(fatal);
      else if (moment.step === 'before') await kill();
      else if (moment.step === 'during') later();
      await told(opened.commit(commit));
      if (how === 'killed' && moment.step === 'after') {
        if (withinMs === 0) await kill();
        later();
      }
    },
    begins: () => {
      if (moment.kind === 'any') later();
    },
    closing: () => {
      if (moment.kind === 'closing') later();
    },
  };
}

/** What must never be thrown ends the run, and is judged as such. */
function fatal(thrown: unknown): void {
  process.stderr.write(`[point] INTERNAL ${thrown instanceof PosteError ? thrown.code : thrown instanceof Error ? thrown.message : ''}\n`);
  process.exit(1);
}

/** Takes every byte that is left. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w');
  try {
    for (const size of [1 << 20, 4096, 1]) {
      const block = Buffer.alloc(size);
      try {
        for (;;) writeSync(descriptor, block);
      } catch (thrown) {
        if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== 'ENOSPC') throw thrown;
      }
    }
  } finally {
    closeSync(descriptor);
  }
}

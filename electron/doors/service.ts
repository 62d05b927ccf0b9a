import { Worker } from 'node:worker_threads';
import { parentChannel } from '../card/parent-channel.ts';
import { outcomeSchema, requestSchema, type DoorEvent, type DoorOutcome, type DoorRequest } from './protocol.ts';

/**
 * Entry of the door process: what comes from outside is opened here and nowhere else. A thread opens, one file at a
 * time; this one watches what the whole process uses, which no parser can keep from it, and says so before it ends.
 */
const channel = parentChannel();

/** Between two looks at what the process uses, in milliseconds. */
const LOOK_MS = 10;
/** A file that neither works nor answers waits for nothing that will come, in milliseconds. */
const WALL_MS = 60_000;
/** V8's own limit for the thread, in MiB: whatever escapes the looks ends there. */
const HEAP_MB = 512;
const MB = 1024 * 1024;

interface Turn extends Pick<DoorRequest, 'id' | 'cpuMs' | 'memoryMb' | 'keptMb'> {
  readonly cpu: NodeJS.CpuUsage;
  readonly since: number;
  readonly looks: NodeJS.Timeout;
}

let turn: Turn | null = null;
/** The last word was said. */
let over = false;
/** What the process holds before its first file, in bytes. */
let base = 0;

// From the sources, or from the bundle where each entry keeps its room.
const openers = new URL(import.meta.url.endsWith('.ts') ? '../wiring/openers.ts' : '../wiring/openers.js', import.meta.url);
/** Of all the surroundings, the thread needs where Node keeps what it made of our modules. */
const compiled = process.env['NODE_COMPILE_CACHE'];
const thread = new Worker(openers, {
  resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  env: compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled },
  stdout: true,
  stderr: true,
});

thread.on('message', (message: unknown) => {
  const { data: outcome } = outcomeSchema.safeParse(message);
  if (outcome === undefined) return;
  if (outcome.kind === 'ready') {
    base = process.memoryUsage.rss();
    tell(outcome, false);
  } else if (turn?.id === outcome.id) {
    const late = excess(turn);
    finish(late ?? outcome, late !== null || process.memoryUsage.rss() > base + turn.keptMb * MB);
  }
});
thread.on('error', (cause: NodeJS.ErrnoException) => {
  if (turn !== null)
    finish(
      {
        kind: 'failed',
        id: turn.id,
        failure: cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'heavy' : 'unreadable',
        detail: cause.code ?? cause.name,
      },
      true,
    );
  else process.exit(1);
});
thread.on('exit', () => {
  if (turn !== null) finish({ kind: 'failed', id: turn.id, failure: 'unreadable', detail: 'exit' }, true);
  // Nobody can open here any more; after a last word the application ends this process itself.
  else if (!over) process.exit(1);
});

channel.onMessage((message) => {
  const parsed = requestSchema.safeParse(message);
  // Only our own client speaks here, one file at a time.
  if (!parsed.success || turn !== null || over) return;
  const { id, kind, input, cpuMs, memoryMb, keptMb } = parsed.data;
  turn = { id, cpuMs, memoryMb, keptMb, cpu: process.cpuUsage(), since: Date.now(), looks: setInterval(look, LOOK_MS) };
  thread.postMessage({ id, kind, input }, buffersOf(input));
});

function look(): void {
  const outcome = turn === null ? null : excess(turn);
  if (outcome !== null) finish(outcome, true);
}

/** What this file took beyond its limits; null when nothing. */
function excess({ id, cpu, cpuMs, memoryMb, since }: Turn): DoorOutcome | null {
  if (process.memoryUsage.rss() > base + memoryMb * MB) return { kind: 'failed', id, failure: 'heavy', detail: 'memory limit' };
  const used = process.cpuUsage(cpu);
  if ((used.user + used.system) / 1000 > cpuMs) return { kind: 'failed', id, failure: 'slow', detail: 'time limit' };
  return Date.now() - since > WALL_MS ? { kind: 'failed', id, failure: 'slow', detail: 'no answer' } : null;
}

function finish(outcome: DoorOutcome, last: boolean): void {
  clearInterval(turn?.looks);
  turn = null;
  if (!last) return tell(outcome, false);
  // The application ends this process when it hears.
  over = true;
  // What was opened is the only thing still needed: the thread, which waits, gives its memory back before the answer is sent.
  if (outcome.kind === 'opened') return void thread.terminate().then(() => tell(outcome, true));
  tell(outcome, true);
  // It may be anywhere: it stops using the machine as soon as it can.
  void thread.terminate();
}

function tell(outcome: DoorOutcome, last: boolean): void {
  const event: DoorEvent = { outcome, last };
  channel.post(event);
}

/** The memory of a message goes to the thread as it is. */
function buffersOf(input: unknown): ArrayBuffer[] {
  const values: unknown[] = typeof input === 'object' && input !== null ? Object.values(input) : [];
  return [...new Set(values.flatMap((value) => (ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [])))];
}

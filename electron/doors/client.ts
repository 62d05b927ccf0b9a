import type { z } from 'zod';
import { errorFromFacts, fail } from '../../shared/errors.ts';
import { serviceEntry, type ServiceProcess, type StartService } from '../card/service-process.ts';
import { SilenceWatch } from '../card/silence.ts';
import { eventSchema, type DoorEvent, type DoorRequest } from './protocol.ts';
import { DOOR_LIMITS, type DoorFailure, type DoorKind, type DoorLimits, type Doors } from './types.ts';

export interface StartedDoors extends Doors {
  /** Starts the process before the first file needs it; resolves once it is ready, or could not be. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

interface Job {
  readonly request: Omit<DoorRequest, 'id'>;
  /** Processes that died while this file was open in them. */
  deaths: number;
  readonly settle: (outcome: { readonly value: unknown } | DoorFailure) => void;
  readonly reject: (error: Error) => void;
}

const SILENCE = 'silence';
/** A process that says nothing for so long is stuck, whatever it watches itself, in milliseconds. */
const SILENCE_MS = 90_000;
/** Processes that end before they are ready, one after the other, before the door says that it is shut. */
const STARTS_MAX = 3;

/**
 * The door process, started at the first file or by `warm`, kept, and replaced when it is killed or worn. One file at a
 * time, in order. A process that dies takes its file along once: that file is opened again, the others only wait.
 */
export function startDoors(start: StartService): StartedDoors {
  return new DoorClient(start);
}

class DoorClient implements StartedDoors {
  readonly #start: StartService;
  readonly #waiting: Job[] = [];
  readonly #onReady: (() => void)[] = [];
  readonly #watch = new SilenceWatch(
    () => SILENCE_MS,
    () => this.#gone(SILENCE),
  );
  #process: ServiceProcess | null = null;
  #ready = false;
  #starts = 0;
  #current: { readonly id: number; readonly job: Job } | null = null;
  #nextId = 0;
  #closed = false;

  constructor(start: StartService) {
    this.#start = start;
  }

  async open<T>(kind: DoorKind, input: unknown, answer: z.ZodType<T>, limits: Partial<DoorLimits> = {}): Promise<T | DoorFailure> {
    if (this.#closed) throw fail('DOORS_CLOSED');
    const outcome = await new Promise<{ readonly value: unknown } | DoorFailure>((settle, reject) => {
      this.#waiting.push({ request: { kind, input, ...DOOR_LIMITS, ...limits }, deaths: 0, settle, reject });
      this.#turn();
    });
    if ('failure' in outcome) return outcome;
    return answer.safeParse(outcome.value).data ?? { failure: 'unreadable', detail: 'no answer' };
  }

  async warm(): Promise<void> {
    if (this.#ready || this.#closed) return;
    await new Promise<void>((resolve) => {
      this.#onReady.push(resolve);
      this.#turn();
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const job of [...(this.#current === null ? [] : [this.#current.job]), ...this.#waiting.splice(0)])
      job.reject(fail('DOORS_CLOSED'));
    this.#current = null;
    const running = this.#process;
    if (running !== null) {
      await new Promise<void>((resolve) => {
        running.onExit(() => resolve());
        running.kill();
      });
    }
    this.#told();
  }

  /** The next file to the process, when there are both. */
  #turn(): void {
    if (this.#closed || this.#current !== null) return;
    if (this.#process === null) return this.#launch();
    if (!this.#ready) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    const id = this.#nextId++;
    this.#current = { id, job };
    this.#process.post({ id, ...job.request } satisfies DoorRequest);
    this.#watch.start();
  }

  #launch(): void {
    this.#starts += 1;
    const started = this.#start(serviceEntry(import.meta.url, 'doors/service'));
    this.#process = started;
    started.onMessage((message) => {
      const parsed = eventSchema.safeParse(message);
      if (this.#process === started && parsed.success) this.#hear(parsed.data);
    });
    started.onExit((code) => {
      if (this.#process === started) this.#gone(`exit ${code ?? 'killed'}`);
    });
    this.#watch.start();
  }

  #hear({ outcome, last }: DoorEvent): void {
    this.#watch.stop();
    if (outcome.kind === 'ready') {
      this.#ready = true;
      this.#starts = 0;
      this.#told();
    } else if (this.#current?.id === outcome.id) {
      const { job } = this.#current;
      this.#current = null;
      if (outcome.kind === 'opened') job.settle({ value: outcome.value });
      else if (outcome.kind === 'refused') job.reject(errorFromFacts(outcome.error));
      else job.settle({ failure: outcome.failure, detail: outcome.detail });
    }
    if (last) this.#replace();
    this.#turn();
  }

  /** Warm again for the next file. */
  #replace(): void {
    const worn = this.#process;
    this.#process = null;
    this.#ready = false;
    worn?.kill();
  }

  /** The process ended by itself, by somebody's hand, or is stuck. */
  #gone(why: string): void {
    this.#watch.stop();
    const current = this.#current;
    this.#current = null;
    this.#replace();
    if (current !== null) {
      current.job.deaths += 1;
      // Its own fault, or another's: it is given one more chance, in a process of its own.
      if (current.job.deaths > 1) current.job.settle({ failure: why === SILENCE ? 'slow' : 'lost', detail: why });
      else this.#waiting.unshift(current.job);
    }
    if (this.#starts >= STARTS_MAX) {
      this.#starts = 0;
      for (const job of this.#waiting.splice(0)) job.reject(fail('DOORS_UNAVAILABLE', { detail: why }));
      this.#told();
      return;
    }
    this.#turn();
  }

  #told(): void {
    for (const resolve of this.#onReady.splice(0)) resolve();
  }
}

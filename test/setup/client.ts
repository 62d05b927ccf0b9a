import type { Application } from '../../electron/compose.ts';
import { decode, encode } from '../../shared/contract/codec.ts';
import {
  calls,
  events,
  type CallInput,
  type CallName,
  type CallOutput,
  type EventName,
  type EventPayload,
} from '../../shared/contract/index.ts';
import { errorFromFacts, type ErrorFacts } from '../../shared/errors.ts';

/** Drives an application as its window does: the contract, text to text. */
export interface Client {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Resolves with the first value for which `look` answers something, asked again at each event of that name. */
  until<T>(event: EventName, look: () => Promise<T | null>, timeoutMs?: number): Promise<T>;
  /** Every event seen so far. */
  readonly seen: readonly { readonly name: EventName; readonly payload: unknown }[];
}

export function clientOf(application: Application): Client {
  const seen: { name: EventName; payload: unknown }[] = [];
  const listeners = new Set<(name: string) => void>();
  application.onEvent((name, payload) => {
    if (isEvent(name)) seen.push({ name, payload: readEvent(name, payload) });
    for (const listener of listeners) listener(name);
  });
  return {
    seen,
    async call(name, input) {
      const answer = decode(await application.bridge.invoke(name, encode(input))) as
        | { readonly ok: true; readonly value: unknown }
        | { readonly ok: false; readonly error: ErrorFacts };
      if (!answer.ok) throw errorFromFacts(answer.error);
      // The schema of this very call reads its own answer.
      return calls[name].output.parse(answer.value) as CallOutput<typeof name>;
    },
    async until(event, look, timeoutMs = 30_000) {
      return new Promise((resolve, reject) => {
        const done = (finish: () => void): void => {
          listeners.delete(moved);
          clearTimeout(timer);
          finish();
        };
        const ask = (): void => {
          look().then(
            (found) => {
              if (found !== null) done(() => resolve(found));
            },
            (thrown: unknown) => done(() => reject(thrown instanceof Error ? thrown : new Error(String(thrown)))),
          );
        };
        const moved = (name: string): void => {
          if (name === event) ask();
        };
        const timer = setTimeout(() => done(() => reject(new Error(`nothing came of ${event} in ${timeoutMs} ms`))), timeoutMs);
        listeners.add(moved);
        ask();
      });
    },
  };
}

const isEvent = (name: string): name is EventName => Object.hasOwn(events, name);

function readEvent<N extends EventName>(name: N, payload: string): EventPayload<N> {
  return events[name].parse(decode(payload)) as EventPayload<N>;
}

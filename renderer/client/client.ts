// oxlint-disable-next-line import/no-unassigned-import -- sets zod up before the contract makes its schemas
import './no-eval.ts';
import { z } from 'zod';
import { decode, encode } from '../../shared/contract/codec.ts';
import { errorFactsSchema } from '../../shared/contract/define.ts';
import {
  calls,
  events,
  type CallInput,
  type CallName,
  type CallOutput,
  type EventName,
  type EventPayload,
} from '../../shared/contract/index.ts';
import { errorFromFacts, fail } from '../../shared/errors.ts';
import type { RendererBridge } from './bridge.ts';

const reply = z.union([z.object({ ok: z.literal(true), value: z.unknown() }), z.object({ ok: z.literal(false), error: errorFactsSchema })]);

/** Hears of one kind of event, its payload already checked. */
type EventListener<N extends EventName> = (payload: EventPayload<N>) => void;

/** The contract as functions. */
export interface Client {
  /**
   * Asks the application.
   * @throws PosteError what the application answered, or BRIDGE_LOST / BRIDGE_GARBAGE.
   */
  readonly call: <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  /** Hears one kind of event; returns the function that stops it. */
  readonly subscribe: <N extends EventName>(name: N, listener: EventListener<N>) => () => void;
}

/** Makes the client of a bridge. The bridge is asked for at each use: the page may load before it is there. */
export function createClient(bridge: () => RendererBridge): Client {
  return {
    async call(name, input) {
      const answer = readReply(await send(bridge, name, encode(input)), name);
      if (!answer.ok) throw errorFromFacts(answer.error);
      const value = calls[name].output.safeParse(answer.value);
      if (!value.success) throw fail('BRIDGE_GARBAGE', { detail: `${name} ${value.error.issues[0]?.path.join('/') ?? ''}` });
      // The schema of this very call produced the value: TypeScript cannot follow the link through the index.
      return value.data as CallOutput<typeof name>;
    },
    subscribe(name, listener) {
      return bridge().on((heard, payload) => {
        if (heard !== name) return;
        const checked = events[name].safeParse(decode(payload));
        // An event only says that something changed: a malformed one is dropped, the next read tells the truth.
        if (checked.success) listener(checked.data as EventPayload<typeof name>);
      });
    },
  };
}

async function send(bridge: () => RendererBridge, name: string, payload: string): Promise<string> {
  try {
    return await bridge().invoke(name, payload);
  } catch (cause) {
    throw fail('BRIDGE_LOST', { detail: name, cause });
  }
}

function readReply(text: string, name: string): z.infer<typeof reply> {
  try {
    return reply.parse(decode(text));
  } catch (cause) {
    throw fail('BRIDGE_GARBAGE', { detail: name, cause });
  }
}

/** The client of this window. */
export const { call, subscribe } = createClient(() => window.poste);

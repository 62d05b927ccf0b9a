import {
  calls,
  events,
  type CallName,
  type CallNeeds,
  type CallOutput,
  type CallReceived,
  type EventName,
  type EventPayload,
} from '../../shared/contract/index.ts';
import { decode, encode } from '../../shared/contract/codec.ts';
import { errorFacts, fail } from '../../shared/errors.ts';
import type { OfficeAct } from '../../shared/domain/rights/office.ts';
import type { OpenSession, Session } from '../session/session.ts';

/** Answers one call. `by`: the person of the session it needs, whoever is there when the answer comes. */
type Handler<N extends CallName> =
  CallNeeds<N> extends 'session'
    ? (input: CallReceived<N>, by: OpenSession) => Promise<CallOutput<N>>
    : (input: CallReceived<N>) => Promise<CallOutput<N>>;

/** One function per call of the contract. */
export type Handlers = { readonly [N in CallName]: Handler<N> };

/** What stands around the calls. */
export interface BridgePorts {
  readonly session: Pick<Session, 'require'>;
  /** Asked before each call that needs somebody. @throws PosteError why they may not */
  readonly requireRight: (by: OpenSession, right: OfficeAct) => void;
  /** Told of what somebody was refused. */
  readonly refused: (name: CallName, input: unknown, by: OpenSession, thrown: unknown) => Promise<void>;
  /** Receives what was unexpected (never health data: code and detail only). */
  readonly report: (call: string, thrown: unknown) => void;
}

/** Longest message the renderer may send, in characters: one 40 MiB file in base64, and the rest. */
const MAX_PAYLOAD = 60 * 1024 * 1024;

/** The application's end of the contract: text in, text out; validates both ways and never lets a raw error out. */
export interface Bridge {
  /** @param name a call of the contract. @param payload tagged JSON. Answers tagged JSON `{ok,value}` or `{ok,error}`. */
  invoke(name: string, payload: string): Promise<string>;
}

/** Connects the contract to its handlers, each under the terms its call declares. */
export function createBridge(handlers: Handlers, ports: BridgePorts): Bridge {
  return {
    async invoke(name, payload) {
      try {
        if (!isCall(name)) throw fail('IPC_UNKNOWN', { detail: name.slice(0, 64) });
        if (payload.length > MAX_PAYLOAD) throw fail('IPC_TOO_LARGE');
        return encode({ ok: true, value: await dispatch(handlers, name, payload, ports) });
      } catch (thrown) {
        const facts = errorFacts(thrown);
        if (facts.code === 'INTERNAL') ports.report(name, thrown);
        return encode({ ok: false, error: facts });
      }
    },
  };
}

const isCall = (name: string): name is CallName => Object.hasOwn(calls, name);

async function dispatch<N extends CallName>(handlers: Handlers, name: N, payload: string, ports: BridgePorts): Promise<unknown> {
  // What is asked is not even read for nobody.
  const by = calls[name].needs === 'session' ? ports.session.require() : null;
  const input = received(name, payload);
  // The needs of this very call chose `by`: TypeScript cannot follow the link through the index.
  const run = handlers[name] as (input: CallReceived<N>, by: OpenSession | null) => Promise<CallOutput<N>>;
  const output = calls[name].output.safeParse(
    by === null ? await run(input, null) : await forPerson(name, by, input, () => allowed(name, by, () => run(input, by), ports), ports),
  );
  if (!output.success) {
    throw fail('IPC_OUTPUT', { detail: `${name} ${output.error.issues[0]?.path.join('/') ?? ''}` });
  }
  return output.data;
}

function received<N extends CallName>(name: N, payload: string): CallReceived<N> {
  let raw: unknown;
  try {
    raw = decode(payload);
  } catch (cause) {
    throw fail('IPC_INPUT', { cause });
  }
  const input = calls[name].input.safeParse(raw);
  if (!input.success) {
    throw fail('IPC_INPUT', { path: `/${input.error.issues[0]?.path.join('/') ?? ''}`, cause: input.error });
  }
  // As above.
  return input.data as CallReceived<N>;
}

/** Runs a call for whoever has the right that it declares. */
async function allowed<O>(name: CallName, by: OpenSession, run: () => Promise<O>, { requireRight }: BridgePorts): Promise<O> {
  const { right } = calls[name];
  if (right !== null) requireRight(by, right);
  return await run();
}

/** Runs a call for somebody, and for nobody else. */
async function forPerson<O>(
  name: CallName,
  by: OpenSession,
  input: unknown,
  run: () => Promise<O>,
  { session, refused }: BridgePorts,
): Promise<O> {
  let output: O;
  try {
    output = await run();
  } catch (thrown) {
    await refused(name, input, by, thrown);
    throw thrown;
  }
  // The card may have left meanwhile: what was done is done, but it is not shown to whoever is there now.
  const now = session.require();
  if (now.card.serial !== by.card.serial || now.pro.idNat !== by.pro.idNat) throw fail('SESSION_CLOSED');
  return output;
}

/** Encodes an event for the window; the payload is checked like an answer. */
export function encodeEvent<N extends EventName>(name: N, payload: EventPayload<N>): string {
  return encode(events[name].parse(payload));
}

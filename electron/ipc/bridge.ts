import { calls, events, type CallName, type CallOutput, type CallReceived, type EventName, type EventPayload } from '../../shared/contract/index.ts';
import { decode, encode } from '../../shared/contract/codec.ts';
import { errorFactory, errorFacts } from '../../shared/errors.ts';

/** One function per call of the contract. */
export type Handlers = { readonly [N in CallName]: (input: CallReceived<N>) => Promise<CallOutput<N>> };

const ipcError = errorFactory({
  IPC_UNKNOWN: ['Cette action n’existe pas.', 'Mettez l’application à jour ou redémarrez-la.'],
  IPC_INPUT: ['L’action demandée est mal formée.', 'Vérifiez les champs saisis et recommencez.'],
  IPC_OUTPUT: ['L’application a produit une réponse mal formée.', 'Transmettez le détail au support.'],
  IPC_TOO_LARGE: ['La demande est trop volumineuse.', 'Choisissez un fichier de 40 Mo au plus.'],
});

/** Longest message the renderer may send, in characters: one 40 MiB file in base64, and the rest. */
const MAX_PAYLOAD = 60 * 1024 * 1024;

/** The application's end of the contract: text in, text out; validates both ways and never lets a raw error out. */
export interface Bridge {
  /** @param name a call of the contract. @param payload tagged JSON. Answers tagged JSON `{ok,value}` or `{ok,error}`. */
  invoke(name: string, payload: string): Promise<string>;
}

/** Connects the contract to its handlers. `report` receives what was unexpected (never health data: code and detail only). */
export function createBridge(handlers: Handlers, report: (call: string, thrown: unknown) => void): Bridge {
  return {
    async invoke(name, payload) {
      try {
        if (!isCall(name)) throw ipcError('IPC_UNKNOWN', { detail: name.slice(0, 64) });
        if (payload.length > MAX_PAYLOAD) throw ipcError('IPC_TOO_LARGE');
        return encode({ ok: true, value: await dispatch(handlers, name, payload) });
      } catch (thrown) {
        const facts = errorFacts(thrown);
        if (facts.code === 'INTERNAL') report(name, thrown);
        return encode({ ok: false, error: facts });
      }
    },
  };
}

const isCall = (name: string): name is CallName => Object.hasOwn(calls, name);

async function dispatch<N extends CallName>(handlers: Handlers, name: N, payload: string): Promise<unknown> {
  let raw: unknown;
  try {
    raw = decode(payload);
  } catch (cause) {
    throw ipcError('IPC_INPUT', { cause });
  }
  const input = calls[name].input.safeParse(raw);
  if (!input.success) {
    throw ipcError('IPC_INPUT', { path: `/${input.error.issues[0]?.path.join('/') ?? ''}`, cause: input.error });
  }
  // The schema of this very call produced `input.data`: TypeScript cannot follow the link through the index.
  const output = calls[name].output.safeParse(await handlers[name](input.data as CallReceived<N>));
  if (!output.success) {
    throw ipcError('IPC_OUTPUT', { detail: `${name} ${output.error.issues[0]?.path.join('/') ?? ''}` });
  }
  return output.data;
}

/** Encodes an event for the window; the payload is checked like an answer. */
export function encodeEvent<N extends EventName>(name: N, payload: EventPayload<N>): string {
  return encode(events[name].parse(payload));
}

import type { CallName } from '../../shared/contract/index.ts';
import { errorFacts } from '../../shared/errors.ts';
import type { Session } from '../session/session.ts';
import type { Trace } from '../usecases/journal/trace.ts';
import { act, type Office } from '../usecases/office.ts';
import { callActs, type Decision, type Refusal, type TriedOn } from './acts.ts';
import type { Handlers } from './bridge.ts';

export interface RefusalParts {
  readonly office: Pick<Office, 'store' | 'now'>;
  readonly session: Pick<Session, 'open'>;
  readonly trace: Pick<Trace, 'add'>;
}

/** The same calls; where somebody is told no on a patient, the journal says so (see {@link callActs}). */
export function journalRefusals(handlers: Handlers, parts: RefusalParts): Handlers {
  const names = Object.keys(handlers) as CallName[];
  // Every name keeps a handler made of its own: TypeScript cannot follow the link through fromEntries.
  return Object.fromEntries(names.map((name) => [name, journaled(name, handlers, parts)])) as Handlers;
}

function journaled<N extends CallName>(name: N, handlers: Handlers, parts: RefusalParts): Handlers[N] {
  const run = handlers[name];
  const decision: Decision<Parameters<Handlers[N]>[0]> = callActs[name];
  const refused = 'acts' in decision ? decision.refused : undefined;
  if (refused === undefined) return run;
  return (async (input: Parameters<Handlers[N]>[0]) => {
    const by = parts.session.open;
    try {
      return await run(input);
    } catch (thrown) {
      if (by !== null) await tell(name, refused, refused.on(input), thrown, { ...parts, by });
      throw thrown;
    }
  }) as Handlers[N];
}

async function tell(name: CallName, { label, told }: Pick<Refusal<never>, 'label' | 'told'>, on: TriedOn, thrown: unknown, { office, trace, by }: RefusalParts & { readonly by: NonNullable<Session['open']> }): Promise<void> {
  const { code, path } = errorFacts(thrown);
  // A field to correct is no refusal: the form is still open. After a session that closed nobody knows whether it was done.
  if (path !== null || code === 'SESSION_CLOSED' || told?.test(code) === true) return;
  const at = office.now();
  const patientId = await patientOf(office.store, on).catch(() => null);
  if (patientId !== null) trace.add(act(by, at, { act: `${name}.refused`, label, patientId, objectId: on.other ?? on.documentId ?? on.sendId ?? on.mergeId ?? null, result: code }));
}

async function patientOf(store: Office['store'], { patientId, documentId, sendId, mergeId }: TriedOn): Promise<string | null> {
  if (documentId !== undefined) return (await store.documents.get(documentId))?.patientId ?? null;
  if (sendId !== undefined) return (await store.outbox.get(sendId))?.patientId ?? null;
  if (mergeId !== undefined) return (await store.patients.merge(mergeId))?.kept ?? null;
  return patientId ?? null;
}

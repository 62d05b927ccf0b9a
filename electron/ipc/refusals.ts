import type { Kept, TriedOn } from '../../shared/contract/define.ts';
import { calls } from '../../shared/contract/index.ts';
import { errorFacts } from '../../shared/errors.ts';
import type { Trace } from '../usecases/journal/trace.ts';
import { act } from '../usecases/acting.ts';
import type { CommonPorts } from '../usecases/common-ports.ts';
import type { BridgePorts } from './bridge.ts';

export interface RefusalPorts {
  readonly common: Pick<CommonPorts, 'store' | 'now'>;
  readonly trace: Pick<Trace, 'add'>;
}

/** Where somebody is told no on a patient, the journal says so, as the call declares it. */
export const journalRefusals =
  ({ common, trace }: RefusalPorts): BridgePorts['refused'] =>
  async (name, input, by, thrown) => {
    // Made for this very call's input: TypeScript cannot follow the link through the index.
    const kept: Kept<unknown> = calls[name].audit as Kept<unknown>;
    const refusal = 'acts' in kept ? kept.refused : undefined;
    if (refusal === undefined) return;
    const { code, path } = errorFacts(thrown);
    // A field to correct is no refusal: the form is still open. After a session that closed nobody knows whether it was done.
    if (path !== null || code === 'SESSION_CLOSED' || refusal.told?.test(code) === true) return;
    const at = common.now();
    const on = refusal.on(input);
    const patientId = await patientOf(common.store, on).catch(() => null);
    if (patientId !== null)
      trace.add(
        act(by, at, {
          act: `${name}.refused`,
          label: refusal.label,
          patientId,
          objectId: on.other ?? on.documentId ?? on.sendId ?? on.mergeId ?? null,
          result: code,
        }),
      );
  };

async function patientOf(store: CommonPorts['store'], { patientId, documentId, sendId, mergeId }: TriedOn): Promise<string | null> {
  if (documentId !== undefined) return (await store.documents.get(documentId))?.patientId ?? null;
  if (sendId !== undefined) return (await store.outbox.get(sendId))?.patientId ?? null;
  if (mergeId !== undefined) return (await store.patients.merge(mergeId))?.kept ?? null;
  return patientId ?? null;
}

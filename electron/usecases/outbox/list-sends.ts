import type { CallInput, CallOutput } from '../../../shared/contract/index.ts';
import type { Store } from '../../store/types.ts';
import { PAGE, sendView, type ShownSend } from '../documents/view.ts';

/** Sends of every patient, page by page. */
export function listSends(ports: { readonly store: Pick<Store, 'outbox'>; readonly shown: ShownSend }) {
  /** @param me national identifier of whoever looks. */
  return async (asked: CallInput<'outbox.list'>, me: string): Promise<CallOutput<'outbox.list'>> => {
    const sends = await ports.store.outbox.page({ after: asked?.after, limit: asked?.limit ?? PAGE });
    return sends.map((send) => ({
      ...sendView(ports.shown(send), me),
      patientId: send.patientId,
      patientName: send.patientName,
      title: send.title,
    }));
  };
}

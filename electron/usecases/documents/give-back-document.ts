import type { ReturnReason } from '../../../shared/domain/record/document.ts';
import { fail } from '../../../shared/errors.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requireDraft } from './view.ts';

/**
 * The professional gives a document back to who prepared it, with a reason of the list: nothing else is written.
 *
 * @throws PosteError DOCUMENT_NOT_PREPARED, DOCUMENT_PREPARED_OTHER, DOCUMENT_VALIDATED, DOCUMENT_UNKNOWN, SESSION_CLOSED
 */
export function giveBackDocument(common: CommonPorts) {
  return async ({ id, reason }: { readonly id: string; readonly reason: ReturnReason }): Promise<void> => {
    const session = common.session();
    const by = actorOf(session);
    const draft = await requireDraft(common.store, id);
    const { prepared } = draft;
    if (prepared === null) throw fail('DOCUMENT_NOT_PREPARED');
    if (prepared.for.idNat !== by.idNat) throw fail('DOCUMENT_PREPARED_OTHER', { values: { name: prepared.for.name } });
    const now = common.now();
    await common.store.commit({
      changes: [{ kind: 'document.save', document: { ...draft, prepared: null, returned: { at: now.toISOString(), by, reason } } }],
      audit: [
        act(session, now, {
          act: 'document.given-back',
          label: 'Document rendu à qui l’a préparé',
          patientId: draft.patientId,
          objectId: id,
          details: { reason, preparedBy: prepared.byName },
        }),
      ],
    });
  };
}

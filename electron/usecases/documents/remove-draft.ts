import { act } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requireDraft } from './view.ts';

/** Takes a draft away: nothing has left. @throws PosteError DOCUMENT_UNKNOWN, DOCUMENT_VALIDATED, SESSION_CLOSED */
export function removeDraft(common: CommonPorts) {
  return async (id: string): Promise<void> => {
    const session = common.session();
    const draft = await requireDraft(common.store, id);
    await common.store.commit({
      changes: [{ kind: 'document.remove', documentId: id, revision: draft.revision }],
      audit: [
        act(session, common.now(), {
          act: 'document.removed',
          label: 'Document retiré avant envoi',
          patientId: draft.patientId,
          objectId: id,
        }),
      ],
    });
  };
}

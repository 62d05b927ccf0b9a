import { act, type Office } from '../office.ts';
import { requireDraft } from './view.ts';

/** Takes a draft away: nothing has left. @throws PosteError DOCUMENT_UNKNOWN, DOCUMENT_VALIDATED, SESSION_CLOSED */
export function removeDraft(office: Office) {
  return async (id: string): Promise<void> => {
    const session = office.session();
    const draft = await requireDraft(office.store, id);
    await office.store.commit({
      changes: [{ kind: 'document.remove', documentId: id, revision: draft.revision }],
      audit: [
        act(session, office.now(), {
          act: 'document.removed',
          label: 'Document retiré avant envoi',
          patientId: draft.patientId,
          objectId: id,
        }),
      ],
    });
  };
}

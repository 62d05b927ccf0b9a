import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import { actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requireOwnDraft } from './view.ts';

/**
 * Keeps what the user is deciding, valid or not, so that nothing typed is lost.
 *
 * @throws PosteError DOCUMENT_UNKNOWN, DOCUMENT_VALIDATED, DOCUMENT_HANDED, DOCUMENT_PREPARED_OTHER
 */
export function saveDraft(common: Pick<CommonPorts, 'store' | 'session'>) {
  return async (input: { readonly id: string; readonly form: DocumentForm }): Promise<void> => {
    const draft = await requireOwnDraft(common.store, input.id, actorOf(common.session()).idNat);
    await common.store.commit({ changes: [{ kind: 'document.save', document: { ...draft, form: input.form } }], audit: [] });
  };
}

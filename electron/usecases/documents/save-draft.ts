import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requireDraft } from './view.ts';

/**
 * Keeps what the user is deciding, valid or not, so that nothing typed is lost.
 *
 * @throws PosteError DOCUMENT_UNKNOWN, DOCUMENT_VALIDATED
 */
export function saveDraft(common: Pick<CommonPorts, 'store' | 'session'>) {
  return async (input: { readonly id: string; readonly form: DocumentForm }): Promise<void> => {
    common.session();
    const draft = await requireDraft(common.store, input.id);
    await common.store.commit({ changes: [{ kind: 'document.save', document: { ...draft, form: input.form } }], audit: [] });
  };
}

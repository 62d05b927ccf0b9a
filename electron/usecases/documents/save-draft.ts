import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import type { Office } from '../office.ts';
import { requireDraft } from './view.ts';

/**
 * Keeps what the user is deciding, valid or not, so that nothing typed is lost.
 *
 * @throws PosteError DOCUMENT_UNKNOWN, DOCUMENT_VALIDATED
 */
export function saveDraft(office: Pick<Office, 'store' | 'session'>) {
  return async (input: { readonly id: string; readonly form: DocumentForm }): Promise<void> => {
    office.session();
    const draft = await requireDraft(office.store, input.id);
    await office.store.commit({ changes: [{ kind: 'document.save', document: { ...draft, form: input.form } }], audit: [] });
  };
}

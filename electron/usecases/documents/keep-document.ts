import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requireOwnDraft } from './view.ts';

const KEPT = { act: 'document.kept', label: 'Document gardé dans ce dossier bien qu’il nomme une autre personne' };
const QUESTIONED = { act: 'document.questioned', label: 'Dossier du document de nouveau à vérifier : il nomme une autre personne' };

/**
 * Says that a record is the right one, although the text of a draft names somebody else; or takes that back.
 *
 * @throws PosteError DOCUMENT_UNKNOWN, DOCUMENT_VALIDATED, DOCUMENT_HANDED, DOCUMENT_PREPARED_OTHER, SESSION_CLOSED
 */
export function keepDocument(common: CommonPorts) {
  return async ({ id, kept }: { readonly id: string; readonly kept: boolean }): Promise<void> => {
    const session = common.session();
    const draft = await requireOwnDraft(common.store, id, actorOf(session).idNat);
    if (draft.otherPerson === null || draft.otherPerson.settled === kept) return;
    await common.store.commit({
      changes: [{ kind: 'document.save', document: { ...draft, otherPerson: { ...draft.otherPerson, settled: kept } } }],
      audit: [act(session, common.now(), { ...(kept ? KEPT : QUESTIONED), patientId: draft.patientId, objectId: id })],
    });
  };
}

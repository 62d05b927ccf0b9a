import { fail } from '../../../shared/errors.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requireDraft } from './view.ts';

/**
 * What was handed over is a draft again: its delegate takes it back before it is validated, or the professional makes it their
 * own, and nobody is named any more as having typed it.
 *
 * @throws PosteError DOCUMENT_NOT_PREPARED, DOCUMENT_PREPARED_OTHER, DOCUMENT_VALIDATED, DOCUMENT_UNKNOWN, SESSION_CLOSED
 */
export function takeBackDocument(common: CommonPorts) {
  return async (id: string): Promise<void> => {
    const session = common.session();
    const me = actorOf(session).idNat;
    const draft = await requireDraft(common.store, id);
    const { prepared } = draft;
    if (prepared === null) throw fail('DOCUMENT_NOT_PREPARED');
    const own = prepared.for.idNat === me;
    if (!own && prepared.by.idNat !== me) throw fail('DOCUMENT_PREPARED_OTHER', { values: { name: prepared.for.name } });
    await common.store.commit({
      changes: [{ kind: 'document.save', document: { ...draft, prepared: null } }],
      audit: [
        act(session, common.now(), {
          ...(own
            ? { act: 'document.taken-over', label: 'Document préparé repris à son compte' }
            : { act: 'document.taken-back', label: 'Document repris avant sa validation', onBehalfOf: prepared.for }),
          patientId: draft.patientId,
          objectId: id,
          details: own ? { preparedBy: prepared.byName } : {},
        }),
      ],
    });
  };
}

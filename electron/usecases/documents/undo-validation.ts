import { undoRefusal } from '../../../shared/domain/sending/actions.ts';
import { fail, PosteError } from '../../../shared/errors.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requireDocument } from './view.ts';

/**
 * Takes a validation back while nothing left: the signed lot and the composed messages are removed, the document is a
 * draft again with everything the user had chosen. The journal keeps both acts.
 *
 * @throws PosteError DOCUMENT_UNKNOWN, SEND_LEFT, SEND_OTHER_PERSON, SESSION_CLOSED
 */
export function undoValidation(common: CommonPorts) {
  return async (id: string): Promise<void> => {
    const session = common.session();
    const document = await requireDocument(common.store, id);
    const sends = await common.store.outbox.list({ documentId: id });
    const { validated } = document;
    const refusal = undoRefusal(document, sends, actorOf(session).idNat);
    if (validated === null || refusal !== null) throw fail(refusal ?? 'SEND_LEFT', { values: { name: validated?.by.name ?? '' } });
    try {
      await common.store.commit({
        changes: [{ kind: 'document.reopen', documentId: id, revision: document.revision }],
        audit: [
          act(session, common.now(), {
            act: 'document.reopened',
            label: 'Envoi annulé avant son départ',
            patientId: document.patientId,
            objectId: id,
            details: { uniqueId: validated.cda.id, sends: sends.length },
          }),
        ],
      });
    } catch (thrown) {
      // The outbox took a row between the reading and the commit.
      if (thrown instanceof PosteError && thrown.code === 'STORE_CONFLICT') throw fail('SEND_LEFT', { cause: thrown });
      throw thrown;
    }
  };
}

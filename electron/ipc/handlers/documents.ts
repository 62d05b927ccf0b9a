import type { documentCalls } from '../../../shared/contract/documents.ts';
import type { OpenSession } from '../../session/session.ts';
import { addDocument, type CheckPdf } from '../../usecases/documents/add-document.ts';
import { openDocument } from '../../usecases/documents/open-document.ts';
import { planDocument } from '../../usecases/documents/plan-document.ts';
import { removeDraft } from '../../usecases/documents/remove-draft.ts';
import { saveDraft } from '../../usecases/documents/save-draft.ts';
import { undoValidation } from '../../usecases/documents/undo-validation.ts';
import { validateDocument, type ValidatePorts } from '../../usecases/documents/validate-document.ts';
import { listDocuments, listTypes, viewDocument, type ShownSend } from '../../usecases/documents/view.ts';
import type { Readings } from '../../usecases/journal/readings.ts';
import type { Offer } from '../../usecases/offer.ts';
import { countOutbox } from '../../usecases/outbox/count-outbox.ts';
import { listSends } from '../../usecases/outbox/list-sends.ts';
import { cancelSend, retrySend, settleSend } from '../../usecases/outbox/manage-sends.ts';
import { settleDoubts } from '../../usecases/outbox/settle-doubts.ts';
import type { Handlers } from '../bridge.ts';
import { done } from './answers.ts';

export interface DocumentHandlersPorts extends ValidatePorts {
  readonly checkPdf: CheckPdf;
  readonly readings: Pick<Readings, 'document'>;
  readonly offer: Offer;
  readonly shown: ShownSend;
  /** Nothing is held any more of data that may be a copy. */
  readonly doubtsSettled: () => void;
}

/** Documents of a patient from the draft to the validation, and their sends. */
export function documentHandlers(ports: DocumentHandlersPorts): Pick<Handlers, keyof typeof documentCalls> {
  const { store, shown } = ports;
  const view = viewDocument(store, shown);
  const add = addDocument(ports);
  const save = saveDraft(ports);
  const validate = validateDocument(ports);
  const undo = undoValidation(ports);
  const remove = removeDraft(ports);
  const open = openDocument(ports);
  const list = listDocuments(store, shown);
  const sends = listSends(ports);
  const retry = retrySend(ports);
  const cancel = cancelSend(ports);
  const settle = settleSend(ports);
  return {
    'documents.types': () => Promise.resolve(listTypes()),
    'documents.list': (asked, by) => list(asked, by.pro.idNat),
    'documents.counts': ({ patientId }) => store.documents.counts(patientId),
    'documents.add': async (input, by) => view(await add(input), by.pro.idNat),
    'documents.save': thenRow(save, view),
    'documents.plan': planDocument(ports.plan),
    'documents.validate': thenRow(validate, view),
    'documents.undo': thenRow(({ id }) => undo(id), view),
    'documents.remove': ({ id }) => done(remove(id)),
    'documents.open': async ({ id }, by) => ({ url: await open(id, by) }),
    'outbox.list': (page, by) => sends(page, by.pro.idNat),
    'outbox.counts': (_nothing, by) => countOutbox(store, by.pro.idNat),
    'outbox.retry': ({ id }) => done(retry(id)),
    'outbox.cancel': ({ id }) => done(cancel(id)),
    'outbox.decideDoubted': settleDoubts(ports),
    'outbox.settle': ({ id }) => done(settle(id)),
  };
}

/** An act on a document, then its row as whoever acted sees it. */
const thenRow =
  <I extends { readonly id: string }>(run: (input: I) => Promise<unknown>, view: ReturnType<typeof viewDocument>) =>
  async (input: I, by: OpenSession) => {
    await run(input);
    return await view(input.id, by.pro.idNat);
  };

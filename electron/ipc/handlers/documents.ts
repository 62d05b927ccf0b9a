import type { documentCalls } from '../../../shared/contract/documents.ts';
import type { OpenSession } from '../../session/session.ts';
import { addDocument, type AddDocumentPorts } from '../../usecases/documents/add-document.ts';
import { examineDocument, type ExamineDocumentPorts } from '../../usecases/documents/examine-document.ts';
import type { FeedForPorts } from '../../usecases/documents/feed-for-delegator.ts';
import { keepDocument } from '../../usecases/documents/keep-document.ts';
import { moveDocument } from '../../usecases/documents/move-document.ts';
import { openDocument } from '../../usecases/documents/open-document.ts';
import { planDocument } from '../../usecases/documents/plan-document.ts';
import type { DiscardedDrafts } from '../../usecases/documents/discarded-drafts.ts';
import { recognisedText } from '../../usecases/documents/recognised-text.ts';
import { saveDraft } from '../../usecases/documents/save-draft.ts';
import { searchDocuments } from '../../usecases/documents/search-documents.ts';
import { undoValidation } from '../../usecases/documents/undo-validation.ts';
import { validateDocument } from '../../usecases/documents/validate-document.ts';
import { judgeAddress, judgeRecipient } from '../../usecases/documents/judge-recipient.ts';
import { findDocument, listDocuments, listTypes, listWaiting, viewDocument, type ShownSend } from '../../usecases/documents/view.ts';
import { localDay } from '../../usecases/patients/view.ts';
import type { Readings } from '../../usecases/journal/readings.ts';
import type { Offer } from '../../usecases/offer.ts';
import { countOutbox } from '../../usecases/outbox/count-outbox.ts';
import { listSends } from '../../usecases/outbox/list-sends.ts';
import { cancelSend, retrySend, settleSend } from '../../usecases/outbox/manage-sends.ts';
import { sendElsewhere, type ElsewherePorts } from '../../usecases/outbox/send-elsewhere.ts';
import { settleDoubts } from '../../usecases/outbox/settle-doubts.ts';
import type { Handlers } from '../bridge.ts';
import { done } from './answers.ts';
import { onceRead } from './once-read.ts';

export interface DocumentHandlersPorts extends ElsewherePorts, FeedForPorts, Omit<AddDocumentPorts, 'reading'>, ExamineDocumentPorts {
  readonly readings: Pick<Readings, 'document' | 'searchOfDocuments'>;
  readonly offer: Offer;
  /** The first page of a scan is read, or cannot be in time. */
  readonly firstPage: (id: string) => Promise<void>;
  readonly shown: ShownSend;
  readonly discarded: Pick<DiscardedDrafts, 'discard' | 'restore'>;
  /** Nothing is held any more of data that may be a copy. */
  readonly doubtsSettled: () => void;
}

/** Documents of a patient from the draft to the validation, and their sends. */
export function documentHandlers(ports: DocumentHandlersPorts): Pick<Handlers, keyof typeof documentCalls> {
  const { store, shown, discarded } = ports;
  const view = viewDocument(store, shown);
  const add = addDocument(ports);
  const save = saveDraft(ports);
  const validate = validateDocument(ports);
  const undo = undoValidation(ports);
  const move = moveDocument(ports);
  const keep = keepDocument(ports);
  const open = openDocument(ports);
  const list = listDocuments(store, shown);
  const find = findDocument(store, shown);
  const waiting = listWaiting(store, () => localDay(ports.now()));
  const sends = listSends(ports);
  const retry = retrySend(ports);
  const cancel = cancelSend(ports);
  const settle = settleSend(ports);
  const elsewhere = sendElsewhere(ports);
  return {
    'documents.types': () => Promise.resolve(listTypes()),
    'documents.list': (asked, by) => list(asked, by.pro.idNat),
    'documents.counts': ({ patientId }) => store.documents.counts(patientId),
    'documents.get': (asked, by) => find(asked, by.pro.idNat),
    'documents.waiting': (page, by) => waiting(page, by.pro.idNat),
    'documents.waitingCounts': (_nothing, by) => store.documents.waitingCounts(by.pro.idNat),
    'documents.add': async (input, by) => view(await add(input), by.pro.idNat),
    'documents.whose': examineDocument(ports),
    'documents.search': searchDocuments(ports),
    'documents.text': recognisedText(store),
    'documents.move': thenRow(move, view),
    'documents.keep': thenRow(keep, view),
    'documents.save': thenRow(save, view),
    'documents.plan': planDocument(ports.plan),
    'documents.recipient': judgeRecipient(ports.plan),
    'documents.judgeAddress': (asked) => Promise.resolve(judgeAddress(ports.plan.trusts)(asked)),
    'documents.sendAlso': thenRow(elsewhere.also, view),
    'documents.validate': thenRow(onceRead(ports, validate), view),
    'documents.undo': thenRow(({ id }) => undo(id), view),
    'documents.remove': async ({ id }) => ({ restorableUntil: (await discarded.discard(id)).toISOString() }),
    'documents.restore': thenRow(async ({ id }) => {
      await discarded.restore(id);
      ports.readOn();
    }, view),
    'documents.open': async ({ id }, by) => ({ url: await open(id, by) }),
    'outbox.list': (page, by) => sends(page, by.pro.idNat),
    'outbox.counts': (_nothing, by) => countOutbox(store, by.pro.idNat),
    'outbox.retry': ({ id }) => done(retry(id)),
    'outbox.redirect': async (input, by) => view(await elsewhere.redirect(input), by.pro.idNat),
    'outbox.cancel': ({ id }) => done(cancel(id)),
    'outbox.decideDoubted': settleDoubts(ports),
    'outbox.settle': ({ id }) => done(settle(id)),
  };
}

/** An act on a document, then its row as whoever acted sees it. */
export const thenRow =
  <I extends { readonly id: string }>(run: (input: I, by: OpenSession) => Promise<unknown>, view: ReturnType<typeof viewDocument>) =>
  async (input: I, by: OpenSession) => {
    await run(input, by);
    return await view(input.id, by.pro.idNat);
  };

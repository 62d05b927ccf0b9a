import { fail } from '../../../shared/errors.ts';
import { documentType, documentTypes } from '../../../shared/codes/index.ts';
import type { DocumentRow, DocumentTypeView, SendView } from '../../../shared/contract/documents.ts';
import type { CallInput } from '../../../shared/contract/index.ts';
import { defaultVisibility } from '../../../shared/domain/documents/visibility.ts';
import type { DocumentRecord } from '../../../shared/domain/record/document.ts';
import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { actionsOf, isOwn, undoRefusal } from '../../../shared/domain/sending/actions.ts';
import { DMP_RECIPIENT } from '../../../shared/domain/sending/channels.ts';
import type { Store } from '../../store/types.ts';

/** Types a professional may choose, with the category the patient sees and the default visibility. */
export function listTypes(): DocumentTypeView[] {
  return documentTypes
    .filter((type) => type.dmp)
    .map((type) => ({
      code: type.code,
      label: type.displayName,
      category: categoryOf(type.code) ?? '',
      defaultVisibility: defaultVisibility(type),
    }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'fr'));
}

/** Label of the class of a type: the category in Mon espace santé. */
export function categoryOf(type: string): string | null {
  return documentType(type)?.class.displayName ?? null;
}

/** Rows of a page of a list, when who asks says no number. */
export const PAGE = 200;

/** A send as the outbox knows it, beyond what could be written. */
export type ShownSend = (send: SendRecord) => SendRecord;

/** Documents of a patient with their sends, latest first, page by page. @param me national identifier of whoever looks. */
export function listDocuments(store: Store, shown: ShownSend) {
  return async ({ patientId, after, limit = PAGE }: CallInput<'documents.list'>, me: string): Promise<DocumentRow[]> => {
    const documents = await store.documents.list(patientId, { after, limit });
    const sends = Map.groupBy(await store.outbox.ofDocuments(documents.map(({ id }) => id)), ({ documentId }) => documentId);
    return documents.map((document) => documentRow(document, (sends.get(document.id) ?? []).map(shown), me));
  };
}

/** One document with its sends. @throws PosteError DOCUMENT_UNKNOWN */
export function viewDocument(store: Store, shown: ShownSend) {
  /** @param me national identifier of whoever looks. */
  return async (id: string, me: string): Promise<DocumentRow> =>
    documentRow(await requireDocument(store, id), (await store.outbox.ofDocuments([id])).map(shown), me);
}

/** @throws PosteError DOCUMENT_UNKNOWN */
export async function requireDocument(store: Store, id: string): Promise<DocumentRecord> {
  const document = await store.documents.get(id);
  if (document === null) throw fail('DOCUMENT_UNKNOWN');
  return document;
}

/** @throws PosteError DOCUMENT_UNKNOWN, DOCUMENT_VALIDATED */
export async function requireDraft(store: Store, id: string): Promise<DocumentRecord> {
  const document = await requireDocument(store, id);
  if (document.status !== 'draft') throw fail('DOCUMENT_VALIDATED');
  return document;
}

/** The document as lists show it. @param me national identifier of whoever looks. */
export function documentRow(document: DocumentRecord, sends: readonly SendRecord[], me: string): DocumentRow {
  return {
    id: document.id,
    patientId: document.patientId,
    status: document.status,
    fileName: document.fileName,
    size: document.size,
    pages: document.pages,
    addedAt: document.addedAt,
    form: document.form,
    typeLabel: document.form.type === null ? null : (documentType(document.form.type)?.displayName ?? document.form.type),
    recognisedIn: document.proposal !== null && document.proposal.type === document.form.type ? document.proposal.recognisedIn : null,
    validatedAt: document.validated?.at ?? null,
    validatedBy: document.validated?.by.name ?? null,
    sends: sends
      .map((send) => sendView(send, me))
      .toSorted((a, b) => a.channel.localeCompare(b.channel) || a.recipient.localeCompare(b.recipient)),
    undoable: undoRefusal(document, sends, me) === null,
    warnings: [...document.warnings],
  };
}

/** A send as lists show it. @param me national identifier of whoever looks. */
export function sendView(send: SendRecord, me: string): SendView {
  return {
    id: send.id,
    documentId: send.documentId,
    channel: send.channel,
    recipient: send.recipient ?? DMP_RECIPIENT,
    state: send.state,
    attempts: send.attempts,
    updatedAt: send.updatedAt,
    leavesAt: send.state === 'scheduled' ? send.nextAt : null,
    sentAt: send.sentAt,
    error: send.error,
    mine: isOwn(send, me),
    actions: [...actionsOf(send, me)],
  };
}

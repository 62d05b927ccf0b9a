import { fail } from '../../../shared/errors.ts';
import { documentType, documentTypes } from '../../../shared/codes/index.ts';
import type { DocumentRow, DocumentTypeView, SendView, WaitingRow } from '../../../shared/contract/documents.ts';
import type { CallInput } from '../../../shared/contract/index.ts';
import { ageLabel } from '../../../shared/domain/ins/dates.ts';
import { isOfPatient } from '../../../shared/domain/documents/type-search.ts';
import { handedRefusal } from '../../../shared/domain/delegation/prepared.ts';
import { defaultVisibility } from '../../../shared/domain/documents/visibility.ts';
import type { DocumentRecord, OtherPerson } from '../../../shared/domain/record/document.ts';
import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { actionsOf, isOwn, undoRefusal } from '../../../shared/domain/sending/actions.ts';
import { DMP_RECIPIENT } from '../../../shared/domain/sending/channels.ts';
import type { Store, WaitingDocument } from '../../store/types.ts';
import { recognisedIn } from './recognised.ts';

/** Types of document that the DMP takes, by class then by label, with the category the patient sees and the default visibility. */
export function listTypes(): DocumentTypeView[] {
  return documentTypes
    .filter((type) => type.dmp)
    .toSorted((a, b) => a.class.code.localeCompare(b.class.code) || a.displayName.localeCompare(b.displayName, 'fr'))
    .map((type) => ({
      code: type.code,
      label: type.displayName,
      category: categoryOf(type.code) ?? '',
      defaultVisibility: defaultVisibility(type),
      ofPatient: isOfPatient({ code: type.code, classCode: type.class.code }),
    }));
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

/** The same of a list that may have lost it: null once it is gone. */
export function findDocument(store: Store, shown: ShownSend) {
  const view = viewDocument(store, shown);
  /** @param me national identifier of whoever looks. */
  return async ({ id, patientId }: CallInput<'documents.get'>, me: string): Promise<DocumentRow | null> =>
    (await store.documents.get(id))?.patientId === patientId ? view(id, me) : null;
}

/** Drafts that wait for whoever looks, and those that they handed over, page by page. */
export function listWaiting(store: Store, today: () => string) {
  /** @param me national identifier of whoever looks. */
  return async ({ after, limit = PAGE }: CallInput<'documents.waiting'>, me: string): Promise<WaitingRow[]> =>
    (await store.documents.waiting(me, { after, limit })).map((waiting) => waitingRow(waiting, me, today()));
}

function waitingRow({ document, patient }: WaitingDocument, me: string, today: string): WaitingRow {
  const { birthName, firstName, sex, birthDate } = patient;
  return {
    ...documentRow(document, [], me),
    addedBy: document.addedBy.name,
    patient: { name: `${birthName} ${firstName}`, sex, birthDate, age: ageLabel(birthDate, today) },
  };
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

/**
 * A draft whose fields and fate are somebody's to decide: nobody's else that it was handed over to.
 *
 * @param me national identifier of whoever decides.
 * @throws PosteError DOCUMENT_UNKNOWN, DOCUMENT_VALIDATED, DOCUMENT_HANDED, DOCUMENT_PREPARED_OTHER
 */
export async function requireOwnDraft(store: Store, id: string, me: string): Promise<DocumentRecord> {
  const draft = await requireDraft(store, id);
  const refusal = handedRefusal(draft, me);
  if (refusal !== null) throw refusal;
  return draft;
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
    recognised: recognisedIn(document.form, document.proposal),
    proposedTypes: [...(document.proposal?.types ?? [])],
    reading: { ...document.reading, pages: document.pages },
    otherPerson: unsettled(document),
    prepared: preparedView(document, me),
    returned: document.returned === null ? null : { ...document.returned, by: document.returned.by.name },
    validatedAt: document.validated?.at ?? null,
    validatedBy: document.validated?.by.name ?? null,
    validatedFor: fedFor(document),
    sends: sends
      .map((send) => sendView(send, me))
      .toSorted((a, b) => a.channel.localeCompare(b.channel) || a.recipient.localeCompare(b.recipient)),
    undoable: undoRefusal(document, sends, me) === null,
    forwardable: document.validated?.by.idNat === me,
    warnings: [...document.warnings],
  };
}

/** The delegator of what was fed by who prepared it. */
function fedFor({ prepared, validated }: DocumentRecord): string | null {
  return prepared !== null && validated?.by.idNat === prepared.by.idNat ? prepared.for.name : null;
}

function preparedView({ prepared }: DocumentRecord, me: string): DocumentRow['prepared'] {
  if (prepared === null) return null;
  const { at, by, byName, for: professional } = prepared;
  return { at, by: byName, for: professional.name, byMe: by.idNat === me, forMe: professional.idNat === me };
}

/** Whom the text names, as long as nobody said whose document it is. */
export function unsettled({ otherPerson }: DocumentRecord): OtherPerson | null {
  if (otherPerson === null || otherPerson.settled) return null;
  const { name, birthDate, patientId } = otherPerson;
  return { name, birthDate, patientId };
}

/** A send as lists show it. @param me national identifier of whoever looks. */
export function sendView(send: SendRecord, me: string): SendView {
  return {
    id: send.id,
    documentId: send.documentId,
    channel: send.channel,
    recipient: send.recipient ?? DMP_RECIPIENT,
    role: send.role,
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

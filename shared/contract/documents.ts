import { z } from 'zod';
import { MAX_DRAFT_TITLE, titleLength } from '../domain/documents/title.ts';
import { anybody, birthDate, call, errorFactsSchema, id, instant, nothing, notKept, onDocument, onSend, part } from './define.ts';
import {
  documentStatuses,
  MAX_RECIPIENTS,
  readingStates,
  recognisedPlaces,
  returnReasons,
  visibilities,
  type DocumentForm,
} from '../domain/record/document.ts';
import { channels, sendStates } from '../domain/record/send.ts';
import { sendActions } from '../domain/sending/actions.ts';
import { planOutcomes, type ChannelPlan } from '../domain/sending/channels.ts';

const visibility = z.enum(visibilities);

const documentType = z.object({
  code: z.string(),
  label: z.string(),
  /** Class label: the category the patient sees. */
  category: z.string(),
  defaultVisibility: visibility,
  /** Patients deposit it themselves: offered to nobody here. */
  ofPatient: z.boolean(),
});
export type DocumentTypeView = z.infer<typeof documentType>;

const send = z.object({
  id,
  documentId: id,
  channel: z.enum(channels),
  /** Mail address, or « Mon espace santé (DMP) ». */
  recipient: z.string(),
  /** Who that is, as it was known when it was decided: « Luc AUBERT, médecin traitant ». */
  role: z.string().nullable(),
  state: z.enum(sendStates),
  attempts: z.int(),
  updatedAt: instant,
  /** When it leaves, as long as it waits for that. */
  leavesAt: instant.nullable(),
  sentAt: instant.nullable(),
  error: errorFactsSchema.nullable(),
  /** Of whoever is logged in. */
  mine: z.boolean(),
  /** What they may ask about it: screens offer that, and nothing else. */
  actions: z.array(z.enum(sendActions)),
});
export type SendView = z.infer<typeof send>;

export const documentForm = z.object({
  type: z.string().max(32).nullable(),
  title: z.string().refine((title) => titleLength(title) <= MAX_DRAFT_TITLE),
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  visibility,
  recipients: z.array(z.string().max(320)).max(MAX_RECIPIENTS).readonly(),
}) satisfies z.ZodType<DocumentForm>;

const recognised = z.enum(recognisedPlaces).nullable();

export const documentRow = z.object({
  id,
  patientId: id,
  status: z.enum(documentStatuses),
  fileName: z.string(),
  size: z.int(),
  pages: z.int(),
  addedAt: instant,
  form: documentForm,
  typeLabel: z.string().nullable(),
  /** Where each proposed field was read, as long as the user kept it; null when it was read nowhere. */
  recognised: z.object({ title: recognised, date: recognised, type: recognised }),
  /** The likeliest types, best first, at most three. */
  proposedTypes: z.array(z.string()),
  /** The reading of a scan goes on after `documents.add` answered, and changes only the fields that nobody typed in. */
  reading: z.object({ state: z.enum(readingStates), done: z.int(), pages: z.int(), scanned: z.boolean() }),
  /** The text names another person than the record; null once it is settled. Nothing is validated meanwhile. */
  otherPerson: z.object({ name: z.string(), birthDate: birthDate.nullable(), patientId: id.nullable() }).nullable(),
  /** Handed over: by whom, when, to the professional who answers for it; kept once it is validated. */
  prepared: z.object({ at: instant, by: z.string(), for: z.string(), byMe: z.boolean(), forMe: z.boolean() }).nullable(),
  /** Given back to who prepared it, and why. */
  returned: z.object({ at: instant, by: z.string(), reason: z.enum(returnReasons) }).nullable(),
  validatedAt: instant.nullable(),
  validatedBy: z.string().nullable(),
  /** In whose name they fed the DMP by delegation; null when they answer for it themselves. */
  validatedFor: z.string().nullable(),
  sends: z.array(send),
  /** Validated by whoever is logged in, and nothing left yet: it can be a draft again. */
  undoable: z.boolean(),
  /** Validated by whoever is logged in: they may send it to an address more. */
  forwardable: z.boolean(),
  /** PDF facts worth telling (not PDF/A...). */
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type DocumentRow = z.infer<typeof documentRow>;

/** A draft that waits for its validation, and of whom it is. */
const waitingRow = documentRow.extend({
  addedBy: z.string(),
  /** `age`: in words, empty when it cannot be told. */
  patient: z.object({ name: z.string(), sex: z.enum(['M', 'F', 'I']), birthDate, age: z.string() }),
});
export type WaitingRow = z.infer<typeof waitingRow>;

const channelPlan = z.object({
  channel: z.enum(channels),
  recipient: z.string(),
  role: z.string().nullable(),
  outcome: z.enum(planOutcomes),
  reason: z.object({ code: z.string(), message: z.string(), action: z.string() }).nullable(),
}) satisfies z.ZodType<ChannelPlan>;

/** What says of whom a document is, from the surest to the least sure. */
const personEvidence = ['datamatrix', 'ins', 'name-birth-date'] as const;

const whose = z.object({
  pages: z.int(),
  scanned: z.boolean(),
  /** The surest first; none when nobody of this workstation is recognised. */
  candidates: z.array(
    z.object({
      patientId: id,
      name: z.string(),
      birthDate,
      evidence: z.enum(personEvidence),
      /** As it was read: « LE GOFF Yann, 12/03/1979 ». */
      read: z.string(),
    }),
  ),
});
export type DocumentWhose = z.infer<typeof whose>;

const foundDocument = z.object({
  id,
  patientId: id,
  patientName: z.string(),
  title: z.string(),
  typeLabel: z.string().nullable(),
  /** `YYYY-MM-DD`. */
  date: z.string(),
});
export type FoundDocument = z.infer<typeof foundDocument>;

const professional = z.object({ idNat: z.string().max(64), name: z.string() });

export const documentPlan = z.object({
  /** Sentences: title, category, from when, notification, trace. */
  patientSees: z.array(z.string()),
  channels: z.array(channelPlan),
  /** Errors of the form itself (title too long...), by field. */
  problems: z.array(z.object({ field: z.enum(['type', 'title', 'date', 'visibility', 'recipients']), error: errorFactsSchema })),
  /** Why whoever is logged in answers for no document; null when they do. */
  refusal: errorFactsSchema.nullable(),
  canValidate: z.boolean(),
  /** To whom they may hand it over, « à valider par ». */
  handsTo: z.array(professional),
  /** In whose name they may feed the DMP with it, without waiting for them (TD2.2). */
  feedsFor: z.array(professional),
});
export type DocumentPlan = z.infer<typeof documentPlan>;

export const documentCalls = {
  'documents.types': call(nothing, z.array(documentType), { needs: 'nobody', audit: notKept.facts }),
  /** Latest first, 200 when no number is asked. */
  'documents.list': call(z.object({ patientId: id, ...part }), z.array(documentRow), {
    needs: 'session',
    right: 'record',
    audit: notKept.ofRecord,
    shows: { documents: ({ patientId }) => patientId },
  }),
  'documents.counts': call(z.object({ patientId: id }), z.object({ drafts: z.int(), validated: z.int() }), {
    needs: 'session',
    right: 'record',
    audit: notKept.ofRecord,
    shows: { documents: ({ patientId }) => patientId },
  }),
  /** One of them, or null once it is gone. */
  'documents.get': call(z.object({ patientId: id, id }), documentRow.nullable(), {
    needs: 'session',
    right: 'record',
    audit: notKept.ofRecord,
    shows: { documents: ({ patientId }) => patientId },
  }),
  /** Drafts that wait for whoever is logged in, and those that they handed over, patient by patient, who waits for the longest first; 200 when no number is asked. */
  'documents.waiting': call(z.object(part), z.array(waitingRow), {
    needs: 'session',
    right: 'record',
    audit: notKept.list,
    shows: { patients: anybody, documents: anybody },
  }),
  /** `handed`: handed over by whoever is logged in, waiting for somebody else. */
  'documents.waitingCounts': call(nothing, z.object({ documents: z.int(), patients: z.int(), handed: z.int() }), {
    needs: 'session',
    right: 'record',
    audit: notKept.list,
    shows: { documents: anybody, session: true },
  }),
  /**
   * `again`: the same bytes are in the record already, and are added all the same. Errors: DOCUMENT_ALREADY, PDF_INVALID, PDF_EMPTY,
   * PDF_ENCRYPTED, PDF_ACTIVE, PDF_ATTACHMENT, PDF_HIDDEN, PDF_TOO_SLOW, PDF_TOO_HEAVY, FILE_TOO_LARGE...
   */
  'documents.add': call(
    z.object({ patientId: id, fileName: z.string().max(255), bytes: z.instanceof(Uint8Array), again: z.boolean().optional() }),
    documentRow,
    {
      needs: 'session',
      right: 'prepare',
      audit: { acts: ['document.added'], refused: { label: 'Document refusé', on: ({ patientId }) => ({ patientId }) } },
    },
  ),
  /** Of whom a file is that was dropped outside of a record; nothing of it is kept. Errors: those of `documents.add`. */
  'documents.whose': call(z.object({ fileName: z.string().max(255), bytes: z.instanceof(Uint8Array) }), whose, {
    needs: 'session',
    right: 'prepare',
    audit: { acts: ['document.examined'] },
  }),
  /** By words of the title and of the text, accents and order forgiven; whole words of the title first, then the latest. 20 when no number is asked. */
  'documents.search': call(z.object({ query: z.string().max(200), limit: z.int().min(1).max(100).optional() }), z.array(foundDocument), {
    needs: 'session',
    right: 'record',
    audit: { acts: ['documents.searched'] },
    shows: { patients: anybody, documents: anybody },
  }),
  /** What was read of a document, page by page: images of pages included, as far as they were read. */
  'documents.text': call(z.object({ id }), z.object({ pages: z.array(z.string()) }), {
    needs: 'session',
    right: 'record',
    audit: notKept.ofRecord,
    shows: { documents: anybody },
  }),
  /** A draft put in another record. Errors: DOCUMENT_VALIDATED, DOCUMENT_ALREADY, PATIENT_UNKNOWN. */
  'documents.move': call(z.object({ id, patientId: id }), documentRow, {
    needs: 'session',
    right: 'prepare',
    audit: { acts: ['document.moved'], refused: { label: 'Déplacement du document refusé', on: onDocument } },
  }),
  /** The record is the right one, whomever the text of the draft names; `kept` false takes that back. Errors: DOCUMENT_VALIDATED. */
  'documents.keep': call(z.object({ id, kept: z.boolean() }), documentRow, {
    needs: 'session',
    right: 'prepare',
    audit: {
      acts: ['document.kept', 'document.questioned'],
      refused: { label: 'Maintien du document dans le dossier refusé', on: onDocument },
    },
  }),
  'documents.save': call(z.object({ id, form: documentForm }), documentRow, { needs: 'session', right: 'prepare', audit: notKept.typed }),
  'documents.plan': call(z.object({ id, form: documentForm }), documentPlan, {
    needs: 'session',
    right: 'prepare',
    audit: notKept.typed,
    shows: { patients: anybody, session: true, services: true },
  }),
  /** What is known of an address while it is typed: who it is, what is wrong with it. */
  'documents.recipient': call(
    z.object({ id, address: z.string().max(320) }),
    z.object({ role: z.string().nullable(), error: errorFactsSchema.nullable() }),
    { needs: 'session', right: 'prepare', audit: notKept.typed, shows: { patients: anybody, services: true } },
  ),
  /** What is wrong with an address while it is typed, whoever's it is. */
  'documents.judgeAddress': call(z.object({ address: z.string().max(320) }), z.object({ error: errorFactsSchema.nullable() }), {
    needs: 'session',
    right: 'record',
    audit: notKept.typed,
    shows: { services: true },
  }),
  /** The document as it was validated, to an address more. Errors: SEND_ALREADY_THERE, SEND_OTHER_PERSON, what forbids this recipient. */
  'documents.sendAlso': call(z.object({ id, address: z.string().max(320) }), documentRow, {
    needs: 'session',
    right: 'send',
    audit: { acts: ['outbox.added'], refused: { label: 'Envoi à un autre destinataire refusé', on: onDocument } },
  }),
  /** Errors: those of the form, DOCUMENT_OTHER_PERSON, SESSION_CLOSED, DOCUMENT_VALIDATED. */
  'documents.validate': call(z.object({ id, form: documentForm }), documentRow, {
    needs: 'session',
    right: 'validate',
    audit: {
      acts: ['document.validated', 'dmp.refused', 'mss.refused'],
      refused: { label: 'Validation du document refusée', on: onDocument },
    },
  }),
  /** Takes a validation back while nothing left: the document is a draft again. Errors: SEND_LEFT, SEND_OTHER_PERSON, SESSION_CLOSED. */
  'documents.undo': call(z.object({ id }), documentRow, {
    needs: 'session',
    right: 'send',
    audit: { acts: ['document.reopened'], refused: { label: 'Annulation de l’envoi refusée', on: onDocument } },
  }),
  /** Drafts only; it can be restored until then. */
  'documents.remove': call(z.object({ id }), z.object({ restorableUntil: instant }), {
    needs: 'session',
    right: 'prepare',
    audit: { acts: ['document.removed'], refused: { label: 'Retrait du document refusé', on: onDocument } },
  }),
  /** A draft taken away is there again as it was. Errors: DOCUMENT_UNKNOWN once it is gone. */
  'documents.restore': call(z.object({ id }), documentRow, { needs: 'session', right: 'prepare', audit: { acts: ['document.restored'] } }),
  /** Single-use address of the PDF on the private origin. */
  'documents.open': call(z.object({ id }), z.object({ url: z.string() }), {
    needs: 'session',
    right: 'record',
    audit: { acts: ['document.opened'] },
  }),
  /** What somebody must look at first, then the latest changed; 200 when no number is asked. */
  'outbox.list': call(z.object(part).nullable(), z.array(send.extend({ patientId: id, patientName: z.string(), title: z.string() })), {
    needs: 'session',
    right: 'record',
    audit: notKept.list,
    // By the names of the patients.
    shows: { patients: anybody, documents: anybody },
  }),
  'outbox.counts': call(
    nothing,
    z.object({
      /** Somebody must look: failed, in doubt, or held since the data may be a copy. */
      attention: z.int(),
      /** Leave by themselves, or once released. */
      pending: z.int(),
      /** Those of them to be released. */
      held: z.int(),
      /** Failed, or in doubt. */
      failed: z.int(),
      /** Held since the data may be a copy: to be decided by whoever is logged in, or by others. */
      doubted: z.object({ mine: z.int(), others: z.int() }),
    }),
    { needs: 'session', right: 'record', audit: notKept.list, shows: { documents: anybody } },
  ),
  /** Errors: SEND_UNDER_WAY, SEND_OVER; SEND_OTHER_PERSON when it decides a doubt. */
  'outbox.retry': call(z.object({ id }), nothing, {
    needs: 'session',
    right: 'send',
    audit: { acts: ['outbox.retried'], refused: { label: 'Relance de l’envoi refusée', on: onSend } },
  }),
  /** A mail that was refused: the same document to another address. Errors: those of `documents.sendAlso`, SEND_OVER, SEND_SAME_ADDRESS. */
  'outbox.redirect': call(z.object({ id, address: z.string().max(320) }), documentRow, {
    needs: 'session',
    right: 'send',
    audit: { acts: ['outbox.redirected'], refused: { label: 'Changement d’adresse refusé', on: onSend } },
  }),
  /** Errors: SEND_UNDER_WAY, SEND_IN_DOUBT, SEND_OVER, SEND_OTHER_PERSON. */
  'outbox.cancel': call(z.object({ id }), nothing, {
    needs: 'session',
    right: 'send',
    audit: { acts: ['outbox.cancelled'], refused: { label: 'Annulation de l’envoi refusée', on: onSend } },
  }),
  /** Every send of whoever is logged in that is held since the data may be a copy: one decision. `others`: those that wait for somebody else's. */
  'outbox.decideDoubted': call(z.object({ decision: z.enum(['send', 'leave']) }), z.object({ sends: z.int(), others: z.int() }), {
    needs: 'session',
    right: 'send',
    audit: { acts: ['outbox.retried', 'outbox.cancelled'] },
  }),
  /** A send in doubt is considered as sent, and not sent again. Errors: SEND_IN_DOUBT (it is checked by itself), SEND_OVER, SEND_OTHER_PERSON. */
  'outbox.settle': call(z.object({ id }), nothing, {
    needs: 'session',
    right: 'send',
    audit: { acts: ['outbox.settled'], refused: { label: 'Décision sur l’envoi en doute refusée', on: onSend } },
  }),
} as const;

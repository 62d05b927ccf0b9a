import { z } from 'zod';
import { MAX_DRAFT_TITLE, titleLength } from '../domain/documents/title.ts';
import { anybody, call, errorFactsSchema, id, instant, nothing, notKept, onDocument, onSend, part } from './define.ts';
import { documentStatuses, recognisedPlaces, visibilities, type DocumentForm } from '../domain/record/document.ts';
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
});
export type DocumentTypeView = z.infer<typeof documentType>;

const send = z.object({
  id,
  documentId: id,
  channel: z.enum(channels),
  /** Mail address, or « Mon espace santé (DMP) ». */
  recipient: z.string(),
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
  recipients: z.array(z.string().max(320)).max(20).readonly(),
}) satisfies z.ZodType<DocumentForm>;

const documentRow = z.object({
  id,
  patientId: id,
  status: z.enum(documentStatuses),
  fileName: z.string(),
  size: z.int(),
  pages: z.int(),
  addedAt: instant,
  form: documentForm,
  typeLabel: z.string().nullable(),
  /** Where the proposed type was recognised, as long as the user kept it; null when there is no proposal. */
  recognisedIn: z.enum(recognisedPlaces).nullable().default(null),
  validatedAt: instant.nullable(),
  validatedBy: z.string().nullable(),
  sends: z.array(send),
  /** Validated by whoever is logged in, and nothing left yet: it can be a draft again. */
  undoable: z.boolean(),
  /** PDF facts worth telling (not PDF/A...). */
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type DocumentRow = z.infer<typeof documentRow>;

const channelPlan = z.object({
  channel: z.enum(channels),
  recipient: z.string(),
  role: z.string().nullable(),
  outcome: z.enum(planOutcomes),
  reason: z.object({ code: z.string(), message: z.string(), action: z.string() }).nullable(),
}) satisfies z.ZodType<ChannelPlan>;

export const documentPlan = z.object({
  /** Sentences: title, category, from when, notification, trace. */
  patientSees: z.array(z.string()),
  channels: z.array(channelPlan),
  /** Errors of the form itself (title too long...), by field. */
  problems: z.array(z.object({ field: z.enum(['type', 'title', 'date', 'visibility', 'recipients']), error: errorFactsSchema })),
  canValidate: z.boolean(),
});
export type DocumentPlan = z.infer<typeof documentPlan>;

export const documentCalls = {
  'documents.types': call(nothing, z.array(documentType), { needs: 'nobody', audit: notKept.facts }),
  /** Latest first, 200 when no number is asked. */
  'documents.list': call(z.object({ patientId: id, ...part }), z.array(documentRow), {
    needs: 'session',
    audit: notKept.ofRecord,
    shows: { documents: ({ patientId }) => patientId },
  }),
  'documents.counts': call(z.object({ patientId: id }), z.object({ drafts: z.int(), validated: z.int() }), {
    needs: 'session',
    audit: notKept.ofRecord,
    shows: { documents: ({ patientId }) => patientId },
  }),
  /** Errors: PDF_INVALID, PDF_EMPTY, PDF_ENCRYPTED, PDF_ACTIVE, PDF_ATTACHMENT, PDF_HIDDEN, PDF_TOO_SLOW, PDF_TOO_HEAVY, FILE_TOO_LARGE... */
  'documents.add': call(z.object({ patientId: id, fileName: z.string().max(255), bytes: z.instanceof(Uint8Array) }), documentRow, {
    needs: 'session',
    audit: { acts: ['document.added'], refused: { label: 'Document refusé', on: ({ patientId }) => ({ patientId }) } },
  }),
  'documents.save': call(z.object({ id, form: documentForm }), documentRow, { needs: 'session', audit: notKept.typed }),
  'documents.plan': call(z.object({ id, form: documentForm }), documentPlan, {
    needs: 'session',
    audit: notKept.typed,
    shows: { patients: anybody, session: true, services: true },
  }),
  /** Errors: those of the form, SESSION_CLOSED, DOCUMENT_VALIDATED. */
  'documents.validate': call(z.object({ id, form: documentForm }), documentRow, {
    needs: 'session',
    audit: {
      acts: ['document.validated', 'dmp.refused', 'mss.refused'],
      refused: { label: 'Validation du document refusée', on: onDocument },
    },
  }),
  /** Takes a validation back while nothing left: the document is a draft again. Errors: SEND_LEFT, SEND_OTHER_PERSON, SESSION_CLOSED. */
  'documents.undo': call(z.object({ id }), documentRow, {
    needs: 'session',
    audit: { acts: ['document.reopened'], refused: { label: 'Annulation de l’envoi refusée', on: onDocument } },
  }),
  /** Drafts only. */
  'documents.remove': call(z.object({ id }), nothing, {
    needs: 'session',
    audit: { acts: ['document.removed'], refused: { label: 'Retrait du document refusé', on: onDocument } },
  }),
  /** Single-use address of the PDF on the private origin. */
  'documents.open': call(z.object({ id }), z.object({ url: z.string() }), { needs: 'session', audit: { acts: ['document.opened'] } }),
  /** What somebody must look at first, then the latest changed; 200 when no number is asked. */
  'outbox.list': call(z.object(part).nullable(), z.array(send.extend({ patientId: id, patientName: z.string(), title: z.string() })), {
    needs: 'session',
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
    { needs: 'session', audit: notKept.list, shows: { documents: anybody } },
  ),
  /** Errors: SEND_UNDER_WAY, SEND_OVER; SEND_OTHER_PERSON when it decides a doubt. */
  'outbox.retry': call(z.object({ id }), nothing, {
    needs: 'session',
    audit: { acts: ['outbox.retried'], refused: { label: 'Relance de l’envoi refusée', on: onSend } },
  }),
  /** Errors: SEND_UNDER_WAY, SEND_IN_DOUBT, SEND_OVER, SEND_OTHER_PERSON. */
  'outbox.cancel': call(z.object({ id }), nothing, {
    needs: 'session',
    audit: { acts: ['outbox.cancelled'], refused: { label: 'Annulation de l’envoi refusée', on: onSend } },
  }),
  /** Every send of whoever is logged in that is held since the data may be a copy: one decision. `others`: those that wait for somebody else's. */
  'outbox.decideDoubted': call(z.object({ decision: z.enum(['send', 'leave']) }), z.object({ sends: z.int(), others: z.int() }), {
    needs: 'session',
    audit: { acts: ['outbox.retried', 'outbox.cancelled'] },
  }),
  /** A send in doubt is considered as sent, and not sent again. Errors: SEND_IN_DOUBT (it is checked by itself), SEND_OVER, SEND_OTHER_PERSON. */
  'outbox.settle': call(z.object({ id }), nothing, {
    needs: 'session',
    audit: { acts: ['outbox.settled'], refused: { label: 'Décision sur l’envoi en doute refusée', on: onSend } },
  }),
} as const;

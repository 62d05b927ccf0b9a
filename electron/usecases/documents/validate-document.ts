import { validationRefusal } from '../../../shared/domain/delegation/prepared.ts';
import { flagsOf } from '../../../shared/domain/documents/visibility.ts';
import { carriedBirthDate } from '../../../shared/domain/identity/carried-birth-date.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../shared/domain/ins/dates.ts';
import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import type { DocumentPlan } from '../../../shared/contract/documents.ts';
import type { DocumentForm, DocumentRecord } from '../../../shared/domain/record/document.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { SendPayload, SendRecord } from '../../../shared/domain/record/send.ts';
import { hasCivilSex, type Ins, type LocalSex, type Patient, type Pro, type VisibilityFlag } from '../../../shared/domain/types.ts';
import { leavesSomewhere } from '../../../shared/domain/sending/channels.ts';
import { errorFromFacts, PosteError, type ErrorFacts, errorFacts, fail, knownFacts } from '../../../shared/errors.ts';
import type { BuiltCda } from '../../cda/build.ts';
import type { CdaDocument } from '../../cda/document.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Change } from '../../store/types.ts';
import { act, actorOf, requireSame } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requirePatient } from '../patients/view.ts';
import { planFor, type PlanPorts } from './plan-document.ts';
import { requireDraft, unsettled } from './view.ts';

/** What document formats and gateways prepare; nothing of it touches the network. */
export interface Preparation {
  /** Level-1 CDA of the PDF. */
  readonly buildCda: (document: {
    readonly type: string;
    readonly title: string;
    /** Day of the act. */
    readonly date: string;
    readonly patient: Patient;
    readonly author: Pro;
    /** Who answers for it: whoever validates, but for what a delegate feeds. */
    readonly legalAuthenticator: Pro;
    /** Who typed it under delegation, and when. */
    readonly dataEnterer: { readonly pro: Pro; readonly at: Date } | null;
    readonly flags: readonly VisibilityFlag[];
    readonly pdf: Uint8Array;
  }) => BuiltCda;
  /** The DMP lot, signed by the card now; `delegated`: a delegate's, whose author is the structure (TD2.2). */
  readonly prepareLot: (
    session: OpenSession,
    lot: { readonly patient: Ins; readonly cda: CdaDocument; readonly flags: readonly VisibilityFlag[]; readonly delegated: boolean },
  ) => Promise<SendPayload>;
  /** The message, composed once: the same bytes leave at every attempt. */
  readonly composeMessage: (
    session: OpenSession,
    message: {
      readonly recipient: string;
      readonly patient: Patient;
      readonly cda: CdaDocument;
      readonly flags: readonly VisibilityFlag[];
    },
  ) => Promise<{ readonly payload: SendPayload; readonly messageId: string }>;
}

export interface ValidatePorts extends CommonPorts {
  readonly prepare: Preparation;
  readonly plan: PlanPorts;
  /** The outbox looks at once at what was queued. */
  readonly kick: () => void;
  /** How long it can be taken back before it leaves, in milliseconds; 0: it leaves at once. */
  readonly undoMs: () => Promise<number>;
}

/**
 * The act of the professional who answers for the document: the CDA is built, the lot signed, the messages composed,
 * and one send per channel is on disk before anything leaves, at the end of the undo window. A channel that cannot leave keeps its reason without
 * stopping the others.
 *
 * @returns the patient's id.
 * @throws PosteError DOCUMENT_AUTHOR, DOCUMENT_PREPARED_OTHER, DOCUMENT_PREPARED_ELSEWHERE, DOCUMENT_DELEGATION_ENDED, DOCUMENT_OTHER_PERSON, the first problem of the form, NO_CHANNEL, DOCUMENT_SEX, DOCUMENT_BIRTH_DATE, DOCUMENT_VALIDATED, CARD_REMOVED, SESSION_CLOSED
 */
export function validateDocument(common: ValidatePorts) {
  return async (input: { readonly id: string; readonly form: DocumentForm }): Promise<string> => {
    const session = common.session();
    const draft = await requireDraft(common.store, input.id);
    // Every CDA says the profession of its author (cda/README 2).
    if (session.pro.speciality === null) throw fail('DOCUMENT_AUTHOR');
    await requireFor(common, session, draft);
    const ready = await validable(common, session, draft, input.form);
    const { pro } = session;
    return await issueDocument(common, session, ready, {
      author: pro,
      legalAuthenticator: pro,
      dataEnterer: entererOf(draft),
      delegation: null,
    });
  };
}

/** Who answers for a document that leaves. */
export interface Answering extends Pick<Parameters<Preparation['buildCda']>[0], 'author' | 'legalAuthenticator' | 'dataEnterer'> {
  /** A delegate feeds it in the author's name. */
  readonly delegation: SendRecord['bound']['delegation'];
}

/** Who prepared it, as its CDA names them. */
function entererOf({ prepared }: DocumentRecord): Answering['dataEnterer'] {
  return prepared === null ? null : { pro: prepared.by, at: new Date(prepared.at) };
}

/** What was prepared is for one professional, in one structure, under a delegation that counts. */
async function requireFor({ store, now }: CommonPorts, session: OpenSession, draft: DocumentRecord): Promise<void> {
  const delegation = draft.prepared === null ? null : await store.delegations.get(draft.prepared.delegation);
  const asking = { person: session.pro.idNat, structure: session.situation.structureIdNat };
  const refusal = validationRefusal(draft, delegation, asking, now().toISOString());
  if (refusal !== null) throw refusal;
}

/** Builds the CDA, signs the lot, composes the messages, and commits it all with one send a channel. @returns the patient's id. */
export async function issueDocument(common: ValidatePorts, session: OpenSession, ready: Validable, answering: Answering): Promise<string> {
  const { draft, patient, carried, form, flags, plan } = ready;
  const { delegation, ...people } = answering;
  const cda = common.prepare.buildCda({
    type: form.type,
    title: form.title,
    date: form.date,
    patient: carried,
    ...people,
    flags,
    pdf: ready.pdf,
  });
  const now = common.now();
  const leaving = leavingAt(now, await common.undoMs());
  const sends: Change[] = [];
  for (const channel of plan.channels) {
    if (channel.outcome === 'absent') continue;
    const send = rowOf(common.uuid(), channel, { session, now, draft, cda, leaving, delegation });
    if (channel.outcome === 'blocked')
      sends.push({ kind: 'send.save', send: { ...send, state: 'failed', nextAt: null, error: blockedFacts(channel.reason) } });
    else sends.push(...(await prepared(common.prepare, session, send, { patient: carried, cda, flags })));
  }
  await common.store.commit({
    changes: [
      {
        kind: 'document.save',
        document: { ...draft, form, status: 'validated', returned: null, validated: validationOf(session, now, cda) },
      },
      { kind: 'document.content', documentId: draft.id, content: 'cda', bytes: cda.bytes },
      ...sends,
    ],
    audit: [validatedEntry(session, now, ready, cda, delegation), ...refusedEntries(session, now, sends)],
  });
  common.kick();
  return patient.id;
}

/** A draft that may be validated, and what it says. */
export interface Validable {
  readonly draft: DocumentRecord;
  readonly patient: PatientFile;
  /** The patient as the CDA carries them. */
  readonly carried: Patient;
  readonly form: DocumentForm & { readonly type: string };
  readonly flags: readonly VisibilityFlag[];
  readonly pdf: Uint8Array;
  readonly plan: Pick<DocumentPlan, 'channels'>;
}

/** @throws PosteError DOCUMENT_OTHER_PERSON, the first problem of the form, NO_CHANNEL, DOCUMENT_SEX, DOCUMENT_BIRTH_DATE, SESSION_CLOSED */
export async function validable(
  common: ValidatePorts,
  session: OpenSession,
  draft: DocumentRecord,
  typed: DocumentForm,
): Promise<Validable> {
  const other = unsettled(draft);
  if (other !== null) throw fail('DOCUMENT_OTHER_PERSON', { values: { name: other.name } });
  const [patient, pdf] = await Promise.all([
    requirePatient(common.store, draft.patientId),
    common.store.documents.content(draft.id, 'pdf'),
  ]);
  const form = { ...typed, title: typed.title.trim() };
  const carried = carriedPatient(patient);
  // No CDA carries an undetermined sex (ins/README 2) nor an unknown birth date, and every channel carries the CDA.
  if (!hasCivilSex(carried)) throw fail('DOCUMENT_SEX');
  if (carried.birthDate === UNKNOWN_BIRTH_DATE) throw fail('DOCUMENT_BIRTH_DATE');
  // The card may have left while the record was read: said so, and not that every channel is closed.
  requireSame(session, common.session());
  const plan = await planFor(common.plan, patient, form);
  const [problem] = plan.problems;
  if (problem !== undefined) throw errorFromFacts(problem.error);
  const { type } = form;
  if (!leavesSomewhere(plan.channels) || type === null || pdf === null) throw fail('NO_CHANNEL');
  return { draft, patient, carried, form: { ...form, type }, flags: flagsOf(form.visibility), pdf, plan };
}

/** At once, or at the end of the undo window. */
export const leavingAt = (now: Date, undoMs: number): Pick<SendRecord, 'state' | 'nextAt'> =>
  undoMs === 0 ? { state: 'queued', nextAt: null } : { state: 'scheduled', nextAt: new Date(now.getTime() + undoMs).toISOString() };

const validationOf = (session: OpenSession, now: Date, { id, setId, version }: BuiltCda): DocumentRecord['validated'] => ({
  at: now.toISOString(),
  by: actorOf(session),
  situation: session.situation.structureIdNat,
  cda: { id, setId, version },
});

/** Who validates what, and when it leaves. */
interface Validation {
  readonly session: OpenSession;
  readonly now: Date;
  readonly draft: DocumentRecord;
  readonly cda: Pick<BuiltCda, 'id'>;
  /** Null but for a delegate who feeds. */
  readonly delegation: SendRecord['bound']['delegation'];
  readonly leaving: Pick<SendRecord, 'state' | 'nextAt'>;
}

/** The row of a channel, bound to whoever validates. */
export function rowOf(
  id: string,
  channel: DocumentPlan['channels'][number],
  { session, now, draft, cda, leaving, delegation }: Validation,
): SendRecord {
  const at = now.toISOString();
  return {
    id,
    revision: 0,
    documentId: draft.id,
    patientId: draft.patientId,
    channel: channel.channel,
    recipient: channel.channel === 'mss' ? channel.recipient.trim() : null,
    role: channel.role,
    ...leaving,
    lease: null,
    bound: { actor: actorOf(session), situation: session.situation.structureIdNat, mode: 'normal', delegation },
    attempts: 0,
    createdAt: at,
    updatedAt: at,
    sentAt: null,
    messageId: null,
    uniqueId: channel.channel === 'dmp' ? cda.id : null,
    error: null,
  };
}

const VALIDATED = { act: 'document.validated', label: 'Document validé et envoyé' };
const FED_FOR = { act: 'document.fed-for', label: 'Document envoyé au DMP par délégation' };

const validatedEntry = (
  session: OpenSession,
  now: Date,
  { draft, form, plan }: Validable,
  cda: BuiltCda,
  delegation: Answering['delegation'],
): AuditEntry =>
  act(session, now, {
    ...(delegation === null ? VALIDATED : FED_FOR),
    onBehalfOf: delegation?.from ?? null,
    patientId: draft.patientId,
    objectId: draft.id,
    details: {
      type: form.type,
      visibility: form.visibility,
      uniqueId: cda.id,
      ...(delegation !== null || draft.prepared === null ? {} : { preparedBy: draft.prepared.byName }),
      sends: plan.channels.filter((c) => c.outcome !== 'absent').length,
    },
  });

const refusedEntries = (session: OpenSession, now: Date, sends: readonly Change[]): readonly AuditEntry[] =>
  sends.flatMap((change) =>
    change.kind === 'send.save' && change.send.state === 'failed' ? [refusedEntry(session, now, change.send)] : [],
  );

/** One channel's row and its bytes; a channel that cannot be prepared fails alone, unless the card left. */
async function prepared(
  prepare: Preparation,
  session: OpenSession,
  send: SendRecord,
  document: { readonly patient: Patient; readonly cda: CdaDocument; readonly flags: readonly VisibilityFlag[] },
): Promise<Change[]> {
  try {
    if (send.channel === 'dmp') {
      const { ins } = document.patient;
      if (ins === null) throw fail('NO_CHANNEL');
      const payload = await prepare.prepareLot(session, {
        patient: ins,
        cda: document.cda,
        flags: document.flags,
        delegated: send.bound.delegation !== null,
      });
      return [
        { kind: 'send.save', send },
        { kind: 'send.payload', sendId: send.id, payload },
      ];
    }
    const { payload, messageId } = await prepare.composeMessage(session, { recipient: send.recipient ?? '', ...document });
    return [
      { kind: 'send.save', send: { ...send, messageId } },
      { kind: 'send.payload', sendId: send.id, payload },
    ];
  } catch (thrown) {
    if (!(thrown instanceof PosteError) || thrown.code.startsWith('CARD_') || thrown.code.startsWith('SESSION_')) throw thrown;
    const { code, message, action, path, detail } = thrown;
    return [{ kind: 'send.save', send: { ...send, state: 'failed', nextAt: null, error: { code, message, action, path, detail } } }];
  }
}

/** A channel that a rule keeps from leaving, or that could not be prepared: it never will. */
const refusedEntry = (session: OpenSession, now: Date, { id, channel, patientId, error, bound }: SendRecord): AuditEntry =>
  act(session, now, {
    onBehalfOf: bound.delegation?.from ?? null,
    act: `${channel}.refused`,
    label: channel === 'dmp' ? 'Dépôt au DMP refusé' : 'Envoi MSSanté refusé',
    patientId,
    objectId: id,
    result: error?.code ?? 'NO_CHANNEL',
  });

const blockedFacts = (reason: { readonly code: string; readonly message: string; readonly action: string } | null): ErrorFacts =>
  reason === null ? errorFacts(fail('NO_CHANNEL')) : knownFacts({ ...reason, path: null, detail: null });

/** The patient as documents carry them, once their sex is known, and as labels print them: the matricule travels only when qualified (EXI SI 08). */
export function carriedPatient(patient: PatientFile): Patient<LocalSex> {
  return {
    ins: patient.status === 'QUAL' ? patient.ins : null,
    status: patient.status,
    ipp: patient.ipp,
    birthName: patient.birthName,
    birthFirstNames: patient.birthFirstNames,
    firstBirthFirstName: patient.firstBirthFirstName,
    usedName: patient.usedName,
    usedFirstName: patient.usedFirstName,
    sex: patient.sex,
    birthDate: carriedBirthDate(patient),
    birthPlace: patient.birthPlace,
  };
}

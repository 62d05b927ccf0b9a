import { flagsOf } from '../../../shared/domain/documents/visibility.ts';
import { carriedBirthDate } from '../../../shared/domain/identity/carried-birth-date.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../shared/domain/ins/dates.ts';
import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import type { DocumentPlan } from '../../../shared/contract/documents.ts';
import type { DocumentForm, DocumentRecord } from '../../../shared/domain/record/document.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { SendPayload, SendRecord } from '../../../shared/domain/record/send.ts';
import { hasCivilSex, type Ins, type LocalSex, type Patient, type Pro, type VisibilityFlag } from '../../../shared/domain/types.ts';
import { errorFromFacts, PosteError, type ErrorFacts, errorFacts, fail, knownFacts } from '../../../shared/errors.ts';
import type { BuiltCda } from '../../cda/build.ts';
import type { CdaDocument } from '../../cda/document.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Change } from '../../store/types.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requirePatient } from '../patients/view.ts';
import { planFor, type PlanPorts } from './plan-document.ts';
import { requireDraft } from './view.ts';

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
    readonly flags: readonly VisibilityFlag[];
    readonly pdf: Uint8Array;
  }) => BuiltCda;
  /** The DMP lot, signed by the card now. */
  readonly prepareLot: (
    session: OpenSession,
    lot: { readonly patient: Ins; readonly cda: CdaDocument; readonly flags: readonly VisibilityFlag[] },
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
 * @throws PosteError the first problem of the form, NO_CHANNEL, DOCUMENT_SEX, DOCUMENT_BIRTH_DATE, DOCUMENT_VALIDATED, CARD_REMOVED, SESSION_CLOSED
 */
export function validateDocument(common: ValidatePorts) {
  return async (input: { readonly id: string; readonly form: DocumentForm }): Promise<string> => {
    const session = common.session();
    const ready = await validable(common, input);
    const { draft, patient, carried, form, flags, plan } = ready;
    const cda = common.prepare.buildCda({
      type: form.type,
      title: form.title,
      date: form.date,
      patient: carried,
      author: session.pro,
      flags,
      pdf: ready.pdf,
    });
    const now = common.now();
    const leaving = leavingAt(now, await common.undoMs());
    const sends: Change[] = [];
    for (const channel of plan.channels) {
      if (channel.outcome === 'absent') continue;
      const send = rowOf(common.uuid(), channel, { session, now, draft, cda, leaving });
      if (channel.outcome === 'blocked')
        sends.push({ kind: 'send.save', send: { ...send, state: 'failed', nextAt: null, error: blockedFacts(channel.reason) } });
      else sends.push(...(await prepared(common.prepare, session, send, { patient: carried, cda, flags })));
    }
    await common.store.commit({
      changes: [
        { kind: 'document.save', document: { ...draft, form, status: 'validated', validated: validationOf(session, now, cda) } },
        { kind: 'document.content', documentId: draft.id, content: 'cda', bytes: cda.bytes },
        ...sends,
      ],
      audit: [validatedEntry(session, now, ready, cda), ...refusedEntries(session, now, sends)],
    });
    common.kick();
    return patient.id;
  };
}

/** A draft that may be validated, and what it says. */
interface Validable {
  readonly draft: DocumentRecord;
  readonly patient: PatientFile;
  /** The patient as the CDA carries them. */
  readonly carried: Patient;
  readonly form: DocumentForm & { readonly type: string };
  readonly flags: readonly VisibilityFlag[];
  readonly pdf: Uint8Array;
  readonly plan: DocumentPlan;
}

async function validable(common: ValidatePorts, input: { readonly id: string; readonly form: DocumentForm }): Promise<Validable> {
  const draft = await requireDraft(common.store, input.id);
  const [patient, pdf] = await Promise.all([
    requirePatient(common.store, draft.patientId),
    common.store.documents.content(draft.id, 'pdf'),
  ]);
  const form = { ...input.form, title: input.form.title.trim() };
  const carried = carriedPatient(patient);
  // No CDA carries an undetermined sex (ins/README 2) nor an unknown birth date, and every channel carries the CDA.
  if (!hasCivilSex(carried)) throw fail('DOCUMENT_SEX');
  if (carried.birthDate === UNKNOWN_BIRTH_DATE) throw fail('DOCUMENT_BIRTH_DATE');
  const plan = planFor(common.plan, patient, form);
  const [problem] = plan.problems;
  if (problem !== undefined) throw errorFromFacts(problem.error);
  const { type } = form;
  if (!plan.canValidate || type === null || pdf === null) throw fail('NO_CHANNEL');
  return { draft, patient, carried, form: { ...form, type }, flags: flagsOf(form.visibility), pdf, plan };
}

/** At once, or at the end of the undo window. */
const leavingAt = (now: Date, undoMs: number): Pick<SendRecord, 'state' | 'nextAt'> =>
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
  readonly cda: BuiltCda;
  readonly leaving: Pick<SendRecord, 'state' | 'nextAt'>;
}

/** The row of a channel, bound to whoever validates. */
function rowOf(id: string, channel: DocumentPlan['channels'][number], { session, now, draft, cda, leaving }: Validation): SendRecord {
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
    bound: { actor: actorOf(session), situation: session.situation.structureIdNat, mode: 'normal' },
    attempts: 0,
    createdAt: at,
    updatedAt: at,
    sentAt: null,
    messageId: null,
    uniqueId: channel.channel === 'dmp' ? cda.id : null,
    error: null,
  };
}

const validatedEntry = (session: OpenSession, now: Date, { draft, form, plan }: Validable, cda: BuiltCda): AuditEntry =>
  act(session, now, {
    act: 'document.validated',
    label: 'Document validé et envoyé',
    patientId: draft.patientId,
    objectId: draft.id,
    details: {
      type: form.type,
      visibility: form.visibility,
      uniqueId: cda.id,
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
      const payload = await prepare.prepareLot(session, { patient: ins, cda: document.cda, flags: document.flags });
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
const refusedEntry = (session: OpenSession, now: Date, { id, channel, patientId, error }: SendRecord): AuditEntry =>
  act(session, now, {
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

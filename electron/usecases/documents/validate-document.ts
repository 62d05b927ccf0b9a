import { flagsOf } from '../../../shared/domain/documents/visibility.ts';
import { carriedBirthDate } from '../../../shared/domain/identity/carried-birth-date.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../shared/domain/ins/dates.ts';
import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { SendPayload, SendRecord } from '../../../shared/domain/record/send.ts';
import { hasCivilSex, type Ins, type LocalSex, type Patient, type Pro, type VisibilityFlag } from '../../../shared/domain/types.ts';
import { errorFromFacts, PosteError, type ErrorFacts, errorFacts, fail, knownFacts } from '../../../shared/errors.ts';
import type { BuiltCda } from '../../cda/build.ts';
import type { CdaDocument } from '../../cda/document.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Change } from '../../store/types.ts';
import { act, actorOf, type Office } from '../office.ts';
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

export interface ValidatePorts extends Office {
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
export function validateDocument(office: ValidatePorts) {
  return async (input: { readonly id: string; readonly form: DocumentForm }): Promise<string> => {
    const session = office.session();
    const draft = await requireDraft(office.store, input.id);
    const [patient, pdf] = await Promise.all([
      requirePatient(office.store, draft.patientId),
      office.store.documents.content(draft.id, 'pdf'),
    ]);
    const form = { ...input.form, title: input.form.title.trim() };
    const carried = carriedPatient(patient);
    // No CDA carries an undetermined sex (ins/README 2) nor an unknown birth date, and every channel carries the CDA.
    if (!hasCivilSex(carried)) throw fail('DOCUMENT_SEX');
    if (carried.birthDate === UNKNOWN_BIRTH_DATE) throw fail('DOCUMENT_BIRTH_DATE');
    const plan = planFor(office.plan, patient, form);
    const [problem] = plan.problems;
    if (problem !== undefined) throw errorFromFacts(problem.error);
    if (!plan.canValidate || form.type === null || pdf === null) throw fail('NO_CHANNEL');

    const flags = flagsOf(form.visibility);
    const cda = office.prepare.buildCda({
      type: form.type,
      title: form.title,
      date: form.date,
      patient: carried,
      author: session.pro,
      flags,
      pdf,
    });
    const now = office.now();
    const at = now.toISOString();
    const by = actorOf(session);
    const undoMs = await office.undoMs();
    const leaving =
      undoMs === 0
        ? ({ state: 'queued', nextAt: null } as const)
        : ({ state: 'scheduled', nextAt: new Date(now.getTime() + undoMs).toISOString() } as const);
    const sends: Change[] = [];
    for (const channel of plan.channels) {
      if (channel.outcome === 'absent') continue;
      const send: SendRecord = {
        id: office.uuid(),
        revision: 0,
        documentId: draft.id,
        patientId: patient.id,
        channel: channel.channel,
        recipient: channel.channel === 'mss' ? channel.recipient.trim() : null,
        role: channel.role,
        state: leaving.state,
        bound: { actor: by, situation: session.situation.structureIdNat, mode: 'normal' },
        attempts: 0,
        createdAt: at,
        updatedAt: at,
        nextAt: leaving.nextAt,
        sentAt: null,
        lease: null,
        messageId: null,
        uniqueId: channel.channel === 'dmp' ? cda.id : null,
        error: null,
      };
      if (channel.outcome === 'blocked') {
        sends.push({ kind: 'send.save', send: { ...send, state: 'failed', nextAt: null, error: blockedFacts(channel.reason) } });
        continue;
      }
      sends.push(...(await prepared(office.prepare, session, send, { patient: carried, cda, flags })));
    }
    await office.store.commit({
      changes: [
        {
          kind: 'document.save',
          document: {
            ...draft,
            form,
            status: 'validated',
            validated: { at, by, situation: session.situation.structureIdNat, cda: { id: cda.id, setId: cda.setId, version: cda.version } },
          },
        },
        { kind: 'document.content', documentId: draft.id, content: 'cda', bytes: cda.bytes },
        ...sends,
      ],
      audit: [
        act(session, now, {
          act: 'document.validated',
          label: 'Document validé et envoyé',
          patientId: patient.id,
          objectId: draft.id,
          details: {
            type: form.type,
            visibility: form.visibility,
            uniqueId: cda.id,
            sends: plan.channels.filter((c) => c.outcome !== 'absent').length,
          },
        }),
        ...sends.flatMap((change) =>
          change.kind === 'send.save' && change.send.state === 'failed' ? [refusedEntry(session, now, change.send)] : [],
        ),
      ],
    });
    office.kick();
    return patient.id;
  };
}

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

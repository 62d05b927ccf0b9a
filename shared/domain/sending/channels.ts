import type { DocumentType } from '../../codes/index.ts';
import { mayFeed } from '../consent/information.ts';
import { isForCitizen, isForDmp } from '../documents/visibility.ts';
import { mayTransmitIns } from '../identity/status.ts';
import { UNKNOWN_BIRTH_DATE } from '../ins/dates.ts';
import { parseAddress, shownAddress, type MailAddress } from '../mss/address.ts';
import type { Visibility } from '../record/document.ts';
import type { DmpKnowledge } from '../record/dmp.ts';
import type { InformationState } from '../record/information.ts';
import type { Channel } from '../record/send.ts';
import { hasCivilSex, type IdentityStatus, type Ins, type LocalSex } from '../types.ts';
import { fail as reason, type PosteError } from '../../errors.ts';

/** Everything the decision looks at; nothing is asked of a service here. */
export interface SendingFacts {
  /** Someone is logged in with a card. */
  readonly session: boolean;
  readonly patient: { readonly status: IdentityStatus; readonly ins: Ins | null; readonly sex: LocalSex; readonly birthDate: string };
  /** Information about feeding, in force for the current follow-up. */
  readonly feeding: InformationState;
  /** Who recorded it elsewhere, when nobody confirmed it here yet; null otherwise. */
  readonly feedingReceivedFrom: string | null;
  /** Last TD0.2 answer; null when never asked: TD0.2 is asked at the sending anyway. */
  readonly dmp: Pick<DmpKnowledge, 'state' | 'authorization'> | null;
  /** Null until chosen. */
  readonly type: Pick<DocumentType, 'code' | 'dmp'> | null;
  readonly visibility: Visibility;
  /** Addresses chosen for this document. */
  readonly recipients: readonly string[];
  readonly medecinTraitant: { readonly name: string; readonly address: string | null } | null;
  readonly mss: {
    /** `login-needed`: a mailbox is configured, Pro Santé Connect is not open. */
    readonly state: 'open' | 'login-needed' | 'no-mailbox';
    /** Mailbox of the user; null when none is configured. */
    readonly mailbox: string | null;
    /** The professional accepts writing to the patient without a qualified INS. */
    readonly derogation: boolean;
  };
}

/** ready: leaves; waiting: will leave later by itself; blocked: cannot leave; absent: nothing to send, not an error. */
export const planOutcomes = ['ready', 'waiting', 'blocked', 'absent'] as const;

/** What is decided of one channel, alone, with its own reason. */
export interface ChannelPlan {
  readonly channel: Channel;
  readonly recipient: string;
  readonly role: string | null;
  readonly outcome: (typeof planOutcomes)[number];
  readonly reason: { readonly code: string; readonly message: string; readonly action: string } | null;
}

/** Name of the DMP channel in lists. */
export const DMP_RECIPIENT = 'Mon espace santé (DMP)';
const DOCTOR_ROLE = 'médecin traitant';
const DOCTOR_RECIPIENT = 'Médecin traitant';

type Decision = Pick<ChannelPlan, 'outcome' | 'reason'>;

const decided = (outcome: ChannelPlan['outcome'], why: PosteError | null): Decision => ({
  outcome,
  reason: why === null ? null : { code: why.code, message: why.message, action: why.action },
});
const ready = decided('ready', null);

/**
 * Decides every channel alone: what stops one says nothing of the others. Order: the DMP, the médecin
 * traitant, the other recipients as typed.
 */
export function planChannels(facts: SendingFacts): readonly ChannelPlan[] {
  const recipients = facts.recipients.filter((typed, i) => facts.recipients.findIndex((other) => sameMailbox(other, typed)) === i);
  const doctor = facts.medecinTraitant;
  const isDoctor = (typed: string): boolean => typeof doctor?.address === 'string' && sameMailbox(doctor.address, typed);
  const mail = (typed: string): ChannelPlan => ({
    channel: 'mss',
    recipient: typed,
    role: doctor !== null && isDoctor(typed) ? `${doctor.name}, ${DOCTOR_ROLE}` : null,
    ...decideMail(facts, typed),
  });
  const doctorFirst = recipients.toSorted((a, b) => Number(isDoctor(b)) - Number(isDoctor(a)));
  return [{ channel: 'dmp', recipient: DMP_RECIPIENT, role: null, ...decideDmp(facts) }, ...absentDoctor(facts), ...doctorFirst.map(mail)];
}

/** Whether anything leaves, now or later by itself. */
export function leavesSomewhere(plan: readonly ChannelPlan[]): boolean {
  return plan.some(({ outcome }) => outcome === 'ready' || outcome === 'waiting');
}

/**
 * What forbids feeding this patient's DMP whatever the document: asked when the document is
 * validated and again when it leaves, since the patient may have changed their mind meanwhile. Null when nothing does.
 */
export function feedingRefusal({ patient, feeding, feedingReceivedFrom: sender }: Pick<SendingFacts, 'patient' | 'feeding' | 'feedingReceivedFrom'>): PosteError | null {
  if (!mayFeed(feeding)) return sender === null ? reason('DMP_FEEDING_OPPOSED') : reason('DMP_FEEDING_RECEIVED', { values: { sender } });
  return documentRefusal(patient) ?? (!mayTransmitIns(patient.status) || patient.ins === null ? reason('DMP_INS_NOT_QUALIFIED') : null);
}

/** What forbids any document in this patient's name: the CDA encodes a sex of civil status alone, and a birth date (ins.md 2.1). */
function documentRefusal(patient: Pick<SendingFacts['patient'], 'sex' | 'birthDate'>): PosteError | null {
  if (!hasCivilSex(patient)) return reason('DOCUMENT_SEX');
  return patient.birthDate === UNKNOWN_BIRTH_DATE ? reason('DOCUMENT_BIRTH_DATE') : null;
}

/** */
function decideDmp({ session, patient, feeding, feedingReceivedFrom, dmp, type, visibility }: SendingFacts): Decision {
  if (!isForDmp(visibility)) return decided('absent', reason('DMP_PROFESSIONALS_ONLY'));
  if (type !== null && !type.dmp) return decided('blocked', reason('DMP_TYPE'));
  const refusal = feedingRefusal({ patient, feeding, feedingReceivedFrom });
  if (refusal !== null) return decided('blocked', refusal);
  if (dmp?.state === 'none') return decided('blocked', reason('DMP_ABSENT'));
  if (dmp?.state === 'closed') return decided('blocked', reason('DMP_CLOSED'));
  if (dmp?.authorization === 'INTERDIT') return decided('blocked', reason('DMP_BLOCKED'));
  return session ? ready : decided('waiting', reason('SESSION_CLOSED'));
}

/** No médecin traitant, or no known mailbox: nothing to send, not an error. Another recipient does not replace him. */
function absentDoctor({ medecinTraitant, recipients }: SendingFacts): readonly ChannelPlan[] {
  const absent = (recipient: string, code: 'MSS_NO_DOCTOR' | 'MSS_NO_BOX'): ChannelPlan[] => [
    { channel: 'mss', recipient, role: recipient === DOCTOR_RECIPIENT ? null : DOCTOR_ROLE, ...decided('absent', reason(code)) },
  ];
  if (medecinTraitant === null) return recipients.length === 0 ? absent(DOCTOR_RECIPIENT, 'MSS_NO_DOCTOR') : [];
  return medecinTraitant.address === null ? absent(medecinTraitant.name, 'MSS_NO_BOX') : [];
}

/**
 * What is wrong with the addresses of a document, the first ill-formed one named; null when nothing is. A slip of the
 * keyboard is mended before anything leaves: it is no decision of the channel, as a recipient who may not receive is.
 */
export function recipientsProblem(recipients: readonly string[]): PosteError | null {
  const wrong = recipients.findIndex((typed) => parseAddress(typed) === null);
  return wrong === -1 ? null : addressProblem(recipients[wrong] ?? '', `/recipients/${wrong}`);
}

const addressProblem = (typed: string, path?: string): PosteError => reason('MSS_ADDRESS', { path: path ?? null, values: { address: shownAddress(typed) } });

/** mssante.md 3.4 and 4. */
function decideMail(facts: SendingFacts, typed: string): Decision {
  const address = parseAddress(typed);
  if (address === null) return decided('blocked', addressProblem(typed));
  const refusal = address.kind === 'citizen' ? citizenRefusal(facts, address) : null;
  if (refusal !== null) return decided('blocked', refusal);
  // The message carries the CDA.
  const unwritable = documentRefusal(facts.patient);
  if (unwritable !== null) return decided('blocked', unwritable);
  if (facts.mss.state === 'no-mailbox') return decided('blocked', reason('MSS_NO_MAILBOX'));
  if (facts.mss.mailbox !== null && sameMailbox(facts.mss.mailbox, typed)) return decided('absent', reason('MSS_SELF'));
  if (!facts.session) return decided('waiting', reason('SESSION_CLOSED'));
  return facts.mss.state === 'open' ? ready : decided('waiting', reason('MSS_LOGIN_NEEDED'));
}

function citizenRefusal({ visibility, patient, mss }: SendingFacts, address: MailAddress): PosteError | null {
  // The hard block comes first: no other reason may hide it.
  if (!isForCitizen(visibility)) return reason(hiddenFromCitizen(visibility));
  if (address.matricule === null) return null;
  if (patient.ins !== null && patient.ins.matricule !== address.matricule) return reason('MSS_OTHER_CITIZEN');
  const qualified = mayTransmitIns(patient.status) && patient.ins !== null;
  return qualified || mss.derogation ? null : reason('MSS_INS_NOT_QUALIFIED');
}

function hiddenFromCitizen(visibility: Visibility): 'MSS_INVISIBLE_PATIENT' | 'MSS_INVISIBLE_REPRESENTATIVES' | 'MSS_PROFESSIONALS_ONLY' {
  if (visibility === 'invisible-patient') return 'MSS_INVISIBLE_PATIENT';
  return visibility === 'invisible-representatives' ? 'MSS_INVISIBLE_REPRESENTATIVES' : 'MSS_PROFESSIONALS_ONLY';
}

/** Operators do not tell cases apart. */
const sameMailbox = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

import type { DocumentType } from '../../codes/index.ts';
import { flagsOf, isForDmp } from '../documents/visibility.ts';
import { parseAddress, shownAddress } from '../mss/address.ts';
import type { Visibility } from '../record/document.ts';
import type { DmpKnowledge } from '../record/dmp.ts';
import type { Channel } from '../record/send.ts';
import { fail, type PosteError } from '../../errors.ts';
import { feedingRefusal, recordRefusal, type FeedingFacts } from './feeding.ts';
import { namingRefusal } from './named.ts';
import { recipientsRefusal } from './recipients.ts';

/** Everything the decision looks at; nothing is asked of a service here. */
export interface SendingFacts extends FeedingFacts {
  /** Someone is logged in with a card. */
  readonly session: boolean;
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

/** */
function decideDmp({ session, patient, feeding, feedingReceivedFrom, dmp, type, visibility }: SendingFacts): Decision {
  if (!isForDmp(visibility)) return decided('absent', fail('DMP_PROFESSIONALS_ONLY'));
  if (type !== null && !type.dmp) return decided('blocked', fail('DMP_TYPE'));
  const refusal = feedingRefusal({ patient, feeding, feedingReceivedFrom }) ?? (dmp === null ? null : recordRefusal(dmp));
  if (refusal !== null) return decided('blocked', refusal);
  return session ? ready : decided('waiting', fail('SESSION_CLOSED'));
}

/** No médecin traitant, or no known mailbox: nothing to send, not an error. Another recipient does not replace him. */
function absentDoctor({ medecinTraitant, recipients }: SendingFacts): readonly ChannelPlan[] {
  const absent = (recipient: string, code: 'MSS_NO_DOCTOR' | 'MSS_NO_BOX'): ChannelPlan[] => [
    { channel: 'mss', recipient, role: recipient === DOCTOR_RECIPIENT ? null : DOCTOR_ROLE, ...decided('absent', fail(code)) },
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

const addressProblem = (typed: string, path?: string): PosteError =>
  fail('MSS_ADDRESS', { path: path ?? null, values: { address: shownAddress(typed) } });

/** One message, one recipient; it carries the CDA. */
function decideMail(facts: SendingFacts, typed: string): Decision {
  const { patient, visibility } = facts;
  const address = parseAddress(typed);
  if (address === null) return decided('blocked', addressProblem(typed));
  const message = {
    recipients: [address],
    patient,
    flags: new Set(flagsOf(visibility)),
    professionalsOnly: visibility === 'professionals-only',
    // What is hidden from representatives is a minor's: the form refuses it for anybody else.
    minor: true,
    derogation: facts.mss.derogation,
  };
  const refusal = recipientsRefusal(message) ?? namingRefusal(patient);
  if (refusal !== null) return decided('blocked', refusal);
  if (facts.mss.state === 'no-mailbox') return decided('blocked', fail('MSS_NO_MAILBOX'));
  if (facts.mss.mailbox !== null && sameMailbox(facts.mss.mailbox, typed)) return decided('absent', fail('MSS_SELF'));
  if (!facts.session) return decided('waiting', fail('SESSION_CLOSED'));
  return facts.mss.state === 'open' ? ready : decided('waiting', fail('MSS_LOGIN_NEEDED'));
}

/** Operators do not tell cases apart. */
const sameMailbox = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

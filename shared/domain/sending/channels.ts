import type { DocumentType } from '../../codes/index.ts';
import { flagsOf, isForDmp } from '../documents/visibility.ts';
import { parseAddress } from '../mss/address.ts';
import { addressRefusal, type Trusts } from '../mss/recipient-address.ts';
import type { Visibility } from '../record/document.ts';
import type { DmpKnowledge } from '../record/dmp.ts';
import type { Channel } from '../record/send.ts';
import type { Correspondent } from '../record/correspondent.ts';
import { fail, type PosteError } from '../../errors.ts';
import { feedingRefusal, recordRefusal, type FeedingFacts } from './feeding.ts';
import { mssOppositionRefusal, type MssOppositions } from './mss-opposition.ts';
import { namingRefusal } from './named.ts';
import { recipientsRefusal } from './recipients.ts';

/** A correspondent, with what they are to the patient when it is known. */
export interface KnownCorrespondent extends Correspondent {
  readonly role?: string;
}

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
  readonly medecinTraitant: Correspondent | null;
  /** The patient's other correspondents: an address of theirs is shown by their name. */
  readonly correspondents: readonly KnownCorrespondent[];
  /** What the patient opposes of messages. */
  readonly oppositions: MssOppositions;
  readonly mss: {
    /** `login-needed`: a mailbox is configured, Pro Santé Connect is not open. */
    readonly state: 'open' | 'login-needed' | 'no-mailbox';
    /** Mailbox of the user; null when none is configured. */
    readonly mailbox: string | null;
    /** The professional accepts writing to the patient without a qualified INS. */
    readonly derogation: boolean;
    /** Domains that the operator would refuse are said before it does. */
    readonly trusts: Trusts;
  };
}

/** ready: leaves; waiting: will leave later by itself; blocked: cannot leave; absent: nothing to send, not an error. */
export const planOutcomes = ['ready', 'waiting', 'blocked', 'absent'] as const;

/** What is decided of one channel, alone, with its own reason. */
export interface ChannelPlan {
  readonly channel: Channel;
  /** Mail address, or {@link DMP_RECIPIENT}, or who has no mailbox. */
  readonly recipient: string;
  /** « Luc AUBERT, médecin traitant »: who it is and what they are to the patient; null when nobody knows. */
  readonly role: string | null;
  readonly outcome: (typeof planOutcomes)[number];
  readonly reason: { readonly code: string; readonly message: string; readonly action: string } | null;
}

/** Name of the DMP channel in lists. */
export const DMP_RECIPIENT = 'Mon espace santé (DMP)';
const DOCTOR_ROLE = 'médecin traitant';
const CONTACT_ROLE = 'correspondant';
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
  const isDoctor = (typed: string): boolean => isOf(doctor, typed);
  const mail = (typed: string): ChannelPlan => ({
    channel: 'mss',
    recipient: typed,
    role: roleOf(facts, typed),
    ...decideMail(facts, typed),
  });
  const doctorFirst = recipients.toSorted((a, b) => Number(isDoctor(b)) - Number(isDoctor(a)));
  return [{ channel: 'dmp', recipient: DMP_RECIPIENT, role: null, ...decideDmp(facts) }, ...absentDoctor(facts), ...doctorFirst.map(mail)];
}

/** Who an address belongs to, of those that the record knows. */
export function roleOf(
  { medecinTraitant, correspondents }: Pick<SendingFacts, 'medecinTraitant' | 'correspondents'>,
  typed: string,
): string | null {
  if (medecinTraitant !== null && isOf(medecinTraitant, typed)) return `${medecinTraitant.name}, ${DOCTOR_ROLE}`;
  const contact = correspondents.find((one) => isOf(one, typed));
  return contact === undefined ? null : `${contact.name}, ${contact.role ?? CONTACT_ROLE}`;
}

const isOf = (correspondent: Correspondent | null, typed: string): boolean =>
  typeof correspondent?.address === 'string' && sameMailbox(correspondent.address, typed);

/**
 * The two parts of a role: « Luc AUBERT » and « médecin traitant »; a médecin traitant of whom nothing else is known has no name.
 */
export function namedRole(role: string | null): { readonly name: string | null; readonly part: string | null } {
  const at = role?.lastIndexOf(', ') ?? -1;
  return role === null || at === -1 ? { name: null, part: role } : { name: role.slice(0, at), part: role.slice(at + 2) };
}

/** Whether anything leaves, now or later by itself. */
export function leavesSomewhere(plan: readonly ChannelPlan[]): boolean {
  return plan.some(({ outcome }) => outcome === 'ready' || outcome === 'waiting');
}

/** */
function decideDmp({
  session,
  patient,
  feeding,
  feedingReceivedFrom,
  feedingOpposedEarlier,
  dmp,
  type,
  visibility,
}: SendingFacts): Decision {
  if (!isForDmp(visibility)) return decided('absent', fail('DMP_PROFESSIONALS_ONLY'));
  if (type !== null && !type.dmp) return decided('blocked', fail('DMP_TYPE'));
  const refusal =
    feedingRefusal({ patient, feeding, feedingReceivedFrom, feedingOpposedEarlier }) ?? (dmp === null ? null : recordRefusal(dmp));
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
 * What is wrong with the addresses of a document, the first ill-formed one, or out of the trust space, named; null when nothing
 * is. A slip of the keyboard is mended before anything leaves: it is no decision of the channel, as a recipient who may not
 * receive is.
 *
 * @param record whose correspondents are known.
 */
export function recipientsProblem(
  recipients: readonly string[],
  record: Parameters<typeof roleOf>[0] = NOBODY,
  trusts: Trusts = anyDomain,
): PosteError | null {
  // Of what the record holds since before the list said no, the channel alone is stopped.
  const refusals = recipients.map((typed, i) =>
    addressRefusal(typed, roleOf(record, typed) === null ? trusts : anyDomain, `/recipients/${i}`),
  );
  return refusals.find((refusal) => refusal !== null) ?? null;
}

const NOBODY = { medecinTraitant: null, correspondents: [] } as const;

/** An address is well-formed whatever its domain. */
const anyDomain: Trusts = () => true;

/** One message, one recipient; it carries the CDA. */
function decideMail(facts: SendingFacts, typed: string): Decision {
  const { patient, visibility } = facts;
  const address = parseAddress(typed);
  const wrong = addressRefusal(typed, facts.mss.trusts);
  if (address === null || wrong !== null) return decided('blocked', wrong);
  const message = {
    recipients: [address],
    patient,
    flags: new Set(flagsOf(visibility)),
    professionalsOnly: visibility === 'professionals-only',
    // What is hidden from representatives is a minor's: the form refuses it for anybody else.
    minor: true,
    derogation: facts.mss.derogation,
  };
  const refusal = recipientsRefusal(message) ?? mssOppositionRefusal(facts.oppositions, address) ?? namingRefusal(patient);
  if (refusal !== null) return decided('blocked', refusal);
  if (facts.mss.state === 'no-mailbox') return decided('blocked', fail('MSS_NO_MAILBOX'));
  if (facts.mss.mailbox !== null && sameMailbox(facts.mss.mailbox, typed)) return decided('absent', fail('MSS_SELF'));
  if (!facts.session) return decided('waiting', fail('SESSION_CLOSED'));
  return facts.mss.state === 'open' ? ready : decided('waiting', fail('MSS_LOGIN_NEEDED'));
}

/** Operators do not tell cases apart. */
export const sameMailbox = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

import {
  BadgeCheck,
  Ban,
  Baby,
  Check,
  CheckCheck,
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  Eye,
  EyeOff,
  FilePenLine,
  FlaskConical,
  Hand,
  IdCard,
  KeyRound,
  LoaderCircle,
  Lock,
  MailOpen,
  ScanFace,
  TriangleAlert,
  UserRoundCheck,
  UserRoundPen,
  Users,
  VenetianMask,
  type LucideIcon,
} from 'lucide-react';
import type { SendView } from '../../shared/contract/documents.ts';
import type { Visibility } from '../../shared/domain/record/document.ts';
import type { SendState } from '../../shared/domain/record/send.ts';
import { isConsideredSent, waitsForMssLogin } from '../../shared/domain/sending/states.ts';
import type { IdentityStatus } from '../../shared/domain/types.ts';
import { identityStatusWords, sendStateWords, visibilityWords } from '../text/common.ts';

/** Colour family of a state; each one has a token and a soft token. */
export type Tone = 'ok' | 'wait' | 'warn' | 'bad' | 'mask' | 'off' | 'ink' | 'accent';

/** A state as it is shown everywhere: icon, word and colour, never the colour alone. */
export interface Mark {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly tone: Tone;
}

/** How the state of a send shows: each has one cause. */
export const sendMarks: Readonly<Record<keyof typeof sendStateWords, Mark>> = {
  held: { icon: Hand, word: sendStateWords.held, tone: 'off' },
  scheduled: { icon: Clock, word: sendStateWords.scheduled, tone: 'wait' },
  'waiting-card': { icon: IdCard, word: sendStateWords['waiting-card'], tone: 'warn' },
  'waiting-mss': { icon: KeyRound, word: sendStateWords['waiting-mss'], tone: 'warn' },
  queued: { icon: Clock, word: sendStateWords.queued, tone: 'wait' },
  sending: { icon: LoaderCircle, word: sendStateWords.sending, tone: 'wait' },
  unknown: { icon: CircleHelp, word: sendStateWords.unknown, tone: 'warn' },
  sent: { icon: Check, word: sendStateWords.sent, tone: 'ok' },
  'considered-sent': { icon: CircleCheck, word: sendStateWords['considered-sent'], tone: 'off' },
  delivered: { icon: CheckCheck, word: sendStateWords.delivered, tone: 'ok' },
  read: { icon: MailOpen, word: sendStateWords.read, tone: 'ok' },
  failed: { icon: CircleX, word: sendStateWords.failed, tone: 'bad' },
  cancelled: { icon: Ban, word: sendStateWords.cancelled, tone: 'off' },
};

/** How a send shows: by its state, and by its cause when one state has two. */
export function sendMark(send: Pick<SendView, 'state' | 'error'>): Mark {
  if (isConsideredSent(send)) return sendMarks['considered-sent'];
  return sendMarks[waitsForMssLogin(send) ? 'waiting-mss' : send.state];
}

/** A document that waits for its professional. */
export const draftMark: Mark = { icon: FilePenLine, word: 'À valider', tone: 'wait' };

/** A document that a delegate prepares. */
export const prepareMark: Mark = { icon: FilePenLine, word: 'À préparer', tone: 'wait' };

/** A document whose text names another person than its record. */
export const verifyMark: Mark = { icon: TriangleAlert, word: 'À vérifier', tone: 'warn' };

/** How a visibility shows. */
export const visibilityMarks: Readonly<Record<Visibility, Mark>> = {
  visible: { icon: Eye, word: visibilityWords.visible, tone: 'ink' },
  'invisible-patient': { icon: EyeOff, word: visibilityWords['invisible-patient'], tone: 'warn' },
  'invisible-representatives': { icon: Baby, word: visibilityWords['invisible-representatives'], tone: 'warn' },
  masked: { icon: VenetianMask, word: visibilityWords.masked, tone: 'mask' },
  'professionals-only': { icon: Lock, word: visibilityWords['professionals-only'], tone: 'mask' },
};

/** How an identity status shows. */
export const identityMarks: Readonly<Record<IdentityStatus, Mark>> = {
  PROV: { icon: UserRoundPen, word: identityStatusWords.PROV, tone: 'off' },
  VALI: { icon: UserRoundCheck, word: identityStatusWords.VALI, tone: 'wait' },
  RECUP: { icon: ScanFace, word: identityStatusWords.RECUP, tone: 'warn' },
  QUAL: { icon: BadgeCheck, word: identityStatusWords.QUAL, tone: 'ok' },
};

/** RNIV attributes of an identity. */
export const attributeMarks: Readonly<Record<'homonym' | 'doubtful' | 'fictive', Mark>> = {
  homonym: { icon: Users, word: 'Homonyme', tone: 'warn' },
  doubtful: { icon: CircleHelp, word: 'Douteuse', tone: 'bad' },
  fictive: { icon: FlaskConical, word: 'Fictive', tone: 'off' },
};

/** From what needs a human most to what is over: the first one found speaks for its channel. */
const URGENCY: readonly SendState[] = [
  'failed',
  'unknown',
  'waiting-card',
  'held',
  'sending',
  'queued',
  'scheduled',
  'cancelled',
  'sent',
  'delivered',
  'read',
];

/** The mark that speaks for several sends of one channel, what is less sure first; null when there is none. */
export function leadingMark(sends: readonly Pick<SendView, 'state' | 'error'>[]): Mark | null {
  const rank = (send: Pick<SendView, 'state' | 'error'>): number => URGENCY.indexOf(send.state) + (isConsideredSent(send) ? 0 : 0.5);
  const [first] = sends.toSorted((a, b) => rank(a) - rank(b));
  return first === undefined ? null : sendMark(first);
}

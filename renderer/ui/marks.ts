import {
  BadgeCheck, Ban, Baby, Check, CheckCheck, CircleHelp, CircleX, Clock, Eye, EyeOff, FilePenLine, FlaskConical, Hand, IdCard,
  LoaderCircle, Lock, MailOpen, ScanFace, UserRoundCheck, UserRoundPen, Users, VenetianMask, type LucideIcon,
} from 'lucide-react';
import type { SendState, SendView, Visibility } from '../../shared/contract/documents.ts';
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

/** How the state of a send shows. */
export const sendMarks: Readonly<Record<SendState, Mark>> = {
  held: { icon: Hand, word: sendStateWords.held, tone: 'off' },
  scheduled: { icon: Clock, word: sendStateWords.scheduled, tone: 'wait' },
  'waiting-card': { icon: IdCard, word: sendStateWords['waiting-card'], tone: 'warn' },
  queued: { icon: Clock, word: sendStateWords.queued, tone: 'wait' },
  sending: { icon: LoaderCircle, word: sendStateWords.sending, tone: 'wait' },
  unknown: { icon: CircleHelp, word: sendStateWords.unknown, tone: 'warn' },
  sent: { icon: Check, word: sendStateWords.sent, tone: 'ok' },
  delivered: { icon: CheckCheck, word: sendStateWords.delivered, tone: 'ok' },
  read: { icon: MailOpen, word: sendStateWords.read, tone: 'ok' },
  failed: { icon: CircleX, word: sendStateWords.failed, tone: 'bad' },
  cancelled: { icon: Ban, word: sendStateWords.cancelled, tone: 'off' },
};

/** A document that waits for its professional. */
export const draftMark: Mark = { icon: FilePenLine, word: 'À valider', tone: 'wait' };

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
  'failed', 'unknown', 'waiting-card', 'held', 'sending', 'queued', 'scheduled', 'cancelled', 'sent', 'delivered', 'read',
];

/** The state that speaks for several sends of one channel; null when there is none. */
export function leadingState(sends: readonly Pick<SendView, 'state'>[]): SendState | null {
  return URGENCY.find((state) => sends.some((send) => send.state === state)) ?? null;
}

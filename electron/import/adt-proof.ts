import { captureChannels, type ReceivedConsent, type ReceivedProof } from '../../shared/domain/identity/received.ts';
import { notice, type Noticed } from './adt-notices.ts';
import { dayOf } from './adt-time.ts';
import type { Hl7Message } from './hl7-message.ts';
import { plainText } from './patient.ts';
import type { ImportNotice } from './types.ts';

const MAX_DOCUMENT = 16;

/**
 * ZFD: lunar date in 1 (`day^month^year`, or Y), how the identity was obtained in 5, day of the INSi call in 6, document
 * seen in 7 (PAM.FR 2.11.1, 6.18).
 *
 * @returns a null proof when the message says nothing of it. @throws PosteError IMPORT_*
 */
export function proofOf(message: Hl7Message): { readonly proof: ReceivedProof | null } & Noticed {
  const [code, day, document] = [message.value('ZFD', 5), message.value('ZFD', 6), message.value('ZFD', 7)];
  const channel = captureChannels.find((one) => one === code) ?? null;
  const insiOn = day === null ? null : dayOf(day);
  const proof = {
    lunarDate: isLunar(message),
    channel,
    insiOn,
    document: document === null ? null : plainText(document, '/ZFD/7', MAX_DOCUMENT),
  };
  return {
    proof: proof.lunarDate || [channel, insiOn, document].some((one) => one !== null) ? proof : null,
    notices: [
      ...(code !== null && channel === null ? [notice('HL7_CHANNEL_UNKNOWN')] : []),
      ...(day !== null && insiOn === null ? [notice('HL7_DATE_DROPPED', { what: 'La date d’appel d’INSi (ZFD-6)' })] : []),
    ],
  };
}

const isLunar = (message: Hl7Message): boolean => [1, 2, 3].some((part) => !['N', null].includes(message.value('ZFD', 1, part)));

type State = NonNullable<ReceivedConsent['feeding']>['state'];

/** Table IHE France ZFA-9, feeding; null = not collected. */
const FEEDING: ReadonlyMap<string, State | null> = new Map([
  ['INO', 'informed'],
  ['IO', 'opposed'],
  ['NA', null],
]);
/** Table IHE France ZFA-11, consultation. */
const CONSULTATION: ReadonlyMap<string, State | null> = new Map([
  ['IC', 'informed'],
  ['INC', 'opposed'],
  ['NA', null],
]);

/**
 * ZFA: information and opposition to feeding in 9, to consultation in 11, each with its day in the next field (PAM.FR
 * 2.11.1, 6.14). A code in 8, a date that the profile gave up, comes from a sender that counts one field less: an
 * opposition is not lost for that.
 *
 * @returns a null consent when the message says nothing of it.
 */
export function consentOf(message: Hl7Message): { readonly consent: ReceivedConsent | null } & Noticed {
  const start = FEEDING.has(message.value('ZFA', 8) ?? '') ? 8 : 9;
  const feeding = choiceOf(message, start, FEEDING);
  const consultation = choiceOf(message, start + 2, CONSULTATION);
  const notices = [...feeding.notices, ...consultation.notices];
  if (feeding.choice === null && consultation.choice === null) return { consent: null, notices };
  return { consent: { feeding: feeding.choice, consultation: consultation.choice }, notices };
}

function choiceOf(
  message: Hl7Message,
  field: number,
  states: ReadonlyMap<string, State | null>,
): { readonly choice: ReceivedConsent['feeding'] } & Noticed {
  const [code, day] = [message.value('ZFA', field), message.value('ZFA', field + 1)];
  const state = states.get(code ?? '') ?? null;
  const on = day === null ? null : dayOf(day);
  const unknown: readonly ImportNotice[] =
    code !== null && !states.has(code) ? [notice('HL7_CONSENT_UNKNOWN', { field: `ZFA-${field}` })] : [];
  if (state === null) return { choice: null, notices: unknown };
  return {
    choice: { state, on },
    notices: day !== null && on === null ? [notice('HL7_DATE_DROPPED', { what: `La date de recueil (ZFA-${field + 1})` })] : [],
  };
}

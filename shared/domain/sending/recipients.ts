import { fail, type PosteError } from '../../errors.ts';
import { mayTransmitIns } from '../identity/status.ts';
import type { MailAddress } from '../mss/address.ts';
import type { Warning } from '../record/document.ts';
import type { IdentityStatus, Ins, VisibilityFlag } from '../types.ts';

/** What decides who may receive a message. */
export interface MessageFacts {
  readonly recipients: readonly MailAddress[];
  /** The patient concerned, as the local record knows them, else as the documents do; null for a message about nobody. */
  readonly patient: { readonly status: IdentityStatus | null; readonly ins: Ins | null } | null;
  /** Of every document. */
  readonly flags: ReadonlySet<VisibilityFlag>;
  /** A document is for professionals alone, which no flag says. */
  readonly professionalsOnly: boolean;
  /** The patient is a minor, or may be one. */
  readonly minor: boolean;
  /** The professional confirmed writing to a citizen without a qualified INS. */
  readonly derogation: boolean;
}

/**
 * Who may receive what (mss/README 7, mss/README 10; ). Professionals may always be written to: masking is a
 * notion of the DMP. Null when nothing forbids the message.
 */
export function recipientsRefusal(facts: MessageFacts): PosteError | null {
  const { flags, patient, recipients } = facts;
  if (flags.has('MASQUE_PS') && flags.has('INVISIBLE_PATIENT')) return fail('MSS_FLAGS');
  const citizens = citizensOf(facts);
  if (citizens.length === 0) return null;
  // The hard block comes first: no other reason may hide it.
  if (flags.has('INVISIBLE_PATIENT')) return fail('MSS_INVISIBLE_PATIENT');
  if (flags.has('INVISIBLE_REPRESENTANTS_LEGAUX') && facts.minor) return fail('MSS_INVISIBLE_REPRESENTATIVES');
  if (facts.professionalsOnly) return fail('MSS_PROFESSIONALS_ONLY');
  if (citizens.length < recipients.length) return fail('MSS_MIXED_RECIPIENTS');
  for (const { matricule } of citizens) {
    if (matricule === null) continue;
    if (patient !== null && patient.ins !== null && patient.ins.matricule !== matricule) return fail('MSS_OTHER_CITIZEN');
    if (!isQualified(patient) && !facts.derogation) return fail('MSS_INS_NOT_QUALIFIED');
  }
  return null;
}

/** What is said of a message that nothing forbids, and stops nothing. */
export function recipientsWarnings(facts: MessageFacts): readonly Warning[] {
  const { derogation, flags, patient } = facts;
  if (citizensOf(facts).length > 0) {
    return derogation && patient?.status !== 'QUAL'
      ? [{ code: 'MSS_DEROGATION', message: 'Envoi à un citoyen sans identité qualifiée, sous dérogation confirmée.' }]
      : [];
  }
  const hidden = flags.has('MASQUE_PS') || flags.has('INVISIBLE_REPRESENTANTS_LEGAUX');
  return hidden ? [{ code: 'MSS_MASKED', message: 'Ce document est masqué dans le DMP ; le destinataire du message, lui, le lira.' }] : [];
}

const citizensOf = ({ recipients }: MessageFacts): readonly MailAddress[] => recipients.filter(({ kind }) => kind === 'citizen');

const isQualified = (patient: MessageFacts['patient']): boolean =>
  patient !== null && patient.ins !== null && patient.status !== null && mayTransmitIns(patient.status);

import { parseAddress, shownAddress, type MailAddress } from '../../shared/domain/mss/address.ts';
import type { IdentityStatus, Ins, VisibilityFlag } from '../../shared/domain/types.ts';
import { mssError } from './errors.ts';
import type { Warning } from './message.ts';

/** What the sending rules look at in a message. */
export interface SendingFacts {
  readonly recipients: readonly MailAddress[];
  /** The patient concerned, as the local record knows them, else as the documents do; null for a message about nobody. */
  readonly patient: Identity | null;
  readonly flags: ReadonlySet<VisibilityFlag>;
  /** The professional confirmed writing to a citizen without a qualified INS (mssante.md 4). */
  readonly derogation: boolean;
  readonly now: Date;
  readonly ageOfMajority: number;
}

/**
 * Reads the typed recipients.
 *
 * @throws PosteError MSS_ADDRESS, MSS_NO_RECIPIENT
 */
export function readRecipients(fields: Readonly<Record<'to' | 'cc' | 'bcc', readonly string[]>>): Readonly<Record<'to' | 'cc' | 'bcc', readonly MailAddress[]>> {
  const read = (list: readonly string[], field: string): MailAddress[] => list.map((text, i) => readAddress(text, `/${field}/${i}`));
  const recipients = { to: read(fields.to, 'to'), cc: read(fields.cc, 'cc'), bcc: read(fields.bcc, 'bcc') };
  if (recipients.to.length + recipients.cc.length + recipients.bcc.length === 0) throw mssError('MSS_NO_RECIPIENT');
  return recipients;
}

/** @throws PosteError MSS_ADDRESS */
export function readAddress(text: string, path: string): MailAddress {
  const address = parseAddress(text);
  if (address === null) throw mssError('MSS_ADDRESS', { path, values: { address: shownAddress(text) } });
  return address;
}

/**
 * Who may receive what (mssante.md 3.4, 4; rules ). Professionals may always be written to: masking
 * is a DMP notion, told as a warning.
 *
 * @throws PosteError MSS_MIXED_RECIPIENTS, MSS_FLAGS, MSS_INVISIBLE_PATIENT, MSS_INVISIBLE_REPRESENTATIVES,
 *   MSS_OTHER_CITIZEN, MSS_INS_NOT_QUALIFIED
 */
export function checkSending(facts: SendingFacts): readonly Warning[] {
  const { recipients, flags, patient } = facts;
  const citizens = recipients.filter(({ kind }) => kind === 'citizen');
  if (flags.has('MASQUE_PS') && flags.has('INVISIBLE_PATIENT')) throw mssError('MSS_FLAGS');
  // The hard block comes first: no other reason may hide it.
  if (citizens.length > 0 && flags.has('INVISIBLE_PATIENT')) throw mssError('MSS_INVISIBLE_PATIENT');
  if (citizens.length > 0 && flags.has('INVISIBLE_REPRESENTANTS_LEGAUX') && isMinor(patient, facts)) throw mssError('MSS_INVISIBLE_REPRESENTATIVES');
  if (citizens.length > 0 && citizens.length < recipients.length) throw mssError('MSS_MIXED_RECIPIENTS');
  for (const { matricule } of citizens) {
    if (matricule !== null && patient?.ins && patient.ins.matricule !== matricule) throw mssError('MSS_OTHER_CITIZEN');
    if (matricule !== null && !(patient?.status === 'QUAL' && patient.ins) && !facts.derogation) throw mssError('MSS_INS_NOT_QUALIFIED');
  }
  const hidden = citizens.length === 0 && (flags.has('MASQUE_PS') || flags.has('INVISIBLE_REPRESENTANTS_LEGAUX'));
  return [
    ...(hidden ? [{ code: 'MSS_MASKED', message: 'Ce document est masqué dans le DMP ; le destinataire du message, lui, le lira.' }] : []),
    ...(citizens.length > 0 && facts.derogation && patient?.status !== 'QUAL'
      ? [{ code: 'MSS_DEROGATION', message: 'Envoi au patient sans identité qualifiée, sous dérogation confirmée.' }]
      : []),
  ];
}

/**
 * Whether two identities are one person's: the matricule where both have it; otherwise the traits both have, which must
 * all agree and include the birth name.
 */
export function samePerson(a: Identity, b: Identity): boolean {
  if (a.ins !== null && b.ins !== null) return a.ins.matricule === b.ins.matricule && a.ins.oid === b.ins.oid;
  if (a.birthName === null || b.birthName === null) return false;
  return (['birthName', 'firstBirthFirstName', 'birthDate', 'sex'] as const).every((trait) => {
    const [left, right] = [a[trait], b[trait]];
    return left === null || right === null || left.toUpperCase() === right.toUpperCase();
  });
}

/** The traits that name a person, as a document or a record gives them; unknown is null. */
export interface Identity {
  readonly ins: Ins | null;
  readonly status: IdentityStatus | null;
  readonly ipp: string | null;
  readonly birthName: string | null;
  readonly firstBirthFirstName: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
}

/** An age that cannot be told counts as a minor's: the block protects. */
function isMinor(patient: Identity | null, { now, ageOfMajority }: SendingFacts): boolean {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(patient?.birthDate ?? '') ?? [];
  if (year === undefined) return true;
  // Unknown or lunar month and day: the latest possible birthday.
  const lastDay = (part: string | undefined, latest: number): number => (part === undefined || part === '00' ? latest : Number(part));
  const majority = Date.UTC(Number(year) + ageOfMajority, lastDay(month, 12) - 1, lastDay(day, 31));
  return now.getTime() < majority;
}

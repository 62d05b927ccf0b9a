import { parseAddress, shownAddress, type MailAddress } from '../../shared/domain/mss/address.ts';
import type { IdentityStatus, Ins } from '../../shared/domain/types.ts';
import { mssError } from './errors.ts';

/**
 * Reads the typed recipients.
 *
 * @throws PosteError MSS_ADDRESS, MSS_NO_RECIPIENT
 */
export function readRecipients(
  fields: Readonly<Record<'to' | 'cc' | 'bcc', readonly string[]>>,
): Readonly<Record<'to' | 'cc' | 'bcc', readonly MailAddress[]>> {
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

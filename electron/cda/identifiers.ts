import { createHash } from 'node:crypto';
import { ID_OID } from './constants.ts';

/** `root` or `root^extension` (cli/README 1). */
export const identifier = (root: string, extension: string | null): string => (extension === null ? root : `${root}^${extension}`);

/** An OID: no leading zero in a part, 64 characters at most (Structuration minimale 3.5.4). */
export const isOid = (text: string): boolean => text.length <= 64 && /^[0-2](\.(0|[1-9]\d*))+$/.test(text);

/** OID of a UUID, without registration: `2.25.<uuid as an integer>` (ITU-T X.667). */
export const uuidOid = (uuid: string): string => `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`)}`;

// Namespace of names that are OIDs, RFC 9562 (appendix of well-known namespaces).
const OID_NAMESPACE = Buffer.from('6ba7b8129dad11d180b400c04fd430c8', 'hex');

/**
 * OID of the local patient numbers of a structure which owns none: derived from its national number (UUID version 5),
 * so that every workstation of the structure gives the same one, always.
 */
export function localPatientRoot(structureIdNat: string): string {
  const hash = createHash('sha1').update(OID_NAMESPACE).update(`${ID_OID.structure}.${structureIdNat}.ipp`).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return uuidOid(hash.toString('hex'));
}

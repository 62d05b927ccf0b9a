import { fail, type PosteError } from '../../errors.ts';
import { parseAddress, shownAddress } from './address.ts';

/**
 * Whether the trust space has that domain (white list, mss/README 1): in lower case, as an address has it. As long as no
 * list is known every domain is: the operator decides.
 */
export type Trusts = (domain: string) => boolean;

/**
 * What is wrong with an address that documents are to be sent to, before anything is: it is no address, or its domain is out of
 * the trust space. Null when nothing is known against it.
 *
 * @param path JSON pointer of the field.
 */
export function addressRefusal(typed: string, trusts: Trusts, path: string | null = null): PosteError | null {
  const address = parseAddress(typed);
  if (address === null) return fail('MSS_ADDRESS', { path, values: { address: shownAddress(typed) } });
  return trusts(address.domain) ? null : fail('MSS_DOMAIN', { path, values: { domain: address.domain } });
}

import type { Pro } from '../../shared/domain/types.ts';
import { authorFromPro } from '../xds/from-cda.ts';
import { dmpError } from './errors.ts';
import { prepareLot, type LotInput, type LotPorts, type PreparedTd21 } from './td2-1.ts';

/** What staff feed with their card of the structure. */
export interface Td22Input extends Omit<LotInput, 'author' | 'signatory'> {
  /** Holder of the card that signs; the author is their structure. */
  readonly staff: Pro;
}

/**
 * Builds and signs a lot that a secretary feeds in a practice (TD2.2; dmp/README 5): imputed to the structure, which is its only
 * author, signed by the card of the person. Sent as any other lot, under a VIHF of that card.
 *
 * @throws PosteError DMP_INPUT for somebody of no structure, and those of `prepareLot`
 */
export async function prepareTd22(ports: LotPorts, { staff, ...input }: Td22Input): Promise<PreparedTd21> {
  const signatory = authorFromPro(staff);
  const { institutions } = signatory;
  if (institutions.length === 0) throw dmpError('DMP_INPUT', { path: '/staff', values: { why: 'la carte ne nomme pas de structure' } });
  return await prepareLot(ports, { ...input, author: { person: null, roles: [], specialities: [], institutions }, signatory });
}

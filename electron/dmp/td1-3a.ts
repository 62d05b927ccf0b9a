import type { Ins } from '../../shared/domain/types.ts';
import { REASON } from './constants.ts';
import { told } from './errors.ts';
import type { DmpExistence } from './existence.ts';
import type { DmpConnection } from './soap.ts';
import { demographicsOf } from './td0-2.ts';

/**
 * TD1.3a: what TD0.2 says, and what the patient opposes (bris de glace, centre 15). Asked before an emergency mode.
 *
 * @throws PosteError DMP_QUERY_REFUSED (HL7 AE/AR), and those of `exchange`.
 */
export function td13a(connection: DmpConnection<'patients'>, patient: Ins): Promise<DmpExistence> {
  return told('read', () => demographicsOf(connection, patient, REASON.consultation));
}

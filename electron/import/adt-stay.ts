import { instant } from './adt-time.ts';
import { fail } from '../../shared/errors.ts';
import type { Hl7Message } from './hl7-message.ts';
import { plainText } from './patient.ts';
import type { ImportedStay } from './types.ts';

const MAX_TEXT = 199;

/** The stay of a message. @throws PosteError HL7_SEGMENT, HL7_TIME, IMPORT_* */
export function stayOf(message: Hl7Message): ImportedStay {
  if (!message.has('PV1')) throw fail('HL7_SEGMENT', { path: '/PV1', values: { why: 'Le segment PV1 manque.' } });
  const text = (segment: string, field: number, component = 1): string | null => {
    const value = message.value(segment, field, component);
    return value === null ? null : plainText(value, `/${segment}/${field}`, MAX_TEXT);
  };
  return {
    visitNumber: text('PV1', 19),
    patientClass: text('PV1', 2),
    // PV1-3.1 is the ward that lodges; without it, the one that answers for medicine, then for care, by name or code
    // (PAM.FR 2.11.1, 6.13.7 and 6.13.8).
    ward: text('PV1', 3) ?? text('ZBE', 7) ?? text('ZBE', 7, 10) ?? text('ZBE', 8) ?? text('ZBE', 8, 10),
    room: text('PV1', 3, 2),
    bed: text('PV1', 3, 3),
    admittedAt: instant(message, 'PV1', 44),
    dischargedAt: instant(message, 'PV1', 45),
  };
}

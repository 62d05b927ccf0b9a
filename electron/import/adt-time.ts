import { isComplete } from '../../shared/domain/ins/dates.ts';
import { fail } from '../../shared/errors.ts';
import type { Hl7Message } from './hl7-message.ts';

/**
 * TS `YYYYMMDD[HH[MM[SS[.S…]]]][+ZZZZ]` as `YYYY-MM-DDTHH:MM:SS[+ZZ:ZZ]`; null when it is not one, or does not exist.
 */
function readInstant(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.\d{1,4})?)?)?)?([+-]\d{4})?$/.exec(text);
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', zone = ''] = match ?? [];
  const date = `${year}-${month}-${day}`;
  if (!isComplete(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return `${date}T${hour}:${minute}:${second}${zone === '' ? '' : `${zone.slice(0, 3)}:${zone.slice(3)}`}`;
}

/** The time of a field; null when it is empty. @throws PosteError HL7_TIME */
export function instant(message: Hl7Message, segment: string, field: number): string | null {
  const text = message.value(segment, field);
  if (text === null) return null;
  const read = readInstant(text);
  if (read === null) throw fail('HL7_TIME', { path: `/${segment}/${field}` });
  return read;
}

/** The day of a TS, `YYYY-MM-DD`; null when it has none, or it is not of the calendar. */
export const dayOf = (text: string): string | null => readInstant(text)?.slice(0, 10) ?? null;

/** When the event of a message occurred; null when nothing tells. @throws PosteError HL7_TIME */
export function occurrence(message: Hl7Message): string | null {
  // ZBE-2 is the time of the movement, EVN-6 that of the event, EVN-2 that of its recording, MSH-7 that of the message.
  return (
    instant(message, 'ZBE', 2) ?? instant(message, 'EVN', 6) ?? instant(message, 'EVN', 2) ?? readInstant(message.value('MSH', 7) ?? '')
  );
}

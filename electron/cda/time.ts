/**
 * Times of a document: ISO 8601 inside the product, HL7 TS in the file (Structuration minimale 3.5.4). A document carries the local time
 * of its place of production with its offset; an instant keeps the offset it came with.
 */
const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const TS = /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.\d+)?)?)?)?)?)?([+-]\d{4})?$/;

/** HL7 TS of an instant, to the second or to the minute. @param iso with an offset or `Z`. */
export function toHl7(iso: string, precision: 'second' | 'minute' = 'second'): string {
  const parts = ISO.exec(iso);
  if (parts === null) throw new RangeError('not an instant with its offset');
  const [, year, month, day, hour, minute, second = '00', offset = 'Z'] = parts;
  const zone = offset === 'Z' ? '+0000' : offset.replace(':', '');
  return `${year}${month}${day}${hour}${minute}${precision === 'second' ? second : ''}${zone}`;
}

/** HL7 TS of a date, whole or partial: `1985-06` gives `198506`. */
export const dateToHl7 = (date: string): string => date.replaceAll('-', '');

/**
 * ISO form of an HL7 TS, as precise as it is: `2025`, `2025-03-07`, `2025-03-07T10:15+01:00`. An hour without offset
 * stays without (an error of the document, Structuration minimale 3.5.4). Null when it is not a TS.
 */
export function fromHl7(ts: string): string | null {
  const parts = TS.exec(ts.trim());
  if (parts === null) return null;
  const [, year = '', month, day, hour, minute, second, offset] = parts;
  const date = [year, month, day].filter((p) => p !== undefined).join('-');
  if (hour === undefined) return date;
  const time = [hour, minute ?? '00', second].filter((p) => p !== undefined).join(':');
  return `${date}T${time}${offset === undefined ? '' : offset === '+0000' ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(3)}`}`;
}

/** The same instant at the offset of `like`: the local time of the same place. */
export function atOffsetOf(like: string, instant: Date): string {
  const offset = ISO.exec(like)?.[7] ?? 'Z';
  if (offset === 'Z') return `${instant.toISOString().slice(0, 19)}Z`;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  const shift = (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  return `${new Date(instant.getTime() + shift).toISOString().slice(0, 19)}${offset}`;
}

/** An instant as the clock of this workstation shows it, with its offset. */
export function localInstant(instant: Date): string {
  const minutes = -instant.getTimezoneOffset();
  const two = (n: number): string => String(n).padStart(2, '0');
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return atOffsetOf(`2000-01-01T00:00:00${offset}`, instant);
}

import type { ReadCoded } from '../../shared/domain/types.ts';
import { at, attribute, type XmlElement } from '../xml/read.ts';
import { HL7_NS } from './constants.ts';
import { identifier } from './identifiers.ts';
import type { Notes } from './read-notes.ts';
import { fromHl7 } from './time.ts';

/** Text on one line, without the white space around (layout of the file); null when there is none. */
export function clean(value: string | null): string | null {
  const lines = (value ?? '').split('\n').map((l) => l.trim());
  const line = lines.filter((l) => l !== '').join(' ');
  return line === '' ? null : line;
}

/** A whole number of nine digits at most; null otherwise. */
export const integer = (value: string | null): number | null => (value !== null && /^\d{1,9}$/.test(value) ? Number(value) : null);

/** An `II`: `root` or `root^extension`; null without root. */
export function readId(element: XmlElement | null): string | null {
  const root = attribute(element, 'root');
  return root === null ? null : identifier(root, attribute(element, 'extension'));
}

/** A `CD`, its code standing for a missing label; null without code. */
export function readCode(element: XmlElement | null): ReadCoded | null {
  const code = attribute(element, 'code');
  if (code === null) return null;
  return { code, displayName: attribute(element, 'displayName') ?? code, codeSystem: attribute(element, 'codeSystem') };
}

/** A `TS` as ISO 8601, as precise as it is written; null when it is not there or is not one. */
export function readTime(element: XmlElement | null, notes: Notes): string | null {
  const value = attribute(element, 'value');
  if (value === null) return null;
  const iso = fromHl7(value);
  if (iso === null) notes.add('TIME_INVALID');
  else if (/T[\d:]+$/.test(iso)) notes.add('TIME_WITHOUT_OFFSET');
  return iso;
}

/** Bounds of an interval; a point in time is its own start. */
export function readSpan(element: XmlElement | null, notes: Notes): { start: string | null; end: string | null } {
  return {
    start: readTime(at(element, HL7_NS, 'low'), notes) ?? readTime(element, notes),
    end: readTime(at(element, HL7_NS, 'high'), notes),
  };
}

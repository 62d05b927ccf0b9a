import { fail } from './errors.ts';
import { own } from './source.ts';

/** Characters of MSH-1 and MSH-2. */
interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

/** Encodings of MSH-18 (HL7 table 0211). */
const CHARSETS: Readonly<Record<string, string>> = {
  'UNICODE UTF-8': 'utf-8',
  'UTF-8': 'utf-8',
  UTF8: 'utf-8',
  '8859/1': 'windows-1252',
  'ISO-8859-1': 'windows-1252',
  'ISO IR100': 'windows-1252',
  '8859/15': 'iso-8859-15',
  'ISO-8859-15': 'iso-8859-15',
  ASCII: 'ascii',
  'ISO IR6': 'ascii',
};

/**
 * One HL7 v2 message, addressed as the standard numbers it: segment, field, repetition, component, subcomponent, from 1
 * (repetitions from 0). Escapes are decoded at the last moment, value by value.
 *
 * Our own and not a package: those of npm read a whole message or file in memory, know neither the line nor MLLP files,
 * and turn unknown escapes and undeclared charsets into silent changes of letters, which identity forbids.
 */
export class Hl7Message {
  readonly #delimiters: Delimiters;
  readonly #segments: readonly { readonly name: string; readonly fields: readonly string[] }[];
  readonly #decoder: InstanceType<typeof TextDecoder> | null;

  /**
   * @param segments one character a byte (latin1).
   * @param charset encoding of the flow when MSH-18 says none; null = plain ASCII is the only one accepted then.
   * @throws PosteError HL7_HEADER, HL7_CHARSET
   */
  constructor(segments: readonly string[], charset: string | null) {
    const header = segments[0] ?? '';
    const [field = '', component = '', repetition = '', escape = '', subcomponent = ''] = header.slice(3, 8);
    const delimiters = [field, component, repetition, escape, subcomponent];
    if (!header.startsWith('MSH') || new Set(delimiters).size !== 5 || delimiters.some((one) => one === '' || /[A-Za-z0-9\s]/.test(one))) throw fail('HL7_HEADER');
    this.#delimiters = { field, component, repetition, escape, subcomponent };
    const split = header.split(field);
    // MSH-1 is the delimiter itself: it counts as a field.
    this.#segments = [{ name: 'MSH', fields: ['MSH', field, ...split.slice(1)] }, ...segments.slice(1).map((text) => ({ name: text.slice(0, 3), fields: text.split(field) }))];
    const declared = (this.#raw('MSH', 18).split(repetition)[0] ?? '').trim().toUpperCase();
    const name = declared === '' ? charset : (CHARSETS[declared] ?? null);
    if (declared !== '' && name === null) throw fail('HL7_CHARSET', { path: '/MSH/18' });
    this.#decoder = name === null || name === 'ascii' ? null : new TextDecoder(name, { fatal: true });
  }

  #raw(segment: string, field: number): string {
    return this.#segments.find(({ name }) => name === segment)?.fields[field] ?? '';
  }

  has(segment: string): boolean {
    return this.#segments.some(({ name }) => name === segment);
  }

  /** Repetitions of a field, not decoded; none when it is empty or the explicit null `""`. */
  repetitions(segment: string, field: number): readonly Hl7Repetition[] {
    const raw = this.#raw(segment, field);
    if (raw === '' || raw === '""') return [];
    return raw.split(this.#delimiters.repetition).filter((text) => text !== '').map((text) => this.#repetition(text, `/${segment}/${field}`));
  }

  /** First value of a field: component and subcomponent 1 unless told. Null when empty. */
  value(segment: string, field: number, component = 1, subcomponent = 1): string | null {
    return this.repetitions(segment, field)[0]?.value(component, subcomponent) ?? null;
  }

  #repetition(text: string, path: string): Hl7Repetition {
    const components = text.split(this.#delimiters.component);
    return {
      value: (component, subcomponent = 1) => {
        const raw = (components[component - 1] ?? '').split(this.#delimiters.subcomponent)[subcomponent - 1] ?? '';
        const value = raw === '""' ? '' : this.#text(raw, path);
        return value.trim() === '' ? null : own(value);
      },
    };
  }

  /** Escapes and charset. @throws PosteError HL7_ESCAPE, HL7_CHARSET */
  #text(raw: string, path: string): string {
    const { field, component, repetition, escape, subcomponent } = this.#delimiters;
    if (!raw.includes(escape)) return this.#decode(raw, path);
    const parts = raw.split(escape);
    // Text and sequences alternate: an odd number of escape characters leaves one open.
    if (parts.length % 2 === 0) throw fail('HL7_ESCAPE', { path });
    const known: Readonly<Record<string, string>> = { F: field, S: component, R: repetition, E: escape, T: subcomponent };
    const bytes = parts.map((part, i) => {
      if (i % 2 === 0) return part;
      const character = known[part];
      if (character !== undefined) return character;
      if (/^X(?:[0-9A-Fa-f]{2})+$/.test(part)) return Buffer.from(part.slice(1), 'hex').toString('latin1');
      throw fail('HL7_ESCAPE', { path });
    });
    return this.#decode(bytes.join(''), path);
  }

  #decode(bytes: string, path: string): string {
    if (!/[\u0080-\u00FF]/.test(bytes)) return bytes;
    if (this.#decoder === null) throw fail('HL7_CHARSET', { path });
    try {
      return this.#decoder.decode(Buffer.from(bytes, 'latin1'));
    } catch {
      throw fail('HL7_CHARSET', { path });
    }
  }
}

/** One repetition of a field. */
export interface Hl7Repetition {
  /** Null when empty. */
  readonly value: (component: number, subcomponent?: number) => string | null;
}

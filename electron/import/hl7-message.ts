import { fail } from '../../shared/errors.ts';
import { decoderOf, type Decode, type Hl7Flow } from './hl7-charset.ts';
import { own } from './source.ts';

/** Characters of MSH-1 and MSH-2. */
interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

/** The explicit null: « remove what you hold » (HL7 v2.5 2.10.4); an empty value says nothing. */
const NULL = '""';
const NAME = /^[A-Z0-9]{3}$/;

/**
 * One HL7 v2 message, addressed as the standard numbers it: segment, field, repetition, component, subcomponent, from 1
 * (repetitions from 0). Escapes are decoded at the last moment, value by value.
 *
 * Our own and not a package: those of npm read a whole message or file in memory, know neither the line nor MLLP files,
 * and turn unknown escapes and undeclared charsets into silent changes of letters, which identity forbids.
 */
export class Hl7Message {
  readonly #delimiters: Delimiters;
  /** The first one is MSH. */
  readonly #texts: readonly string[];
  readonly #parsed = new Map<string, readonly Hl7Segment[]>();
  /** Reads its letters. */
  readonly decode: Decode;
  readonly #flow: Hl7Flow;

  /**
   * @param segments one character a byte (latin1); those named ADD continue the one before (2.10.2).
   * @throws PosteError HL7_HEADER, HL7_CHARSET
   */
  constructor(segments: readonly string[], flow: Hl7Flow) {
    const [header = '', ...others] = segments;
    const [field = '', component = '', repetition = '', escape = '', subcomponent = ''] = header.slice(3, 8);
    const delimiters = [field, component, repetition, escape, subcomponent];
    if (!header.startsWith('MSH') || new Set(delimiters).size !== 5 || delimiters.some((one) => one === '' || /[A-Za-z0-9\s]/.test(one)))
      throw fail('HL7_HEADER');
    this.#delimiters = { field, component, repetition, escape, subcomponent };
    this.#texts = [header, ...joined(others, `ADD${field}`)];
    this.#flow = flow;
    this.decode = decoderOf((header.split(field)[17] ?? '').split(repetition)[0] ?? '', segments.join('\r'), flow);
  }

  /**
   * Refuses a message of which something would be left unread: a line that is no segment, a segment that begins after a
   * line feed while CR ends the others, a continuation of nothing, a message that another one continues.
   *
   * @throws PosteError HL7_SEGMENT
   */
  assertSegments(): void {
    const refused = (path: string, why: string): Error => fail('HL7_SEGMENT', { path, values: { why } });
    if (this.stray() !== null) throw refused('/line', 'Une ligne du message n’est pas un segment HL7.');
    if (
      this.#texts.some((text) =>
        text
          .split('\n')
          .slice(1)
          .some((line) => this.#isSegment(line)),
      )
    )
      throw refused('/line', 'Les segments du message ne finissent pas tous de la même façon.');
    if (this.has('ADD')) throw refused('/ADD', 'Le segment ADD ne continue aucun segment.');
    if (this.value('DSC', 1) !== null) throw refused('/DSC', 'La suite du message est dans un autre (segment DSC).');
  }

  /** The first line that is no segment, as it is written (empty when its letters cannot be told); null when there is none. */
  stray(): string | null {
    const stray = this.#texts.find((text) => !this.#isSegment(text) && !NAME.test(text));
    return stray === undefined ? null : (this.decode(stray) ?? '');
  }

  /** Three capitals or digits, then the field separator. */
  #isSegment(line: string): boolean {
    return NAME.test(line.slice(0, 3)) && line.slice(3, 4) === this.#delimiters.field;
  }

  has(segment: string): boolean {
    return this.all(segment).length > 0;
  }

  /** Every segment of that name, in order. */
  all(segment: string): readonly Hl7Segment[] {
    const known = this.#parsed.get(segment);
    if (known !== undefined) return known;
    const { field } = this.#delimiters;
    const list = this.#texts
      .filter((text) => this.#isNamed(text, segment))
      // MSH-1 is the delimiter itself: it counts as a field.
      .map((text) => this.#segment(segment, segment === 'MSH' ? ['MSH', field, ...text.split(field).slice(1)] : text.split(field)));
    this.#parsed.set(segment, list);
    return list;
  }

  /** The message cut at each segment of that name, its header kept: `{ PID [PD1] MRG [PV1] }` of an ADT_A39. */
  groups(segment: string): readonly Hl7Message[] {
    const starts = this.#texts.flatMap((text, at) => (this.#isNamed(text, segment) ? [at] : []));
    return starts.map((start, i) => new Hl7Message([this.#texts[0] ?? '', ...this.#texts.slice(start, starts[i + 1])], this.#flow));
  }

  #isNamed(text: string, segment: string): boolean {
    return text === segment || text.startsWith(`${segment}${this.#delimiters.field}`);
  }

  /** Repetitions of a field of the first segment of that name; none when it is empty or null. */
  repetitions(segment: string, field: number): readonly Hl7Repetition[] {
    return this.all(segment)[0]?.repetitions(field) ?? [];
  }

  /** First value of a field of the first segment of that name: component 1 unless told. Null when empty. */
  value(segment: string, field: number, component = 1): string | null {
    return this.all(segment)[0]?.value(field, component) ?? null;
  }

  /** Whether a field is the explicit null `""`. */
  isNull(segment: string, field: number): boolean {
    return this.all(segment)[0]?.isNull(field) === true;
  }

  /** A field as it is written, delimiters and escapes included; null when it is empty, or its letters cannot be told. */
  written(segment: string, field: number): string | null {
    const text = this.all(segment)[0]?.written(field) ?? '';
    return text === '' ? null : this.decode(text);
  }

  #segment(name: string, fields: readonly string[]): Hl7Segment {
    const written = (field: number): string => fields[field] ?? '';
    const repetitions = (field: number): readonly Hl7Repetition[] => {
      const raw = written(field);
      if (raw === NULL) return [];
      return raw
        .split(this.#delimiters.repetition)
        .filter((text) => text !== '')
        .map((text) => this.#repetition(text, `/${name}/${field}`));
    };
    return {
      written,
      repetitions,
      value: (field, component = 1) => repetitions(field)[0]?.value(component) ?? null,
      isNull: (field) => written(field) === NULL,
    };
  }

  #repetition(text: string, path: string): Hl7Repetition {
    const components = text.split(this.#delimiters.component);
    const part = (component: number, subcomponent: number): string =>
      (components[component - 1] ?? '').split(this.#delimiters.subcomponent)[subcomponent - 1] ?? '';
    return {
      value: (component, subcomponent = 1) => {
        const raw = part(component, subcomponent);
        const value = raw === NULL ? '' : this.#text(raw, path);
        return value.trim() === '' ? null : own(value);
      },
      isNull: (component) => part(component, 1) === NULL,
    };
  }

  /** Escapes and charset. @throws PosteError HL7_ESCAPE, HL7_CHARSET */
  #text(raw: string, path: string): string {
    const { field, component, repetition, escape, subcomponent } = this.#delimiters;
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
    const text = this.decode(bytes.join(''));
    if (text === null) throw fail('HL7_CHARSET', { path });
    return text;
  }
}

/** One segment. Fields are numbered from 1. */
export interface Hl7Segment {
  /** As its bytes are, delimiters included. */
  readonly written: (field: number) => string;
  readonly repetitions: (field: number) => readonly Hl7Repetition[];
  /** Of the first repetition, component 1 unless told; null when empty. */
  readonly value: (field: number, component?: number) => string | null;
  readonly isNull: (field: number) => boolean;
}

/** One repetition of a field. */
export interface Hl7Repetition {
  /** Null when empty. */
  readonly value: (component: number, subcomponent?: number) => string | null;
  readonly isNull: (component: number) => boolean;
}

/** Segments of which those that begin so are joined to the one before. */
function joined(texts: readonly string[], continuation: string): readonly string[] {
  const list: string[] = [];
  for (const text of texts) {
    const last = text.startsWith(continuation) ? list.pop() : undefined;
    list.push(last === undefined ? text : last + text.slice(continuation.length));
  }
  return list;
}

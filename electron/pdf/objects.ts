import { filtersOf, inflate, isFlate, newBudget, predicted, weigh } from './inflate.ts';
import { headBefore, Lexer } from './lexer.ts';
import { METADATA_MAX, OBJECTS_MAX, PASSES_MAX, pdfLimit, PdfLimit } from './limits.ts';
import { readValue, type PdfDict, type PdfValue, type Visit } from './values.ts';

/** Where an object's value begins. */
interface Place {
  readonly bytes: Uint8Array;
  readonly at: number;
}

/** What a file holds, reached from its pages or not. */
export interface PdfObjects {
  /** By number; of several definitions the last, as after an update (7.5.6). */
  readonly places: ReadonlyMap<number, Place>;
  /** Dictionaries of the trailers and of the cross-reference streams, in the order of the file (7.5.5, 7.5.8). */
  readonly trailers: readonly PdfDict[];
  /** An object stream that could not be unfolded: nobody can say what it holds; null when all could. */
  readonly failure: unknown;
}

/**
 * Reads every object of a file in one go, those of object streams included (7.5.7). `visit` sees each dictionary, those
 * too that a cross-reference table could place inside a stream, a string or a comment.
 *
 * @throws PdfLimit
 */
export function readObjects(bytes: Uint8Array, visit: Visit): PdfObjects {
  return new Reader(bytes, visit).read();
}

/** The value of an object; undefined when the file has none of that number. */
export function valueAt({ places }: PdfObjects, number: number): PdfValue | undefined {
  const place = places.get(number);
  return place === undefined ? undefined : (readValue(new Lexer(place.bytes, place.at), () => undefined) ?? undefined);
}

/** A value, or what it refers to; undefined when that is nowhere. */
export function resolved(objects: PdfObjects, value: PdfValue | undefined): PdfValue | undefined {
  let here = value;
  for (let hop = 0; hop < 8 && here?.kind === 'ref'; hop++) here = valueAt(objects, here.number);
  return here?.kind === 'ref' ? undefined : here;
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #visit: Visit;
  readonly #places = new Map<number, Place>();
  readonly #trailers: PdfDict[] = [];
  /** First bytes of the objects that were read, ascending. */
  readonly #starts: number[] = [];
  readonly #budget = newBudget();
  #work: number;
  #failure: unknown = null;

  constructor(bytes: Uint8Array, visit: Visit) {
    this.#bytes = bytes;
    this.#visit = visit;
    this.#work = PASSES_MAX * bytes.byteLength + 64 * 1024;
  }

  read(): PdfObjects {
    this.#readFile();
    this.#readHidden();
    return { places: this.#places, trailers: this.#trailers, failure: this.#failure };
  }

  #readFile(): void {
    const lexer = new Lexer(this.#bytes);
    // The two numbers before `obj`, and where the first one begins.
    let [number, start, last, lastStart] = [-1, 0, -1, 0];
    for (let kind = lexer.next(); kind !== 'end'; kind = lexer.next()) {
      if (kind === 'int') {
        [number, start, last, lastStart] = [last, lastStart, lexer.value, lexer.start];
        continue;
      }
      if (kind === 'keyword') {
        if (lexer.is('obj') && number >= 0) this.#readObject(lexer, number, start);
        else if (lexer.is('trailer')) this.#addTrailer(readValue(lexer, this.#visit));
      }
      [number, last] = [-1, -1];
    }
  }

  #readObject(lexer: Lexer, number: number, start: number): void {
    if (this.#starts.push(start) > OBJECTS_MAX) throw pdfLimit('objects');
    this.#place(number, { bytes: this.#bytes, at: lexer.at });
    const value = readValue(lexer, this.#visit);
    if (value?.kind !== 'dict') return;
    if (lexer.next() !== 'keyword' || !lexer.is('stream')) return lexer.back();
    this.#readStream(lexer, value);
  }

  #place(number: number, place: Place): void {
    this.#places.set(number, place);
    if (this.#places.size > OBJECTS_MAX) throw pdfLimit('objects');
  }

  #addTrailer(value: PdfValue | null): void {
    if (value?.kind === 'dict') this.#trailers.push(value);
  }

  /** 7.3.8: from the end of the line of `stream` to `endstream`. */
  #readStream(lexer: Lexer, dict: PdfDict): void {
    const { bytes } = lexer;
    let { at } = lexer;
    if (bytes[at] === 13) at += 1;
    if (bytes[at] === 10) at += 1;
    const end = endOfStream(bytes, at, dict.entries.get('Length'));
    lexer.at = end;
    const type = dict.entries.get('Type');
    const name = type?.kind === 'name' ? type.name : '';
    if (name === 'XRef') this.#trailers.push(dict);
    const content = bytes.subarray(at, end);
    try {
      // Readers look at what an object stream holds, not at what it says that it is.
      if (name === 'ObjStm' || (integer(dict, 'N') !== null && integer(dict, 'First') !== null)) this.#readPacked(content, dict);
    } catch (thrown) {
      if (thrown instanceof PdfLimit) throw thrown;
      this.#failure ??= thrown;
    }
    if (name === 'XRef') weigh(content, dict, this.#budget);
    if (name === 'Metadata') weigh(content, dict, { inflated: METADATA_MAX });
  }

  /** 7.5.7: `/N` pairs « number, offset », then the objects from `/First`. */
  #readPacked(content: Uint8Array, dict: PdfDict): void {
    const filters = filtersOf(dict);
    if (filters.length > 1 || filters.some((filter) => !isFlate(filter)) || predicted(dict)) throw new Error('object stream');
    const unfolded = filters.length === 0 ? content : inflate(content, this.#budget);
    const first = integer(dict, 'First') ?? 0;
    const head = new Lexer(unfolded, 0, Math.min(first, unfolded.byteLength));
    for (let left = integer(dict, 'N') ?? 0; left > 0; left--) {
      if (head.next() !== 'int') return;
      const number = head.value;
      if (head.next() !== 'int') return;
      const at = first + head.value;
      this.#place(number, { bytes: unfolded, at });
      const lexer = new Lexer(unfolded, at);
      readValue(lexer, this.#visit);
      this.#spend(lexer.at - at);
    }
  }

  /**
   * A table may place an object anywhere: inside a stream, a string, a comment. Readers would follow it; those objects
   * are visited like the others, and counted for nothing else.
   */
  #readHidden(): void {
    const bytes = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
    let next = 0;
    for (let at = bytes.indexOf('obj'); at !== -1; at = bytes.indexOf('obj', at + 3)) {
      const head = headBefore(bytes, at);
      if (head === null) continue;
      while ((this.#starts[next] ?? Number.POSITIVE_INFINITY) < head.start) next += 1;
      if (this.#starts[next] === head.start) continue;
      const lexer = new Lexer(bytes, at + 3);
      readValue(lexer, this.#visit);
      this.#spend(lexer.at - at);
    }
  }

  #spend(bytes: number): void {
    this.#work -= Math.max(0, bytes);
    if (this.#work < 0) throw pdfLimit('passes');
  }
}

function integer({ entries }: PdfDict, key: string): number | null {
  const value = entries.get(key);
  return value?.kind === 'int' ? value.value : null;
}

/** What a stream holds may look like objects: its length is believed when `endstream` is there, else looked for. */
function endOfStream(bytes: Buffer, start: number, length: PdfValue | undefined): number {
  if (length?.kind === 'int') {
    const told = start + length.value;
    if (/^\s{0,4}endstream/.test(bytes.toString('latin1', told, told + 16))) return told;
  }
  const end = bytes.indexOf('endstream', start);
  return end === -1 ? bytes.byteLength : end;
}

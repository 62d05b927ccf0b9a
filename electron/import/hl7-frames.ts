import { fail, type PosteError } from '../../shared/errors.ts';

/** One message of a file, as its bytes stand there. */
export interface Hl7Frame {
  /** That of its MSH segment, from 1. */
  readonly line: number;
  /** One character a byte (latin1). Line feeds inside are data. */
  readonly segments: readonly string[];
  /** A byte order mark of UTF-8 was met in the file so far. */
  readonly utf8: boolean;
  /** Nothing ends the last segment but the end of the file: it may be cut. */
  readonly open: boolean;
  /** Why it cannot be read; its segments are then what is left of it. */
  readonly error: PosteError | null;
}

const MAX_MESSAGE = 1024 * 1024;
const START_BLOCK = '\u000B';
const END_BLOCK = '\u001C';
const BOM = '\u00EF\u00BB\u00BF';
/** Ends of segment and marks of MLLP. */
const MARK = new RegExp(`\\r\\n|\\r|\\n|${START_BLOCK}|${END_BLOCK}`, 'g');
/**
 * The same inside a message that ends its segments with CR: there, LF is data (HL7 v2.5 2.5.4), unless the next message or
 * an envelope follows it.
 */
const CR_MARK = new RegExp(`\\r\\n|\\r|\\n(?=(?:${BOM})?(?:MSH|FHS|BHS|BTS|FTS)[^A-Za-z0-9\\s])|${START_BLOCK}|${END_BLOCK}`, 'g');
const HEADER = /^MSH(?![A-Za-z0-9\s])/;
/** Where a segment begins, one that begins a message. */
const HEADER_HERE = new RegExp(`(?:${BOM})?MSH[^A-Za-z0-9\\s]`, 'y');
/** Batch and file envelopes carry nothing of ours. */
const ENVELOPE = /^(?:FHS|BHS|BTS|FTS)(?![A-Za-z0-9])/;
/** Byte order marks of UTF-16, or MSH written in it. */
const UTF16 = ['\u00FF\u00FE', '\u00FE\u00FF', 'M\u0000S\u0000', '\u0000M\u0000S'];
/** Bytes that tell UTF-16. */
const HEAD = 4;

/**
 * Cuts a file into messages: MLLP blocks (0x0B … 0x1C 0x0D) or messages that follow one another. The end of the MSH
 * segment tells what ends the others: CR (or CR LF), or LF as files handed over by hand have it. Complete messages are
 * kept; one that the end of the file cuts is reported (HL7_TRUNCATED) or left open, what is no message is reported
 * (HL7_GARBAGE), and a file in UTF-16 is not read at all (IMPORT_ENCODING_UTF16). Holds one message at a time, of 1 MiB
 * at most.
 */
export async function* hl7Frames(source: AsyncIterable<Buffer>): AsyncGenerator<Hl7Frame> {
  const framer = new Framer();
  for await (const piece of source) {
    yield* framer.feed(piece.toString('latin1'));
    if (framer.over) return;
  }
  yield* framer.end();
}

class Framer {
  #tail = '';
  #line = 1;
  /** Line of the message being read; 0 = none. */
  #start = 0;
  #segments: string[] = [];
  #size = 0;
  #inBlock = false;
  /** Segments of the message being read end with CR. */
  #carriageReturns = false;
  #utf8 = false;
  #begun = false;
  /** What follows is skipped until the next message: it was reported. */
  #lost = false;
  #over = false;

  /** Nothing more of the file is of any use. */
  get over(): boolean {
    return this.#over;
  }

  *feed(text: string): Generator<Hl7Frame> {
    const all = this.#tail + text;
    this.#tail = all;
    if (!this.#begun && all.length < HEAD) return;
    yield* this.#begin(all);
    if (this.#over) return;
    let from = 0;
    for (let mark = this.#mark(all, from); mark !== null; mark = this.#mark(all, from)) {
      // A CR at the end of a piece may be the first half of CR LF.
      if (mark[0] === '\r' && mark.index === all.length - 1) break;
      const segment = all.slice(from, mark.index);
      yield* this.#segment(segment, mark[0]);
      this.#line += segment.split('\n').length - 1;
      if (mark[0] === START_BLOCK) yield* this.#open();
      else if (mark[0] === END_BLOCK) yield* this.#close();
      else this.#line += 1;
      from = mark.index + mark[0].length;
    }
    this.#tail = all.slice(from);
    if (this.#tail.length > MAX_MESSAGE) {
      if (!this.#lost) yield this.#lose('HL7_TOO_LARGE');
      this.#tail = '';
    }
  }

  *end(): Generator<Hl7Frame> {
    yield* this.#begin(this.#tail);
    if (this.#over) return;
    const rest = this.#tail.replace(/[\r\n]+$/, '');
    const ended = rest.trim() === '' || rest !== this.#tail;
    this.#tail = '';
    yield* this.#segment(rest, '\r');
    if (this.#start === 0) return;
    // A cut header tells neither the event nor the encoding.
    if (this.#inBlock || (!ended && this.#segments.length === 1)) yield this.#lose('HL7_TRUNCATED');
    else yield* this.#flush(!ended);
  }

  *#begin(head: string): Generator<Hl7Frame> {
    if (!this.#begun && UTF16.some((mark) => head.startsWith(mark))) {
      this.#over = true;
      yield { line: 1, segments: [], utf8: false, open: false, error: fail('IMPORT_ENCODING_UTF16', { path: '/1' }) };
    }
    this.#begun = true;
  }

  #mark(all: string, from: number): RegExpExecArray | null {
    HEADER_HERE.lastIndex = from;
    const marks = this.#start !== 0 && this.#carriageReturns && !HEADER_HERE.test(all) ? CR_MARK : MARK;
    marks.lastIndex = from;
    return marks.exec(all);
  }

  *#open(): Generator<Hl7Frame> {
    if (this.#start !== 0 && this.#inBlock) yield this.#lose('HL7_TRUNCATED');
    else yield* this.#flush();
    this.#reset();
    this.#inBlock = true;
  }

  *#close(): Generator<Hl7Frame> {
    yield* this.#flush();
    this.#inBlock = false;
  }

  *#segment(text: string, mark: string): Generator<Hl7Frame> {
    const marked = text.startsWith(BOM);
    const segment = (marked ? text.slice(BOM.length) : text).trim();
    const header = HEADER.test(segment);
    if (header || ENVELOPE.test(segment)) yield* this.#flush();
    if (marked) this.#utf8 = true;
    if (segment === '' || ENVELOPE.test(segment)) return;
    if (header) {
      this.#start = this.#line;
      this.#carriageReturns = mark !== '\n';
    } else if (this.#start === 0) {
      if (!this.#lost) yield this.#lose('HL7_GARBAGE');
      return;
    }
    this.#size += segment.length;
    if (this.#size > MAX_MESSAGE) {
      yield this.#lose('HL7_TOO_LARGE');
      return;
    }
    this.#segments.push(segment);
  }

  *#flush(open = false): Generator<Hl7Frame> {
    if (this.#start !== 0) yield { line: this.#start, segments: this.#segments, utf8: this.#utf8, open, error: null };
    this.#reset();
  }

  #lose(code: 'HL7_TRUNCATED' | 'HL7_GARBAGE' | 'HL7_TOO_LARGE'): Hl7Frame {
    const [line, segments] = this.#start === 0 ? [this.#line, []] : [this.#start, this.#segments];
    this.#reset();
    this.#lost = true;
    return { line, segments, utf8: this.#utf8, open: false, error: fail(code, { path: `/${line}` }) };
  }

  #reset(): void {
    [this.#start, this.#segments, this.#size, this.#lost] = [0, [], 0, false];
  }
}

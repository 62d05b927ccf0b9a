import { fail } from './errors.ts';
import type { PosteError } from '../../shared/errors.ts';

/** One message as its bytes stand in the file, one character a byte (latin1), or why it cannot be read. */
export type Hl7Frame = { readonly line: number; readonly segments: readonly string[] } | { readonly line: number; readonly error: PosteError };

const MAX_MESSAGE = 1024 * 1024;
const START_BLOCK = '\u000B';
const END_BLOCK = '\u001C';
/** Ends of segment and marks of MLLP. */
const MARK = new RegExp(`\\r\\n|\\r|\\n|${START_BLOCK}|${END_BLOCK}`, 'g');
/** Batch and file envelopes carry nothing of ours. */
const ENVELOPE = /^(?:FHS|BHS|BTS|FTS)/;

/**
 * Cuts a file into messages: MLLP blocks (0x0B … 0x1C 0x0D) or messages that follow one another, segments ended by CR, LF
 * or both. `line` is that of the MSH segment, from 1. Complete messages are kept; one that the end of the file cuts is
 * reported (HL7_TRUNCATED), so is what is no message (HL7_GARBAGE). Holds one message at a time, of 1 MiB at most.
 */
export async function* hl7Frames(source: AsyncIterable<Buffer>): AsyncGenerator<Hl7Frame> {
  const framer = new Framer();
  for await (const piece of source) yield* framer.feed(piece.toString('latin1'));
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
  /** What follows is skipped until the next message: it was reported. */
  #lost = false;

  *feed(text: string): Generator<Hl7Frame> {
    const all = this.#tail + text;
    let from = 0;
    MARK.lastIndex = 0;
    for (let mark = MARK.exec(all); mark !== null; mark = MARK.exec(all)) {
      // A CR at the end of a piece may be the first half of CR LF.
      if (mark[0] === '\r' && mark.index === all.length - 1) break;
      yield* this.#segment(all.slice(from, mark.index));
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
    const rest = this.#tail.replace(/\r$/, '');
    const ended = rest === '' || rest !== this.#tail;
    this.#tail = '';
    yield* this.#segment(rest);
    if (this.#start === 0) return;
    if (this.#inBlock || !ended) yield this.#lose('HL7_TRUNCATED');
    else yield* this.#flush();
  }

  *#open(): Generator<Hl7Frame> {
    if (this.#start !== 0) yield this.#inBlock ? this.#lose('HL7_TRUNCATED') : { line: this.#start, segments: this.#segments };
    this.#reset();
    this.#inBlock = true;
  }

  *#close(): Generator<Hl7Frame> {
    yield* this.#flush();
    this.#inBlock = false;
  }

  *#segment(text: string): Generator<Hl7Frame> {
    const segment = text.trim();
    if (segment === '') return;
    const header = segment.startsWith('MSH');
    if (header || ENVELOPE.test(segment)) {
      yield* this.#flush();
      if (!header) return;
      this.#start = this.#line;
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

  *#flush(): Generator<Hl7Frame> {
    if (this.#start !== 0) yield { line: this.#start, segments: this.#segments };
    this.#reset();
  }

  #lose(code: 'HL7_TRUNCATED' | 'HL7_GARBAGE' | 'HL7_TOO_LARGE'): Hl7Frame {
    const line = this.#start === 0 ? this.#line : this.#start;
    this.#reset();
    this.#lost = true;
    return { line, error: fail(code, { path: `/${line}` }) };
  }

  #reset(): void {
    [this.#start, this.#segments, this.#size, this.#lost] = [0, [], 0, false];
  }
}

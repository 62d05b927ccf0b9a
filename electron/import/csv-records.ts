import { UNREADABLE } from './encoding.ts';

/**
 * A record of a CSV file, or why its first line is none. `line` is its first one, from 1; `text` is its own, without its
 * line end: views of the text that was given, not to be held.
 */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[]; readonly text: string }
  | { readonly line: number; readonly problem: 'QUOTES'; readonly text: string }
  | { readonly line: number; readonly problem: 'TOO_LARGE' | 'ENCODING' };

const MAX_RECORD = 64 * 1024;

/**
 * Cuts CSV text (RFC 4180, LF or CR LF) into records, in the memory of one record of 64 Ki characters.
 *
 * Our own: a record with a bad or open quote costs its first line alone, and reading starts again at the second one,
 * where the packages of npm swallow the lines up to the next quote without a word.
 */
export class CsvSplitter {
  readonly #delimiter: string;
  /** Whether a record on several lines is credible; otherwise a quote was left open. */
  readonly #accepts: (cells: readonly string[]) => boolean;
  #rest = '';
  #line = 1;
  /** Inside a line reported as too large. */
  #lost = false;

  constructor(delimiter: string, accepts: (cells: readonly string[]) => boolean) {
    this.#delimiter = delimiter;
    this.#accepts = accepts;
  }

  *feed(text: string): Generator<CsvRecord> {
    this.#rest += text;
    yield* this.#records(false);
  }

  *end(): Generator<CsvRecord> {
    this.#rest += '\n';
    yield* this.#records(true);
  }

  *#records(final: boolean): Generator<CsvRecord> {
    const text = this.#rest;
    let at = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', at)) {
      const line = this.#line;
      const content = text.slice(at, text[end - 1] === '\r' && end > at ? end - 1 : end);
      let next = end + 1;
      if (this.#lost) this.#lost = false;
      else if (content.length > MAX_RECORD) yield { line, problem: 'TOO_LARGE' };
      else if (content.startsWith(UNREADABLE)) yield { line, problem: 'ENCODING' };
      else if (!content.includes('"')) {
        if (content !== '') yield { line, cells: content.split(this.#delimiter), text: content };
      } else {
        const read = quotedRecord(text, at, this.#delimiter);
        const tooFar = text.length - at > MAX_RECORD;
        if (read === 'open' && !final && !tooFar) break;
        if (typeof read === 'object' && (read.lines === 1 || (read.end - at <= MAX_RECORD && this.#accepts(read.cells)))) {
          const whole = text.slice(at, text[read.end - 2] === '\r' ? read.end - 2 : read.end - 1);
          yield whole.includes(UNREADABLE) ? { line, problem: 'ENCODING' } : { line, cells: read.cells, text: whole };
          next = read.end;
          this.#line += read.lines - 1;
        } else yield { line, problem: 'QUOTES', text: content };
      }
      this.#line += 1;
      at = next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > MAX_RECORD) {
      if (!this.#lost) yield { line: this.#line, problem: 'TOO_LARGE' };
      [this.#rest, this.#lost] = ['', true];
    }
  }
}

/** The record that starts there; `open` when its last quote is not closed yet, `bad` when a quote is out of place. */
function quotedRecord(
  text: string,
  start: number,
  delimiter: string,
): { readonly cells: readonly string[]; readonly end: number; readonly lines: number } | 'open' | 'bad' {
  const cells: string[] = [];
  let [at, lines] = [start, 1];
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      at += 1;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote === -1) return 'open';
        cell += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at += 1;
      }
      if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
      if (at >= text.length) return 'open';
      if (text[at] !== delimiter && text[at] !== '\n') return 'bad';
      lines += cell.split('\n').length - 1;
    } else {
      const newline = text.indexOf('\n', at);
      if (newline === -1) return 'open';
      const comma = text.indexOf(delimiter, at);
      const end = comma !== -1 && comma < newline ? comma : newline;
      cell = text.slice(at, end === newline && text[end - 1] === '\r' && end > at ? end - 1 : end);
      if (cell.includes('"')) return 'bad';
      at = end;
    }
    cells.push(cell);
    if (text[at] === '\n') return { cells, end: at + 1, lines };
    at += 1;
  }
}

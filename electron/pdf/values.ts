import { pdfLimit } from './limits.ts';
import type { Lexer, TokenKind } from './lexer.ts';
import { hexHead, literalHead } from './strings.ts';

/** An object of a PDF, as little of it as the door asks about: of addresses, and of what they may refer to, how they begin; of other strings and of real numbers their kind alone. */
export type PdfValue =
  | { readonly kind: 'null' | 'other' }
  | { readonly kind: 'string'; readonly head: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ref'; readonly number: number }
  /** `items`: the first ones; `count`: all; `at`: its first byte. */
  | { readonly kind: 'array'; readonly at: number; readonly items: readonly PdfValue[]; readonly count: number }
  | PdfDict;

export interface PdfDict {
  readonly kind: 'dict';
  readonly entries: ReadonlyMap<string, PdfValue>;
}

/** Sees each dictionary once it is read, those inside it first. @param under key it stands under; '' at the top */
export type Visit = (dict: PdfDict, under: string) => void;

/** Levels of arrays and dictionaries, one in the other. */
const DEPTH_MAX = 200;
/** Entries of a dictionary: annex C of ISO 32000-1 speaks of 4,095. */
const ENTRIES_MAX = 100_000;
/** Entries of a dictionary whose name another one has: a file that means well has none. */
const AGAIN_MAX = 10_000;
/** Items of an array that are kept. */
const ITEMS_KEPT = 16;
/** Bytes of a string that are looked at. */
const HEAD_BYTES = 72;

const NULL: PdfValue = { kind: 'null' };
const STRING: PdfValue = { kind: 'string', head: '' };
const OTHER: PdfValue = { kind: 'other' };

/**
 * The object at the lexer's place (7.3). Garbage is passed, as readers do.
 *
 * @returns null when there is none: the end, or the end of what holds it, which is left to be read.
 * @throws PdfLimit past the limits of nesting and of entries.
 */
export function readValue(lexer: Lexer, visit: Visit, under = '', depth = 0): PdfValue | null {
  return valueOf(lexer.next(), lexer, visit, under, depth);
}

function valueOf(kind: TokenKind, lexer: Lexer, visit: Visit, under: string, depth: number): PdfValue | null {
  switch (kind) {
    case 'name':
      return { kind: 'name', name: lexer.name() };
    case 'int':
      return intOrRef(lexer);
    case '(':
      lexer.skipString();
      return isLooked(under) ? { kind: 'string', head: literalHead(between(lexer)) } : STRING;
    case '<':
      lexer.skipHex();
      return isLooked(under) ? { kind: 'string', head: hexHead(between(lexer)) } : STRING;
    case '<<':
      return readDict(lexer, visit, under, depth + 1);
    case '[':
      return readArray(lexer, visit, under, depth + 1);
    case 'keyword':
      if (lexer.is('null')) return NULL;
      if (!ENDS.some((word) => lexer.is(word))) return OTHER;
      lexer.back();
      return null;
    case '>>':
    case ']':
      lexer.back();
      return null;
    case 'end':
      return null;
    default:
      return OTHER;
  }
}

/** Is a string under this key looked at? */
const isLooked = (under: string): boolean => under === 'URI' || under === 'Base' || under === '';

/** The first bytes of the string that was just passed, without its brackets. */
const between = ({ bytes, start, at }: Lexer): string =>
  bytes.toString('latin1', start + 1, Math.max(start + 1, Math.min(at - 1, start + HEAD_BYTES)));

/** Words that stand outside of any object: what was open is broken. */
const ENDS = ['endobj', 'obj', 'stream', 'endstream', 'xref', 'trailer', 'startxref'] as const;

function intOrRef(lexer: Lexer): PdfValue {
  const { value, at } = lexer;
  if (lexer.next() === 'int' && lexer.next() === 'keyword' && lexer.is('R')) return { kind: 'ref', number: value };
  lexer.at = at;
  return { kind: 'int', value };
}

function readDict(lexer: Lexer, visit: Visit, under: string, depth: number): PdfDict {
  if (depth > DEPTH_MAX) throw pdfLimit('nesting');
  const entries = new Map<string, PdfValue>();
  let again = 0;
  for (let kind = lexer.next(); kind !== '>>' && kind !== 'end'; kind = lexer.next()) {
    if (kind !== 'name') {
      // Garbage between two entries; a word that ends the object ends the dictionary.
      if (kind === 'keyword' && valueOf(kind, lexer, visit, under, depth) === null) break;
      continue;
    }
    const key = lexer.name();
    const value = readValue(lexer, visit, key, depth);
    if (value === null) continue;
    // Of two entries of one name readers take the first or the last: both are seen.
    const before = entries.get(key);
    if (before !== undefined && !alike(before, value)) {
      if (++again > AGAIN_MAX) throw pdfLimit('duplicates');
      visit({ kind: 'dict', entries }, under);
    }
    entries.set(key, value);
    if (entries.size > ENTRIES_MAX) throw pdfLimit('entries');
  }
  const dict: PdfDict = { kind: 'dict', entries };
  visit(dict, under);
  return dict;
}

const alike = (one: PdfValue, other: PdfValue): boolean =>
  one.kind === 'name'
    ? other.kind === 'name' && one.name === other.name
    : one.kind === other.kind && (one.kind === 'null' || one.kind === 'other');

function readArray(lexer: Lexer, visit: Visit, under: string, depth: number): PdfValue {
  if (depth > DEPTH_MAX) throw pdfLimit('nesting');
  const at = lexer.start;
  const items: PdfValue[] = [];
  let count = 0;
  for (let kind = lexer.next(); kind !== ']' && kind !== 'end'; kind = lexer.next()) {
    // Only what is kept is looked at: long arrays are numbers.
    if (kind === 'int' && count >= ITEMS_KEPT) {
      count += 1;
      continue;
    }
    const value = kind === '>>' ? OTHER : valueOf(kind, lexer, visit, under, depth);
    if (value === null) break;
    count += 1;
    if (items.length < ITEMS_KEPT) items.push(value);
  }
  return { kind: 'array', at, items, count };
}

/** The references of the array at `lexer.at`, `most` at most. */
export function referencesOf(lexer: Lexer, most: number): number[] {
  const found: number[] = [];
  if (lexer.next() !== '[') return found;
  for (let kind = lexer.next(); kind !== ']' && kind !== 'end' && found.length < most; kind = lexer.next()) {
    const value = kind === 'int' ? intOrRef(lexer) : OTHER;
    if (value.kind === 'ref') found.push(value.number);
  }
  return found;
}

import { fail, PosteError, type ErrorCode } from '../../errors.ts';
import {
  blockMax,
  DATAMATRIX_HEADER,
  DATAMATRIX_MAX_LENGTH,
  GS,
  parseDatamatrix,
  withSeparators,
  type DatamatrixOptions,
  type ReadDatamatrix,
} from './datamatrix.ts';

/**
 * A scanner that types like a keyboard. Its setting must be « clavier français (AZERTY) », separator GS sent as the
 * character 29, as Ctrl+], as Alt+029 on the key pad, or as the text `<GS>`, `[GS]` or `{GS}`, and Enter at the end. Set for a QWERTY keyboard on an AZERTY computer,
 * it types other characters: this is seen and undone when only one reading is possible.
 */

/** One key as the window hears it: `key` of KeyboardEvent, instant in ms (`timeStamp`). */
export interface ScanKey {
  readonly key: string;
  readonly at: number;
  readonly ctrl?: boolean;
  readonly alt?: boolean;
}

/** What was typed so far without a pause. */
export interface ScanState {
  readonly text: string;
  /** Digits typed with Alt held, of a character told by its code; `` when there are none. */
  readonly code: string;
  /** Instant of the last key, in ms; null before any. */
  readonly at: number | null;
}

export const noScan: ScanState = { text: '', code: '', at: null };

/** What to do with a key. */
export type ScanOutcome =
  /** Someone types: the key goes where it was going. */
  | { readonly kind: 'typing' }
  /** A scanner types: keep the key from the field. The `leaked` characters before it have reached the field: take them back. */
  | { readonly kind: 'scanning'; readonly leaked: number }
  | {
      readonly kind: 'read';
      readonly read: ReadDatamatrix;
      /** Typed through the wrong keyboard setting, undone. */ readonly repaired: boolean;
    }
  | { readonly kind: 'refused'; readonly error: PosteError };

/** Longest pause within a burst, in ms: nobody types 26 characters of zeros this fast. */
export const SCAN_PAUSE_MS = 80;
/** How a burst opens: the header as typed by a right scanner, by a QWERTY one, and both under Caps Lock. */
const OPENINGS = ['IS01', 'ISà&', 'is01', 'isà&'] as const;
const TYPING: ScanOutcome = { kind: 'typing' };

/**
 * Hears one key. Pure: the caller keeps the state and acts on the outcome. A burst opens by the header of the
 * payload and ends with Enter or Tab; a pause inside one drops it.
 */
export function hearKey(
  state: ScanState,
  key: ScanKey,
  options: DatamatrixOptions,
): { readonly state: ScanState; readonly outcome: ScanOutcome } {
  const { text: heard, code } = state.at !== null && key.at - state.at > SCAN_PAUSE_MS ? noScan : state;
  if (key.alt === true && /^\d$/.test(key.key))
    return {
      state: { text: heard, code: code + key.key, at: key.at },
      outcome: isOpening(heard) ? { kind: 'scanning', leaked: 0 } : TYPING,
    };
  const before = heard + characterOf(code);
  const inside = isOpening(before);
  if (key.key === 'Enter' || key.key === 'Tab') return { state: noScan, outcome: inside ? recogniseScan(before, options) : TYPING };
  const typed = typedBy(key);
  // Shift, Control and the like come between the characters.
  if (typed === null) return { state: { text: before, code: '', at: key.at }, outcome: inside ? { kind: 'scanning', leaked: 0 } : TYPING };
  const text = before + typed;
  if (text.length > DATAMATRIX_MAX_LENGTH) return { state: noScan, outcome: inside ? recogniseScan(text, options) : TYPING };
  // Before the opening is whole, only what may still become one is worth keeping.
  const kept = isOpening(text) ? text : longestOpening(text);
  return {
    state: { text: kept, code: '', at: key.at },
    outcome: isOpening(kept) ? { kind: 'scanning', leaked: inside ? 0 : kept.length - 1 } : TYPING,
  };
}

/** The character of a code typed with Alt held: 29 is GS. What is not of ASCII, where code pages differ, has no place in a payload: it is refused there. */
const characterOf = (code: string): string => (code === '' ? '' : String.fromCharCode(Number(code)));

/** A whole text that a scanner typed or that was pasted. A symbology prefix (`]d2`) and line ends are dropped. */
export function recogniseScan(text: string, options: DatamatrixOptions): Extract<ScanOutcome, { readonly kind: 'read' | 'refused' }> {
  const direct = attempt(withoutSymbology(text), options);
  if ('read' in direct) return { kind: 'read', read: direct.read, repaired: false };
  const candidates = looksScrambled(text) ? unscrambled(withoutSymbology(text)).map((candidate) => attempt(candidate, options)) : [];
  const reads = candidates.flatMap((candidate) => ('read' in candidate ? [candidate.read] : []));
  // One at most: the dots of the OID are dots in one way to undo it alone.
  const [read] = reads;
  if (read !== undefined) return { kind: 'read', read, repaired: true };
  if (!looksScrambled(text)) return { kind: 'refused', error: direct.error };
  // One way to undo it led to a known payload: what is wrong with that payload says more than the setting.
  const known = candidates.flatMap((candidate) => ('error' in candidate && UNDONE.has(candidate.error.code) ? [candidate.error] : []))[0];
  return { kind: 'refused', error: known ?? fail('SCAN_SCRAMBLED') };
}

/** Errors that only a payload read right through can have. */
const UNDONE = new Set<ErrorCode>(['DATAMATRIX_OID_TEST', 'DATAMATRIX_SEPARATOR', 'DATAMATRIX_MISSING']);

function attempt(text: string, options: DatamatrixOptions): { readonly read: ReadDatamatrix } | { readonly error: PosteError } {
  try {
    return { read: parseDatamatrix(text, options) };
  } catch (thrown) {
    if (thrown instanceof PosteError) return { error: thrown };
    throw thrown;
  }
}

/** AIM identifier of Data Matrix, which some scanners type first; the same typed by a QWERTY scanner. */
const withoutSymbology = (text: string): string => text.replace(/^(?:\]d[0-6]|\$d[à&é"'(-])/, '');
const isOpening = (text: string): boolean => OPENINGS.some((opening) => withoutSymbology(text).startsWith(opening));
const mayOpen = (text: string): boolean => /^[\]$]d?$/.test(text) || OPENINGS.some((opening) => opening.startsWith(withoutSymbology(text)));
const longestOpening = (text: string): string => [6, 5, 4, 3, 2, 1].map((length) => text.slice(-length)).find(mayOpen) ?? '';
const looksScrambled = (text: string): boolean => /^(?:ISà&|is01|isà&)/.test(withoutSymbology(text));

/** Keys that scanners send for GS: the control character, Ctrl+], and what a QWERTY Ctrl+] is on AZERTY. */
function typedBy({ key, ctrl = false }: ScanKey): string | null {
  if (key === GS || (ctrl && (key === ']' || key === '$'))) return GS;
  return !ctrl && [...key].length === 1 ? key : null;
}

/** What the keys of a QWERTY (US) scanner type on an AZERTY computer, character by character; macOS has its own 6 and 8. */
const DIGITS: ReadonlyMap<string, string> = new Map(
  Object.entries({ '&': '1', é: '2', '"': '3', "'": '4', '(': '5', '-': '6', '§': '6', è: '7', _: '8', '!': '8', ç: '9', à: '0' }),
);
const REST: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Q: 'A',
    A: 'Q',
    Z: 'W',
    W: 'Z',
    '?': 'M',
    q: 'a',
    a: 'q',
    z: 'w',
    w: 'z',
    ',': 'm',
    ':': '.',
    ')': '-',
    ù: "'",
    '.': '<',
    '/': '>',
  }),
);

/** The ways to undo a wrong setting: the whole keyboard, the row of digits alone; each under Caps Lock too. */
function unscrambled(text: string): readonly string[] {
  const keyboard = map(text, (character) => DIGITS.get(character) ?? REST.get(character) ?? character);
  return [keyboard, digitsByBlock(withSeparators(text))].map((candidate) =>
    candidate.startsWith('is') ? candidate.toUpperCase() : candidate,
  );
}

/** Digits alone undone, block by block: a hyphen or an apostrophe is a 6 or a 4 but in a name, and between the parts of a date. */
function digitsByBlock(text: string): string {
  const digits = (part: string): string => map(part, (character) => DIGITS.get(character) ?? character);
  let out = digits(text.slice(0, DATAMATRIX_HEADER.length));
  for (let at = DATAMATRIX_HEADER.length; at < text.length;) {
    if (text.startsWith(GS, at)) {
      out += GS;
      at += GS.length;
      continue;
    }
    const id = digits(text.slice(at, at + 2)).toUpperCase();
    const [value = ''] = text.slice(at + 2, at + 2 + (blockMax(id) ?? text.length)).split(GS);
    const name = id === 'S3' || id === 'S4';
    out +=
      id + (name ? value : map(value, (character, index) => (id === 'S6' && (index === 2 || index === 5) ? character : digits(character))));
    at += 2 + value.length;
  }
  return out;
}

const map = (text: string, one: (character: string, index: number) => string): string => [...text].map(one).join('');

/**
 * High-level encoding of ISO/IEC 16022 (5.2) for the datamatrix INS: its header in C40 (ANS, Format datamatrix INS v2.2,
 * §4; ins/README 5), the rest in C40 or ASCII, whichever is shorter.
 */

const LATCH_C40 = 230;
const UNLATCH = 254;
/** Shift 1: control characters. Shift 2: signs. */
const [SHIFT_1, SHIFT_2] = [0, 1];

/** C40 values of a character (ISO/IEC 16022, table C.1). @throws RangeError outside upper case, digits, signs and controls */
function c40(character: string): readonly number[] {
  const code = character.charCodeAt(0);
  if (code === 32) return [3];
  if (code >= 48 && code <= 57) return [code - 44];
  if (code >= 65 && code <= 90) return [code - 51];
  if (code < 32) return [SHIFT_1, code];
  if (code >= 33 && code <= 47) return [SHIFT_2, code - 33];
  if (code >= 58 && code <= 64) return [SHIFT_2, code - 43];
  if (code >= 91 && code <= 95) return [SHIFT_2, code - 69];
  throw new RangeError('character outside the datamatrix alphabet');
}

/** A way to have written the first characters. Costs in thirds of a codeword: three C40 values fill two codewords. */
interface Path {
  readonly cost: number;
  readonly words: readonly number[];
  /** C40 values not yet in codewords; null in ASCII. */
  readonly pending: readonly number[] | null;
}

/**
 * Shortest codewords of a payload whose `header` first characters are in C40. Not padded: the symbol's size does it.
 *
 * @param payload upper case, digits, signs, GS.
 */
export function codewords(payload: string, header: number): readonly number[] {
  // Best path after each character, by state: ASCII, then C40 with 0, 1 or 2 values pending.
  const steps: Map<number, Path>[] = [new Map([[0, { cost: 6, words: [LATCH_C40], pending: [] }]])];
  const keep = (at: number, path: Path): void => {
    const paths = (steps[at] ??= new Map());
    const state = path.pending === null ? -1 : path.pending.length;
    const best = paths.get(state);
    if (best === undefined || path.cost < best.cost) paths.set(state, path);
  };
  for (let at = 0; at < payload.length; at++) {
    for (const path of steps[at]?.values() ?? []) {
      for (const from of at < header ? [path] : alternatives(path)) {
        if (from.pending === null) {
          const pair = payload.slice(at, at + 2);
          keep(at + 1, { cost: from.cost + 3, words: [...from.words, payload.charCodeAt(at) + 1], pending: null });
          if (/^\d\d$/.test(pair)) keep(at + 2, { cost: from.cost + 3, words: [...from.words, Number(pair) + 130], pending: null });
        } else {
          const values = c40(payload.charAt(at));
          keep(at + 1, { cost: from.cost + 2 * values.length, ...packed(from.words, [...from.pending, ...values]) });
        }
      }
    }
  }
  const ends = [...(steps[payload.length]?.values() ?? [])].flatMap((path) =>
    path.pending === null ? [path] : path.pending.length === 0 ? alternatives(path).filter(({ pending }) => pending === null) : [],
  );
  const best = ends.toSorted((a, b) => a.cost - b.cost)[0];
  if (best === undefined) throw new RangeError('no encoding');
  return best.words;
}

/** The path as it is, and in the other mode. C40 is left only when its values fill their codewords. */
function alternatives(path: Path): readonly Path[] {
  if (path.pending === null) return [path, { cost: path.cost + 3, words: [...path.words, LATCH_C40], pending: [] }];
  return path.pending.length === 0 ? [path, { cost: path.cost + 3, words: [...path.words, UNLATCH], pending: null }] : [path];
}

function packed(words: readonly number[], values: readonly number[]): Pick<Path, 'words' | 'pending'> {
  const [a, b, c, ...rest] = values;
  if (a === undefined || b === undefined || c === undefined) return { words, pending: values };
  const triple = 1600 * a + 40 * b + c + 1;
  return packed([...words, Math.floor(triple / 256), triple % 256], rest);
}

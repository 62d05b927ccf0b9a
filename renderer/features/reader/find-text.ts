/** A run of text as a page has it. */
export interface Run {
  readonly str: string;
  /** A line ends after it. */
  readonly hasEOL: boolean;
}

/** A place in the text of a page: a run, and a character of it. */
interface Spot {
  readonly run: number;
  readonly offset: number;
}

/** What was found, from its first character to after its last one. */
export interface Found {
  readonly from: Spot;
  readonly to: Spot;
}

/** The text of a page as it is looked through, and where each of its characters comes from. */
export interface PageText {
  readonly folded: string;
  readonly runs: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const LETTER = /\p{L}/u;
const SAME: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '‐': '-',
  '‑': '-',
  '–': '-',
  '\u00ad': '',
};

/** A character without its accent, its case, or what print makes of it (ligatures, curled apostrophes). */
const plain = (character: string): string =>
  character
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[œæß’‘ʼ‐‑–\u00ad]/g, (one) => SAME[one] ?? one);

/**
 * Text made easy to find: accents, case, ligatures and the shape of apostrophes are forgiven, lines run on, and a
 * hyphen between two letters is nothing, whether the word or the end of the line put it there.
 */
export function foldText(runs: readonly Run[]): PageText {
  const [out, from, starts, ends]: [string[], number[], number[], number[]] = [[], [], [], []];
  /** The last space stands for the end of a line. */
  let lineEnd = false;
  const drop = (count: number): void => {
    for (const list of [out, from, starts, ends]) list.length -= count;
  };
  const add = (character: string, run: number, start: number, end: number): void => {
    out.push(character);
    from.push(run);
    starts.push(start);
    ends.push(end);
  };
  const addSpace = (run: number, start: number, end: number): void => {
    if (out.at(-1) !== ' ') add(' ', run, start, end);
  };
  for (const [run, { str, hasEOL }] of runs.entries()) {
    let at = 0;
    for (const character of str) {
      const end = at + character.length;
      if (/\s/u.test(character)) addSpace(run, at, end);
      else
        for (const one of plain(character)) {
          if (LETTER.test(one)) {
            const after = lineEnd && out.at(-1) === ' ' ? 1 : 0;
            if (out.at(-1 - after) === '-' && LETTER.test(out.at(-2 - after) ?? '')) drop(1 + after);
          }
          add(one, run, at, end);
          lineEnd = false;
        }
      at = end;
    }
    if (hasEOL) {
      addSpace(run, str.length, str.length);
      lineEnd = true;
    }
  }
  return { folded: out.join(''), runs: from, starts, ends };
}

/** What is looked for, folded as the text is; empty when nothing is. */
export const foldQuery = (typed: string): string => foldText([{ str: typed, hasEOL: false }]).folded.trim();

/** Every place where a folded query stands, from the first one, none over another. */
export function findIn({ folded, runs, starts, ends }: PageText, query: string): readonly Found[] {
  const found: Found[] = [];
  if (query === '') return found;
  for (let at = folded.indexOf(query); at !== -1; at = folded.indexOf(query, at + query.length)) {
    const last = at + query.length - 1;
    found.push({ from: { run: runs[at] ?? 0, offset: starts[at] ?? 0 }, to: { run: runs[last] ?? 0, offset: ends[last] ?? 0 } });
  }
  return found;
}

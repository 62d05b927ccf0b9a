import type { Match } from './useSearch.ts';

/** What was found, on the pages of every reader, and the one that is looked at: drawn by the style sheet, nothing is added to the page. */
const found = new Highlight();
const looked = new Highlight();
looked.priority = 1;
CSS.highlights.set('reader-found', found);
CSS.highlights.set('reader-looked', looked);

/** Marks what was found in the runs of text of a page; returns what takes the marks away. */
export function mark(runs: readonly HTMLElement[], matches: readonly Match[], current: Match | null): () => void {
  const ranges = matches.flatMap((match) => {
    if (match.found === null) return [];
    const { found: place } = match;
    const [from, to] = [runs[place.from.run]?.firstChild, runs[place.to.run]?.firstChild];
    if (from === null || from === undefined || to === null || to === undefined) return [];
    const range = new Range();
    range.setStart(from, place.from.offset);
    range.setEnd(to, place.to.offset);
    const among = match === current ? looked : found;
    among.add(range);
    return [{ range, among }];
  });
  return () => {
    for (const { range, among } of ranges) among.delete(range);
  };
}

import { Lexer } from './lexer.ts';
import { pdfLimit } from './limits.ts';
import { resolved, valueAt, type PdfObjects } from './objects.ts';
import { referencesOf, type PdfValue } from './values.ts';

/** Pages are counted this far: nobody may send that many. */
const COUNT_MAX = 100_000;

/** Nodes of a page tree: 100,000 pages by tens have 11,112. */
const NODES_MAX = 50_000;

/**
 * Counts the leaves of the page tree (ISO 32000-1, 7.7.3) without believing what its nodes say of themselves: a reader
 * that believes a `/Count` that is too small shows only a part of the document.
 *
 * @returns null when the tree cannot be followed: the number of the full reader then stands alone.
 * @throws PdfLimit
 */
export function countPages(objects: PdfObjects): number | null {
  const root = objects.trailers.findLast(({ entries }) => entries.has('Root'))?.entries.get('Root');
  const catalog = resolved(objects, root);
  const top = catalog?.kind === 'dict' ? catalog.entries.get('Pages') : undefined;
  return top?.kind === 'ref' ? leavesOf(top.number, objects) : null;
}

function leavesOf(top: number, objects: PdfObjects): number | null {
  const entered = new Set<number>();
  const leaves = new Set<number>();
  const waiting = [top];
  let count = 0;
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    if (leaves.has(number)) {
      count += 1;
      continue;
    }
    const node = valueAt(objects, number);
    if (node?.kind !== 'dict') return null;
    const kids = node.entries.get('Kids');
    if (kids === undefined) {
      leaves.add(number);
      count += 1;
      continue;
    }
    if (entered.has(number)) return null;
    if (entered.add(number).size > NODES_MAX) throw pdfLimit('pages');
    const list = kidsOf(kids, number, objects);
    if (list === null) return null;
    for (const kid of list) waiting.push(kid);
    if (count + waiting.length > COUNT_MAX) return COUNT_MAX;
  }
  return count;
}

function kidsOf(kids: PdfValue, node: number, objects: PdfObjects): readonly number[] | null {
  // An array knows where it begins, in the same bytes as what holds it.
  const holder = kids.kind === 'ref' ? kids.number : node;
  const list = resolved(objects, kids);
  const place = objects.places.get(holder);
  return list?.kind === 'array' && place !== undefined ? referencesOf(new Lexer(place.bytes, list.at), COUNT_MAX + 1) : null;
}

import { plain, unfold } from './active.ts';

/**
 * Counts the leaves of the page tree (ISO 32000-1, 7.7.3) without believing what its nodes say of themselves: a reader
 * that believes a `/Count` that is too small shows only a part of the document.
 *
 * @returns null when the tree cannot be followed by this simple reading: the number of the full reader then stands alone.
 * @throws Error when an object stream cannot be unfolded.
 */
export function countPages(bytes: Uint8Array): number | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const objects = readObjects(bytes, text);
  const roots = [...text.matchAll(/\/Root\s+(\d+)\s+\d+\s+R/g)];
  const catalog = objects.get(Number(roots.at(-1)?.[1] ?? -1));
  const top = /\/Pages\s+(\d+)\s+\d+\s+R/.exec(plain(catalog ?? ''))?.[1];
  return top === undefined ? null : leavesOf(Number(top), objects);
}

function leavesOf(top: number, objects: ReadonlyMap<number, string>): number | null {
  const entered = new Set<number>();
  const waiting = [top];
  let leaves = 0;
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const body = objects.get(number);
    if (body === undefined) return null;
    const kids = /\/Kids\s*(?:\[([^\]]*)\]|(\d+)\s+\d+\s+R)/.exec(plain(body));
    if (kids === null) {
      leaves += 1;
      continue;
    }
    if (entered.has(number)) return null;
    entered.add(number);
    const list = kids[1] ?? /\[([^\]]*)\]/.exec(objects.get(Number(kids[2])) ?? '')?.[1];
    if (list === undefined) return null;
    for (const [, kid] of list.matchAll(/(\d+)\s+\d+\s+R/g)) waiting.push(Number(kid));
  }
  return leaves;
}

/** The text of each object by its number, streams left out; of several definitions the last, as after an update (7.5.6). */
function readObjects(bytes: Uint8Array, text: string): Map<number, string> {
  const objects = new Map<number, string>();
  const head = /(\d+)\s+\d+\s+obj\b/g;
  for (let found = head.exec(text); found !== null; found = head.exec(text)) {
    const end = text.indexOf('endobj', head.lastIndex);
    if (end === -1) break;
    const body = text.slice(head.lastIndex, end);
    const stream = /(?<!end)stream\r?\n/.exec(body);
    if (stream === null) {
      objects.set(Number(found[1]), body);
      head.lastIndex = end;
      continue;
    }
    const dictionary = body.slice(0, stream.index);
    const start = head.lastIndex + stream.index + stream[0].length;
    if (/\/ObjStm(?![A-Za-z0-9])/.test(plain(dictionary))) {
      for (const [number, packed] of packedObjects(bytes.subarray(start), plain(dictionary))) objects.set(number, packed);
    }
    head.lastIndex = afterStream(text, start, dictionary);
  }
  return objects;
}

/** What a stream holds may look like objects: an attached PDF. */
function afterStream(text: string, start: number, dictionary: string): number {
  const length = /\/Length\s+(\d+)(?!\d|\s+\d+\s+R)/.exec(dictionary)?.[1];
  const told = start + Number(length ?? 0);
  if (length !== undefined && /^\s{0,4}endstream/.test(text.slice(told, told + 16))) return told;
  const end = text.indexOf('endstream', start);
  return end === -1 ? text.length : end;
}

/** 7.5.7: `/N` pairs « number, offset », then the objects from `/First`. */
function packedObjects(content: Uint8Array, dictionary: string): [number, string][] {
  const count = Number(/\/N\s+(\d+)/.exec(dictionary)?.[1] ?? 0);
  const first = Number(/\/First\s+(\d+)/.exec(dictionary)?.[1] ?? 0);
  const unfolded = unfold(content, dictionary);
  const packed = unfolded === '' ? Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, MAX_PLAIN)).toString('latin1') : unfolded;
  const pairs = [...packed.slice(0, first).matchAll(/(\d+)\s+(\d+)/g)].slice(0, count).map(([, number, offset]) => [Number(number), Number(offset)] as const);
  return pairs.map(([number, offset], i) => [number, packed.slice(first + offset, first + (pairs[i + 1]?.[1] ?? packed.length))]);
}

/** An object stream that is not compressed is read this far, in bytes. */
const MAX_PLAIN = 4 * 1024 * 1024;

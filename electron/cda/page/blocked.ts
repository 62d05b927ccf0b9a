import { attribute, type XmlElement } from '../../xml/read.ts';

/** What a document brought and the page does not have. */
export type BlockedKind = 'script' | 'style' | 'remote' | 'frame' | 'handler';

export interface Blocked {
  readonly kind: BlockedKind;
  readonly count: number;
}

const ELEMENTS: ReadonlyMap<string, BlockedKind> = new Map([
  ['script', 'script'],
  ['svg', 'script'],
  ['style', 'style'],
  ['stylesheet', 'style'],
  ['link', 'style'],
  ['iframe', 'frame'],
  ['frame', 'frame'],
  ['frameset', 'frame'],
  ['object', 'frame'],
  ['embed', 'frame'],
  ['applet', 'frame'],
  ['form', 'frame'],
]);
/** Attributes by which a page fetches or goes somewhere. */
const ADDRESSES: ReadonlySet<string> = new Set(['href', 'src', 'srcset', 'action', 'formaction', 'data', 'background', 'poster']);
/** A media by its address, instead of its bytes: `reference` of an observationMedia. */
const REFERENCE = 'reference';
const RUNS = /^(?:javascript|vbscript|data|livescript):/i;
const OUTSIDE = /^(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)/i;
/** Names of styles are words; anything else is an attempt to write one. */
const STYLE_WORDS = /^[\w\s.-]*$/;
/** Pictures and pages that may hold scripts. */
const ACTIVE = /^(?:image\/svg|text\/html|application\/xhtml|text\/javascript|application\/javascript)/i;

/** Counts what our page leaves out, in the whole file: a style sheet around the document too. @param prolog what stands before its root */
export function countBlocked(root: XmlElement, prolog: string): Blocked[] {
  const counts = new Map<BlockedKind, number>();
  const add = (kind: BlockedKind): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const _ of prolog.replaceAll(/<!--[\s\S]*?-->/g, '').matchAll(/<\?xml-stylesheet\b/g)) add('style');
  const waiting: { readonly element: XmlElement; readonly media: boolean }[] = [{ element: root, media: false }];
  for (let turn = waiting.pop(); turn !== undefined; turn = waiting.pop()) {
    const { element } = turn;
    const kind = ELEMENTS.get(element.name.toLowerCase());
    if (kind !== undefined) add(kind);
    if (ACTIVE.test(attribute(element, 'mediaType') ?? '')) add('script');
    for (const { name, value } of element.attributes) {
      const lower = name.toLowerCase();
      if (/^on[a-z]+$/.test(lower)) add('handler');
      else if (lower === 'style' || (lower === 'stylecode' && !STYLE_WORDS.test(value))) add('style');
      else if (ADDRESSES.has(lower) || (turn.media && element.name === REFERENCE && lower === 'value')) {
        // A browser passes over white space and control characters there.
        const address = Array.from(value)
          .filter((letter) => letter > ' ')
          .join('');
        if (RUNS.test(address)) add('script');
        else if (OUTSIDE.test(address)) add('remote');
      }
    }
    const media = turn.media || element.name === 'observationMedia' || element.name === 'nonXMLBody';
    for (const child of element.children) if (typeof child !== 'string') waiting.push({ element: child, media });
  }
  return (['script', 'style', 'remote', 'frame', 'handler'] as const).flatMap((kind) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [{ kind, count }];
  });
}

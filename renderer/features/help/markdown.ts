/** The little markdown that the guide uses: titles, paragraphs, lists, **bold** and `keys`. `at` is a place in the source. */
export type Block =
  | { readonly at: number; readonly kind: 'title'; readonly level: 1 | 2; readonly text: string }
  | { readonly at: number; readonly kind: 'paragraph'; readonly text: string }
  | { readonly at: number; readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] };

/** A run of text inside a block. */
interface Run {
  readonly at: number;
  readonly style: 'plain' | 'strong' | 'key';
  readonly text: string;
}

/** Splits the source into blocks; blocks are separated by blank lines. */
export function blocksOf(source: string): readonly Block[] {
  return [...source.matchAll(/(?:\S[^\n]*(?:\n|$))+/g)].map((found) => blockOf(found[0].trim(), found.index));
}

function blockOf(block: string, at: number): Block {
  const title = /^(#{1,2}) (.+)$/.exec(block);
  if (title !== null) return { at, kind: 'title', level: title[1] === '#' ? 1 : 2, text: title[2] ?? '' };
  const lines = block.split('\n');
  if (lines.every((line) => line.startsWith('- '))) return { at, kind: 'list', ordered: false, items: lines.map((line) => line.slice(2)) };
  if (lines.every((line) => /^\d+\. /.test(line)))
    return { at, kind: 'list', ordered: true, items: lines.map((line) => line.replace(/^\d+\. /, '')) };
  return { at, kind: 'paragraph', text: lines.join(' ') };
}

/** Splits a text into its runs. */
export function runsOf(text: string): readonly Run[] {
  return [...text.matchAll(/\*\*([^*]+)\*\*|`([^`]+)`|(?:(?!\*\*)[^`])+/g)].map((found): Run => {
    if (found[1] !== undefined) return { at: found.index, style: 'strong', text: found[1] };
    if (found[2] !== undefined) return { at: found.index, style: 'key', text: found[2] };
    return { at: found.index, style: 'plain', text: found[0] };
  });
}

import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { parseAst } from 'vite';

const root = join(import.meta.dirname, '../../..');

/** As the parser gives it. */
export type Node = Readonly<Record<string, unknown>> & { readonly type: string };
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
export const nodesIn = (value: unknown): readonly Node[] => (Array.isArray(value) ? value : [value]).filter(isNode);
export const nameOf = (node: unknown): string => (isNode(node) && typeof node['name'] === 'string' ? node['name'] : '');
/** A text, or the name of a key. */
export const textOf = (node: unknown): string | null =>
  isNode(node) && node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : nameOf(node) || null;

/** A node and all beneath, those excepted that `enters` keeps out. */
export function* nodesOf(node: Node, enters: (node: Node) => boolean = () => true): Generator<Node> {
  if (!enters(node)) return;
  yield node;
  for (const child of Object.values(node)) for (const one of nodesIn(child)) yield* nodesOf(one, enters);
}

/** The sources that these patterns name, as trees. */
export function treesOf(...patterns: readonly string[]): readonly { readonly file: string; readonly tree: Node }[] {
  return globSync([...patterns], { cwd: root }).map((file) => ({
    file,
    tree: treeOf(readFileSync(join(root, file), 'utf8'), file.endsWith('x')),
  }));
}

/** Cast: the parser's own type lists every kind of node; here any will do. */
export function treeOf(source: string, jsx = false): Node {
  return (jsx ? parseAst(source, { lang: 'tsx' }) : parseAst(stripTypeScriptTypes(source))) as unknown as Node;
}

import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Words of a source file that may be shown: a string, a part of a template, a text of JSX. */
export interface Literal {
  /** `renderer/ui/Field.tsx:12` */
  readonly place: string;
  readonly text: string;
}

/** Every literal of some source files, but for the names of what they import. */
export function literalsOf(...patterns: readonly string[]): readonly Literal[] {
  return globSync([...patterns], { cwd: root }).flatMap((path) => {
    const source = readFileSync(root + path, 'utf8');
    const { program, errors } = parseSync(path, source);
    if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message ?? ''}`);
    return [...literals(program)].map(({ text, at }) => ({ place: `${path}:${source.slice(0, at).split('\n').length}`, text }));
  });
}

function* literals(node: unknown): Generator<{ readonly text: string; readonly at: number }> {
  if (Array.isArray(node)) for (const one of node) yield* literals(one);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const { type, value, start } = node as { readonly type?: unknown; readonly value?: unknown; readonly start?: unknown };
  if (type === 'ImportDeclaration') return;
  const at = typeof start === 'number' ? start : 0;
  if ((type === 'Literal' || type === 'JSXText') && typeof value === 'string') yield { text: value, at };
  else if (type === 'TemplateElement') yield { text: (value as { readonly cooked: string }).cooked, at };
  else for (const child of Object.values(node)) yield* literals(child);
}

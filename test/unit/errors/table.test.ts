import { describe, expect, it } from 'vitest';
import { errorFacts, errorFromFacts, fail } from '../../../shared/errors.ts';
import type { ErrorDefinition } from '../../../shared/errors/define.ts';
import { errors } from '../../../shared/errors/index.ts';
import { nameOf, nodesIn, nodesOf, textOf, treeOf, treesOf, type Node } from './sources.ts';

const trees = treesOf('{electron,shared,renderer}/**/*.{ts,tsx}', 'test/cli/*.ts');
const isTable = (file: string): boolean => file.startsWith('shared/errors/');

/** Codes that a tree declares, as many times as it does. */
const declared = (tree: Node): readonly (string | null)[] =>
  [...nodesOf(tree)]
    .filter((node) => node.type === 'CallExpression' && nameOf(node['callee']) === 'defineErrors')
    .flatMap((call) => nodesIn(call['arguments']).flatMap((object) => nodesIn(object['properties']).map(({ key }) => textOf(key))));

const twice = (codes: readonly (string | null)[]): readonly (string | null)[] => codes.filter((code, i) => codes.indexOf(code) !== i);

/** Codes that a tree makes, or hands over to be made: one that it only compares, or looks for in a set, is made elsewhere. */
function used(tree: Node): ReadonlySet<string> {
  const compares = (node: Node): boolean =>
    (node.type === 'BinaryExpression' && /^[!=]==$/.test(String(node['operator']))) ||
    (node.type === 'NewExpression' && nameOf(node['callee']) === 'Set');
  const literals = [...nodesOf(tree, (node) => !compares(node))].filter(({ type }) => type === 'Literal');
  return new Set(literals.flatMap((node) => textOf(node) ?? []));
}

const blanksOf = ({ message, action, values = {} }: ErrorDefinition): readonly string[] =>
  [...`${message} ${action}`.matchAll(/\{(\w+)\}/g)].flatMap(([, blank]) => (blank === undefined || blank in values ? [] : [blank]));

/** Blanks that a tree leaves open where it makes an error by a code spelt out, with values spelt out or none. */
function leftOpen(tree: Node, table: Readonly<Record<string, ErrorDefinition>>): readonly string[] {
  return [...nodesOf(tree)]
    .filter(({ type }) => type === 'CallExpression')
    .flatMap((call) => {
      const [first, extra] = nodesIn(call['arguments']);
      const code = first?.type === 'Literal' ? (textOf(first) ?? '') : '';
      const definition = Object.hasOwn(table, code) && /^(fail|reason|\w+Error)$/.test(nameOf(call['callee'])) ? table[code] : undefined;
      if (definition === undefined || (extra !== undefined && extra.type !== 'ObjectExpression')) return [];
      const [values] = nodesIn(nodesIn(extra?.['properties']).find(({ key }) => nameOf(key) === 'values')?.['value']);
      if (values !== undefined && values.type !== 'ObjectExpression') return [];
      const given = new Set(nodesIn(values?.['properties']).map(({ key }) => nameOf(key)));
      return blanksOf(definition)
        .filter((blank) => !given.has(blank))
        .map((blank) => `${code} ${blank}`);
    });
}

/** What is wrong with the sentences of an error. A blank at the end brings its own punctuation. */
function wrongSentences({ message, action }: ErrorDefinition): readonly string[] {
  return Object.entries({ message, action }).flatMap(([what, text]) => {
    if (text.trim() === '') return [`no ${what}`];
    return /[.!?…]( »)?$|\{\w+\}$/.test(text) ? [] : [`${what} without final punctuation`];
  });
}

describe('the errors of the application', () => {
  it('are each declared once, in the one table', () => {
    const all = trees.flatMap(({ file, tree }) => declared(tree).map((code) => ({ file, code })));
    const codes = all.map(({ code }) => code);
    expect(twice(codes)).toEqual([]);
    expect(all.filter(({ file }) => !isTable(file))).toEqual([]);
    expect(codes.toSorted()).toEqual(Object.keys(errors).toSorted());
  });

  it('are made from the table, never by hand', () => {
    const byHand = trees.filter(({ tree }) =>
      [...nodesOf(tree)].some((node) => node.type === 'NewExpression' && nameOf(node['callee']) === 'PosteError'),
    );
    expect(byHand.map(({ file }) => file)).toEqual(['shared/errors.ts']);
  });

  it('are all met: somebody makes each of them', () => {
    const made = new Set(trees.filter(({ file }) => !isTable(file)).flatMap(({ tree }) => [...used(tree)]));
    expect(Object.keys(errors).filter((code) => !made.has(code))).toEqual([]);
  });

  it('each say a whole sentence, and what to do', () => {
    expect(Object.entries(errors).flatMap(([code, definition]) => wrongSentences(definition).map((wrong) => `${code}: ${wrong}`))).toEqual(
      [],
    );
  });

  it('are made with what fills their blanks', () => {
    expect(trees.flatMap(({ file, tree }) => leftOpen(tree, errors).map((open) => `${file}: ${open}`))).toEqual([]);
  });

  it('fill blanks of their own that are in their sentences', () => {
    const strangers = Object.entries(errors).flatMap(([code, { message, action, values = {} }]) =>
      Object.keys(values)
        .filter((blank) => !`${message}${action}`.includes(`{${blank}}`))
        .map((blank) => `${code} ${blank}`),
    );
    expect(strangers).toEqual([]);
  });
});

describe('what is refused of a table', () => {
  const code = (source: string) => treeOf(source);

  it.each<readonly [string, readonly string[], string]>([
    ['a code declared in two places', ['A'], 'const x = defineErrors({ A: {}, B: {} }); const y = defineErrors({ A: {} });'],
    ['a code declared twice in one place', ['A'], "defineErrors({ A: {}, 'A': {} });"],
    ['nothing, each declared once', [], 'const x = defineErrors({ A: {}, B: {} }); const y = other({ A: {} });'],
  ])('%s', (_what, found, source) => {
    expect(twice(declared(code(source)))).toEqual(found);
  });

  it.each<readonly [string, readonly string[], string]>([
    ['thrown', ['A'], "throw fail('A');"],
    ['chosen', ['A', 'B'], "const why = odd ? 'A' : 'B';"],
    ['compared', [], "if (error.code === 'A' || error.code !== 'B') done();"],
    ['looked for', [], "const PASSING = new Set(['A', 'B']);"],
    ['told in a comment', [], '/** @throws A */ run();'],
  ])('a code that is only %s: made %j', (_what, made, source) => {
    expect([...used(code(source))]).toEqual(made);
  });

  it.each<readonly [string, readonly string[]]>([
    ["fail('A', { values: { limit: 1 } });", []],
    ["cardError('A', { values: { limit, why } });", []],
    ["fail('A', { path, values: { why } });", ['A limit']],
    ["fail('A', { path });", ['A limit']],
    ["fail('A');", ['A limit']],
    ["fail('A', { values: WORDS[why] });", []],
    ["codeOf('A');", []],
    ['fail(code);', []],
  ])('blanks left open by %s: %j', (source, open) => {
    expect(leftOpen(code(source), { A: { message: 'Dépasse {limit}{why}.', action: 'Coupez.', values: { why: '' } } })).toEqual(open);
  });

  it.each<readonly [ErrorDefinition, readonly string[]]>([
    [{ message: 'Trop grand.', action: 'Réduisez-le.' }, []],
    [{ message: 'Trop grand : {why}', action: 'Choisissez « Non. »' }, []],
    [{ message: 'Trop grand', action: 'Réduisez-le.' }, ['message without final punctuation']],
    [{ message: 'Trop grand.', action: 'Réduisez-le' }, ['action without final punctuation']],
    [{ message: 'Trop grand.', action: ' ' }, ['no action']],
    [{ message: '', action: 'Réduisez-le.' }, ['no message']],
  ])('sentences %j', (definition, wrong) => {
    expect(wrongSentences(definition)).toEqual(wrong);
  });
});

describe('an error', () => {
  it('fills the blanks of its sentences with what is given, else with its own words', () => {
    expect(fail('FILE_TOO_LARGE').message).toBe('Ce fichier dépasse la taille acceptée.');
    expect(fail('FILE_TOO_LARGE', { values: { limit: '40 Mo' } }).message).toBe('Ce fichier dépasse 40 Mo.');
    expect(fail('CONFIG_INVALID').message).toContain('{file}');
  });

  it('of a code that this application does not know is an internal one, which names it', () => {
    const said = { message: 'Refusé.', action: 'Relisez.', path: '/a' };
    expect(errorFacts(errorFromFacts({ ...said, code: 'A_CODE_OF_TOMORROW', detail: null }))).toEqual({
      ...said,
      code: 'INTERNAL',
      detail: 'A_CODE_OF_TOMORROW',
    });
    expect(errorFromFacts({ ...said, code: 'toString', detail: 'sent=no' })).toMatchObject({
      code: 'INTERNAL',
      detail: 'toString sent=no',
    });
    expect(errorFacts(errorFromFacts({ ...said, code: 'DMP_BUSY', detail: null }))).toEqual({ ...said, code: 'DMP_BUSY', detail: null });
  });
});

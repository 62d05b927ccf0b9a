import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Makes `resources/cog/communes.tsv` from the Code officiel géographique of INSEE, as Etalab publishes it on npm
 * (`@etalab/decoupage-administratif`; data under Licence Ouverte 2.0, code MIT). 0.8.0 is the last version with the
 * history of communes from 1943 to the COG 2019; the later ones give a state each year, whose differences make the rest
 * of the history (communes nouvelles take effect on 1 January; a change seen between COG 2019 and 2021 is dated by the
 * second one, so that both codes stay offered for the year in doubt).
 *
 * ```
 * cd $(mktemp -d) && for v in 0.8.0 1.1.1 2.3.1 3.1.1 4.1.0 5.3.0 6.0.0; do
 *   npm pack @etalab/decoupage-administratif@$v && mkdir $v && tar xzf *-$v.tgz -C $v --strip-components 1; done
 * node test/setup/cog.ts <that folder>
 * ```
 *
 * Countries are in `resources/cog/pays.tsv` (`code, name, first day, first day after, other names`): see `resources/cog/SOURCES.md`.
 *
 * Lines of the file, sorted: `code, name, first day, first day after, code today` separated by tabs; an empty date is
 * an open one (before 1943, still true), an empty code today is the code itself. `D code name` lines are the
 * départements and collectivités.
 */
const STATES = [
  ['1.1.1', '2021-01-01'],
  ['2.3.1', '2022-01-01'],
  ['3.1.1', '2023-01-01'],
  ['4.1.0', '2024-01-01'],
  ['5.3.0', '2025-01-01'],
  ['6.0.0', '2026-01-01'],
] as const;

interface Historical {
  readonly id: string;
  readonly type: 'COM' | 'COMA' | 'COMD' | 'COMP';
  readonly code: string;
  readonly nom: string;
  readonly dateDebut?: string;
  readonly dateFin?: string;
  readonly successeur?: string;
  readonly pole?: string;
}

interface Current {
  readonly type: string;
  readonly code: string;
  readonly nom: string;
  readonly zone?: string;
  readonly chefLieu?: string;
  readonly anciensCodes?: readonly string[];
}

interface Span {
  readonly code: string;
  readonly name: string;
  from: string;
  to: string;
  /** Code that took over, when it ended. */
  next: string;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node test/setup/cog.ts <folder of the unpacked packages>');
// Files of the packages named above: their shape is known.
const read = <T>(version: string, file: string): readonly T[] =>
  JSON.parse(readFileSync(join(folder, version, 'data', file), 'utf8')) as T[];

const spans: Span[] = [];
const open = new Map<string, Span>();

const history = read<Historical>('0.8.0', 'historique-communes.json');
const byId = new Map(history.map((one) => [one.id, one]));
/** The commune that answers for a merged one: itself, or the one it was merged into. */
function communeOf(one: Historical | undefined): string {
  if (one === undefined) return '';
  return one.type === 'COM' ? one.code : (byId.get(one.pole ?? '')?.code ?? '');
}
for (const one of history) {
  if (one.type !== 'COM') continue;
  const span = {
    code: one.code,
    name: one.nom,
    from: one.dateDebut ?? '',
    to: one.dateFin ?? '',
    next: communeOf(byId.get(one.successeur ?? '')),
  };
  spans.push(span);
  if (span.to === '') open.set(span.code, span);
}

for (const [version, day] of STATES) {
  const all = read<Current>(version, 'communes.json');
  const communes = all.filter(({ type }) => type === 'commune-actuelle');
  const codes = new Set(communes.map(({ code }) => code));
  const parents = new Map<string, string>(
    communes.flatMap(({ code, anciensCodes = [] }) => anciensCodes.map((old) => [old, code] as const)),
  );
  for (const { type, code, chefLieu } of all)
    if (type === 'commune-deleguee' && chefLieu !== undefined && !parents.has(code)) parents.set(code, chefLieu);
  for (const [code, span] of open) {
    if (codes.has(code)) continue;
    span.to = day;
    span.next = parents.get(code) ?? '';
    open.delete(code);
  }
  for (const { code, nom } of communes) {
    const before = open.get(code);
    if (before?.name === nom) continue;
    // Collectivités of overseas enter the lists in 2021: they are not new.
    const known = before !== undefined || spans.some((span) => span.code === code) || !/^9[78]/.test(code);
    const span = { code, name: nom, from: known ? day : '', to: '', next: '' };
    if (before !== undefined) [before.to, before.next] = [day, code];
    spans.push(span);
    open.set(code, span);
  }
}
// Births of Paris, Lyon and Marseille are registered in their arrondissements.
for (const { type, code, nom } of read<Current>('6.0.0', 'communes.json')) {
  if (type === 'arrondissement-municipal') spans.push({ code, name: nom, from: '', to: '', next: '' });
}
// Collectivités that left a département, or became one: the history of 0.8.0 does not know their older codes.
function became(span: Span, older: string, day: string): void {
  spans.push({ code: older, name: span.name, from: '', to: day, next: span.code });
  span.from = day;
}
for (const span of open.values()) {
  if (span.code.startsWith('976')) became(span, `985${span.code.slice(3)}`, '2011-03-31');
  if (span.code === '97701') became(span, '97123', '2007-07-15');
  if (span.code === '97801') became(span, '97127', '2007-07-15');
}

/** The code of today: along the successors. */
function today(span: Span): string {
  let [code, day] = [span.next, span.to];
  for (let steps = 0; steps < 12 && code !== ''; steps += 1) {
    if (open.has(code)) return code;
    const after = spans.filter((one) => one.code === code && one.to > day).toSorted((a, b) => (a.to < b.to ? -1 : 1))[0];
    if (after === undefined) return '';
    [code, day] = [after.next, after.to];
  }
  return '';
}

/** Names that follow one another under one code with the same spelling are one span. */
function joined(list: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of list) {
    const last = out.at(-1);
    if (last !== undefined && last.code === span.code && last.name === span.name && last.to === span.from && span.from !== '')
      [last.to, last.next] = [span.to, span.next];
    else out.push({ ...span });
  }
  return out;
}

const sorted = joined(
  spans.filter(({ from, to }) => from === '' || from !== to).toSorted((a, b) => (`${a.code} ${a.from}` < `${b.code} ${b.from}` ? -1 : 1)),
);
const lines = [
  ...read<Current>('6.0.0', 'departements.json').map(({ code, nom }) => `D\t${code}\t${nom}`),
  ...sorted.map((span) => {
    const now = span.to === '' ? '' : today(span);
    return [span.code, span.name, span.from, span.to, now === span.code ? '' : now].join('\t').trimEnd();
  }),
];
const out = fileURLToPath(new URL('../../resources/cog/communes.tsv', import.meta.url));
writeFileSync(out, `${lines.join('\n')}\n`);
process.stdout.write(`${lines.length} lines, ${readFileSync(out).length} bytes\n`);

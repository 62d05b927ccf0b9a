import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const engines = z.object({ node: z.string().optional() }).or(z.array(z.string())).optional();
const lock = z
  .object({ packages: z.record(z.string(), z.object({ engines })) })
  .parse(JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')));
const promised = z
  .object({ engines: z.object({ node: z.string().regex(/^>=\d+\.\d+$/) }) })
  .parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')));

type Version = readonly [number, number, number];
const versionOf = (text: string): Version => {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : 0));
  return [major, minor, patch];
};
const compare = (a: Version, b: Version): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** One comparator of a range of npm: `>=22.13`, `^20.19.0`, `<7`, `18`, `4.x`, `*`. */
function meets(version: Version, comparator: string): boolean {
  const [, operator = '', text = ''] = /^(\^|>=|<=|>|<|~)?v?(.*)$/.exec(comparator) ?? [];
  if (text === '*' || text === '') return true;
  const bound = versionOf(text);
  const order = compare(version, bound);
  if (operator === '>=') return order >= 0;
  if (operator === '>') return order > 0;
  if (operator === '<=') return order <= 0;
  if (operator === '<') return order < 0;
  // A major, or what a caret holds to.
  return version[0] === bound[0] && order >= 0;
}

const accepts = (range: string, version: Version): boolean =>
  range.split('||').some((all) =>
    all
      .trim()
      .replaceAll(/([<>]=?|\^|~)\s+/g, '$1')
      .split(/\s+/)
      .every((one) => meets(version, one)),
  );

it('installs without a warning on the Node that is promised, and the page says the same', () => {
  const minimum = promised.engines.node.slice(2);
  const refused = Object.entries(lock.packages).flatMap(([name, { engines: wants }]) => {
    const range = Array.isArray(wants) ? undefined : wants?.node;
    return range === undefined || accepts(range, versionOf(minimum)) ? [] : [`${name} ${range}`];
  });
  expect(refused).toEqual([]);
  expect(readFileSync(`${root}README.md`, 'utf8')).toContain(`Node ${minimum} ou plus`);
  // The reading of a range is not that everything is taken.
  expect(accepts('^20.19.0 || >=22.12.0', [20, 0, 0])).toBe(false);
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { needs } from '../../setup/needs.ts';

/** Each rule of rights has its test, or says why it has none (test/README.md). */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string): string => readFileSync(root + path, 'utf8');
const rows = [...read('test/README.md').matchAll(/^\| (R-\d{3}) \| (.+) \|$/gm)].map(([, rule = '', where = '']) => ({ rule, where }));
const rulesOf = (page: string, pattern: RegExp): readonly string[] => [...page.matchAll(pattern)].map(([, rule = '']) => rule).toSorted();

/** The sheet of that name. */
const OF = 'rights';

describe('the table of the rules', () => {
  it('has every rule of the page of rights, once', () => {
    const rules = rulesOf(read('shared/domain/rights/README.md'), /^\| (R-\d{3}) \|/gm);
    expect(rows.map(({ rule }) => rule)).toEqual(rules);
    expect(rules.length).toBeGreaterThan(80);
  });

  const sheets = needs.shared('spec');
  it.skipIf(sheets === null)('has every rule of the list that the page was made from', () => {
    expect(rows.map(({ rule }) => rule)).toEqual(rulesOf(readFileSync(`${sheets ?? ''}/${OF}.md`, 'utf8'), /\*\*(R-\d{3})\*\*/g));
  });

  it('names tests that cite their rule', () => {
    const tests = rows.filter(({ where }) => where.startsWith('`'));
    const silent = tests.filter(({ rule, where }) => {
      const path = where.replaceAll('`', '');
      return !/\.(test|spec)\.ts$/.test(path) || !new RegExp(`${rule}\\b`).test(read(path));
    });
    expect(silent).toEqual([]);
    expect(tests.length).toBeGreaterThan(60);
  });

  it('leaves to the server what the server alone does', () => {
    const others = rows.filter(({ where }) => !where.startsWith('`') && !/^« à venir »: [a-zA-Z ]+$/.test(where));
    expect(others.map(({ rule, where }) => `${rule} ${where}`)).toEqual(
      ['R-034', 'R-058', 'R-060', 'R-101', 'R-114', 'R-122'].map((rule) => `${rule} « serveur »`),
    );
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isErrorCode } from '../../../shared/errors/index.ts';
import { citationFaults, readProject, type Project } from '../../setup/citations.ts';

const project = readProject(new URL('../../../', import.meta.url).pathname);

const SOURCES = /^(?:electron|renderer|shared|test)\/.*\.(?:tsx?|c|css|md)$|^(?:README|\.github\/[A-Z]+)\.md$/;
/** These two write citations that lead nowhere, on purpose. */
const OWN: ReadonlySet<string> = new Set(['test/setup/citations.ts', 'test/unit/pages/citations.test.ts']);

describe('a citation', () => {
  it('of any source or page leads somewhere: a section, a rule, a page, a path, a name', () => {
    const files = [...project.paths].filter((path) => SOURCES.test(path) && !OWN.has(path));
    expect(files.length).toBeGreaterThan(700);
    const faults = files.flatMap((path) => citationFaults(path, project.text(path), project).map((cited) => `${path}: ${cited}`));
    expect(faults).toEqual([]);
  });

  it('of an error in the walk through the code names one that is declared', () => {
    const told = project.text('electron/README.md').matchAll(/^- wrong: [^]*?(?=^- |\n\n)/gm);
    const codes = [...told].flatMap(([line]) => [...line.matchAll(/`([A-Z0-9_]+)`/g)].map(([, code]) => code ?? ''));
    expect(codes.length).toBeGreaterThan(100);
    expect(codes.filter((code) => !isErrorCode(code))).toEqual([]);
  });

  it('leads to what the project holds, and names what it makes without looking into it', () => {
    const root = `${mkdtempSync(join(tmpdir(), 'pages-'))}/`;
    onTestFinished(() => rmSync(root, { recursive: true }));
    for (const folder of ['.ci', '.github', 'electron', 'renderer', 'resources', 'shared/domain/rights', 'test/.out'])
      mkdirSync(root + folder, { recursive: true });
    writeFileSync(`${root}.gitignore`, 'node_modules/\n/test/.out/\n*.log\n/electron/main.ts\n');
    writeFileSync(`${root}test/.out/report.md`, '## 1 Red\n');
    writeFileSync(`${root}electron/main.ts`, '');
    writeFileSync(
      `${root}shared/domain/rights/README.md`,
      '## 1 Who\n### 1.2 When\n## Other\n| R-001 | a rule |\n(R-002 | of another list |\n',
    );
    const { paths, sections, rules } = readProject(root);
    expect([...paths].toSorted()).toEqual(
      ['.gitignore', 'electron/', 'electron/main.ts', 'node_modules/', 'test/.out/', 'shared/', 'shared/domain/', 'shared/domain/rights/']
        .concat('shared/domain/rights/README.md')
        .toSorted(),
    );
    expect([...sections]).toEqual([['shared/domain/rights/README.md', new Set(['1', '1.2'])]]);
    expect([...rules]).toEqual(['R-001']);
  });

  const small: Project = {
    paths: new Set([
      'electron/',
      'electron/card/',
      'electron/card/README.md',
      'electron/card/pin.ts',
      'test/',
      'test/card/',
      'test/.out/',
      'shared/a/README.md',
      'test/a/README.md',
    ]),
    sections: new Map([
      ['electron/card/README.md', new Set(['1', '2', '2.1', '3'])],
      ['shared/a/README.md', new Set(['1'])],
      ['test/a/README.md', new Set(['1'])],
    ]),
    rules: new Set(['R-001', 'R-002', 'R-003']),
    text: () => 'export function assertPin() {}',
  };

  it.each([
    '(card/README 1)',
    'electron/card/README 2.1',
    'card/README 1 to 3, card/README 3',
    'shared/a/README 1',
    'R-001, R-001 to R-003',
    'see electron/card/README.md',
    "readFileSync('../electron/card/README.md')",
    '« ISO 8601 », README, card/README.md',
    '/** Kept as it is (card/pin.ts, pin.ts). */',
    '/** What {@link pin} is; every *.test.ts. */\nconst pin = 1;',
    'const made = "none.ts";',
  ])('is followed: %s', (text) => {
    expect(citationFaults('test/a.ts', text.replace(', card/README.md', ''), small)).toEqual([]);
  });

  it.each([
    ['a section that the page has not', 'card/README 4', 'card/README 4'],
    ['the end of a range', 'card/README 1 to 4', 'card/README 1 to 4'],
    ['a page without section', 'card/README, 1', 'card/README'],
    ['a page that is not there', 'dmp/README 1', 'dmp/README 1'],
    ['the end of a folder’s name', 'ard/README 1', 'ard/README 1'],
    ['two pages of that name', 'a/README 1', 'a/README 1'],
    ['a rule that is not written', 'R-004', 'R-004'],
    ['a rule of a range', 'R-002 to R-004', 'R-002 to R-004'],
    ['a sheet outside of the repository', '(dmp.md 3.1)', 'dmp.md'],
    ['a page of another folder, by its name alone', 'see README.md', 'README.md'],
    ['a folder outside', 'test ../shared/spec', '../shared/spec'],
    ['another one', '../../shared/design/x', '../shared/design'],
    ['a third one', '../shared/findings', '../shared/findings'],
    ['a decision of no page', 'architecture, decision 6', 'decision 6'],
    ['a file, in a comment', '// Kept as it is (card/none.ts).', 'card/none.ts'],
    ['the end of a file’s name, in a comment', ' * @param in in.ts', 'in.ts'],
    ['a name that the file does not say', '/** What {@link none} is. */', 'none'],
  ])('is refused when it is of %s', (_what, text, fault) => {
    expect(citationFaults('test/a.ts', text, small)).toEqual([fault]);
  });

  it.each([
    '`pin.ts` in `card/`, `electron/card/pin`, `test/.out`',
    '`electron/<room>/<verb>.ts`, `electron/card/{pin,der}.ts`',
    '`text/xml`, `nonXMLBody/text`, `doc.json`, `R-001`',
    '`electron/card/pin.ts` `assertPin`',
    '`../shared/reference` in a page of the tests',
    '[the card](electron/card/README.md), [elsewhere](https://example.org/a/b.md)',
    '```sh\nnpx poste cda build --out doc.xml\n```',
    '`{type}/a`',
  ])('of a page is followed: %s', (text) => {
    expect(citationFaults(text.includes('../shared') ? 'test/README.md' : 'electron/README.md', text, small)).toEqual([]);
  });

  it.each([
    ['a file that is not there', 'see `electron/card/none.ts`', 'electron/card/none.ts'],
    ['a file, by its name alone', '`none.ts`', 'none.ts'],
    ['a file of no room', '`annuaire/search.ts`', 'annuaire/search.ts'],
    ['a folder that is not there', '`annuaire/`', 'annuaire/'],
    ['a path without extension', '`card/none`', 'card/none'],
    ['a place under a folder that is not there', '`electron/none/<verb>.ts`', 'electron/none/<verb>.ts'],
    ['a name that the file does not say', '`card/pin.ts` `assertPuk`', '`card/pin.ts` `assertPuk`'],
    ['a name of a file that is not there', '`pin.ts` `assertPin`', '`pin.ts` `assertPin`'],
    ['what lies beside the project', '`../shared/reference`', '../shared/reference'],
    ['a link', '[none](card/none.md)', 'card/none.md'],
    ['a command', '```sh\nnode electron/none.ts\n```', 'electron/none.ts'],
    ['a path in plain words', '| term | electron/card/none.ts |', 'electron/card/none.ts'],
  ])('of a page is refused when it is of %s', (_what, text, fault) => {
    expect(new Set(citationFaults('electron/README.md', text, small))).toEqual(new Set([fault]));
  });
});

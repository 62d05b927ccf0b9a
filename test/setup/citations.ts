import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** What a citation may lead to: the files of the project, the numbered sections of its pages, its rules. */
export interface Project {
  /** Every file and folder, from the root, `/` between names; a folder ends with one. */
  readonly paths: ReadonlySet<string>;
  /** Of a page, by its path: the numbers of its headings. */
  readonly sections: ReadonlyMap<string, ReadonlySet<string>>;
  /** `R-001`… */
  readonly rules: ReadonlySet<string>;
  /** Text of a file, by its path. */
  readonly text: (path: string) => string;
}

const RULES_PAGE = 'shared/domain/rights/README.md';
const ROOMS = ['.ci', '.github', 'electron', 'renderer', 'resources', 'shared', 'test'];

/** @param root the project's folder, with a final slash. */
export function readProject(root: string): Project {
  const made = ignored(root);
  const files = [
    ...readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : [])),
    ...ROOMS.flatMap((room) =>
      readdirSync(root + room, { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? [`${entry.parentPath}/${entry.name}`.slice(root.length)] : [],
      ),
    ),
  ].filter((path) => !made.some((folder) => path.startsWith(folder)));
  const text = (path: string): string => readFileSync(root + path, 'utf8');
  return {
    paths: new Set([...files, ...files.flatMap(foldersOf), ...made]),
    sections: new Map(files.filter((path) => path.endsWith('.md')).map((path) => [path, sectionsOf(text(path))])),
    rules: new Set([...text(RULES_PAGE).matchAll(/^\| (R-\d{3}) \|/gm)].map(([, rule]) => rule ?? '')),
    text,
  };
}

/** Folders that the project makes: named by its pages, there or not. */
function ignored(root: string): readonly string[] {
  return readFileSync(`${root}.gitignore`, 'utf8')
    .split('\n')
    .flatMap((line) => (/^\/?[\w./-]+\/$/.test(line) ? [line.replace(/^\//, '')] : []));
}

/** `a/b/c.ts`: `a/` and `a/b/`. */
const foldersOf = (path: string): readonly string[] => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1));

/** Numbers of the headings of a page: `## 3 The token`, `### 3.1 …`. */
const sectionsOf = (page: string): ReadonlySet<string> =>
  new Set([...page.matchAll(/^#{2,3} (\d+(?:\.\d+)*) /gm)].map(([, number]) => number ?? ''));

/** Everything in a file that cites what is not there, in the words of the citation. @param path from the root. */
export function citationFaults(path: string, text: string, project: Project): readonly string[] {
  return [
    ...sectionFaults(text, project),
    ...ruleFaults(text, project),
    ...pageFaults(path, text, project),
    ...[...text.matchAll(/\.\.\/shared\/(?:spec|design|findings)\b|\bdecisions? \d{1,2}\b/g)].map(([outside]) => outside),
    ...(path.endsWith('.md') ? [...pathFaults(path, text, project), ...nameFaults(path, text, project)] : commentFaults(text, project)),
  ];
}

/** `card/README 4`, `card/README 4 to 7`: the one page whose path ends so, and its sections. */
function sectionFaults(text: string, { sections }: Project): readonly string[] {
  return [...text.matchAll(/([\w-]+(?:\/[\w-]+)*)\/README(?!\.md)(?: (\d+(?:\.\d+)*)(?: to (\d+))?)?/g)].flatMap(
    ([cited, folder = '', from = '', to]) => {
      const [page = '', ...others] = [...sections.keys()].filter((path) => `/${path}`.endsWith(`/${folder}/README.md`));
      const has = (number: string): boolean => sections.get(page)?.has(number) === true;
      return others.length === 0 && numbersOf(from, to).every(has) ? [] : [cited];
    },
  );
}

/** `R-008`, `R-070 to R-072`. */
function ruleFaults(text: string, { rules }: Project): readonly string[] {
  return [...text.matchAll(/\bR-(\d{3})\b(?: to R-(\d{3})\b)?/g)].flatMap(([cited, from = '', to]) =>
    numbersOf(from, to).every((number) => rules.has(`R-${number.padStart(3, '0')}`)) ? [] : [cited],
  );
}

function numbersOf(from: string, to: string | undefined): readonly string[] {
  if (to === undefined) return [from];
  return Array.from({ length: Math.max(Number(to) - Number(from), 0) + 1 }, (_, i) => String(Number(from) + i));
}

/** A page named anywhere is there: from the root, or from the file that names it. */
function pageFaults(path: string, text: string, project: Project): readonly string[] {
  const here = text.replaceAll(/\bhttps?:\/\/\S+/g, '');
  return [...here.matchAll(/(?<![\w<>*…/.-])[\w./-]*\w\.md\b/g)].flatMap(([page]) => (resolves(path, page, project) ? [] : [page]));
}

const SOURCE = /\.(?:tsx?|c|css|json|md|png|tsv|ya?ml)$/;

/** In a page, what is written as code and looks like a path of the project is one. */
function pathFaults(path: string, text: string, project: Project): readonly string[] {
  return written(text).flatMap((code) => {
    if (!/^[\w.@][\w.@<>*{},…-]*(?:\/[\w.@<>*{},…-]*)*$/.test(code)) return [];
    if (!code.includes('/')) return /\.tsx?$/.test(code) && !isNamed(code, project) ? [code] : [];
    const known = code.replace(/[^/]*[<>*{},…].*$/, '');
    if (code.startsWith('../shared/') && path.startsWith('test/')) return [];
    const [first = ''] = known.split('/');
    const isPath = first === '..' || SOURCE.test(known) || known.endsWith('/') || resolves(path, `${first}/`, project);
    return !isPath || resolves(path, known, project) ? [] : [code];
  });
}

const isNamed = (name: string, { paths }: Project): boolean => [...paths].some((path) => `/${path}`.endsWith(`/${name}`));

/** In a page, « `file.ts` `name` »: the file says that name. */
function nameFaults(path: string, text: string, project: Project): readonly string[] {
  return [...text.matchAll(/`([\w./-]+\.tsx?)`\s`([A-Za-z_]\w*)`/g)].flatMap(([cited, file = '', name = '']) => {
    const found = candidates(path, file).find((one) => project.paths.has(one));
    return found !== undefined && new RegExp(`\\b${name}\\b`).test(project.text(found)) ? [] : [cited];
  });
}

/** What a page writes as code, its links, and the paths that begin with a room's name. */
function written(page: string): readonly string[] {
  return [
    ...[...page.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? ''),
    ...[...page.matchAll(/\]\(((?![a-z]+:)[^)\s#]+)\)/g)].map(([, link]) => link ?? ''),
    ...[...page.matchAll(/(?<![\w./`(-])(?:electron|renderer|resources|shared|test)\/[\w./-]*\w\.(?:tsx?|json|css)\b/g)].map(
      ([path]) => path,
    ),
  ];
}

/** In a comment: a file is there, by its path or the end of it; `{@link name}` is said elsewhere in the same file. */
function commentFaults(text: string, project: Project): readonly string[] {
  const comments = [...text.matchAll(/^\s*(?:\/?\*\*?|\/\/).*$/gm)].map(([line]) => line);
  const files = comments.flatMap((line) => [...line.matchAll(/(?<![\w<>*…/.-])[\w-]+(?:\/[\w-]+)*\.tsx?\b/g)].map(([file]) => file));
  const links = comments.flatMap((line) => [...line.matchAll(/\{@link (\w+)/g)].map(([, name]) => name ?? ''));
  return [
    ...files.filter((file) => !isNamed(file, project)),
    ...links.filter((name) => [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length < 2),
  ];
}

function resolves(from: string, to: string, { paths }: Project): boolean {
  return candidates(from, to).some((path) => paths.has(path) || paths.has(`${path}/`) || paths.has(`${path}.ts`));
}

/** A path as read from the root, and from the folder of the file that names it. */
function candidates(from: string, to: string): readonly string[] {
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  return [to, posix.normalize(folder + to)];
}

import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { z } from 'zod';

/** What a runner's report says of one pass of the suite. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line per failed test: file, full name, first line of what it said. */
  readonly failures: readonly string[];
  /** One line per skipped test: file, full name. */
  readonly omitted: readonly string[];
}

/** A pass of Vitest, and the files of it that did not run to their end. */
export interface VitestTally extends Tally {
  /** Paths of the files some tests of which were neither passed nor failed: skipped, or their process was stopped. */
  readonly unfinished: readonly string[];
  /** Of those files. */
  readonly unfinishedPassed: number;
}

const SAID_MAX = 240;

/** `file > full name: first line of the failure`, without the colours of a terminal. */
function lineOf(file: string, name: string, said: string | undefined): string {
  const first = said
    // oxlint-disable-next-line no-control-regex -- what a terminal's colours are made of
    ?.replaceAll(/\u001b\[[0-9;]*m/g, '')
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim();
  return `${file} > ${name}${first === undefined ? '' : `: ${first.slice(0, SAID_MAX)}`}`;
}

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/**
 * Reads a JSON report of Vitest. A file that could not be loaded, or whose hooks failed, counts as one failure.
 *
 * @param root absolute path that file names are relative to.
 * @returns null when there is no such report, or when it is not one.
 */
export function vitestTally(file: string, root: string): VitestTally | null {
  const report = read(file, vitestReport);
  if (report === null) return null;
  const failures: string[] = [];
  const omitted: string[] = [];
  const unfinished: string[] = [];
  let unfinishedPassed = 0;
  for (const { name, status, message, assertionResults } of report.testResults) {
    const path = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    const nameOf = (test: (typeof assertionResults)[number]): string =>
      [...test.ancestorTitles, test.title].filter((title) => title !== '').join(' > ');
    failures.push(...failed.map((test) => lineOf(path, nameOf(test), test.failureMessages?.[0])));
    if (status === 'failed' && failed.length === 0) failures.push(lineOf(path, '(the file itself)', message));
    const notRun = assertionResults.filter((test) => ['skipped', 'pending', 'todo', 'disabled'].includes(test.status));
    omitted.push(...notRun.map((test) => lineOf(path, nameOf(test), undefined)));
    if (notRun.length === 0) continue;
    unfinished.push(path);
    unfinishedPassed += assertionResults.filter((test) => test.status === 'passed').length;
  }
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, failures.length),
    skipped: omitted.length,
    failures,
    omitted,
    unfinished,
    unfinishedPassed,
  };
}

/**
 * A pass whose unfinished files were played again, on their own: they count by what they said then.
 *
 * @param again of those files, and of them alone.
 */
export function playedAgain(first: VitestTally, again: Tally): Tally {
  const failures = [...first.failures, ...again.failures.filter((failure) => !first.failures.includes(failure))];
  return {
    passed: first.passed - first.unfinishedPassed + again.passed,
    failed: failures.length,
    skipped: again.skipped,
    failures,
    omitted: again.omitted,
  };
}

interface PlaywrightSuite {
  readonly title: string;
  readonly file: string;
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: string;
      readonly results: readonly { readonly errors?: readonly { readonly message?: string | undefined }[] | undefined }[];
    }[];
  }[];
  readonly suites?: readonly PlaywrightSuite[] | undefined;
}

const playwrightSuite: z.ZodType<PlaywrightSuite> = z.lazy(() =>
  z.object({
    title: z.string(),
    file: z.string(),
    specs: z.array(
      z.object({
        title: z.string(),
        tests: z.array(
          z.object({
            status: z.string(),
            results: z.array(z.object({ errors: z.array(z.object({ message: z.string().optional() })).optional() })),
          }),
        ),
      }),
    ),
    suites: z.array(playwrightSuite).optional(),
  }),
);

const playwrightReport = z.object({
  config: z.object({ rootDir: z.string() }),
  suites: z.array(playwrightSuite),
  errors: z.array(z.object({ message: z.string().optional(), location: z.object({ file: z.string() }).optional() })),
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

/**
 * Reads a JSON report of Playwright. A flaky test is a failed one; so is an error outside of any test (a file that
 * could not be loaded).
 *
 * @param root absolute path that file names are relative to.
 * @returns null when there is no such report, or when it is not one.
 */
export function playwrightTally(file: string, root: string): Tally | null {
  const report = read(file, playwrightReport);
  if (report === null) return null;
  const failures = report.errors.map(({ message, location }) =>
    lineOf(location === undefined ? 'playwright' : relative(root, location.file), '(outside of any test)', message),
  );
  const omitted: string[] = [];
  const visit = (suite: PlaywrightSuite, above: readonly string[]): void => {
    const path = relative(root, resolve(report.config.rootDir, suite.file));
    // The outermost suite of a file has the file's own name.
    const titles = suite.title === suite.file ? above : [...above, suite.title];
    for (const spec of suite.specs) {
      const name = [...titles, spec.title].join(' > ');
      for (const { status, results } of spec.tests) {
        if (status === 'unexpected' || status === 'flaky')
          failures.push(lineOf(path, name, results.flatMap(({ errors }) => errors ?? [])[0]?.message));
        if (status === 'skipped') omitted.push(lineOf(path, name, undefined));
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, titles);
  };
  for (const suite of report.suites) visit(suite, []);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped, failures, omitted };
}

function read<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

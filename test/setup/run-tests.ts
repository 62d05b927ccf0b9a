import { spawn, type StdioOptions } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  JOURNEYS_ON_EVERY_CARD,
  JOURNEYS_ON_FILE_CARD_TOO,
  JOURNEYS_ON_ONE_CARD,
  ON_EVERY_CARD,
  ON_ONE_CARD,
  VIRTUAL_PROFILES,
  type CardProfile,
} from './card-profile.ts';
import { playedAgain, playwrightTally, vitestTally, type Tally, type VitestTally } from './reports.ts';
import { ensureSystem } from './system.ts';

/**
 * The whole suite, in one command: types, lint and arrows, build, unit to fault tests, journeys in the browser. What
 * opens a session runs once per generation of card, over the virtual card; the rest once. Its last lines are the
 * passes, the full name of every failed test, and `N passed, N failed`. Under POSTE_NO_SKIP=1 (CI) a skipped check is
 * a failed check.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const out = `${root}test/.out`;
const noSkip = process.env['POSTE_NO_SKIP'] === '1';

interface Pass extends Tally {
  readonly name: string;
  readonly seconds: number;
  /** Files played twice, since they did not run to their end the first time. */
  readonly again: readonly string[];
}

/** What Node compiled once serves the processes and threads of every workstation of the suite. */
async function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  const stdio: StdioOptions = ['ignore', 'inherit', 'inherit'];
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio, env: { NODE_COMPILE_CACHE: `${out}/compiled`, ...process.env, ...env } });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

const bin = (name: string): string => `${root}node_modules/.bin/${name}`;

async function timed(name: string, work: () => Promise<Tally & { readonly again?: readonly string[] }>): Promise<Pass> {
  process.stdout.write(`\n== ${name}\n`);
  const from = performance.now();
  const tally = await work();
  return { again: [], ...tally, name, seconds: Math.round((performance.now() - from) / 1000) };
}

/** A runner that says neither pass nor fail but by its exit code. */
const step = (name: string, command: string, args: readonly string[]): Promise<Pass> =>
  timed(name, async () => {
    const code = await run(command, args);
    return {
      passed: code === 0 ? 1 : 0,
      failed: code === 0 ? 0 : 1,
      skipped: 0,
      failures: code === 0 ? [] : [`${name}: exit code ${code}`],
      omitted: [],
    };
  });

/** A runner with a report; one that ends badly without a failed test is a failure of its own. */
function judged(runner: string, code: number, tally: Tally | null): Tally {
  if (tally === null) return { passed: 0, failed: 1, skipped: 0, failures: [`${runner}: no report, exit code ${code}`], omitted: [] };
  if (code === 0 || tally.failed > 0) return tally;
  return {
    ...tally,
    failed: 1,
    failures: [`${runner}: exit code ${code} though no test failed (an error outside of any test: see above)`],
  };
}

/**
 * One run of Vitest. Node itself may stop the process of a file (a check of V8 that fails on a thread that ends, known
 * of Node 24): what it left undone is played again once, and the log and its summary say so.
 */
const vitest = (name: string, card: CardProfile, leaves: string | null): Promise<Pass> =>
  timed(name, async () => {
    const [code, first] = await vitestRun(card, `${out}/vitest-${card}.json`, leaves);
    if (code === 0 || first === null || first.unfinished.length === 0) return judged('vitest', code, first);
    process.stdout.write(`\n== again, since it did not run to its end: ${first.unfinished.join(', ')}\n`);
    const [codeAgain, again] = await vitestRun(card, `${out}/vitest-${card}-again.json`, leaves, first.unfinished);
    return { ...judged('vitest', codeAgain, again === null ? null : playedAgain(first, again)), again: first.unfinished };
  });

async function vitestRun(
  card: CardProfile,
  report: string,
  leaves: string | null,
  filters: readonly string[] = [],
): Promise<readonly [code: number, tally: VitestTally | null]> {
  const args = [
    'run',
    '--config',
    'test/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...filters,
  ];
  const code = await run(bin('vitest'), args, { POSTE_TEST_CARD: card, ...(leaves === null ? {} : { POSTE_TEST_LEAVES: leaves }) });
  return [code, vitestTally(report, root)];
}

/**
 * One run of Playwright: files beside each other, the tests of a file in order; more of them than cores where much is waited for.
 *
 * @param label of its folder of traces and of its report.
 */
const playwright = (
  name: string,
  card: CardProfile,
  files: readonly string[],
  { label = card, workers = 2 }: { readonly label?: string; readonly workers?: number } = {},
): Promise<Pass> =>
  timed(name, async () => {
    const report = `${out}/playwright-${label}.json`;
    const code = await run(bin('playwright'), ['test', '--config', 'test/playwright.config.ts', `--workers=${workers}`, ...files], {
      POSTE_TEST_CARD: card,
      POSTE_TEST_PASS: label,
    });
    return judged('playwright', code, playwrightTally(report, root));
  });

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
if (!ensureSystem('test') && noSkip) process.stderr.write('system packages are missing\n');

/** For all the doors together; a crash fails the check. Longer by hand: `npm run fuzz`. */
const FUZZ_SECONDS = 20;
/** Measures how long the window is held: nothing else may run beside it. */
const MEASURED = 'lights.spec.ts';
const pattern = (file: string): string => file.replaceAll('.', '\\.');
/** What the virtual cards leave to the file card. */
const elsewhere = JOURNEYS_ON_EVERY_CARD.filter((journey) => !JOURNEYS_ON_FILE_CARD_TOO.includes(journey));

const SOURCES = ['electron', 'renderer', 'shared', 'test'] as const;

const passes: Pass[] = [
  await step('types', bin('tsc'), ['-b']),
  await step('format', bin('oxfmt'), ['--check', ...SOURCES]),
  await step('lint and arrows', bin('oxlint'), ['--type-aware', '--config', 'test/setup/oxlint.config.ts', ...SOURCES]),
  await step('build of the window', bin('vite'), ['build', '--config', 'renderer/vite.config.ts', '--logLevel', 'warn']),
  await vitest('unit, integration, conformance', 'file', ON_EVERY_CARD),
];
// Each leaves a core idle: beside each other.
passes.push(
  ...(await Promise.all([
    step(`changed files at every door, ${FUZZ_SECONDS} s`, process.execPath, [
      'test/fuzz/run.ts',
      '--minutes',
      String(FUZZ_SECONDS / 60),
      '--seed',
      '1',
    ]),
    step('workstations killed and disks filled, 10 points', process.execPath, ['test/faults/run.ts', '--seed', '1', '--points', '10']),
  ])),
);
const everything = process.env['POSTE_EVERY_CARD'] === '1';
for (const card of VIRTUAL_PROFILES)
  passes.push(await vitest(`use cases and faults, ${card}`, card, everything || card === 'CPS4' ? null : ON_ONE_CARD));
passes.push(
  await playwright('screens and hosts, file card', 'file', [`--grep-invert=${[...elsewhere, MEASURED].map(pattern).join('|')}`], {
    workers: 3,
  }),
);
passes.push(await playwright('the window held by nothing, file card', 'file', [MEASURED], { label: 'file-alone', workers: 1 }));
for (const card of VIRTUAL_PROFILES) {
  const journeys = JOURNEYS_ON_EVERY_CARD.filter((journey) => everything || card === 'CPS4' || !JOURNEYS_ON_ONE_CARD.includes(journey));
  passes.push(await playwright(`journeys, ${card}`, card, journeys));
}

process.exitCode = report(passes);

/** The end of a log tells it all: passes, then every failure by its full name, then the count. @returns exit code */
function report(all: readonly Pass[]): number {
  const sum = (of: (pass: Pass) => number): number => all.reduce((total, pass) => total + of(pass), 0);
  const skipped = sum((pass) => pass.skipped);
  const failed = sum((pass) => pass.failed) + (noSkip ? skipped : 0);
  const lines = ['', '== summary'];
  for (const pass of all) {
    const aside = pass.skipped === 0 ? '' : `, ${pass.skipped} skipped`;
    lines.push(
      `${pass.failed === 0 ? 'ok    ' : 'FAILED'} ${pass.name}: ${pass.passed} passed, ${pass.failed} failed${aside} (${pass.seconds} s)`,
    );
  }
  for (const pass of all)
    lines.push(...pass.again.map((file) => `PLAYED AGAIN [${pass.name}] ${file}: it did not run to its end the first time`));
  for (const pass of all) lines.push(...pass.failures.map((failure) => `FAILED [${pass.name}] ${failure}`));
  for (const pass of all)
    lines.push(...pass.omitted.map((omitted) => `SKIPPED${noSkip ? ', counted as failed' : ''} [${pass.name}] ${omitted}`));
  lines.push('', `${sum((pass) => pass.passed)} passed, ${failed} failed`, '');
  process.stdout.write(lines.join('\n'));
  return failed === 0 ? 0 : 1;
}

import { spawn, type StdioOptions } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ensureSystem } from './system.ts';

/**
 * The whole suite, in one command: types, lint and arrows, build, unit to fault tests, journeys in the browser.
 * Its last line is `N passed, N failed`. Under POSTE_NO_SKIP=1 (CI) a skipped check is a failed check.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const out = `${root}test/.out`;
const noSkip = process.env['POSTE_NO_SKIP'] === '1';

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

async function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  const stdio: StdioOptions = ['ignore', 'inherit', 'inherit'];
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio, env: { ...process.env, ...env } });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

const bin = (name: string): string => `${root}node_modules/.bin/${name}`;

async function step(name: string, command: string, args: readonly string[]): Promise<Tally> {
  process.stdout.write(`\n== ${name}\n`);
  const code = await run(command, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

const vitestReport = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numPendingTests: z.int(), numTodoTests: z.int(), success: z.boolean() });
const playwrightReport = z.object({ stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }) });

async function vitest(): Promise<Tally> {
  process.stdout.write('\n== unit, integration, conformance, faults\n');
  const code = await run(bin('vitest'), [
    'run', '--config', 'test/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${out}/vitest.json`,
  ]);
  const parsed = vitestReport.safeParse(readJson(`${out}/vitest.json`));
  if (!parsed.success) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests, numTodoTests } = parsed.data;
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: numPendingTests + numTodoTests };
}

async function playwright(): Promise<Tally> {
  process.stdout.write('\n== journeys in the browser\n');
  const code = await run(bin('playwright'), ['test', '--config', 'test/playwright.config.ts'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: `${out}/playwright.json`,
  });
  const parsed = playwrightReport.safeParse(readJson(`${out}/playwright.json`));
  if (!parsed.success) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = parsed.data.stats;
  const failed = unexpected + flaky;
  return { passed: expected, failed: failed === 0 && code !== 0 ? 1 : failed, skipped };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
if (!ensureSystem('test') && noSkip) process.stderr.write('system packages are missing\n');

const tallies = [
  await step('types', bin('tsc'), ['-b']),
  await step('lint and arrows', bin('oxlint'), ['--type-aware', '--config', 'test/setup/oxlint.config.ts', 'electron', 'renderer', 'shared', 'test']),
  await step('build of the window', bin('vite'), ['build', '--config', 'renderer/vite.config.ts', '--logLevel', 'warn']),
  await vitest(),
  await playwright(),
];
const total = tallies.reduce((sum, t) => ({ passed: sum.passed + t.passed, failed: sum.failed + t.failed, skipped: sum.skipped + t.skipped }));
const failed = total.failed + (noSkip ? total.skipped : 0);
if (total.skipped > 0) process.stdout.write(`\n${total.skipped} skipped${noSkip ? ' (counted as failed)' : ''}\n`);
process.stdout.write(`\n${total.passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

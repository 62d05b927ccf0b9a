import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playedAgain, playwrightTally, vitestTally } from '../../setup/reports.ts';

/** The last lines of a log of CI: what each runner really writes, read back. */

const root = fileURLToPath(new URL('../../../', import.meta.url));
// In the repository: the runners of these little suites are found there.
const folder = join(root, 'test/.out', `reports-${randomUUID()}`);

const run = (program: string, args: readonly string[]): Promise<number> =>
  new Promise((resolve) => {
    // Not as a child of the runner of this very file.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST_|PLAYWRIGHT|FORCE_COLOR)/.test(name)));
    execFile(join(root, 'node_modules/.bin', program), args, { cwd: folder, env }, (error) => resolve(error === null ? 0 : 1));
  });

beforeAll(() => mkdir(folder, { recursive: true }));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('what a report says of a pass', () => {
  it('Vitest: every failed test by its file and its full name, a file that does not load included', async () => {
    const config = join(folder, 'vitest.config.ts');
    await writeFile(config, `export default { root: ${JSON.stringify(folder)}, test: { include: ['*.unit.ts'] } };`);
    await writeFile(
      join(folder, 'some.unit.ts'),
      `import { describe, expect, it } from 'vitest';
       describe('a group', () => { it('holds', () => { expect(1).toBe(1); }); it('fails: é', () => { expect(1, 'one').toBe(2); }); it.skip('waits', () => undefined); });
       it('fails alone', () => { throw new Error('on its own\\nsecond line'); });`,
    );
    await writeFile(join(folder, 'broken.unit.ts'), `throw new Error('not loaded');`);
    const report = join(folder, 'vitest.json');
    expect(await run('vitest', ['run', '--config', config, '--reporter=json', `--outputFile.json=${report}`])).toBe(1);
    const tally = vitestTally(report, folder);
    expect(tally).toMatchObject({ passed: 1, failed: 3, skipped: 1, omitted: ['some.unit.ts > a group > waits'] });
    expect(tally?.failures.toSorted()).toEqual([
      'broken.unit.ts > (the file itself): not loaded',
      'some.unit.ts > a group > fails: é: AssertionError: one: expected 1 to be 2 // Object.is equality',
      'some.unit.ts > fails alone: Error: on its own',
    ]);
  }, 60_000);

  it('Vitest: a file whose process was stopped is unfinished, and counts by what it says when it is played again', async () => {
    const config = join(folder, 'stopped.config.ts');
    await writeFile(config, `export default { root: ${JSON.stringify(folder)}, test: { include: ['*.stops.ts'], pool: 'forks' } };`);
    await writeFile(
      join(folder, 'process.stops.ts'),
      `import { expect, it } from 'vitest';
       import { existsSync, writeFileSync } from 'node:fs';
       it('before', () => { expect(1).toBe(1); });
       it('stops the first time', async () => { if (!existsSync('once')) { writeFileSync('once', ''); await new Promise((resolve) => setTimeout(resolve, 500)); process.kill(process.pid, 'SIGTRAP'); await new Promise(() => undefined); } });
       it('after', () => { expect(1).toBe(1); });`,
    );
    await writeFile(join(folder, 'other.stops.ts'), `import { expect, it } from 'vitest'; it('holds', () => { expect(1).toBe(1); });`);
    const [report, second] = [join(folder, 'stopped.json'), join(folder, 'again.json')];
    expect(await run('vitest', ['run', '--config', config, '--reporter=json', `--outputFile.json=${report}`])).toBe(1);
    const first = vitestTally(report, folder);
    expect(first).toMatchObject({ unfinished: ['process.stops.ts'], failures: [] });
    expect(await run('vitest', ['run', '--config', config, '--reporter=json', `--outputFile.json=${second}`, 'process.stops.ts'])).toBe(0);
    const again = vitestTally(second, folder);
    if (first === null || again === null) throw new Error('no report');
    expect(playedAgain(first, again)).toEqual({ passed: 4, failed: 0, skipped: 0, failures: [], omitted: [] });
  }, 60_000);

  it('Playwright: the same, from a folder of its own', async () => {
    const config = join(folder, 'playwright.config.ts');
    const report = join(folder, 'playwright.json');
    await writeFile(
      config,
      `export default { testDir: 'journeys', outputDir: 'traces', reporter: [['json', { outputFile: ${JSON.stringify(report)} }]] };`,
    );
    await mkdir(join(folder, 'journeys'));
    await writeFile(
      join(folder, 'journeys', 'some.spec.ts'),
      `import { expect, test } from '@playwright/test';
       test.describe('a journey', () => { test('ends well', () => { expect(1).toBe(1); }); test('ends badly', () => { throw new Error('half way\\nsecond line'); }); test.skip('waits', () => undefined); });
       test('gets lost', () => { throw new Error('nowhere'); });`,
    );
    expect(await run('playwright', ['test', '--config', config])).toBe(1);
    const tally = playwrightTally(report, folder);
    expect(tally).toMatchObject({ passed: 1, failed: 2, skipped: 1, omitted: ['journeys/some.spec.ts > a journey > waits'] });
    expect(tally?.failures.toSorted()).toEqual([
      'journeys/some.spec.ts > a journey > ends badly: Error: half way',
      'journeys/some.spec.ts > gets lost: Error: nowhere',
    ]);
    await writeFile(join(folder, 'journeys', 'broken.spec.ts'), `throw new Error('not loaded');`);
    expect(await run('playwright', ['test', '--config', config])).toBe(1);
    expect(playwrightTally(report, folder)?.failures.join('\n')).toMatch(
      /^journeys\/broken\.spec\.ts > \(outside of any test\): Error: not loaded/m,
    );
  }, 60_000);

  it('no report, or something else in its place, is no tally', async () => {
    const other = join(folder, 'other.json');
    await writeFile(other, '{"stats":{}}');
    for (const file of [other, join(folder, 'missing.json')])
      expect([vitestTally(file, folder), playwrightTally(file, folder)]).toEqual([null, null]);
  });
});

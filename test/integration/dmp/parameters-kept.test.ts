import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import { defaults } from '../../../electron/config/defaults.ts';
import type { Doors } from '../../../electron/doors/types.ts';
import { dmpParametersOf } from '../../../electron/wiring/dmp-parameters.ts';
import { startBench, type Bench } from './kit.ts';

const DAY = 86_400_000;

/** What the workstation keeps of the DMP's own rules, over HTTPS: whatever its address answers, nobody waits and nothing false is kept. */
let bench: Bench;
let dataFolder: string;
let at: number;
let opened: number;
const made: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'poste-parameters-'));
  at = Date.parse('2026-11-21T08:00:00Z');
  opened = 0;
  bench.dmp.parameters.mode = 'good';
  bench.dmp.rules.majority = 17;
});
afterEach(async () => {
  bench.dmp.rules.majority = 18;
  await Promise.all(made.splice(0).map((one) => one.close()));
  rmSync(dataFolder, { recursive: true, force: true });
});

function keeper() {
  // Such a file is read where it is: what would open a larger one is never asked.
  const doors = { open: () => Promise.reject(new Error(`opened ${(opened += 1)}`)) } as unknown as Doors;
  const kept = dmpParametersOf(
    { ...defaults, dataFolder, dmp: { ...defaults.dmp, parametersUrl: bench.dmp.parameters.url } },
    {
      trust: { authorities: certificatesOfPem(bench.pki.organisationsTrustPem) },
      doors,
      now: () => new Date(at),
      changed: () => undefined,
    },
  );
  made.push(kept);
  return kept;
}

describe('the DMP’s own rules, as they are kept', () => {
  it('are the configuration’s, then the DMP’s, wherever its address leads', async () => {
    bench.dmp.parameters.mode = 'moved';
    const kept = keeper();
    expect(kept.parameters().ageOfMajority).toBe(18);
    await kept.refresh();
    expect(kept.parameters()).toMatchObject({ ageOfMajority: 17, minors: true, cumulAllowed: false });
  });

  it.each(['html', 'huge', 'dtd', 'cut', 'empty', 'error', 'loop'] as const)('stay the last good ones when it answers %s', async (mode) => {
    await keeper().refresh();
    at += DAY;
    bench.dmp.parameters.mode = mode;
    const asked = bench.dmp.parameters.asked;
    const next = keeper();
    await next.refresh();
    expect([bench.dmp.parameters.asked > asked, next.parameters().ageOfMajority, opened]).toEqual([true, 17, 0]);
  });

  it.each(['html', 'huge', 'dtd'] as const)('are those of the configuration when it never answered but %s', async (mode) => {
    bench.dmp.parameters.mode = mode;
    const kept = keeper();
    await kept.refresh();
    expect(kept.parameters().ageOfMajority).toBe(18);
  });
});

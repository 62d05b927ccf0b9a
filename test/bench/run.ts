import type { Benchmark } from './report.ts';

/** `npm run bench -- <name> [--runs n] [--scale n] --json`: medians and ratios against a named peer in the same run. */
const BENCHES: Readonly<Record<string, () => Promise<{ readonly run: (runs: number, scale: number) => Promise<Benchmark> }>>> = {
  start: () => import('./start.ts'),
  'main-job': () => import('./main-job.ts'),
  sign: () => import('./sign.ts'),
  ipc: () => import('./ipc.ts'),
  patients: () => import('./patients.ts'),
  doors: () => import('./doors.ts'),
  recognise: () => import('./recognise.ts'),
  growth: () => import('./growth.ts'),
  station: () => import('./station.ts'),
  typing: () => import('./typing.ts'),
  lists: () => import('./lists.ts'),
  reader: () => import('./reader.ts'),
  validation: () => import('./validation.ts'),
  rights: () => import('./rights.ts'),
};

const [name = '', ...words] = process.argv.slice(2);
const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
const given = (option: string, absent: number): number => (words.includes(option) ? Number(words[words.indexOf(option) + 1]) : absent);
/** `scale`: how many times larger than by default what grows is; only some look at it. */
const [runs, scale] = [given('--runs', 5), given('--scale', 1)];
if (load === undefined || ![runs, scale].every((value) => Number.isInteger(value) && value > 0)) {
  process.stderr.write(`Usage : npm run bench -- ${Object.keys(BENCHES).join('|')} [--runs n] [--scale n] [--json]\n`);
  process.exit(2);
}
const result = await (await load()).run(runs, scale);
if (words.includes('--json')) process.stdout.write(`${JSON.stringify(result)}\n`);
else {
  for (const { metric, unit, min, median, max, peer, ratio, goal, met } of result.items) {
    const beside = peer === null ? '' : `  ${peer.name} ${peer.median}  ratio ${ratio}`;
    process.stdout.write(
      `${metric}: ${median} ${unit} (${min} to ${max})${beside}${goal === null ? '' : `  goal ${goal}: ${met === true ? 'met' : 'not met'}`}\n`,
    );
  }
}
process.exit(0);

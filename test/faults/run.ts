import { fork, spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDoubted } from '../../shared/domain/sending/states.ts';
import { startSandbox, type Sandbox } from '../sandbox/index.ts';
import { randomOf } from '../setup/hostile-files.ts';
import { numbersGiven } from '../setup/options.ts';
import { needs, noSkip } from '../setup/needs.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { sandboxConfig } from '../setup/sandbox-config.ts';
import type { Answers, Said, Task } from './point-child.ts';
import { FAST, LUC, PAULE, PEOPLE } from './people.ts';
import { POINTS, type Point } from './points.ts';
import { verdict, type Choice, type Finding, type SendFacts } from './verdict.ts';

/**
 * `npm run faults -- [--seed n] [--points m] [--json]`: a workstation that sends two documents to the DMP and by
 * MSSanté is killed, or its disk filled, at each of these points; started again, its session opened, it is judged by the
 * stores of the services once it is at rest and a person has answered what is asked. Equal seeds, equal points. Exit
 * code 1 when anything was lost, doubled or is unexplained.
 */
const words = process.argv.slice(2);
const { seed, points, json } = numbersGiven(
  'Usage : npm run faults -- [--seed n] [--points m] [--json]',
  { seed: 1, points: 10 },
  { seed: Number.isInteger, points: (n) => Number.isInteger(n) && n > 0 },
);

/** Room for the store of a workstation, and little to fill. */
const DISK = 'size=24m';
/** Folder of a small disk, mounted for this process alone. */
const SMALL_DISK = 'POSTE_FAULTS_DISK';
/** A run of a workstation that has not ended by then never will. */
const RUN_MS = 60_000;
/** What Node compiled once serves every run. */
const COMPILED = fileURLToPath(new URL('../.out/compiled', import.meta.url));
const CHILD = fileURLToPath(new URL('point-child.ts', import.meta.url));

process.exitCode = process.env[SMALL_DISK] === undefined ? await onSmallDisk() : await play(process.env[SMALL_DISK]);

/** The same command in a namespace of its own, whose small disk ends with it; on the usual disk where that is not allowed. */
async function onSmallDisk(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-points-'));
  try {
    const unshare = needs.tool('unshare');
    const mounted = (command: readonly string[]): readonly string[] => [
      '-r',
      '-m',
      'sh',
      '-c',
      `mount -t tmpfs -o ${DISK} tmpfs "$1" && shift && exec "$@"`,
      'sh',
      folder,
      ...command,
    ];
    if (unshare !== null && (await ended(spawn(unshare, mounted(['true']), { stdio: 'ignore' }))) === 0) {
      return await ended(
        spawn(unshare, mounted([process.execPath, fileURLToPath(import.meta.url), ...words]), {
          stdio: 'inherit',
          env: { ...process.env, [SMALL_DISK]: folder },
        }),
      );
    }
    if (noSkip) throw new Error('missing in CI: the right to mount a small file system');
    process.stderr.write('left out: full disks, since a small file system cannot be mounted here\n');
    return await play(
      folder,
      POINTS.filter(({ stops }) => stops.every(({ how }) => how === 'killed')),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ended(child: ChildProcess): Promise<number> {
  return await new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** @returns exit code. */
async function play(disk: string, kinds: readonly Point[] = POINTS): Promise<number> {
  const from = performance.now();
  const sandbox = await startSandbox({ autoApprove: 0, pscIntervalSeconds: 0.1 });
  const counts = { lost: 0, doubled: 0, unexplained: 0 };
  try {
    const bench = await benchOf(sandbox, disk);
    for (const [index, point] of drawn(kinds).entries()) {
      const found = await bench.findings(point, index);
      for (const { kind, what } of found) {
        counts[kind] += 1;
        process.stderr.write(`[${point.name}, point ${index} of seed ${seed}] ${kind}: ${what}\n`);
      }
    }
  } finally {
    await sandbox.close();
  }
  const ms = Math.round(performance.now() - from);
  const answer = { seed, points, ...counts, ms };
  process.stdout.write(
    json
      ? `${JSON.stringify(answer)}\n`
      : `${points} points of seed ${seed}: ${counts.lost} lost, ${counts.doubled} doubled, ${counts.unexplained} unexplained (${Math.round(ms / points)} ms each)\n`,
  );
  return counts.lost + counts.doubled + counts.unexplained === 0 ? 0 : 1;
}

/** Every kind once before any comes again, in an order of the seed's own. */
function drawn(kinds: readonly Point[]): readonly Point[] {
  const random = randomOf(seed);
  const chosen: Point[] = [];
  while (chosen.length < points) {
    const left = [...kinds];
    while (left.length > 0) chosen.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return chosen.slice(0, points);
}

interface Run {
  /** `SIGKILL` when it was killed, else null. */
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly stderr: string;
  readonly said: readonly Said[];
}

async function benchOf(sandbox: Sandbox, disk: string) {
  const card = { kind: 'file', folder: await sandbox.fileCard(PAULE) } as const;
  const pdf = Uint8Array.from(await samplePdf({ title: 'Compte rendu' }));
  const model = join(disk, 'model');
  const config = (data: string) => sandboxConfig(sandbox, data, card, { ...FAST, stateFolder: `${data}-state` });

  const run = async (
    data: string,
    work: Task['work'],
    stop: Task['stop'],
    answer: (sends: readonly SendFacts[]) => Answers = () => ({ chosen: [] }),
  ): Promise<Run> => {
    const child = fork(CHILD, {
      env: { NODE_COMPILE_CACHE: COMPILED, ...process.env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    const said: Said[] = [];
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    // Sent by point-child.ts alone.
    child.on('message', (message) => {
      const one = message as Said;
      said.push(one);
      if (one.kind === 'asks') child.send(answer(one.sends));
    });
    const late = setTimeout(() => child.kill('SIGTERM'), RUN_MS);
    const over = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) =>
      child.once('close', (code, signal) => resolve([code, signal])),
    );
    const task: Task = { config: config(data), pin: PAULE.pin, disk, work, stop };
    child.send(task);
    const [code, signal] = await over;
    clearTimeout(late);
    return { signal, code, stderr, said };
  };

  const prepared = await run(model, { kind: 'prepare', traits: PEOPLE.open.traits }, null);
  const patientId = prepared.said.find((one) => one.kind === 'prepared')?.patientId;
  if (patientId === undefined || prepared.code !== 0) throw new Error(`the workstation could not be prepared: ${prepared.stderr}`);

  return {
    /** What one point leaves that it should not. */
    async findings(point: Point, index: number): Promise<readonly Finding[]> {
      const data = join(disk, `point-${index}`);
      const [state, aside] = [`${data}-state`, `${data}-aside`];
      await cp(model, data, { recursive: true });
      const random = randomOf(seed * 100_003 + index);
      const titles = ['A', 'B'].map((letter) => `Point ${index} ${letter}`);
      const findings: Finding[] = [];
      const runs: Run[] = [];
      for (const [at, { moment, how }] of point.stops.entries()) {
        const work =
          at === 0
            ? ({ kind: 'send', patientId, recipient: LUC.mailbox, documents: titles.map((title) => ({ title, pdf })) } as const)
            : ({ kind: 'recover', patientId, ask: false } as const);
        const done = await run(data, work, { point: point.name, index: at, seed: seed * 1_000_003 + index * 10 + at });
        runs.push(done);
        // Room again for what comes next.
        await rm(join(disk, 'filler'), { force: true });
        const stopped =
          how === 'full, then room'
            ? done.said.some(({ kind }) => kind === 'refilled') && done.code === 0
            : done.signal === 'SIGKILL' || (moment.kind !== 'commit' && done.code === 0);
        if (!stopped)
          findings.push({
            kind: 'unexplained',
            what: `run ${at + 1} ended otherwise than it should: ${done.signal ?? done.code ?? ''} ${done.stderr.trim()}`,
          });
        await point.after?.[at]?.({ data, state, aside });
      }
      const mails = (messageId: string): number =>
        sandbox.mss.deliveries(LUC.mailbox).filter((mail) => mail.messageId === messageId).length;
      const before = new Map<string, number>();
      const chosen = new Map<string, Choice>();
      const sendsDoubted = random() < 0.5;
      const last = await run(data, { kind: 'recover', patientId, ask: true }, null, (sends) => {
        for (const { id, state, error, messageId } of sends) {
          if (messageId !== null) before.set(messageId, mails(messageId));
          if (isDoubted({ state, error: error === null ? null : { code: error } })) chosen.set(id, sendsDoubted ? 'retry' : 'leave');
          if (state === 'unknown') chosen.set(id, random() < 0.5 ? 'retry' : 'settle');
        }
        return { chosen: [...chosen] };
      });
      runs.push(last);
      for (const folder of [data, state, aside]) await rm(folder, { recursive: true, force: true });
      const report = last.said.find((one) => one.kind === 'ends')?.report;
      if (report === undefined || last.code !== 0)
        return [
          ...findings,
          { kind: 'unexplained', what: `the last run did not end: ${last.signal ?? last.code ?? ''} ${last.stderr.trim()}` },
        ];
      const entries = sandbox.dmp.record(PEOPLE.open.matricule)?.entries.filter(({ signature }) => !signature) ?? [];
      return [
        ...findings,
        ...verdict({
          ...report,
          told: runs.flatMap(({ said }) => said.flatMap((one) => (one.kind === 'validated' ? [one.id] : []))),
          chosen,
          atDmp: (uniqueId) => entries.filter((entry) => entry.uniqueId === uniqueId).length,
          titled: (title) => entries.filter((entry) => entry.title === title).length,
          mails: (messageId) => ({ before: before.get(messageId) ?? 0, now: mails(messageId) }),
          ended: (id) => report.ended.filter((one) => one === id).length,
          said: runs.map(({ stderr }) => stderr).join(''),
        }),
      ];
    },
  };
}

import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RunAnswer, RunRequest } from './runner.ts';

const RUNNER = fileURLToPath(new URL('./runner.ts', import.meta.url));

interface Ran {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}
interface Waiting {
  readonly resolve: (ran: Ran) => void;
  readonly reject: (error: Error) => void;
}

const waiting = new Map<number, Waiting>();
let asked = 0;
let runner: ChildProcess | null = null;

/** Runs a program with `input` on its stdin; rejects only when it cannot be started (ENOENT). */
export async function run(program: string, args: readonly string[], input?: string | Uint8Array): Promise<Ran> {
  const own = (runner ??= started());
  return new Promise((resolve, reject) => {
    asked += 1;
    waiting.set(asked, { resolve, reject });
    own.channel?.ref();
    own.send({ id: asked, program, args, input, path: process.env['PATH'] } satisfies RunRequest);
  });
}

/** One for this process, which ends with it and never keeps it. */
function started(): ChildProcess {
  const child = fork(RUNNER, [], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.unref();
  child.channel?.unref();
  child.on('message', (answer: RunAnswer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) child.channel?.unref();
    if ('failed' in answer) one?.reject(Object.assign(new Error(answer.failed), { code: answer.failed }));
    else one?.resolve({ code: answer.code, stdout: Buffer.from(answer.stdout), stderr: answer.stderr });
  });
  child.once('exit', () => {
    runner = null;
    for (const { reject } of waiting.values()) reject(new Error('the process that starts programs ended'));
    waiting.clear();
  });
  return child;
}

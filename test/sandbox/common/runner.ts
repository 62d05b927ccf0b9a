import { spawn } from 'node:child_process';

/**
 * Body of the process that starts the programs of the sandbox. To start one costs the more the larger the process that
 * does it, and a sandbox lives in large ones.
 */
export interface RunRequest {
  readonly id: number;
  readonly program: string;
  readonly args: readonly string[];
  readonly input: string | Uint8Array | undefined;
  /** Where programs are looked for. */
  readonly path: string | undefined;
}
/** `failed`: the system's code, `ENOENT`. */
export type RunAnswer =
  | { readonly id: number; readonly code: number | null; readonly stdout: Uint8Array; readonly stderr: string }
  | { readonly id: number; readonly failed: string };

process.on('message', ({ id, program, args, input, path }: RunRequest) => {
  const tell = (answer: RunAnswer): void => void process.send?.(answer);
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, PATH: path } });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => tell({ id, failed: code }));
  child.once('close', (code) => tell({ id, code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') }));
  // The program may end before it has read all its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
});
process.once('disconnect', () => process.exit(0));

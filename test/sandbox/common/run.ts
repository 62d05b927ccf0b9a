import { spawn } from 'node:child_process';

/** Runs a program with `input` on its stdin; rejects only when it cannot be started (ENOENT). */
export async function run(
  program: string,
  args: readonly string[],
  input?: string | Uint8Array,
): Promise<{ readonly code: number | null; readonly stdout: Buffer; readonly stderr: string }> {
  return await new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') }));
    // The program may end before it has read all its input.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

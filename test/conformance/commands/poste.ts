import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/** The headless commands in processes of their own, as a caller starts them. */

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const CLI = fileURLToPath(new URL('../../../electron/cli.ts', import.meta.url));

export const poste = (...words: readonly string[]): Promise<Run> => started(words).ended;

/** The same, to be stopped on the way. */
export function started(words: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Run> } {
  const child = spawn(process.execPath, [CLI, ...words], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } });
  const ended = new Promise<Run>((resolve) => {
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

/** The one object of stdout. */
export function one(run: Run): Record<string, unknown> {
  expect(run.stdout, run.stderr).toMatch(/^\{.*\}\n$/);
  return JSON.parse(run.stdout) as Record<string, unknown>;
}

/** The refusal: nothing on stdout, the error on the last line of stderr. */
export function refusal(run: Run): { readonly exit: number | null; readonly code: string; readonly path: unknown } {
  expect(run.stdout).toBe('');
  const error = JSON.parse(run.stderr.trim().split('\n').at(-1) ?? '') as { code: string; message: string; action: string; path: unknown };
  expect(error.message).toMatch(/^\p{Lu}.*\.$/u);
  expect(error.action.length).toBeGreaterThan(0);
  return { exit: run.code, code: error.code, path: error.path };
}

import { execFileSync, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ServiceProcess } from '../../electron/card/service-process.ts';

const MB = 1024 * 1024;
/** Clock ticks in a second and bytes in a page, of /proc (Linux). */
const [TICKS, PAGE] = ['CLK_TCK', 'PAGESIZE'].map((name) => Number(execFileSync('getconf', [name], { encoding: 'utf8' }))) as [
  number,
  number,
];

/** As `forkService`, with the process's number: it is looked at from outside. */
export function watchedService(entry: string): ServiceProcess & { readonly pid: number } {
  const child = fork(entry, [], { execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.on('error', () => undefined);
  return {
    pid: child.pid ?? 0,
    post: (message) => {
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** proc(5): times of a process in clock ticks, resident memory; null once it is gone. */
export function usage(pid: number): { readonly cpuMs: number; readonly rssMb: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return { cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS, rssMb: (Number(fields[21]) * PAGE) / MB };
  } catch {
    return null;
  }
}

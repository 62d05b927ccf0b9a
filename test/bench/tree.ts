import { readdirSync, readFileSync } from 'node:fs';

/** The clock of /proc ticks a hundred times a second (`getconf CLK_TCK`). */
const TICK_MS = 10;

/** Memory that a process and all below it hold, what they share counted once, and processor time of them all so far (Linux). */
export function used(root: number): { readonly pssMiB: number; readonly cpuMs: number } {
  let [pssKiB, ticks] = [0, 0];
  for (const pid of tree(root)) {
    try {
      const pss = pssKiBOf(pid);
      // After the name: utime, stime, then those of the children that ended (proc_pid_stat(5), fields 14 to 17).
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
        .slice(11, 15);
      pssKiB += pss;
      ticks += fields.reduce((sum, field) => sum + Number(field), 0);
    } catch {
      // It ended meanwhile.
    }
  }
  return { pssMiB: pssKiB / 1024, cpuMs: ticks * TICK_MS };
}

/** Memory that all the processes below one hold, itself left out (Linux). */
export function pssMiBBelow(root: number): number {
  return used(root).pssMiB - pssKiBOf(root) / 1024;
}

const pssKiBOf = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);

/** A process and all below it. */
function tree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1] ?? 0));
    } catch {
      // It ended meanwhile.
    }
  }
  const ours = (pid: number): boolean => pid === root || (pid > 1 && ours(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(ours);
}

/** Times that the threads of a process went to sleep so far: as many wake-ups (Linux). */
export function sleeps(pid: number): number {
  let count = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      count += Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      // It ended meanwhile.
    }
  }
  return count;
}

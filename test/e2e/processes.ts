import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** What Linux says of processes; the machine's own word, not the application's. */

/** Every process started by `root`, at any depth, alive now. */
export async function descendants(root: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // The name of a program may hold anything: the fields come after its last parenthesis.
    const stat = await readFile(`/proc/${name}/stat`, 'latin1').catch(() => '');
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found: number[] = [];
  let generation = [root];
  while (generation.length > 0) {
    const above = generation;
    generation = [...parents].filter(([, parent]) => above.includes(parent)).map(([pid]) => pid);
    found.push(...generation);
  }
  return found;
}

/** Runs, and is not a zombie that its parent has yet to bury. */
export function alive(pid: number): boolean {
  if (!existsSync(`/proc/${pid}`)) return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return false;
  }
}

interface OpenSocket {
  readonly pid: number;
  readonly kind: string;
  /** Address and port as the kernel writes them, in hexadecimal. */
  readonly local: string;
  /** TCP in LISTEN, or UDP bound without a peer. */
  readonly listens: boolean;
}

/** TCP and UDP sockets that a process holds. */
export async function openSockets(pid: number): Promise<OpenSocket[]> {
  const inodes = new Set<string>();
  for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
    const link = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
    const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1];
    if (inode !== undefined) inodes.add(inode);
  }
  const found: OpenSocket[] = [];
  for (const kind of ['tcp', 'tcp6', 'udp', 'udp6']) {
    const table = await readFile(`/proc/${pid}/net/${kind}`, 'latin1').catch(() => '');
    for (const line of table.split('\n').slice(1)) {
      const [, local = '', remote = '', state = '', , , , , , inode = ''] = line.trim().split(/\s+/);
      if (!inodes.has(inode)) continue;
      const listens = kind.startsWith('tcp') ? state === '0A' : /^0+:0+$/.test(remote);
      found.push({ pid, kind, local, listens });
    }
  }
  return found;
}

/** Arguments and environment of a process, as it was started. */
export async function argumentsAndEnvironment(pid: number): Promise<string> {
  const [cmdline, environ] = await Promise.all(
    ['cmdline', 'environ'].map((name) => readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => '')),
  );
  return `${cmdline ?? ''}\0${environ ?? ''}`;
}

/** Every file under a folder, by its path. */
export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

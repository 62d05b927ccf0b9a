import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { findChromium } from '../../../electron/platform/chromium/browser.ts';
import { SETTINGS, type Command, type Fact, type Settings } from './control.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const HOOKS = here('./hooks.ts');
const START = here('./start.ts');
const MAIN = here('../../../electron/main.ts');
const WINDOW = here('../../../renderer/dist/index.html');
const PATIENCE_MS = 40_000;

export interface LaunchOptions {
  /** Configuration file of the application (`--config`). */
  readonly config: string;
  /** Of what the system keeps for the application: one profile, one folder. */
  readonly folder: string;
  readonly keychain?: Settings['keychain'];
  readonly compromised?: boolean;
  /** The entry that Electron would run: electron/main.ts, or a built one. */
  readonly main?: string;
  /** What is typed after the entry's options. */
  readonly words?: readonly string[];
  /** Added to ours. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The application, in a process of its own, on the double. */
export interface Launched {
  readonly pid: number;
  /** Everything the double told, oldest first. */
  readonly facts: readonly Fact[];
  /** What the process wrote. */
  readonly output: () => string;
  readonly stdout: () => string;
  /** Resolves with the exit code; null = killed. */
  readonly exited: Promise<number | null>;
  of<K extends Fact['fact']>(fact: K): readonly Extract<Fact, { readonly fact: K }>[];
  /** Resolves with the first such fact. @throws Error when the process ends before. */
  until<K extends Fact['fact']>(fact: K): Promise<Extract<Fact, { readonly fact: K }>>;
  /** The page of the window, once loaded. */
  page(): Promise<Page>;
  send(command: Command): void;
  /** Quits as a user does, and kills what would not; answers the exit code. */
  close(): Promise<number | null>;
}

/** Starts the application as Electron would: its entry is the process's. */
export async function launch(options: LaunchOptions): Promise<Launched> {
  if (!existsSync(WINDOW)) await build({ configFile: here('../../../renderer/vite.config.ts'), logLevel: 'warn' });
  const settings: Settings = {
    folder: options.folder,
    chromium: findChromium(null),
    keychain: options.keychain ?? 'gnome_libsecret',
    compromised: options.compromised ?? false,
  };
  const child: ChildProcess = fork(START, [options.main ?? MAIN, '--config', options.config, ...(options.words ?? [])], {
    execArgv: ['--import', HOOKS],
    env: { ...process.env, ...options.env, [SETTINGS]: JSON.stringify(settings) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const facts: Fact[] = [];
  const listeners = new Set<() => void>();
  let output = '';
  let stdout = '';
  let browser: Browser | null = null;
  let ended = false;
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  const wake = (): void => {
    for (const listener of listeners) listener();
  };
  child.on('message', (fact) => {
    // Our own double, of this very revision.
    facts.push(fact as Fact);
    wake();
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      ended = true;
      wake();
      resolve(code);
    });
  });
  const of = <K extends Fact['fact']>(fact: K) => facts.filter((one): one is Extract<Fact, { readonly fact: K }> => one.fact === fact);
  const until = <K extends Fact['fact']>(fact: K) =>
    new Promise<Extract<Fact, { readonly fact: K }>>((resolve, reject) => {
      const done = (finish: () => void): void => {
        clearTimeout(timer);
        listeners.delete(look);
        finish();
      };
      const look = (): void => {
        const [found] = of(fact);
        if (found !== undefined) done(() => resolve(found));
        else if (ended) done(() => reject(new Error(`the application ended before « ${fact} »:\n${output}${JSON.stringify(facts)}`)));
      };
      const timer = setTimeout(() => done(() => reject(new Error(`no « ${fact} » in ${PATIENCE_MS} ms:\n${output}`))), PATIENCE_MS);
      listeners.add(look);
      look();
    });
  const send = (command: Command): void => {
    if (child.connected) child.send(command);
  };
  return {
    pid: child.pid ?? 0,
    facts,
    output: () => output,
    stdout: () => stdout,
    exited,
    of,
    until,
    send,
    async page() {
      browser ??= await chromium.connect((await until('browser')).endpoint);
      await until('loaded');
      const page = browser.contexts()[0]?.pages()[0];
      if (page === undefined) throw new Error('the window has no page');
      return page;
    },
    async close() {
      const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      if (!ended) send({ command: 'quit' });
      const code = await exited;
      clearTimeout(timer);
      await browser?.close();
      return code;
    },
  };
}

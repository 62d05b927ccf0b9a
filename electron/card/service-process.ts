import { fileURLToPath } from 'node:url';

/** A process of ours, started by the platform: Electron's utility process, or a fork elsewhere. */
export interface ServiceProcess {
  /** Structured clone: typed arrays and dates pass, functions do not. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Once, with the exit code (null when killed). */
  onExit(listener: (code: number | null) => void): void;
  /** At once, even when the process no longer listens. */
  kill(): void;
}

/** Starts a module of ours in a process of its own. @param entry absolute path */
export type StartService = (entry: string) => ServiceProcess;

/**
 * Absolute path of the entry of one of our processes: beside its client in the sources; in a package everything is
 * bundled at the top, where each entry keeps its room (`card/service.js`).
 *
 * @param from `import.meta.url` of the caller.
 * @param entry `card/service`, without extension.
 */
export function serviceEntry(from: string, entry: string): string {
  return fileURLToPath(from.endsWith('.ts') ? new URL(`../${entry}.ts`, from) : new URL(`./${entry}.js`, from));
}

import { mkdtempSync, readdirSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'poste-sante-';
/** Chromium goes on writing for a moment after its window is gone, in milliseconds. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 100;

/** A browser profile that lives as long as the window: nothing of a patient is left on disk by the browser. */
interface TemporaryProfile {
  /** 0700 folder. */
  readonly path: string;
  /** Removes it, and again while Chromium still writes there. */
  forget(): Promise<void>;
}

/** A new profile; those that a killed application left behind are removed first. */
export function temporaryProfile(): TemporaryProfile {
  forgetAbandoned();
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  return {
    path,
    async forget() {
      const until = Date.now() + PATIENCE_MS;
      let quiet = 0;
      while (quiet < 3 && Date.now() < until) {
        await rm(path, { recursive: true, force: true }).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        const there = await stat(path).then(
          () => true,
          () => false,
        );
        quiet = there ? 0 : quiet + 1;
      }
    },
  };
}

function forgetAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) void rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // EPERM: another user's process, alive.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const DISPLAY = ':77';
/** Between two looks at the screen, in milliseconds: of the measure, at most. */
const LOOK_MS = 20;
/** Nothing is asked of whoever starts it for the first time. */
const QUIET = ['mail.provider.suppress_dialog_on_startup', 'datareporting.policy.dataSubmissionPolicyBypassNotification'].map(
  (name) => `user_pref("${name}", true);\n`,
);

/** Thunderbird on a screen of its own. */
interface MailClient {
  /** Milliseconds from its start to its first visible window. */
  firstWindow(): Promise<number>;
  close(): Promise<void>;
}

/** Thunderbird with an empty profile in a folder; null where it, Xvfb or xdotool is not installed. */
export async function thunderbird(folder: string): Promise<MailClient | null> {
  for (const program of ['thunderbird', 'Xvfb', 'xdotool'])
    if ((await run('sh', ['-c', 'command -v "$1"', 'sh', program]).catch(() => null)) === null) return null;
  const profile = join(folder, 'thunderbird');
  await mkdir(profile, { recursive: true });
  await writeFile(join(profile, 'user.js'), QUIET.join(''));
  const screen = spawn('Xvfb', [DISPLAY, '-screen', '0', '1440x900x24'], { stdio: 'ignore' });
  const env = { ...process.env, DISPLAY, HOME: folder };
  const shown = (): Promise<boolean> =>
    run('xdotool', ['search', '--onlyvisible', '--class', 'thunderbird'], { env }).then(
      () => true,
      () => false,
    );
  return {
    async firstWindow() {
      const start = performance.now();
      const mail = spawn('thunderbird', ['--profile', profile, '--no-remote'], { env, stdio: 'ignore', detached: true });
      while (!(await shown())) await wait(LOOK_MS);
      const ms = performance.now() - start;
      await ended(mail);
      return ms;
    },
    close: () => ended(screen),
  };
}

async function ended(child: ChildProcess): Promise<void> {
  const over = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null) child.kill();
  await over;
}

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** `npm start`, as a process of its own, in a home of its own. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'poste-start-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function start(settings: object): Promise<string> {
  const file = join(home, 'settings.json');
  writeFileSync(file, JSON.stringify({ window: { headless: true }, ...settings }));
  const env = {
    ...process.env,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_STATE_HOME: join(home, 'state'),
    XDG_CACHE_HOME: join(home, 'cache'),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, ['electron/start.ts', '--config', file], { cwd: root, env, timeout: 20_000 }, (_error, _said, complaint) =>
      resolve(complaint),
    );
  });
}

it('--help says how it is started and opens nothing', async () => {
  const said = await promisify(execFile)(process.execPath, ['electron/start.ts', '--help'], {
    cwd: root,
    env: { ...process.env, HOME: home },
  });
  expect(said.stdout).toMatch(/^npm start .*--config/);
  expect(said.stdout).not.toContain('démarrage');
  expect(readdirSync(home)).toEqual([]);
});

describe.skipIf(process.platform !== 'linux' || existsSync(join(root, 'node_modules/electron/dist')))(
  'a start from the source, without Electron',
  () => {
    it('in production says what to do in a clone, and leaves no data folder behind', async () => {
      const said = await start({});
      expect(said).toContain('[SECRETS_PRODUCTION]');
      expect(said).toContain('npm run demo');
      expect(readdirSync(home).toSorted()).not.toContain('data');
      expect(readdirSync(home)).not.toContain('state');
    });

    it('where the system will hold no folder says so at once', async () => {
      expect(await start({ profile: 'sandbox', dataFolder: '/proc/poste' })).toContain('[DATA_FOLDER_DENIED]');
    });

    it('without a screen says what to do, and ends: no window that nobody sees', async () => {
      const file = join(home, 'settings.json');
      writeFileSync(file, JSON.stringify({ profile: 'sandbox', dataFolder: join(home, 'data') }));
      const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
      const ended = await new Promise<{ readonly code: number | null; readonly said: string; readonly complaint: string }>((resolve) => {
        const child = execFile(
          process.execPath,
          ['electron/start.ts', '--config', file],
          { cwd: root, env: { ...rest, HOME: home }, timeout: 20_000 },
          (_error, said, complaint) => resolve({ code: child.exitCode, said, complaint }),
        );
      });
      expect(ended.code).toBe(1);
      expect(ended.complaint).toContain('xvfb-run -a npm start');
      expect(ended.complaint).toContain('[DISPLAY_MISSING]');
      expect(ended.said).toContain('démarrage');
      expect(existsSync(join(home, 'data'))).toBe(false);
    });

    it('on settings that are wrong says where', async () => {
      expect(await start({ dmp: { timeoutMs: 'vite' } })).toContain('Endroit : /dmp/timeoutMs [CONFIG_INVALID]');
    });
  },
);

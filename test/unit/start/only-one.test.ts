import { connect } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireDisplay } from '../../../electron/display.ts';
import { broughtForward, listenForSecond } from '../../../electron/only-one.ts';

describe.skipIf(process.platform === 'win32')('one application on the same data', () => {
  let folder = '';
  let close = (): void => undefined;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'poste-one-'))));
  afterEach(() => {
    close();
    rmSync(folder, { recursive: true, force: true });
  });
  const listens = async (front: () => Promise<void>): Promise<void> => {
    close = await listenForSecond(folder, front);
  };

  it('brings the window of the first forward for each that comes after', async () => {
    let fronts = 0;
    await listens(() => Promise.resolve(void (fronts += 1)));
    expect(await broughtForward(folder)).toBe(true);
    expect(await broughtForward(folder)).toBe(true);
    expect(fronts).toBe(2);
  });

  it('is not open when nobody is there, was there, or can show a window', async () => {
    expect(await broughtForward(folder)).toBe(false);
    expect(await broughtForward(join(folder, 'nowhere'))).toBe(false);
    await listens(() => Promise.reject(new Error('no window')));
    expect(await broughtForward(folder)).toBe(false);
    close();
    expect(await broughtForward(folder)).toBe(false);
  });

  it('takes the place of one that was killed', async () => {
    writeFileSync(join(folder, 'fenetre.sock'), '');
    expect(await broughtForward(folder)).toBe(false);
    await listens(() => Promise.resolve());
    expect(await broughtForward(folder)).toBe(true);
  });

  it('answers that one word alone', async () => {
    let fronts = 0;
    await listens(() => Promise.resolve(void (fronts += 1)));
    const socket = connect(join(folder, 'fenetre.sock'));
    socket.end('fermer\n');
    await new Promise((resolve) => socket.once('close', resolve));
    expect(fronts).toBe(0);
  });

  it('goes on without where no socket can be: a name too long', async () => {
    folder = join(folder, 'x'.repeat(120));
    await listens(() => Promise.resolve());
    expect(await broughtForward(folder)).toBe(false);
  });
});

it.each<[NodeJS.Platform, NodeJS.ProcessEnv, boolean]>([
  ['linux', {}, false],
  ['linux', { DISPLAY: '' }, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['win32', {}, true],
  ['darwin', {}, true],
])('a window on %s with %j has a screen: %s', (platform, env, there) => {
  const asked = (): void => requireDisplay(platform, env);
  if (there) expect(asked).not.toThrow();
  else expect(asked).toThrow(expect.objectContaining({ code: 'DISPLAY_MISSING' }));
});

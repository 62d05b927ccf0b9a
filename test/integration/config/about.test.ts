import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose, type Application } from '../../../electron/compose.ts';
import { loadConfig } from '../../../electron/config/load.ts';
import { createPki } from '../../sandbox/pki/index.ts';
import { clientOf } from '../../setup/client.ts';
import { windowless } from '../../setup/windowless.ts';

/** Who decided the configuration, from the files to what the settings screen is told. */

let folder = '';
let application: Application | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'poste-about-'));
});
afterEach(async () => {
  await application?.close();
  rmSync(folder, { recursive: true });
});

const put = (name: string, content: unknown): string => {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

describe('what the settings screen is told', () => {
  it('says for each entry who decided, and which settings were not taken', async () => {
    const trustFile = put('igc.pem', (await createPki()).trustPem);
    const dataFolder = join(folder, 'data');
    const policy = put('policy.json', {
      profile: 'sandbox',
      trustFile,
      dmp: { patientsUrl: 'https://dmp.invalid/' },
      locked: ['/dmp', '/trustFile'],
    });
    const user = put('settings.json', {
      profile: 'production',
      dataFolder,
      trustFile: '/tmp/other.pem',
      insi: { url: 'https://insi.invalid/' },
      dmp: { patientsUrl: 'https://other.invalid/' },
      card: { adapter: { kind: 'file', folder: join(folder, 'card') } },
    });
    const { config, ...decisions } = loadConfig({ policy, user });
    application = await compose(config, windowless(dataFolder), { decisions });
    expect(await clientOf(application).call('app.about', null)).toMatchObject({
      profile: 'sandbox',
      trustFile,
      decidedBy: { profile: 'policy', trustFile: 'policy' },
      notTaken: ['/profile', '/trustFile', '/dmp'],
      endpoints: [
        { name: 'INSi', url: 'https://insi.invalid/', decidedBy: 'user' },
        { name: 'DMP patients', url: 'https://dmp.invalid/', decidedBy: 'policy' },
      ],
    });
  });

  it.each([
    ['fixes the undo window', ['/outbox/undoMs'], true],
    ['gives the undo window until the user chooses another', [], false],
  ])('%s', async (_what, locked, undoFixed) => {
    const dataFolder = join(folder, 'data');
    const policy = put('policy.json', { profile: 'sandbox', outbox: { undoMs: 7000 }, locked });
    const { config, ...decisions } = loadConfig({ policy, user: put('settings.json', { dataFolder }) });
    application = await compose(config, windowless(dataFolder), { decisions });
    const client = clientOf(application);
    const before = await client.call('settings.get', null);
    expect(before).toMatchObject({ undoSeconds: 7 });
    await client.call('settings.save', { theme: 'dark', railCollapsed: true, undoSeconds: 0 });
    // Nobody is there: how the window looks is kept, and no more.
    expect(await client.call('settings.get', null)).toEqual({ ...before, theme: 'dark', railCollapsed: true });
    expect(await client.call('app.about', null)).toMatchObject({ undoFixed });
  });

  it.each([
    ['fixed by the machine', ['/session'], true],
    ['left to the user, up to a longest one', [], false],
  ])('says whether the delay before the lock is %s', async (_what, locked, fixed) => {
    const dataFolder = join(folder, 'data');
    const policy = put('policy.json', { profile: 'sandbox', session: { idleLockMs: 600_000 }, locked });
    const { config, ...decisions } = loadConfig({ policy, user: put('settings.json', { dataFolder }) });
    application = await compose(config, windowless(dataFolder), { decisions });
    const terms = await clientOf(application).call('settings.terms', null);
    expect(terms).toEqual({ lock: { fixed, mostMinutes: 10 }, mailboxes: [] });
  });

  it.each([
    ['without certificate', '# à compléter\n', 'TRUST_FILE_EMPTY'],
    ['that is not there', null, 'TRUST_FILE_MISSING'],
  ])('comes after the trust file: one %s stops the start, named', async (_what, content, code) => {
    const trustFile = content === null ? join(folder, 'none.pem') : put('igc.pem', content);
    const policy = put('policy.json', { profile: 'sandbox', trustFile, dataFolder: join(folder, 'data') });
    const { config } = loadConfig({ policy, user: put('settings.json', {}) });
    await expect(compose(config, windowless(config.dataFolder))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(trustFile),
    });
  });
});

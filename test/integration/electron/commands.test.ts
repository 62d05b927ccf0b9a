import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { XML_AT_HAND } from '../../../electron/xml/read.ts';
import type { Launched, LaunchOptions } from '../../setup/electron-double/launch.ts';
import { Profile } from './profile.ts';

/** `--cli`: the commands of the installed application, whose data the system's keychain opens. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let profile: Profile;
beforeEach(async () => {
  profile = await Profile.create();
});
afterEach(() => profile.close());

interface Answer {
  readonly exit: number | null;
  readonly result: Record<string, unknown>;
  readonly launched: Launched;
}

/** What one command answers: its object, or its error. */
async function answerOf(words: readonly string[], options: Partial<LaunchOptions> = {}): Promise<Answer> {
  const launched = await profile.launch({ words: ['--cli', ...words], ...options });
  const exit = await launched.exited;
  const text = launched.stdout() === '' ? launched.output().trim().split('\n').at(-1) : launched.stdout();
  return { exit, result: JSON.parse(text ?? '') as Record<string, unknown>, launched };
}
const at = (name: string): string => join(profile.folder, name);

describe('in production', () => {
  /** As installed: no settings, the usual folders of the system. */
  const installed = (): Partial<LaunchOptions> => {
    writeFileSync(at('none.json'), '{}');
    return { config: at('none.json'), env: { XDG_DATA_HOME: at('share'), XDG_STATE_HOME: at('state') } };
  };
  const data = (): string => at('share/poste-sante');

  test('the data are made, backed up, restored and verified, without a window, on the folder of the settings', async () => {
    const made = await answerOf(['store', 'new', '--json'], installed());
    expect([made.exit, made.result, made.launched.output()]).toEqual([0, { keptAside: [] }, made.launched.stdout()]);
    expect(readdirSync(data())).not.toContain('poste.key');
    const saved = await answerOf(['store', 'backup', '--to', at('sauvegarde')], installed());
    expect([saved.exit, saved.result]).toMatchObject([0, { entries: 1, bytes: statSync(at('sauvegarde')).size, journal: { valid: true } }]);
    rmSync(join(data(), 'poste.db'));
    expect(await answerOf(['audit', 'verify'], installed())).toMatchObject({
      exit: 4,
      result: { code: 'STORE_MISSING', action: expect.stringContaining('store restore') as string },
    });
    expect(await answerOf(['store', 'restore', '--from', at('sauvegarde')], installed())).toMatchObject({
      exit: 0,
      result: { entries: 1, keptAside: null },
    });
    const verified = await answerOf(['audit', 'verify'], installed());
    expect([verified.exit, verified.result]).toMatchObject([0, { valid: true, length: 3, anchored: true }]);
    for (const { launched } of [made, saved, verified]) expect(launched.facts.map(({ fact }) => fact)).toEqual(['ended']);
  });

  test('another folder is named by --profile, under the same keychain', async () => {
    expect(await answerOf(['store', 'new', '--profile', at('ailleurs')], installed())).toMatchObject({ exit: 0 });
    expect([existsSync(at('ailleurs/poste.db')), existsSync(data())]).toEqual([true, false]);
    expect(await answerOf(['audit', 'verify', '--profile', at('ailleurs')], installed())).toMatchObject({ exit: 0, result: { length: 1 } });
  });

  test.each([
    ['a keychain that is not there', ['store', 'new'], { keychain: 'none' }, 4, 'SECRETS_UNAVAILABLE'],
    ['a command that is not one', ['store'], {}, 2, 'USAGE'],
    ['a command of the sources', ['sandbox', 'card', '--out', 'x'], {}, 2, 'USAGE'],
    ['a folder without data', ['audit', 'verify'], {}, 4, 'PROFILE_UNKNOWN'],
  ] as const)('%s is refused in one line of JSON, not in a box', async (_what, words, options, exit, code) => {
    const { exit: left, result, launched } = await answerOf(words, { ...installed(), ...options });
    expect([left, result['code'], launched.stdout(), launched.of('error-box')]).toEqual([exit, code, '', []]);
  });
});

describe('beside the open application', () => {
  test('its data are read and backed up; whoever would write is told that they are open', async () => {
    const application = await profile.launch();
    await application.page();
    expect(await answerOf(['audit', 'verify'])).toMatchObject({ exit: 0, result: { valid: true } });
    expect(await answerOf(['store', 'backup', '--to', at('sauvegarde')])).toMatchObject({ exit: 0, result: { journal: { valid: true } } });
    expect(await answerOf(['store', 'restore', '--from', at('sauvegarde')])).toMatchObject({ exit: 4, result: { code: 'PROFILE_LOCKED' } });
    expect([application.of('focused'), application.of('closed')]).toEqual([[], []]);
  });

  test('files from outside are opened in a process of the host', async () => {
    writeFileSync(at('reponse.xml'), `<a>${' '.repeat(XML_AT_HAND)}</a>`);
    const { exit, result, launched } = await answerOf(['dmp', 'parse', at('reponse.xml')]);
    expect([exit, result['code']]).toEqual([3, 'DMP_MESSAGE_UNKNOWN']);
    expect(launched.of('utility')).toMatchObject([{ serviceName: 'fichiers' }]);
  });
});

import type * as Fs from 'node:fs';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { defaults } from '../../../electron/config/defaults.ts';
import { loadConfig, policyFile, type LoadedConfig } from '../../../electron/config/load.ts';
import { MACHINE_ENTRIES, policySchema } from '../../../electron/config/policy.ts';

/** The step that the system denies; tests may run as an account that it denies nothing. */
const denied = vi.hoisted(() => ({ step: '' }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  const deny = (step: string): void => {
    if (denied.step === step) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
  };
  return {
    ...fs,
    lstatSync: (path: string) => {
      deny('lstatSync');
      return fs.lstatSync(path);
    },
    readFileSync: (path: string, encoding: 'utf8') => {
      deny('readFileSync');
      return fs.readFileSync(path, encoding);
    },
  };
});

const folder = mkdtempSync(join(tmpdir(), 'poste-policy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const files = { policy: join(folder, 'policy.json'), user: join(folder, 'settings.json') };
/** @param policy null: the machine has none. */
const load = (policy: object | null, user: object, base = defaults): LoadedConfig => {
  rmSync(files.policy, { force: true });
  if (policy !== null) writeFileSync(files.policy, JSON.stringify(policy));
  writeFileSync(files.user, JSON.stringify(user));
  return loadConfig(files, base);
};
const refused = (policy: object | null, user: object): unknown => {
  try {
    return load(policy, user).config;
  } catch (thrown) {
    return thrown;
  }
};

describe('what the machine’s policy locks', () => {
  test('is not the user’s to change; the rest of their settings is taken', () => {
    const { config, decidedBy, isLocked, notTaken } = load(
      { session: { idleLockMs: 60_000 }, dmp: { timeoutMs: 5000 }, locked: ['/session/idleLockMs', '/dmp'] },
      { session: { idleLockMs: 1 }, dmp: { timeoutMs: 1, ageOfMajority: 3 }, lights: { pollMs: 0 } },
    );
    expect([config.session.idleLockMs, config.dmp.timeoutMs, config.dmp.ageOfMajority, config.lights.pollMs]).toEqual([
      60_000, 5000, 18, 0,
    ]);
    expect(['/session/idleLockMs', '/dmp/timeoutMs', '/dmp/ageOfMajority', '/lights/pollMs', '/lights/timeoutMs'].map(decidedBy)).toEqual([
      'policy',
      'policy',
      'policy',
      'user',
      'defaults',
    ]);
    expect([decidedBy('/dmp'), decidedBy('/dmpx')]).toEqual(['policy', 'defaults']);
    expect(['/session/idleLockMs', '/dmp/timeoutMs', '/dmp', '/dmpx', '/session', '/lights/pollMs'].map(isLocked)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(notTaken).toEqual(['/session/idleLockMs', '/dmp']);
  });

  test('is not said refused when the user says the same', () => {
    const { notTaken } = load({ dmp: { timeoutMs: 5000 }, locked: ['/dmp'] }, { dmp: { timeoutMs: 5000 } });
    expect(notTaken).toEqual([]);
  });

  test('never stops the application, whatever the user wrote there', () => {
    const { config, notTaken } = load({ locked: ['/session'] }, { session: 'jamais', trustFile: 12 });
    expect([config.session, config.trustFile, notTaken]).toEqual([defaults.session, null, ['/session', '/trustFile']]);
  });

  test('is what it names alone: a neighbour of a longer name stays free', () => {
    const { config } = load(
      { profile: 'sandbox', locked: ['/insi/speciality'] },
      { insi: { speciality: '01', assertionMs: 7 }, psc: { clientId: 'x' } },
    );
    expect([config.insi.speciality, config.insi.assertionMs, config.psc.clientId]).toEqual([null, 7, 'x']);
  });

  test.each([
    '/dnp',
    '/dmp/timeout',
    '/mss/mailboxes/0',
    '/card/adapter/module',
    '/insi/certificate/file',
    '/',
    '',
    'dmp',
    '/dmp/',
    '/__proto__',
    '/toString',
  ])('is refused at %s, which is not an entry that is replaced by itself', (pointer) => {
    expect(refused({ locked: ['/dmp', pointer] }, {})).toMatchObject({
      code: 'CONFIG_INVALID',
      path: '/locked/1',
      message: expect.stringContaining(files.policy),
    });
  });

  test('covers a whole choice: the user cannot leave it by another kind', () => {
    const adapter = { kind: 'pkcs11', module: '/usr/lib/cps3.so', tokenLabel: null, engine: null, env: {} };
    const { config } = load(
      { profile: 'sandbox', card: { adapter }, locked: ['/card/adapter'] },
      { card: { adapter: { kind: 'file', folder: '/tmp' } } },
    );
    expect(config.card.adapter).toEqual(adapter);
  });
});

describe('the profile', () => {
  test.each<[string, object | null, object, string]>([
    ['is production by default', null, {}, 'production'],
    ['is the user’s choice where the machine has no policy', null, { profile: 'sandbox' }, 'sandbox'],
    ['is the policy’s, against the user', { profile: 'production' }, { profile: 'sandbox' }, 'production'],
    ['is production under a policy that does not say, against the user', { session: {} }, { profile: 'sandbox' }, 'production'],
    ['can be the sandbox by policy', { profile: 'sandbox' }, { profile: 'production' }, 'sandbox'],
  ])('%s', (_what, policy, user, profile) => {
    expect(load(policy, user).config.profile).toBe(profile);
  });

  test('that a user’s file could not change is said', () => {
    expect(load({ profile: 'production' }, { profile: 'sandbox' })).toMatchObject({ notTaken: ['/profile'] });
    expect(load({}, {}).decidedBy('/profile')).toBe('policy');
    expect(load(null, {}).decidedBy('/profile')).toBe('defaults');
    expect(load(null, { profile: 'sandbox' }).decidedBy('/profile')).toBe('user');
  });

  test('that the user’s file claims opens nothing that the machine’s own closes', () => {
    const { config, notTaken } = load({ profile: 'production' }, { profile: 'sandbox', trustFile: '/tmp/ac.pem' });
    expect([config.trustFile, notTaken]).toEqual([null, ['/profile', '/trustFile']]);
  });

  test('of a command is its own only where the machine has no policy', () => {
    const base = { ...defaults, profile: 'sandbox' as const };
    expect(
      [load(null, {}, base), load({}, {}, base), load(null, { profile: 'production' }, base)].map(({ config }) => config.profile),
    ).toEqual(['sandbox', 'production', 'production']);
  });
});

describe('in production', () => {
  const user = {
    dataFolder: '/tmp/ailleurs',
    stateFolder: '/tmp/etat',
    trustFile: '/tmp/ac.pem',
    crl: { urls: [], required: false },
    dmp: { regulationCentre: true },
    identity: { recheckYears: 5, localAuthority: '1.2.3', proof: 'trusted', documents: ['PA'], queueMax: 3 },
    structure: { ids: ['499900000025001'], administrators: ['899900000025'] },
  };

  test.each([
    ['with a policy', { crl: { required: true } }],
    ['without any', null],
  ])('trust, data and the structure’s rules are not the user’s, %s', (_what, policy) => {
    const { config, notTaken, decidedBy } = load(policy, user);
    const { dataFolder, stateFolder, trustFile, identity, dmp, structure } = defaults;
    expect(config).toMatchObject({ dataFolder, stateFolder, trustFile, dmp, structure, identity: { ...identity, queueMax: 3 } });
    expect(config.crl.required).toBe(policy !== null);
    expect(notTaken.toSorted()).toEqual(MACHINE_ENTRIES.filter((pointer) => pointer !== '/crl' || policy !== null).toSorted());
    expect([decidedBy('/crl/required'), decidedBy('/trustFile'), decidedBy('/identity/queueMax')]).toEqual([
      policy === null ? 'defaults' : 'policy',
      'defaults',
      'user',
    ]);
  });

  test('they are in a sandbox', () => {
    const { config, notTaken } = load(null, { ...user, profile: 'sandbox' });
    expect([config.dataFolder, config.trustFile, config.identity.proof, notTaken]).toEqual(['/tmp/ailleurs', '/tmp/ac.pem', 'trusted', []]);
  });
});

test('whatever is locked, the user changes nothing of it and everything else', () => {
  const entries = {
    '/session/idleLockMs': 11,
    '/dmp/timeoutMs': 12,
    '/insi/timeoutMs': 13,
    '/insi/assertionMs': 14,
    '/psc/timeoutMs': 15,
    '/vitale/maxAgeMs': 16_000,
  };
  const pointers = Object.keys(entries);
  const user: Record<string, Record<string, number>> = {};
  for (const [pointer, value] of Object.entries(entries)) {
    const [, group = '', key = ''] = pointer.split('/');
    (user[group] ??= {})[key] = value;
  }
  const at = (config: object, pointer: string): unknown =>
    pointer
      .slice(1)
      .split('/')
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], config);
  fc.assert(
    fc.property(fc.subarray([...pointers, '/insi', '/dmp', '/mss', '/vitale']), (locked) => {
      const { config, decidedBy, notTaken } = load({ locked }, user);
      for (const pointer of pointers) {
        const fixed = locked.some((one) => one === pointer || one === `/${pointer.split('/')[1]}`);
        expect([at(config, pointer), decidedBy(pointer)]).toEqual(fixed ? [at(defaults, pointer), 'policy'] : [at(user, pointer), 'user']);
      }
      expect(notTaken.every((pointer) => locked.includes(pointer))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

describe('the policy file', () => {
  const unread = (policy: string): unknown => {
    try {
      return loadConfig({ policy, user: join(folder, 'none.json') }).config.profile;
    } catch (thrown) {
      return thrown;
    }
  };

  test('is absent only when nothing has its name: whatever cannot be read is refused, named', () => {
    const at = (name: string): string => join(folder, name);
    symlinkSync(at('nowhere'), at('dangling.json'));
    mkdirSync(at('folder.json'));
    writeFileSync(at('plain'), '');
    expect([unread(at('nowhere')), unread(join(folder, 'no-folder', 'policy.json'))]).toEqual(['production', 'production']);
    for (const [policy, detail] of [
      [at('dangling.json'), 'ENOENT'],
      [at('folder.json'), 'EINVAL'],
      [at('plain/policy.json'), 'ENOTDIR'],
      [at('n'.repeat(300)), 'ENAMETOOLONG'],
    ] as const) {
      expect(unread(policy)).toMatchObject({ code: 'CONFIG_POLICY', detail, message: expect.stringContaining(policy) });
    }
  });

  test.each(['lstatSync', 'readFileSync'] as const)('that the system denies (%s) is not an absent one', (step) => {
    writeFileSync(files.policy, '{}');
    denied.step = step;
    expect(unread(files.policy)).toMatchObject({ code: 'CONFIG_POLICY', detail: 'EACCES' });
    denied.step = '';
    expect(unread(files.policy)).toBe('production');
  });

  test('of Windows stands where no variable of the user’s can move it', () => {
    vi.stubEnv('ProgramData', String.raw`C:\Users\essai`);
    vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
    expect(policyFile()).toBe(String.raw`C:\ProgramData\Poste Santé\policy.json`);
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  test('that is wrong is named, with the entry, before the user’s file is read', () => {
    expect(refused({ dmp: { timeoutMs: 'vite' } }, { dmp: { timeoutMs: 'vite' } })).toMatchObject({
      code: 'CONFIG_INVALID',
      path: '/dmp/timeoutMs',
      message: expect.stringContaining(files.policy),
    });
    expect(refused({ dmp: {} }, { dmp: { timeoutMs: 'vite' } })).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(files.user),
    });
    expect(refused({ dnp: {} }, {})).toMatchObject({ code: 'CONFIG_INVALID' });
  });

  test('may say a part of a choice, or leave an optional group', () => {
    const { config } = load({ card: { adapter: { module: '/usr/lib/cps3.so' } }, insi: { certificate: null } }, {});
    expect(config.card.adapter).toMatchObject({ kind: 'pkcs11', module: '/usr/lib/cps3.so' });
  });

  test('cannot be locked by the user: `locked` is no setting', () => {
    expect(refused(null, { locked: ['/dmp'] })).toMatchObject({ code: 'CONFIG_INVALID' });
  });

  // Written again by: npm run unit -- test/unit/config/policy.test.ts -u
  test('has its schema beside the application, up to date', async () => {
    const schema = { title: 'Poste Santé : configuration de la machine (policy.json)', ...z.toJSONSchema(policySchema, { io: 'input' }) };
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../resources/policy.schema.json');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConfig, merge } from '../../../electron/config/load.ts';
import { PosteError } from '../../../shared/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'poste-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const refusal = (run: () => unknown): PosteError => {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof PosteError) return thrown;
    throw thrown;
  }
  throw new Error('accepted');
};
const none = join(folder, 'none.json');

describe('configuration: defaults < policy < user', () => {
  test('without any file the defaults are production, with no address of a service', () => {
    const { config } = loadConfig({ policy: none, user: none });
    expect(config.profile).toBe('production');
    expect([config.insi.url, config.dmp.patientsUrl, config.psc.proxyUrl]).toEqual([null, null, null]);
  });

  test('the user wins over the policy, which wins over the defaults, key by key', () => {
    const policy = file('policy.json', { session: { idleLockMs: 60_000 }, mss: { maxBytes: 5 } });
    const user = file('user.json', { mss: { maxBytes: 7 } });
    const { config } = loadConfig({ policy, user });
    expect([config.session.idleLockMs, config.mss.maxBytes, config.mss.timeoutMs]).toEqual([60_000, 7, 30_000]);
  });

  test('an unknown or wrong entry is refused with its pointer', () => {
    expect(refusal(() => loadConfig({ policy: none, user: file('a.json', { dmp: { timeoutMs: 'vite' } }) }))).toMatchObject({
      code: 'CONFIG_INVALID',
      path: '/dmp/timeoutMs',
    });
    expect(refusal(() => loadConfig({ policy: none, user: file('b.json', { dnp: {} }) }))).toMatchObject({
      code: 'CONFIG_INVALID',
      path: '/dnp',
    });
    expect(refusal(() => loadConfig({ policy: none, user: file('b.json', { dmp: { timeout: 1 } }) }))).toMatchObject({
      path: '/dmp/timeout',
    });
  });

  test.each(['ldap://igc-sante.invalid/cn=ac', 'https://igc-sante.invalid/a.crl', 'file:///etc/a.crl', 'une liste'])(
    'a revocation list at %s cannot be fetched: refused, in French',
    (address) => {
      const refused = refusal(() =>
        loadConfig({ policy: file('crl.json', { crl: { urls: ['http://igc-sante.invalid/a.crl', address] } }), user: none }),
      );
      expect(refused).toMatchObject({ code: 'CONFIG_INVALID', path: '/crl/urls/1', message: expect.stringContaining('invalide') });
    },
  );

  test('the documents that prove an identity are a choice among the high-trust ones', () => {
    const loaded = (documents: readonly string[]) =>
      loadConfig({ policy: none, user: file('documents.json', { profile: 'sandbox', identity: { documents } }) }).config;
    expect(loaded(['PA', 'CM']).identity.documents).toEqual(['PA', 'CM']);
    for (const wrong of [['PC'], ['PA', 'PA'], []]) expect(refusal(() => loaded(wrong)).code, String(wrong)).toBe('CONFIG_INVALID');
  });

  test('a file that is not JSON is refused', () => {
    expect(refusal(() => loadConfig({ policy: none, user: file('c.json', '{') }))).toMatchObject({
      code: 'CONFIG_INVALID',
      path: 'ligne 1, colonne 2',
    });
    expect(refusal(() => loadConfig({ policy: none, user: file('c.json', '') }))).toMatchObject({
      code: 'CONFIG_INVALID',
      path: 'fichier entier, qui n’est pas du JSON',
    });
  });

  test.each([17, 20_000])('a file of %d levels is refused, with where: nothing runs out', (levels) => {
    const deep = `${'{"a":'.repeat(levels)}{}${'}'.repeat(levels)}`;
    const refused = { code: 'CONFIG_INVALID', path: '/a'.repeat(16) };
    expect(refusal(() => loadConfig({ policy: none, user: file('deep.json', deep) }))).toMatchObject(refused);
    expect(refusal(() => loadConfig({ policy: file('deep.json', deep), user: none }))).toMatchObject(refused);
    expect(
      refusal(() =>
        loadConfig({ policy: none, user: file('lists.json', `{"outbox":{"retryMs":${'['.repeat(levels)}${']'.repeat(levels)}}}`) }),
      ).code,
    ).toBe('CONFIG_INVALID');
  });

  test('what is no file is refused, named: no wait on a pipe', () => {
    expect(refusal(() => loadConfig({ policy: none, user: folder }))).toMatchObject({
      code: 'CONFIG_INVALID',
      path: 'fichier entier, illisible',
      detail: 'EINVAL',
      message: expect.stringContaining(folder),
    });
  });

  test('production refuses the demonstration card', () => {
    const user = file('d.json', { card: { adapter: { kind: 'file', folder: '/tmp/card' } } });
    expect(refusal(() => loadConfig({ policy: none, user })).code).toBe('CONFIG_PRODUCTION');
  });

  test('a prototype key changes nothing', () => {
    expect(Object.getPrototypeOf(merge({}, JSON.parse('{"__proto__":{"x":1}}')))).toBe(Object.prototype);
  });
});

import { describe, expect, test } from 'vitest';
import { defaults } from '../../../electron/config/defaults.ts';
import { checkConfig, merge } from '../../../electron/config/load.ts';
import type { Config } from '../../../electron/config/schema.ts';
import { PosteError } from '../../../shared/errors.ts';

const trustFile = '/etc/poste-sante/igc-sante.pem';
const refusal = (changes: object): PosteError | Config => {
  try {
    return checkConfig(merge(defaults, changes), 'essai');
  } catch (thrown) {
    if (thrown instanceof PosteError) return thrown;
    throw thrown;
  }
};

const SERVICES: readonly (readonly [string, string, (url: string) => object])[] = [
  ['INSi', '/insi/url', (url) => ({ insi: { url } })],
  ['DMP patients', '/dmp/patientsUrl', (patientsUrl) => ({ dmp: { patientsUrl } })],
  ['DMP (documents)', '/dmp/repositoryUrl', (repositoryUrl) => ({ dmp: { repositoryUrl } })],
  ['DMP (recherche)', '/dmp/registryUrl', (registryUrl) => ({ dmp: { registryUrl } })],
  ['DMP (autorisations)', '/dmp/habilitationsUrl', (habilitationsUrl) => ({ dmp: { habilitationsUrl } })],
  ['DMP (mes dossiers)', '/dmp/patientsSpecificUrl', (patientsSpecificUrl) => ({ dmp: { patientsSpecificUrl } })],
  ['DMP (recherche par traits)', '/dmp/patientsPdqUrl', (patientsPdqUrl) => ({ dmp: { patientsPdqUrl } })],
  ['Pro Santé Connect (proxy)', '/psc/proxyUrl', (proxyUrl) => ({ psc: { proxyUrl } })],
];
const mailbox = { owner: '899900000017', address: 'paule.durand@medecin.sandbox.mssante.fr', host: 'mss.invalid', port: 587 };

describe('production', () => {
  describe.each(SERVICES)('%s', (name, path, at) => {
    test.each(['http://service.invalid/', 'HTTP://service.invalid/', 'ftp://service.invalid/', 'file:///service'])(
      'is refused at %s, by its name',
      (url) => {
        expect(refusal({ trustFile, ...at(url) })).toMatchObject({
          code: 'CONFIG_PRODUCTION',
          path,
          message: expect.stringContaining(name),
        });
        expect(refusal({ profile: 'sandbox', ...at(url) })).toMatchObject({ profile: 'sandbox' });
      },
    );

    test('is refused without authorities to know it by, and taken with them', () => {
      const settings = at('https://service.invalid/');
      expect(refusal(settings)).toMatchObject({
        code: 'CONFIG_AUTHORITIES',
        path: '/trustFile',
        message: expect.stringContaining(`: ${name}.`),
      });
      expect(refusal({ trustFile, ...settings })).toMatchObject({ trustFile });
      expect(refusal({ profile: 'sandbox', ...settings })).toMatchObject({ profile: 'sandbox' });
    });
  });

  test('a mailbox is refused without authorities; every service that lacks them is named', () => {
    expect(refusal({ mss: { mailboxes: [mailbox] } })).toMatchObject({
      code: 'CONFIG_AUTHORITIES',
      message: expect.stringContaining(': MSSanté.'),
    });
    expect(refusal({ mss: { mailboxes: [mailbox] }, trustFile })).toMatchObject({ trustFile });
    expect(refusal({ mss: { mailboxes: [mailbox] }, insi: { url: 'https://insi.invalid/' } })).toMatchObject({
      message: expect.stringContaining(': INSi, MSSanté.'),
    });
  });

  test('revocation lists stay at plain addresses, and without any service no authority is needed', () => {
    expect(refusal({ trustFile, crl: { urls: ['http://igc-sante.invalid/a.crl'] } })).toMatchObject({ trustFile });
    expect(refusal({})).toMatchObject({ profile: 'production' });
  });

  test.each<[string, object]>([
    ['/card/adapter', { card: { adapter: { kind: 'file', folder: '/tmp/card' } } }],
    ['/insi/substituteTestOid', { insi: { substituteTestOid: true } }],
    ['/insi/verification', { insi: { verification: 'simulated' } }],
  ])('refuses at %s what belongs to demonstrations', (path, changes) => {
    expect(refusal(changes)).toMatchObject({ code: 'CONFIG_PRODUCTION', path });
    expect(refusal({ profile: 'sandbox', ...changes })).toMatchObject({ profile: 'sandbox' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { td02 } from '../../../electron/dmp/td0-2.ts';
import { sendTd21 } from '../../../electron/dmp/td2-1.ts';
import type { HttpRequest } from '../../../electron/net/types.ts';
import { needs } from '../../setup/needs.ts';
import { cda, DOMINIQUE, PAULE_DURAND, signerOf, startBench, type Bench, type WorkstationOptions } from './kit.ts';

/** A right message of the client, altered by one thing. */
const ready = needs.tool('xmlsec1') !== null && needs.tool('xmllint') !== null;

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const refused = async (options: WorkstationOptions, outcome: string, reason: string): Promise<void> => {
  const { connection } = await bench.workstation(options);
  await expect(td02(connection, DOMINIQUE)).rejects.toMatchObject({ detail: expect.stringContaining(reason) });
  expect(bench.dmp.journal.at(-1)?.outcome).toBe(outcome);
};
const altered =
  (from: string | RegExp, to: string) =>
  (request: HttpRequest): HttpRequest => {
    const source = Buffer.from(request.body ?? []).toString('utf8');
    const result = source.replace(from, to);
    if (result === source) throw new Error('nothing to change');
    return { ...request, body: Buffer.from(result) };
  };

describe.skipIf(!ready)('the VIHF, against what the card and the directory say', () => {
  it.each<[string, WorkstationOptions, string, string]>([
    [
      'a sector that is not the structure’s',
      { vihf: { structure: { idNat: '499900000017001', sector: 'SA01' } } },
      'DMPStructureError',
      'Secteur d’activité',
    ],
    [
      'a speciality that is not the card’s',
      {
        vihf: {
          roles: [
            { code: '10', displayName: 'Médecin', codeSystem: '1.2.250.1.71.1.2.7' },
            { code: 'SM04', displayName: 'Cardiologie', codeSystem: '1.2.250.1.71.4.2.5' },
          ],
        },
      },
      'DMPInvalidVIHF',
      'Spécialité différente',
    ],
    [
      'another issuer of the same common name',
      { vihf: { issuer: 'CN=899900000017+SN=AUTRE+GN=PAULE,title=Médecin,C=FR' } },
      'DMPInvalidCertificate',
      'sujet de la carte',
    ],
    ['a login of 2001', { vihf: { authenticatedAt: new Date('2001-01-01T00:00:00Z') } }, 'DMPInvalidVIHF', 'AuthnInstant'],
    ['a login to come', { vihf: { authenticatedAt: new Date(Date.now() + 3_600_000) } }, 'DMPInvalidVIHF', 'AuthnInstant'],
    [
      'a password in direct mode',
      { signVihf: false, tamper: altered('classes:SmartcardPKI', 'classes:Password') },
      'DMPInvalidVIHF',
      'AuthnContextClassRef',
    ],
    [
      'a second assertion beside it',
      { signVihf: false, tamper: altered(/(<saml2:Assertion[\s\S]*<\/saml2:Assertion>)/, '$1$1') },
      'DMPInvalidVIHF',
      'rien d’autre',
    ],
  ])('is refused for %s', async (_what, options, outcome, reason) => {
    await refused(options, outcome, reason);
  });

  it('is accepted the day after the login, and with its issuer spelt otherwise', async () => {
    const issuer = 'C=FR, 2.5.4.12=Médecin, GN=PAULE + SN=DURAND + CN=899900000017';
    const { connection } = await bench.workstation({ vihf: { issuer, authenticatedAt: new Date(Date.now() - 23 * 3_600_000) } });
    expect((await td02(connection, DOMINIQUE)).exists).toBe(true);
  });
});

describe.skipIf(!ready)('certificates that the lists of the PKI name', () => {
  it('a card of authentication is refused', async () => {
    const person = await bench.pki.person(PAULE_DURAND.person);
    await bench.pki.revoke(person.auth.certPem);
    await refused({ person }, 'DMPInvalidCertificate', 'Certificat client révoqué');
  });

  it('the signer of a VIHF is refused', async () => {
    const person = await bench.pki.person(PAULE_DURAND.person);
    await bench.pki.revoke(person.sign.certPem);
    await refused({ person }, 'DMPInvalidCertificate', 'Certificat de signature du VIHF révoqué');
  });

  it('the signer of a lot is refused', async () => {
    const { connection, prepare } = await bench.workstation();
    const person = await bench.pki.person(PAULE_DURAND.person);
    const prepared = await prepare([{ cda: await cda(), flags: [] }], { signer: signerOf(person.sign, person.chainPem) });
    await bench.pki.revoke(person.sign.certPem);
    await expect(sendTd21(connection, prepared)).rejects.toMatchObject({
      code: 'DMP_METADATA',
      detail: expect.stringContaining('certificat de signature révoqué'),
    });
  });
});

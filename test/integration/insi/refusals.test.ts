import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { searchIdentity } from '../../../electron/insi/search.ts';
import type { SearchedIdentity } from '../../../electron/insi/strategy.ts';
import { buildInsiAssertion, buildPscAssertion } from '../../../electron/saml/insi-assertion.ts';
import { describeInsi, TOKEN } from './kit.ts';

const PATIENT: SearchedIdentity = {
  birthName: 'ADRUN',
  birthFirstNames: 'ZOE',
  firstBirthFirstName: 'ZOE',
  sex: 'F',
  birthDate: '1975-12-31',
  birthPlace: null,
};

describeInsi('INSi refuses a right request altered by one thing', (bench) => {
  const HOLDER = {
    issuer: 'CN=899900000017',
    nameId: '899900000017',
    nameQualifier: 'CPS',
    billingId: '991234567',
    speciality: '01',
    sector: 'SA07',
  } as const;
  const made = () => ({ now: bench().clock.now(), uuid: randomUUID, signer: bench().signer(bench().doctor()) });

  it('nothing, of the same assertion left whole', async () => {
    const whole = await buildInsiAssertion(HOLDER, made());
    expect(await searchIdentity(bench().connection(whole), PATIENT)).toMatchObject({ code: '00' });
  });

  it.each([
    ['without the number a practice bills under', { billingId: null }, 'identifiantFacturation'],
    ['with a number that is not one', { billingId: 'inconnu' }, 'identifiantFacturation'],
    ['of a doctor without speciality', { speciality: null }, 'codeSpecialite'],
    ['without the sector', { sector: null }, 'secteurActivite'],
    ['without any attribute', { billingId: null, speciality: null, sector: null }, 'identifiantFacturation'],
  ] as const)('an assertion %s', async (_what, change, missing) => {
    const { connection, insi } = bench();
    const assertion = await buildInsiAssertion({ ...HOLDER, ...change }, made());
    await expect(searchIdentity(connection(assertion), PATIENT)).rejects.toMatchObject({
      code: 'INSI_FAULT',
      detail: expect.stringContaining('simulateur_assertion'),
    });
    expect(insi.journal.at(-1)?.why).toBe(`attribut ${missing} absent ou mal formé`);
  });

  it('an assertion of Pro Santé Connect without that number', async () => {
    const { connection, insi, clock } = bench();
    const assertion = buildPscAssertion(
      { issuer: 'urn:lps:essai:1', nameId: '899900000017', billingId: null, speciality: '01', profession: null, token: null },
      { now: clock.now(), uuid: randomUUID },
    );
    await expect(searchIdentity(connection(assertion, { authorization: `Bearer ${TOKEN}` }), PATIENT)).rejects.toMatchObject({
      code: 'INSI_FAULT',
    });
    expect(insi.journal.at(-1)?.why).toBe('attribut identifiantFacturation absent ou mal formé');
  });

  it('the software certificate of a structure, once revoked', async () => {
    const { gateway, session, pki, insi } = bench();
    const structure = await pki.structure({
      name: 'CENTRE DES ESSAIS',
      idNat: '10B0999997',
      cn: 'INSI-MANU',
      usage: 'AUTH_CLI',
      revoked: true,
    });
    const folder = await mkdtemp(join(tmpdir(), 'insi-'));
    try {
      const [file, passphraseFile] = [join(folder, 'insi.p12'), join(folder, 'passphrase')];
      await writeFile(file, structure.pfx, { mode: 0o600 });
      await writeFile(passphraseFile, `${structure.passphrase}\n`, { mode: 0o600 });
      const made = gateway({ mode: 'certificate', url: insi.mutualUrl, certificate: { file, passphraseFile, emitter: '10B0999997' } });
      await expect(made.search(session(), PATIENT)).rejects.toMatchObject({
        code: 'INSI_FAULT',
        detail: expect.stringContaining('simulateur_certificat'),
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('the signer of an assertion, once revoked', async () => {
    const { gateway, session, pki, insi, nurse } = bench();
    expect(await gateway().search(session(nurse()), PATIENT)).toMatchObject({ code: '00' });
    await pki.revoke(nurse().sign.certPem);
    await expect(gateway().search(session(nurse()), PATIENT)).rejects.toMatchObject({ code: 'INSI_FAULT' });
    expect(insi.journal.at(-1)?.why).toBe('certificat révoqué');
  });
});

describeInsi('an assertion that INSi would refuse does not leave the workstation', (bench) => {
  it.each([
    ['the number that an office bills under', { billingId: null }, {}, 'INSI_BILLING_ID', 'insi.billingId'],
    ['a number that is one', { billingId: 'inconnu' }, {}, 'INSI_BILLING_ID', 'insi.billingId'],
    ['the speciality of a doctor', { speciality: null }, {}, 'INSI_SPECIALITY', 'insi.speciality'],
    ['the sector of the situation', {}, { sector: '' }, 'INSI_SECTOR', 'situation d’exercice'],
    ['that number, under Pro Santé Connect', { mode: 'psc', billingId: null }, {}, 'INSI_BILLING_ID', 'insi.billingId'],
    ['that speciality, under Pro Santé Connect', { mode: 'psc', speciality: null }, {}, 'INSI_SPECIALITY', 'insi.speciality'],
  ] as const)('without %s: nothing is signed or sent, and what to fill is named', async (_what, settings, situation, code, named) => {
    const { gateway, session, sent, signatures } = bench();
    const before = signatures();
    await expect(gateway(settings).search(session(undefined, situation), PATIENT)).rejects.toMatchObject({
      code,
      action: expect.stringContaining(named),
    });
    expect([sent.length, signatures() - before]).toEqual([0, 0]);
  });

  it('an establishment and a nurse need neither setting', async () => {
    const { gateway, session, nurse } = bench();
    const hospital = { structureIdNat: '10B0999997', sector: 'SA01' };
    expect(await gateway({ billingId: null, speciality: null }).search(session(nurse(), hospital), PATIENT)).toMatchObject({ code: '00' });
  });
});

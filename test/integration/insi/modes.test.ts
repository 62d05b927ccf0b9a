import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkConfig, merge } from '../../../electron/config/load.ts';
import { defaults } from '../../../electron/config/defaults.ts';
import type { SearchedIdentity } from '../../../electron/insi/strategy.ts';
import { child, children, descendants, parseSoap, textOf, WSSE } from '../../sandbox/common/soap.ts';
import { verifyXmlSignature } from '../../sandbox/common/xmlsec.ts';
import { validateSchema } from '../../sandbox/common/schema.ts';
import { needs } from '../../setup/needs.ts';
import { describeInsi, OFFICE, TOKEN } from './kit.ts';

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const PATIENT: SearchedIdentity = {
  birthName: 'ADRUN',
  birthFirstNames: 'ZOE',
  firstBirthFirstName: 'ZOE',
  sex: 'F',
  birthDate: '1975-12-31',
  birthPlace: null,
};
const FOUND = { code: '00', identity: { ins: { matricule: '275126322074974', oid: '1.2.250.1.213.1.4.8' } } };

describeInsi('INSi asked through the wiring of the workstation', (bench) => {
  /** Assertion and attributes of the last request. */
  const last = () => {
    const body = bench().sent.at(-1)?.body ?? new Uint8Array();
    const security = child(parseSoap(body).header, WSSE, 'Security');
    const assertion = child(security, SAML, 'Assertion');
    const attributes = descendants(assertion, SAML, 'Attribute').map((attribute) => [attribute.getAttribute('Name'), textOf(attribute)]);
    return { body, security, assertion, attributes: Object.fromEntries(attributes) as Record<string, string> };
  };

  it('by card: a signed assertion that xmlsec1 verifies, with the attributes of the holder', async () => {
    const { gateway, session, pki } = bench();
    expect(await gateway().search(session(), PATIENT)).toMatchObject(FOUND);
    expect(bench().insi.journal.at(-1)).toMatchObject({ authentication: 'assertion', emitter: '899900000017' });
    const { body, attributes } = last();
    expect(attributes).toEqual({ identifiantFacturation: '991234567', codeSpecialite: '01', secteurActivite: 'SA07' });
    expect(await verifyXmlSignature(body, { ids: [['ID', `${SAML}:Assertion`]], trustedPem: pki.trustPem })).toMatchObject({ valid: true });
  });

  it('by card: no speciality for a nurse, and the FINESS of an establishment', async () => {
    const { gateway, session, nurse } = bench();
    expect(await gateway().search(session(nurse(), { structureIdNat: '10B0999997', sector: 'SA01' }), PATIENT)).toMatchObject(FOUND);
    expect(last().attributes).toEqual({ identifiantFacturation: '0B0999997', secteurActivite: 'SA01' });
  });

  it('by card: one signature for the searches of an hour, one per structure, never that of another card', async () => {
    const { gateway, session, doctor, nurse, signatures, clock } = bench();
    const insi = gateway();
    const before = signatures();
    const opened = session();
    for (const open of [opened, opened, session(doctor())]) await insi.search(open, PATIENT);
    expect(signatures() - before).toBe(1);
    await insi.search(session(doctor(), { ...OFFICE, structureIdNat: '499900000017002' }), PATIENT);
    expect(signatures() - before).toBe(2);
    await insi.search(session(nurse()), PATIENT);
    expect(signatures() - before).toBe(3);
    expect(textOf(child(child(last().assertion, SAML, 'Subject'), SAML, 'NameID'))).toBe('899900000033');
    await insi.search(opened, PATIENT);
    expect(signatures() - before).toBe(4);
    clock.advance(51 * 60_000);
    expect(await insi.search(opened, PATIENT)).toMatchObject(FOUND);
    expect(signatures() - before).toBe(5);
    insi.forget();
    await insi.search(opened, PATIENT);
    expect(signatures() - before).toBe(6);
  });

  it('by structure certificate: mutual TLS, no assertion, nothing signed', async () => {
    const { gateway, session, pki, insi, signatures } = bench();
    const structure = await pki.structure({ name: 'CENTRE DES ESSAIS', idNat: '10B0999997', cn: 'INSI-MANU', usage: 'AUTH_CLI' });
    const folder = await mkdtemp(join(tmpdir(), 'insi-'));
    try {
      const [file, passphraseFile] = [join(folder, 'insi.p12'), join(folder, 'passphrase')];
      await writeFile(file, structure.pfx, { mode: 0o600 });
      await writeFile(passphraseFile, `${structure.passphrase}\n`, { mode: 0o600 });
      const before = signatures();
      const made = gateway({ mode: 'certificate', url: insi.mutualUrl, certificate: { file, passphraseFile, emitter: '10B0999997' } });
      expect(await made.search(session(), PATIENT)).toMatchObject(FOUND);
      await expect(made.reach({ timeoutMs: 5000, signal: new AbortController().signal })).resolves.toBeUndefined();
      expect(insi.journal.at(-1)).toMatchObject({ authentication: 'certificate', emitter: '10B0999997' });
      expect([last().security, signatures() - before]).toEqual([null, 0]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    expect(() => gateway({ mode: 'certificate' })).toThrow(expect.objectContaining({ code: 'INSI_CERTIFICATE' }));
  });

  it('by Pro Santé Connect: an unsigned assertion of PSC, its token as a bearer', async () => {
    const { gateway, session, signatures, sent, insi } = bench();
    const before = signatures();
    expect(await gateway({ mode: 'psc', pscProfession: '10' }).search(session(), PATIENT)).toMatchObject(FOUND);
    expect(insi.journal.at(-1)).toMatchObject({ authentication: 'psc', emitter: '899900000017' });
    expect(signatures()).toBe(before);
    expect(sent.at(-1)?.headers['authorization']).toBe(`Bearer ${TOKEN}`);
    const { assertion, attributes } = last();
    expect(attributes).toEqual({ codeSpecialiteAMO: '01', identifiantFacturation: '991234567', gipProfessionCode: '10' });
    expect(child(child(assertion, SAML, 'Subject'), SAML, 'NameID')?.getAttribute('NameQualifier')).toBe('PSC');
    expect(children(assertion).map(({ localName }) => localName)).toEqual(['Issuer', 'Subject', 'AttributeStatement']);
  });

  it.skipIf(needs.shared('reference/ins') === null)('by Pro Santé Connect: an assertion of the SAML schema', async () => {
    const { gateway, session } = bench();
    await gateway({ mode: 'psc' }).search(session(), PATIENT);
    const source = new TextDecoder().decode(last().body);
    const assertion = /<saml2:Assertion[\s\S]*<\/saml2:Assertion>/.exec(source)?.[0] ?? '';
    expect(await validateSchema('ins/wsdl/xsd/SAML/saml-schema-assertion-2.0.xsd', assertion)).toEqual([]);
  });

  it('by Pro Santé Connect: the token as an attribute when it is configured so', async () => {
    const { gateway, session, sent } = bench();
    expect(await gateway({ mode: 'psc', pscToken: { kind: 'attribute', name: 'jetonPSC' } }).search(session(), PATIENT)).toMatchObject(
      FOUND,
    );
    expect(sent.at(-1)?.headers['authorization']).toBeUndefined();
    expect(last().attributes).toMatchObject({ jetonPSC: TOKEN });
  });

  it.each([
    [
      'another token',
      'jeton-perime',
      { kind: 'header', name: 'authorization', scheme: 'Bearer' },
      'jeton Pro Santé Connect périmé ou d’une autre personne',
    ],
    ['no token on the wire', TOKEN, { kind: 'none' }, 'jeton Pro Santé Connect absent'],
  ] as const)('by Pro Santé Connect: refused with %s', async (_, token, pscToken, why) => {
    const { gateway, session, insi } = bench();
    await expect(gateway({ mode: 'psc', pscToken }, token).search(session(), PATIENT)).rejects.toMatchObject({ code: 'INSI_FAULT' });
    expect(insi.journal.at(-1)?.why).toBe(why);
  });

  it('by Pro Santé Connect: refused with the token of another person', async () => {
    const { gateway, session, nurse, insi } = bench();
    await expect(gateway({ mode: 'psc' }).search(session(nurse()), PATIENT)).rejects.toMatchObject({ code: 'INSI_FAULT' });
    expect(insi.journal.at(-1)?.why).toBe('jeton Pro Santé Connect périmé ou d’une autre personne');
  });

  it('by Pro Santé Connect: nothing leaves before the login', async () => {
    const { gateway, session, sent } = bench();
    await expect(gateway({ mode: 'psc' }, null).search(session(), PATIENT)).rejects.toMatchObject({ code: 'INSI_PSC_LOGIN' });
    expect(sent).toEqual([]);
  });

  it.each([
    [
      'found by the first given name',
      {
        birthName: 'SABLE-LOIRE',
        birthFirstNames: 'CLAIRE ANNE',
        firstBirthFirstName: 'CLAIRE',
        sex: 'F',
        birthDate: '1985-10-10',
        birthPlace: '44109',
      },
      '00',
      1,
    ],
    [
      'found by the place, among three',
      {
        birthName: 'SABLE-MIROIR',
        birthFirstNames: 'CHARLIE',
        firstBirthFirstName: 'CHARLIE',
        sex: 'M',
        birthDate: '1991-09-09',
        birthPlace: '69123',
      },
      '00',
      2,
    ],
    [
      'found by all the given names',
      {
        birthName: 'BAC-A-SABLE',
        birthFirstNames: 'CAMILLE LOUISE',
        firstBirthFirstName: 'CAMILLE',
        sex: 'F',
        birthDate: '1990-05-05',
        birthPlace: '51215',
      },
      '00',
      2,
    ],
    [
      'unknown, with three given names',
      {
        birthName: 'HOUILLES',
        birthFirstNames: 'PIERRE PAUL JACQUES',
        firstBirthFirstName: 'PIERRE',
        sex: 'M',
        birthDate: '1993-01-27',
        birthPlace: null,
      },
      '01',
      4,
    ],
    [
      'never told apart',
      {
        birthName: 'BAC-A-DOUBLE',
        birthFirstNames: 'SACHA',
        firstBirthFirstName: 'SACHA',
        sex: 'M',
        birthDate: '1988-08-08',
        birthPlace: '51215',
      },
      '02',
      2,
    ],
  ] as const)('calls, for somebody %s, exactly as often as the strategy says', async (_, identity, code, calls) => {
    const { gateway, session, sent } = bench();
    expect(await gateway().search(session(), identity)).toMatchObject({ code });
    expect(sent).toHaveLength(calls);
    expect(new Set(sent.map(({ body }) => parseSoap(body ?? new Uint8Array()).messageId)).size).toBe(calls);
  });

  it('keeps the answer under the test OID by explicit setting only, refused in production', async () => {
    const { gateway, session } = bench();
    const answer = await gateway({ substituteTestOid: true }).search(session(), PATIENT);
    expect(answer.identity).toMatchObject({
      ins: { matricule: '275126322074974', oid: '1.2.250.1.213.1.4.10' },
      flags: ['OID_SUBSTITUTED'],
    });
    expect(new TextDecoder().decode(answer.verbatim)).toContain('1.2.250.1.213.1.4.8');
    expect(defaults.insi.substituteTestOid).toBe(false);
    for (const insi of [{ substituteTestOid: true }, { verification: 'simulated' }]) {
      expect(() => checkConfig(merge(defaults, { profile: 'production', insi }), 'test')).toThrow(
        expect.objectContaining({ code: 'CONFIG_PRODUCTION' }),
      );
    }
  });
});

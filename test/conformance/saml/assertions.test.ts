import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildInsiAssertion } from '../../../electron/saml/insi-assertion.ts';
import { buildVihf, readVihf } from '../../../electron/saml/vihf.ts';
import { parseXml } from '../../../electron/xml/read.ts';
import { xml } from '../../../electron/xml/write.ts';
import { validateSchema } from '../../sandbox/common/schema.ts';
import { verifyXmlSignature } from '../../sandbox/common/xmlsec.ts';
import { needs } from '../../setup/needs.ts';
import { vihfContext } from '../../unit/saml/context.ts';
import { throwawaySigner } from '../../unit/saml/throwaway.ts';

const schemas = needs.shared('reference/ins/wsdl/xsd');
const vectors = needs.shared('reference/ins');
const samples = needs.shared('reference/dmp/examples');
const xmlsec1 = needs.tool('xmlsec1');
const xmllint = needs.tool('xmllint');

const SAML_SCHEMA = 'ins/wsdl/xsd/SAML/saml-schema-assertion-2.0.xsd';
const IDS = [['ID', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion']] as const;
let made: ReturnType<typeof throwawaySigner>;
beforeAll(() => {
  made = throwawaySigner();
});
const options = () => ({ now: new Date(), uuid: randomUUID, signer: made.signer });
const verify = async (bytes: string | Uint8Array) => await verifyXmlSignature(bytes, { ids: IDS, trustedPem: made.pem });
const insiAssertion = async () =>
  await buildInsiAssertion(
    { issuer: vihfContext.issuer, nameId: '899900000017', nameQualifier: 'CPS', billingId: '991234567', speciality: '01', sector: 'SA07' },
    options(),
  );

describe.skipIf(schemas === null || xmllint === null)('the official SAML schema', () => {
  it.each([
    ['a direct VIHF', vihfContext],
    [
      'a bris de glace of a minor',
      { ...vihfContext, mode: 'bris_de_glace', reason: 'Urgence « vitale »', secretConnection: true } as const,
    ],
    ['an indirect VIHF', { ...vihfContext, authentication: 'INDIRECTE', subjectName: 'Paule DURAND' } as const],
    ['an AIR VIHF', { ...vihfContext, authentication: 'INDIRECTE_RENFORCEE', subjectName: 'Paule DURAND', version: '4.0' } as const],
  ])('accepts %s once its HL7 values are set aside', async (_, context) => {
    const { assertion } = await buildVihf(context, options());
    // Role and PurposeOfUse are of HL7's schema (xsi:type="CE"), which SAML's does not know.
    const pureSaml = assertion.source.replaceAll(/<(Role|PurposeOfUse) [^>]*\/>/g, '');
    expect(pureSaml).not.toBe(assertion.source);
    expect(await validateSchema(SAML_SCHEMA, pureSaml)).toEqual([]);
  });

  it('accepts an INSi assertion, with and without attributes', async () => {
    expect(await validateSchema(SAML_SCHEMA, (await insiAssertion()).source)).toEqual([]);
    const bare = await buildInsiAssertion(
      { issuer: 'C=FR', nameId: '1', nameQualifier: 'CPF', billingId: null, speciality: null, sector: null },
      options(),
    );
    expect(await validateSchema(SAML_SCHEMA, bare.source)).toEqual([]);
  });

  it('refuses an assertion without its version', async () => {
    const { source } = await insiAssertion();
    expect(await validateSchema(SAML_SCHEMA, source.replace(' Version="2.0"', ''))).not.toEqual([]);
  });
});

describe.skipIf(xmlsec1 === null)('xmlsec1', () => {
  it.each(['sha256', 'sha1'] as const)('verifies our VIHF signed with RSA and %s', async (hash) => {
    const { assertion } = await buildVihf({ ...vihfContext, hash }, options());
    expect(await verify(assertion.bytes())).toMatchObject({ valid: true, detail: expect.stringContaining('1/1') });
  });

  it('verifies our VIHF inside a SOAP envelope', async () => {
    const { assertion } = await buildVihf(vihfContext, options());
    const envelope = xml`<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns="urn:x"><s:Header><w:Security xmlns:w="urn:w">${assertion}</w:Security></s:Header><s:Body/></s:Envelope>`;
    expect(await verify(envelope.bytes({ declaration: true }))).toMatchObject({ valid: true });
  });

  it.each([
    ['the patient', '279035121518989', '279035121518988'],
    ['the mode', 'code="normal"', 'code="bris_de_glace"'],
    ['the instant', 'IssueInstant="2', 'IssueInstant="3'],
    ['an accent', 'Médecin,C=FR', 'Medecin,C=FR'],
  ])('refuses our VIHF when %s is changed', async (_, before, after) => {
    const { assertion } = await buildVihf(vihfContext, options());
    const changed = assertion.source.replace(before, after);
    expect(changed).not.toBe(assertion.source);
    expect(await verify(changed)).toMatchObject({ valid: false });
  });

  it('refuses our VIHF when it trusts another certificate', async () => {
    const { assertion } = await buildVihf(vihfContext, options());
    expect(await verifyXmlSignature(assertion.bytes(), { ids: IDS, trustedPem: throwawaySigner().pem })).toMatchObject({ valid: false });
  });

  it('verifies our INSi assertion and refuses it with one character changed', async () => {
    const { source } = await insiAssertion();
    expect(await verify(source)).toMatchObject({ valid: true });
    expect(await verify(source.replace('>899900000017<', '>899900000018<'))).toMatchObject({ valid: false });
  });
});

describe.skipIf(vectors === null || xmlsec1 === null)('the public INSi vectors', () => {
  // Their certificates have expired and their authority is not published: digests and values alone are judged.
  const judge = async (name: string, edit = (source: string): string => source) =>
    await verifyXmlSignature(edit(readFileSync(`${vectors}/${name}`, 'utf8')), { ids: IDS, trustedPem: '', extraArgs: ['--insecure'] });

  it('hold one good signature, which one changed character breaks', async () => {
    expect(await judge('insi-assertion-positive.xml')).toMatchObject({ valid: true });
    expect(await judge('insi-assertion-positive.xml', (source) => source.replace('Version="2.0"', 'Version="2.1"'))).toMatchObject({
      valid: false,
    });
  });

  it('hold one that was edited after signing', async () => {
    expect(await judge('WS_INS2_rechercherInsAvecTraitsIdentite_requete.xml')).toMatchObject({ valid: false });
  });
});

describe.skipIf(samples === null)('the official VIHF samples', () => {
  const read = (name: string, encoding: 'latin1' | 'utf8') =>
    readVihf(parseXml(new TextEncoder().encode(readFileSync(`${samples}/${name}`).toString(encoding))));
  const common = {
    nameId: '899900063480',
    mode: 'normal',
    reason: null,
    version: '3.0',
    resourceId: '207058575627097^^^&1.2.250.1.213.1.4.10&ISO^NH',
    sector: 'SA07',
  };

  it('are refused as they are when they are not UTF-8', () => {
    expect(() => parseXml(readFileSync(`${samples}/vihf-direct-unsigned.xml`))).toThrow(expect.objectContaining({ code: 'XML_ENCODING' }));
  });

  it('read as a direct unsigned one', () => {
    expect(read('vihf-direct-unsigned.xml', 'latin1')).toMatchObject({
      ...common,
      id: '_ce088e5a-e31d-42d0-ba37-fda5fcbc889d',
      issueInstant: '2019-06-26T08:08:55.469Z',
      authentication: 'DIRECTE',
      structure: '499900063480001',
      roles: [
        { code: '10', codeSystem: '1.2.250.1.71.1.2.7' },
        { code: 'SM26', codeSystem: '1.2.250.1.71.4.2.5' },
      ],
      signed: false,
      algorithm: null,
      certificate: null,
    });
  });

  it('read as a direct signed one', () => {
    expect(read('vihf-direct-signed.xml', 'latin1')).toMatchObject({
      ...common,
      authentication: 'DIRECTE',
      signed: true,
      algorithm: 'rsa-sha1',
      certificate: { serial: '6014514', keyUsage: ['digitalSignature', 'nonRepudiation'] },
    });
  });

  it('read as an indirect one, signed by the structure', () => {
    expect(read('vihf-indirect-signed.xml', 'utf8')).toMatchObject({
      ...common,
      authentication: 'INDIRECTE',
      structure: '339172288100052',
      issuer: 'CN=serviceps.sesam-vitale.fr,OU=339172288100052,O=GIE SESAM VITALE,ST=Sarthe (72),C=FR',
      certificate: {
        subject: 'CN=serviceps.sesam-vitale.fr,OU=339172288100052,O=GIE SESAM VITALE,ST=Sarthe (72),C=FR',
        keyUsage: ['digitalSignature', 'nonRepudiation'],
      },
    });
  });
});

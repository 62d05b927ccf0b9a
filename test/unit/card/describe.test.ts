import { beforeAll, describe, expect, it } from 'vitest';
import { buildChain, certificatesOfPem, readCertificate } from '../../../electron/card/certificate.ts';
import { describeCard, type CardFacts } from '../../../electron/card/describe.ts';
import { PAULE_DURAND } from '../../sandbox/identities.ts';
import { createPki, type Person, type Pki } from '../../sandbox/pki/index.ts';

const DURAND = PAULE_DURAND.person;

let pki: Pki;
let durand: Person;
beforeAll(async () => {
  pki = await createPki();
  durand = await pki.person(DURAND);
});

const der = (pem: string): Uint8Array => {
  const [first] = certificatesOfPem(pem);
  if (first === undefined) throw new Error('no certificate');
  return first;
};
const factsOf = (person: Person, facts: Partial<CardFacts> = {}): CardFacts => ({
  serial: '1',
  tokenLabel: 'CPS3-TEST',
  model: 'IAS ECC',
  pssMechanism: false,
  demonstration: false,
  certificates: [
    { der: der(person.auth.certPem), label: 'a', id: Buffer.from([2]) },
    { der: der(person.sign.certPem), label: 'b', id: Buffer.from([1]) },
  ],
  info: null,
  triesLeft: 3,
  ...facts,
});

describe('description of a card', () => {
  it('chooses certificates by key usage, whatever their order and labels', () => {
    const straight = describeCard(factsOf(durand), []);
    const { certificates } = factsOf(durand);
    expect(describeCard(factsOf(durand, { certificates: certificates.toReversed() }), [])).toEqual(straight);
    expect(straight?.signature.keyUsage).toEqual(['nonRepudiation']);
    expect(straight?.authentication.keyUsage).toEqual(['digitalSignature']);
    expect(straight?.pkcs11).toEqual({ tokenLabel: 'CPS3-TEST', authenticationId: Buffer.from([2]) });
  });

  it('prefers the CPS label between two certificates for the same use', async () => {
    const renewed = await pki.person(DURAND);
    const certificates = [
      ...factsOf(durand).certificates,
      { der: der(renewed.sign.certPem), label: 'Certificat de Signature CPS', id: null },
      { der: Buffer.from('not a certificate'), label: 'odd', id: null },
    ];
    expect(describeCard(factsOf(durand, { certificates }), [])?.signature.der).toEqual(der(renewed.sign.certPem));
  });

  it('is not a card of the family without one of its certificates, or with software certificates', async () => {
    const [auth] = factsOf(durand).certificates;
    expect(describeCard(factsOf(durand, { certificates: auth === undefined ? [] : [auth] }), [])).toBeNull();
    expect(describeCard(factsOf(durand, { certificates: [] }), [])).toBeNull();
    const software = await pki.person({ ...DURAND, type: 'LOGICIEL' });
    expect(describeCard(factsOf(software), [])).toBeNull();
  });

  it.each([
    ['CPS3-TEST', 'SoftHSM v2', true, 'CPS3', false],
    ['Ma carte CPS4', 'IAS ECC', true, 'CPS4', true],
    ['carte', 'ChipDoc', true, 'CPS4', true],
    ['carte', 'IAS ECC', false, 'CPS3', false],
    ['carte', '', true, 'CPS4', true],
    ['carte', '', false, 'CPS3', false],
  ] as const)('label %j, model %j, PSS listed %j: %s, PSS usable %j', (tokenLabel, model, pssMechanism, generation, pss) => {
    expect(describeCard(factsOf(durand, { tokenLabel, model, pssMechanism }), [])).toMatchObject({ generation, pss });
  });

  it('reads a nurse without skill, and the skill of CPS_INFO_PS only when the certificate is silent', async () => {
    const nurse = await pki.person({
      ...DURAND,
      idNat: '00B6087510',
      family: 'OLIVIER',
      given: 'Infirmcs',
      title: 'Infirmier',
      profession: '60',
      skill: null,
    });
    expect(describeCard(factsOf(nurse), [])?.holder).toEqual({
      idNat: '00B6087510',
      family: 'OLIVIER',
      given: 'Infirmcs',
      nominative: true,
      profession: { code: '60', displayName: 'Infirmier', codeSystem: '1.2.250.1.71.1.2.7' },
      skill: null,
    });
    expect(describeCard(factsOf(durand, { info: Buffer.from('10SM54') }), [])?.holder.skill?.code).toBe('SM26');
    const silent = await pki.person({ ...DURAND, skillInCertificate: false });
    expect(describeCard(factsOf(silent, { info: Buffer.from('10SM54') }), [])?.holder.skill?.code).toBe('SM54');
  });

  it('reads of a card of training the profession to come, in the list of those', async () => {
    const intern = await pki.person({
      ...DURAND,
      title: 'Médecin en formation',
      profession: null,
      training: '10',
      skill: null,
      type: 'CPF',
    });
    expect(describeCard(factsOf(intern), [])).toMatchObject({
      type: 'CPF',
      holder: { profession: { code: '10', displayName: 'Médecin en formation', codeSystem: '1.2.250.1.71.1.2.8' }, skill: null },
    });
  });

  it('names the holder of a card that is not nominative by structure and identifier (PDT-INF-617)', async () => {
    const anonymous = await pki.person({
      ...DURAND,
      idNat: '3760021832/000000018',
      family: null,
      given: null,
      title: 'Carte de service santé ou social',
      profession: null,
      skill: null,
      type: 'CPE',
      structure: { name: 'TEST CH L’OCÉAN (76)', idNat: '1760021832', department: 'Seine-Maritime (76)' },
    });
    expect(describeCard(factsOf(anonymous), [])).toMatchObject({
      type: 'CPE',
      holder: {
        idNat: '3760021832/000000018',
        family: 'TEST CH L-OCÉAN -76-',
        given: '3760021832-000000018',
        nominative: false,
        profession: null,
        skill: null,
      },
    });
  });
});

describe('certificate', () => {
  it('has the subject of a multi-valued RDN in RFC 2253, from the DER', async () => {
    const nurse = await pki.person({ ...DURAND, idNat: '00B6087510', family: 'OLIVIER, "O+"', given: 'Infirmcs Adeli8751' });
    const read = readCertificate(der(nurse.sign.certPem));
    // DER sorts a SET by encoded length: CN, SN, GN here; RFC 2253 prints it from the end.
    expect(read.subject).toBe(String.raw`GN=Infirmcs Adeli8751+SN=OLIVIER\, \"O\+\"+CN=00B6087510,title=Médecin,C=FR`);
    expect(read.attributes.get('SN')).toBe('OLIVIER, "O+"');
    expect(read.issuer).toBe('CN=TEST AC IGC-SANTE FORT PERSONNES,OU=IGC-SANTE TEST,OU=0002 187512751,O=ASIP-SANTE,C=FR');
    expect(read.serial).toMatch(/^\d+$/);
    expect(Date.parse(read.notAfter)).toBeGreaterThan(Date.parse(read.notBefore));
  });

  it('builds the chain from a heap of CAs, by signature, never by name alone', async () => {
    const leaf = der(durand.sign.certPem);
    const chain = buildChain(leaf, certificatesOfPem(pki.trustPem).toReversed());
    expect(chain).toEqual(certificatesOfPem(durand.chainPem));
    // Same names, other keys.
    const stranger = await createPki();
    expect(buildChain(leaf, certificatesOfPem(stranger.trustPem))).toEqual([]);
  });
});

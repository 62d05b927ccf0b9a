import { createPrivateKey, createSign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignedXml } from 'xml-crypto';
import type { Signer } from '../../electron/card/types.ts';
import { signEnveloped } from '../../electron/xml/sign.ts';
import { Xml } from '../../electron/xml/write.ts';
import { createPki } from '../sandbox/pki/index.ts';
import { item, type Benchmark } from './report.ts';

const EXC = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const SIZE = 200 * 1024;
const ROUNDS = 20;

/** Enveloped exc-c14n RSA-SHA256 signatures of a 200 KB assertion, per second: ours, xml-crypto alone, xmlsec1 alone. */
export async function run(runs: number): Promise<Benchmark> {
  const pki = await createPki();
  const person = await pki.person({
    idNat: '899900000017',
    family: 'DURAND',
    given: 'PAULE',
    title: 'Médecin',
    profession: '10',
    skill: 'SM26',
    cardId: '9900000017',
    type: 'CPS',
  });
  const key = createPrivateKey(person.sign.keyPem);
  const der = Buffer.from(person.sign.certPem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  const signer: Signer = { certificates: [der], sign: (hash, data) => Promise.resolve(createSign(hash).update(data).sign(key)) };
  const source = document();

  const ours: number[] = [];
  const xmlCrypto: number[] = [];
  const xmlsec: number[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'poste-bench-'));
  try {
    await writeFile(join(folder, 'key.pem'), person.sign.keyPem, { mode: 0o600 });
    await writeFile(join(folder, 'template.xml'), template(source));
    for (let turn = 0; turn < runs + 1; turn += 1) {
      const mine = await rate(() =>
        signEnveloped({ source: new Xml(source), id: '_a', idAttribute: 'ID', after: 'Issuer', signer, hash: 'sha256' }),
      );
      const theirs = await rate(() => signByXmlCrypto(source, person.sign.keyPem));
      const tool = xmlsecRate(folder);
      // The first turn warms up.
      if (turn === 0) continue;
      ours.push(mine);
      xmlCrypto.push(theirs);
      xmlsec.push(tool);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return {
    name: 'sign',
    runs,
    items: [
      item('signatures of a 200 KB document, c14n by libxml2, against xml-crypto', '/s', ours, {
        peer: { name: 'xml-crypto', values: xmlCrypto },
        goal: { atLeast: 5 },
      }),
      item('signatures of a 200 KB document, c14n by libxml2, against xmlsec1', '/s', ours, {
        peer: { name: 'xmlsec1', values: xmlsec },
        goal: { atLeast: 0.5 },
      }),
    ],
  };
}

function document(): string {
  const line = (i: number): string =>
    `<saml2:Attribute Name="a${i}"><saml2:AttributeValue>valeur ${i} é &amp; à</saml2:AttributeValue></saml2:Attribute>`;
  let attributes = '';
  for (let i = 0; attributes.length < SIZE; i += 1) attributes += line(i);
  return `<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" IssueInstant="2026-01-01T00:00:00.000Z" Version="2.0"><saml2:Issuer>CN=TEST</saml2:Issuer><saml2:AttributeStatement>${attributes}</saml2:AttributeStatement></saml2:Assertion>`;
}

async function rate(sign: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < ROUNDS; i += 1) await sign();
  return (ROUNDS * 1000) / (performance.now() - start);
}

function signByXmlCrypto(source: string, privateKey: string): Promise<string> {
  const signature = new SignedXml({ privateKey, signatureAlgorithm: RSA_SHA256, canonicalizationAlgorithm: EXC, idAttribute: 'ID' });
  signature.addReference({ xpath: "//*[local-name(.)='Assertion']", transforms: [ENVELOPED, EXC], digestAlgorithm: SHA256 });
  signature.computeSignature(source, { location: { reference: "//*[local-name(.)='Issuer']", action: 'after' } });
  return Promise.resolve(signature.getSignedXml());
}

/** xmlsec1 signs the same file many times in one process; the start of the process is taken off. */
function xmlsecRate(folder: string): number {
  const time = (repeat: number): number => {
    const start = performance.now();
    const done = spawnSync('xmlsec1', [
      '--sign',
      '--repeat',
      String(repeat),
      '--privkey-pem',
      join(folder, 'key.pem'),
      '--id-attr:ID',
      'urn:oasis:names:tc:SAML:2.0:assertion:Assertion',
      '--output',
      '/dev/null',
      join(folder, 'template.xml'),
    ]);
    if (done.status !== 0) throw new Error(`xmlsec1: ${done.stderr.toString().slice(0, 300)}`);
    return performance.now() - start;
  };
  return (ROUNDS * 1000) / (time(ROUNDS + 1) - time(1));
}

function template(source: string): string {
  const signature =
    `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod Algorithm="${EXC}"/><SignatureMethod Algorithm="${RSA_SHA256}"/>` +
    `<Reference URI="#_a"><Transforms><Transform Algorithm="${ENVELOPED}"/><Transform Algorithm="${EXC}"/></Transforms><DigestMethod Algorithm="${SHA256}"/><DigestValue/></Reference>` +
    '</SignedInfo><SignatureValue/></Signature>';
  return source.replace('</saml2:Issuer>', `</saml2:Issuer>${signature}`);
}

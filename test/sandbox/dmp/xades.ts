import { createHash, type X509Certificate } from 'node:crypto';
import { certificateFacts } from '../common/certificate.ts';
import { run } from '../common/run.ts';
import { child, children, descendants, parseDocument, textOf, type Element } from '../common/soap.ts';
import { DS, signedReferences, signingCertificate, verifyXmlSignature } from '../common/xmlsec.ts';
import { NS, SIGNATURE_PURPOSE } from './constants.ts';

const C14N_WITH_COMMENTS = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments';
const HASHES: Readonly<Record<string, 'sha1' | 'sha256'>> = {
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
};

interface LotToVerify {
  readonly bytes: Buffer;
  readonly lot: string;
  /** uniqueId and bytes of the documents of the lot, the signature excepted. */
  readonly documents: readonly { readonly uniqueId: string; readonly bytes: Buffer }[];
  /** Who must have signed: the holder's identifier, or null for a structure's seal. */
  readonly holder: string | null;
  readonly trustedPem: string;
  /** Whether the lists of the PKI name that certificate. */
  readonly revoked: (certificate: X509Certificate) => boolean;
  readonly now: Date;
}

const MINUTES_5 = 5 * 60_000;

/** Judges the signature of a lot (dmp/README 6, points 1 to 7). @returns why it is refused, or null. */
export async function judgeLotSignature(lot: LotToVerify): Promise<string | null> {
  let signature: Element | null;
  try {
    signature = parseDocument(lot.bytes).documentElement;
  } catch {
    return 'signature illisible';
  }
  if (signature === null || signature.namespaceURI !== DS || signature.localName !== 'Signature') return 'ce n’est pas une signature';
  if (child(child(signature, DS, 'SignedInfo'), DS, 'CanonicalizationMethod')?.getAttribute('Algorithm') !== C14N_WITH_COMMENTS)
    return 'canonicalisation';
  const references = signedReferences(signature);
  if (references.length !== 2 || !references.includes('#IHEManifest') || !references.includes('#S0-SignedProperties'))
    return 'références signées';
  const [manifest] = withId(signature, 'IHEManifest');
  const [properties] = withId(signature, 'S0-SignedProperties');
  if (
    manifest === undefined ||
    properties === undefined ||
    withId(signature, 'IHEManifest').length !== 1 ||
    withId(signature, 'S0-SignedProperties').length !== 1
  )
    return 'identifiants';

  const { valid, detail } = await verifyXmlSignature(lot.bytes, {
    ids: [
      ['Id', `${DS}:Manifest`],
      ['Id', `${NS.xades}:SignedProperties`],
    ],
    trustedPem: lot.trustedPem,
    extraArgs: ['--ignore-manifests'],
  });
  if (!valid) return `signature fausse ou chaîne inconnue (${detail.split('\n')[0] ?? ''})`;
  const certificate = signingCertificate(signature);
  if (certificate === null) return 'certificat absent';
  const facts = certificateFacts(certificate);
  if (!facts.keyUsage.includes('nonRepudiation')) return 'Not a valid signature certificate';
  if (lot.holder !== null && facts.commonName !== lot.holder) return 'signataire différent du porteur';
  if (lot.revoked(certificate)) return 'certificat de signature révoqué';
  return judgeProperties(signature, properties, certificate, lot.now) ?? (await judgeManifest(manifest, lot));
}

const withId = (signature: Element, id: string): Element[] =>
  descendants(signature, '*', '*').filter((one) => one.getAttribute('Id') === id);

function judgeProperties(signature: Element, properties: Element, certificate: X509Certificate, now: Date): string | null {
  const id = signature.getAttribute('Id') ?? '';
  const purpose = withId(signature, 'purposeOfSignature')[0] ?? null;
  if (textOf(purpose) !== SIGNATURE_PURPOSE || purpose?.getAttribute('Target') !== `#${id}`) return 'purposeOfSignature';
  const qualifying = properties.parentNode as Element | null;
  if (qualifying?.localName !== 'QualifyingProperties' || qualifying.getAttribute('Target') !== `#${id}`) return 'QualifyingProperties';
  const signed = child(properties, NS.xades, 'SignedSignatureProperties');
  // A lot may wait for its turn, so it may have been signed long ago; never outside the certificate's own dates.
  const signedAt = Date.parse(textOf(child(signed, NS.xades, 'SigningTime')) ?? '');
  if (
    Number.isNaN(signedAt) ||
    signedAt < Date.parse(certificate.validFrom) ||
    signedAt > Math.min(now.getTime() + MINUTES_5, Date.parse(certificate.validTo))
  )
    return 'SigningTime';
  if (child(child(signed, NS.xades, 'SignaturePolicyIdentifier'), NS.xades, 'SignaturePolicyImplied') === null)
    return 'SignaturePolicyImplied';
  const certs = children(child(signed, NS.xades, 'SigningCertificate'), NS.xades, 'Cert');
  const [leaf] = certs;
  const serial = textOf(descendants(leaf ?? null, DS, 'X509SerialNumber')[0] ?? null);
  if (leaf === undefined || serial !== BigInt(`0x${certificate.serialNumber}`).toString()) return 'SigningCertificate : numéro de série';
  const digest = child(leaf, NS.xades, 'CertDigest');
  const hash = HASHES[child(digest, NS.xades, 'DigestMethod')?.getAttribute('Algorithm') ?? ''];
  if (hash === undefined || textOf(child(digest, NS.xades, 'DigestValue')) !== createHash(hash).update(certificate.raw).digest('base64'))
    return 'SigningCertificate : empreinte';
  if (certs.length < 2) return 'SigningCertificate : chaîne absente';
  return null;
}

/** xmlsec1 is told to leave the manifest alone (its URIs are OIDs): its digests are computed here. */
async function judgeManifest(manifest: Element, lot: LotToVerify): Promise<string | null> {
  const [first, ...rest] = children(manifest, DS, 'Reference');
  if (first?.getAttribute('URI') !== `urn:oid:${lot.lot}` || textOf(child(first, DS, 'DigestValue')) !== 'AA==')
    return 'manifeste : le lot';
  if (rest.length !== lot.documents.length) return 'manifeste : nombre de documents';
  for (const document of lot.documents) {
    const reference = rest.find((one) => one.getAttribute('URI') === `urn:oid:${document.uniqueId}`) ?? null;
    const hash = HASHES[child(reference, DS, 'DigestMethod')?.getAttribute('Algorithm') ?? ''];
    const transforms = children(child(reference, DS, 'Transforms'), DS, 'Transform').map((one) => one.getAttribute('Algorithm'));
    if (reference === null || hash === undefined || transforms.length !== 1 || transforms[0] !== C14N_WITH_COMMENTS)
      return 'manifeste : référence d’un document';
    // xmllint writes C14N 1.0 with comments.
    const { code, stdout } = await run('xmllint', ['--nonet', '--huge', '--c14n', '-'], document.bytes);
    if (code !== 0 || textOf(child(reference, DS, 'DigestValue')) !== createHash(hash).update(stdout).digest('base64'))
      return 'manifeste : empreinte d’un document';
  }
  return null;
}

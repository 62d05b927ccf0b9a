import { createHash, X509Certificate } from 'node:crypto';
import type { Signer } from '../card/types.ts';
import { C14N_URI, DIGEST_URI, RSA_URI, type HashName } from '../xml/c14n.ts';
import { canonicalise, digest, DS_NS } from '../xml/sign.ts';
import { xml, type Xml } from '../xml/write.ts';
import { XADES } from './constants.ts';

interface XadesInput {
  /** OID of the lot (XDSSubmissionSet.uniqueId). */
  readonly submissionSetUniqueId: string;
  /** XML documents of the lot, bytes as sent. */
  readonly documents: readonly { readonly uniqueId: string; readonly bytes: Uint8Array }[];
  /** The signature key of the card, or the seal of the structure; chain included. */
  readonly signer: Signer;
  readonly now: Date;
  /** `Id` of the signature element. */
  readonly id: string;
  /** `sha256` by default; every public sample is SHA-1, what the DMP accepts today is unsure (dmp/README 9). */
  readonly hash?: HashName;
}

/**
 * The XAdES signature of a lot (dmp/README 6, points 1 to 7): a document of its own, never signed inside another one.
 * Its manifest holds one digest per document; `xmlsec1 --verify --ignore-manifests` verifies it.
 *
 * @returns the bytes to send as the part of the entry `Signature01`.
 * @throws what the signer throws.
 */
export async function signLot(input: XadesInput): Promise<Uint8Array> {
  const { signer, hash = 'sha256', id } = input;
  const method = 'c14n-with-comments';
  const digestMethod = xml`<DigestMethod Algorithm="${DIGEST_URI[hash]}"/>`;

  // Each signed part declares its namespace itself: a verifier canonicalises it with the ones it inherits, and there
  // is none but the same default one, so that its bytes alone and in place are equal.
  const manifest = xml`<Manifest xmlns="${DS_NS}" Id="${XADES.manifestId}">
    <Reference URI="urn:oid:${input.submissionSetUniqueId}">${digestMethod}<DigestValue>${XADES.emptyDigest}</DigestValue></Reference>
    ${input.documents.map(
      (document) =>
        xml`<Reference URI="urn:oid:${document.uniqueId}"><Transforms><Transform Algorithm="${C14N_URI[method]}"/></Transforms>${digestMethod}<DigestValue>${digest(hash, canonicalise(document.bytes, method))}</DigestValue></Reference>`,
    )}
  </Manifest>`;
  const properties = xml`<SignedProperties xmlns="${XADES.ns}" Id="${XADES.signedPropertiesId}">
    <SignedSignatureProperties>
      <SigningTime>${input.now.toISOString()}</SigningTime>
      <SigningCertificate>${signer.certificates.map((der) => signingCertificate(der, hash))}</SigningCertificate>
      <SignaturePolicyIdentifier><SignaturePolicyImplied/></SignaturePolicyIdentifier>
    </SignedSignatureProperties>
    <SignedDataObjectProperties/>
  </SignedProperties>`;

  // A reference by ID without transform: inclusive c14n, comments left out (XML Signature 4.4.3.3).
  const reference = (uri: string, type: string, part: Xml): Xml =>
    xml`<Reference Type="${type}" URI="#${uri}">${digestMethod}<DigestValue>${digest(hash, canonicalise(part, 'c14n'))}</DigestValue></Reference>`;
  const signedInfo = xml`<SignedInfo xmlns="${DS_NS}">
    <CanonicalizationMethod Algorithm="${C14N_URI[method]}"/><SignatureMethod Algorithm="${RSA_URI[hash]}"/>
    ${reference(XADES.manifestId, XADES.manifestType, manifest)}
    ${reference(XADES.signedPropertiesId, XADES.signedPropertiesType, properties)}
  </SignedInfo>`;
  const value = await signer.sign(hash, canonicalise(signedInfo, method));

  return xml`<Signature xmlns="${DS_NS}" Id="${id}">
    ${signedInfo}
    <SignatureValue>${base64(value)}</SignatureValue>
    <KeyInfo><X509Data><X509Certificate>${base64(signer.certificates[0])}</X509Certificate></X509Data></KeyInfo>
    <Object>${manifest}</Object>
    <Object><SignatureProperties><SignatureProperty Id="${XADES.purposeId}" Target="#${id}">${XADES.purpose}</SignatureProperty></SignatureProperties></Object>
    <Object><QualifyingProperties xmlns="${XADES.ns}" Target="#${id}">${properties}</QualifyingProperties></Object>
  </Signature>`.bytes();
}

/**
 * One `Cert` per element of the chain; the serial in decimal, the issuer in RFC 2253. In XAdES 1.1.1 the digest is in
 * its own namespace.
 */
function signingCertificate(der: Uint8Array, hash: HashName): Xml {
  const certificate = new X509Certificate(der);
  return xml`<Cert>
    <CertDigest>
      <DigestMethod Algorithm="${DIGEST_URI[hash]}"/><DigestValue>${createHash(hash).update(der).digest('base64')}</DigestValue>
    </CertDigest>
    <IssuerSerial>
      <X509IssuerName xmlns="${DS_NS}">${rfc2253(certificate.issuer)}</X509IssuerName>
      <X509SerialNumber xmlns="${DS_NS}">${BigInt(`0x${certificate.serialNumber}`).toString()}</X509SerialNumber>
    </IssuerSerial>
  </Cert>`;
}

// Node writes one RDN a line in DER order, RFC 2253 escapes; RFC 2253 itself begins with the last one.
const rfc2253 = (name: string): string =>
  name
    .split('\n')
    .toReversed()
    .map((rdn) => rdn.replaceAll(' + ', '+'))
    .join(',');

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

import type { Signer } from '../card/types.ts';
import { C14N_URI, canonicalise, DIGEST_URI, digest, RSA_URI, type HashName } from './c14n.ts';
import { attribute, elements, parseXml } from './read.ts';
import { Xml, xml } from './write.ts';

export { canonicalise, digest } from './c14n.ts';

export const DS_NS = 'http://www.w3.org/2000/09/xmldsig#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

interface ToSign {
  /** The element to sign, declaring itself every namespace it uses. */
  readonly source: Xml;
  /** Value of its ID attribute: the only reference of the signature. */
  readonly id: string;
  readonly idAttribute: 'ID';
  /** Local name of its first child, after which the signature is placed (SAML core 5.4.2). */
  readonly after: 'Issuer';
  /** Holds the private key, usually in a card. */
  readonly signer: Signer;
  readonly hash: HashName;
}

/**
 * Signs an element with an enveloped XML signature: one reference to its ID, transforms enveloped then exclusive
 * c14n, RSA PKCS#1 v1.5, KeyInfo with the leaf certificate alone (saml/README 4, saml/README 1).
 *
 * Nothing is written with white space between elements; the result must be inserted as it is.
 *
 * @throws RangeError when `source` has another ID, another first child, or is signed already (a fault of the caller).
 */
export async function signEnveloped(toSign: ToSign): Promise<Xml> {
  const { source, id, hash, signer } = toSign;
  const root = parseXml(source.bytes());
  if (attribute(root, toSign.idAttribute) !== id) throw new RangeError('the element to sign has another ID');
  if (elements(root)[0]?.name !== toSign.after) throw new RangeError(`the element to sign does not begin with ${toSign.after}`);
  if (elements(root, DS_NS, 'Signature').length > 0) throw new RangeError('the element is signed already');

  // Before the signature is placed, the source is what the enveloped transform gives back to a verifier.
  const signedInfo = xml`<SignedInfo xmlns="${DS_NS}">
    <CanonicalizationMethod Algorithm="${C14N_URI['exc-c14n']}"/><SignatureMethod Algorithm="${RSA_URI[hash]}"/>
    <Reference URI="#${id}">
      <Transforms><Transform Algorithm="${ENVELOPED}"/><Transform Algorithm="${C14N_URI['exc-c14n']}"/></Transforms>
      <DigestMethod Algorithm="${DIGEST_URI[hash]}"/><DigestValue>${digest(hash, canonicalise(source, 'exc-c14n'))}</DigestValue>
    </Reference>
  </SignedInfo>`;
  const value = await signer.sign(hash, canonicalise(signedInfo, 'exc-c14n'));
  const signature = xml`<Signature xmlns="${DS_NS}">
    ${signedInfo}
    <SignatureValue>${base64(value)}</SignatureValue>
    <KeyInfo><X509Data><X509Certificate>${base64(signer.certificates[0])}</X509Certificate></X509Data></KeyInfo>
  </Signature>`;
  const place = endOfFirst(source.source, toSign.after);
  return new Xml(source.source.slice(0, place) + signature.source + source.source.slice(place));
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

// The writer escapes every `<` of a text, so the first end tag of that name is the one of the first child.
function endOfFirst(source: string, name: string): number {
  const end = new RegExp(`</(?:[^\\s<>:]+:)?${name}\\s*>`).exec(source);
  if (end === null) throw new RangeError(`${name} is empty`);
  return end.index + end[0].length;
}

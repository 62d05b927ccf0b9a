import type { Signer } from '../card/types.ts';
import { signEnveloped } from '../xml/sign.ts';
import { xml, type Xml } from '../xml/write.ts';
import { INSI_ATTRIBUTE, SAML_NS, X509_SUBJECT_NAME } from './constants.ts';

export interface InsiAssertionContext {
  /** Subject of the card's signature certificate, RFC 2253. */
  readonly issuer: string;
  /** Holder's identifier: the certificate's common name. */
  readonly nameId: string;
  /** Card type, from certificate extension 1.2.250.1.71.1.2.2. */
  readonly nameQualifier: 'CPS' | 'CPF' | 'CDE-CPE' | 'CPA';
  /** Billing identifier with the health insurance (FINESS géographique in an establishment). */
  readonly billingId: string | null;
  /** Speciality code, doctors only. */
  readonly speciality: string | null;
  /** Sector of activity (`SA07`). */
  readonly sector: string | null;
}

/**
 * Builds and signs the AssertionPS of INSi (ins.md 1.2, SEL-MP-043). Valid about one hour at INSi: one signature
 * serves the patients of that hour.
 */
export async function buildInsiAssertion(
  context: InsiAssertionContext,
  options: { readonly now: Date; readonly uuid: () => string; readonly signer: Signer },
): Promise<Xml> {
  const id = `_${options.uuid()}`;
  const attributes = [
    string(INSI_ATTRIBUTE.billingId, context.billingId),
    string(INSI_ATTRIBUTE.speciality, context.speciality),
    string(INSI_ATTRIBUTE.sector, context.sector),
  ].filter((found) => found !== null);
  const source = xml`<saml2:Assertion xmlns:saml2="${SAML_NS}" ID="${id}" IssueInstant="${options.now.toISOString()}" Version="2.0">
    <saml2:Issuer Format="${X509_SUBJECT_NAME}">${context.issuer}</saml2:Issuer>
    <saml2:Subject><saml2:NameID NameQualifier="${context.nameQualifier}">${context.nameId}</saml2:NameID></saml2:Subject>
    ${attributes.length > 0 && xml`<saml2:AttributeStatement>${attributes}</saml2:AttributeStatement>`}
  </saml2:Assertion>`;
  return await signEnveloped({ source, id, idAttribute: 'ID', after: 'Issuer', signer: options.signer, hash: 'sha256' });
}

function string(name: string, value: string | null): Xml | null {
  if (value === null) return null;
  return xml`<saml2:Attribute Name="${name}"><saml2:AttributeValue>${value}</saml2:AttributeValue></saml2:Attribute>`;
}

import type { Signer } from '../card/types.ts';
import { signEnveloped } from '../xml/sign.ts';
import { xml, type Xml } from '../xml/write.ts';
import { INSI_ATTRIBUTE, INSI_PSC_ATTRIBUTE, SAML_NS, X509_SUBJECT_NAME } from './constants.ts';

export interface InsiAssertionContent {
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
 * Builds and signs the AssertionPS of INSi (saml/README 4, SEL-MP-043). Valid about one hour at INSi: one signature
 * serves the patients of that hour.
 */
export async function buildInsiAssertion(
  content: InsiAssertionContent,
  ports: { readonly now: Date; readonly uuid: () => string; readonly signer: Signer },
): Promise<Xml> {
  const id = `_${ports.uuid()}`;
  const attributes = [
    string(INSI_ATTRIBUTE.billingId, content.billingId),
    string(INSI_ATTRIBUTE.speciality, content.speciality),
    string(INSI_ATTRIBUTE.sector, content.sector),
  ].filter((found) => found !== null);
  const source = xml`<saml2:Assertion xmlns:saml2="${SAML_NS}" ID="${id}" IssueInstant="${ports.now.toISOString()}" Version="2.0">
    <saml2:Issuer Format="${X509_SUBJECT_NAME}">${content.issuer}</saml2:Issuer>
    <saml2:Subject><saml2:NameID NameQualifier="${content.nameQualifier}">${content.nameId}</saml2:NameID></saml2:Subject>
    ${attributes.length > 0 && xml`<saml2:AttributeStatement>${attributes}</saml2:AttributeStatement>`}
  </saml2:Assertion>`;
  return await signEnveloped({ source, id, idAttribute: 'ID', after: 'Issuer', signer: ports.signer, hash: 'sha256' });
}

interface PscAssertionContent {
  /** Who writes the assertion, as text: the software (UNSURE, no public example). */
  readonly issuer: string;
  /** PS_IdNat of the person logged in to Pro Santé Connect. */
  readonly nameId: string;
  readonly billingId: string | null;
  /** Speciality code of the health insurance. */
  readonly speciality: string | null;
  /** Profession under which the person acts, only when the person has several. */
  readonly profession: string | null;
  /** Access token as an attribute, when it travels so; null otherwise (UNSURE: the transport is a setting). */
  readonly token: { readonly attribute: string; readonly value: string } | null;
}

/**
 * Builds the AssertionPS of INSi under Pro Santé Connect (saml/README 5): unsigned, `NameQualifier="PSC"`. Made for
 * one call or one search: it is worth no more than the token that goes with it.
 */
export function buildPscAssertion(content: PscAssertionContent, ports: { readonly now: Date; readonly uuid: () => string }): Xml {
  const attributes = [
    string(INSI_PSC_ATTRIBUTE.speciality, content.speciality),
    string(INSI_PSC_ATTRIBUTE.billingId, content.billingId),
    string(INSI_PSC_ATTRIBUTE.profession, content.profession),
    content.token === null ? null : string(content.token.attribute, content.token.value),
  ].filter((found) => found !== null);
  return xml`<saml2:Assertion xmlns:saml2="${SAML_NS}" ID="_${ports.uuid()}" IssueInstant="${ports.now.toISOString()}" Version="2.0">
    <saml2:Issuer>${content.issuer}</saml2:Issuer>
    <saml2:Subject><saml2:NameID NameQualifier="PSC">${content.nameId}</saml2:NameID></saml2:Subject>
    ${attributes.length > 0 && xml`<saml2:AttributeStatement>${attributes}</saml2:AttributeStatement>`}
  </saml2:Assertion>`;
}

function string(name: string, value: string | null): Xml | null {
  if (value === null) return null;
  return xml`<saml2:Attribute Name="${name}"><saml2:AttributeValue>${value}</saml2:AttributeValue></saml2:Attribute>`;
}

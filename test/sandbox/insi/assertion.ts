import type { X509Certificate } from 'node:crypto';
import { certificateFacts, integerExtension } from '../common/certificate.ts';
import { child, descendants, textOf, type Element } from '../common/soap.ts';
import { DS, signedReferences, signingCertificate, verifyXmlSignature } from '../common/xmlsec.ts';

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const CARD_TYPES = ['CPS', 'CPF', 'CDE-CPE', 'CPA'];
const CARD_TYPE_OID = '1.2.250.1.71.1.2.2';
const PROFESSION_OID = '1.2.250.1.71.1.2.7';
const DOCTOR = 10;
/** Number with the health insurance, FINESS or SIRET. */
const BILLING_ID = /^[\dAB]{8,14}$/;
/** Of the cards of professionals, and of those of staff. */
const CARD_ISSUERS: ReadonlySet<string> = new Set(['CN=TEST AC IGC-SANTE FORT PERSONNES', 'CN=TEST AC IGC-SANTE STANDARD PERSONNES']);
const HOUR = 3_600_000;
const MINUTE = 60_000;

interface AssertionJudgement {
  readonly trustedPem: string;
  readonly now: Date;
  /** Whether the lists of the PKI name that certificate. */
  readonly revoked: (certificate: X509Certificate) => boolean;
}

/**
 * Judges the AssertionPS of a whole message (saml/README 4).
 *
 * @returns why it is refused, or the holder's identifier.
 */
export async function judgeAssertion(
  assertion: Element,
  message: Buffer,
  context: AssertionJudgement,
): Promise<{ readonly refused: string } | { readonly holder: string }> {
  const signatures = descendants(assertion, DS, 'Signature');
  const signature = child(assertion, DS, 'Signature');
  if (signature === null || signatures.length !== 1) return { refused: 'assertion non signée' };
  if (previousElement(signature)?.localName !== 'Issuer') return { refused: 'signature mal placée' };
  const id = assertion.getAttribute('ID') ?? '';
  const references = signedReferences(signature);
  if (references.length !== 1 || references[0] !== `#${id}`) return { refused: 'la signature ne porte pas sur l’assertion' };

  const certificate = signingCertificate(signature);
  if (certificate === null) return { refused: 'certificat absent' };
  const issuedAt = new Date(assertion.getAttribute('IssueInstant') ?? '');
  const age = context.now.getTime() - issuedAt.getTime();
  if (Number.isNaN(age) || age > HOUR || age < -5 * MINUTE) return { refused: 'assertion périmée' };
  const checked = await verifyXmlSignature(message, {
    ids: [['ID', `${SAML}:Assertion`]],
    trustedPem: context.trustedPem,
    nodeXPath: `//*[local-name()='Assertion' and @ID='${id.replaceAll(/[^\w.-]/g, '')}']/*[local-name()='Signature']`,
    at: issuedAt,
  });
  if (!checked.valid) return { refused: 'signature fausse ou chaîne inconnue' };

  if (context.revoked(certificate)) return { refused: 'certificat révoqué' };
  const facts = certificateFacts(certificate);
  if (!certificate.issuer.split('\n').some((part) => CARD_ISSUERS.has(part)))
    return { refused: 'certificat d’une autre famille que les cartes' };
  if (!facts.keyUsage.includes('nonRepudiation')) return { refused: 'certificat qui n’est pas de signature' };
  const nameId = child(child(assertion, SAML, 'Subject'), SAML, 'NameID');
  if (textOf(nameId) !== facts.commonName) return { refused: 'NameID différent du porteur' };
  const type = integerExtension(facts, CARD_TYPE_OID);
  if (type === null || nameId?.getAttribute('NameQualifier') !== CARD_TYPES[type])
    return { refused: 'NameQualifier différent du type de carte' };
  const missing = missingAttribute(assertion, integerExtension(facts, PROFESSION_OID));
  if (missing !== null) return { refused: `attribut ${missing} absent ou mal formé` };
  return { holder: facts.commonName ?? '' };
}

function attributeOf(assertion: Element, name: string): string {
  const attribute = descendants(assertion, SAML, 'Attribute').find((one) => one.getAttribute('Name') === name) ?? null;
  return textOf(child(attribute, SAML, 'AttributeValue')) ?? '';
}

/** What the assertion of a card must say of its holder (SEL-MP-043): where, on whose account, and of a doctor the speciality. */
function missingAttribute(assertion: Element, profession: number | null): string | null {
  const value = (name: string): string => attributeOf(assertion, name);
  if (!BILLING_ID.test(value('identifiantFacturation'))) return 'identifiantFacturation';
  if (profession === DOCTOR && !/^\d{2}$/.test(value('codeSpecialite'))) return 'codeSpecialite';
  return /^SA\d{2}$/.test(value('secteurActivite')) ? null : 'secteurActivite';
}

const PSC_ATTRIBUTES = new Set(['codeSpecialiteAMO', 'identifiantFacturation', 'gipProfessionCode']);

/**
 * Judges the assertion of the mode Pro Santé Connect (saml/README 5): unsigned, in the name of a PS_IdNat, attributes of the
 * list, and, when tokens are judged, an active token of that person. No public text says how the token travels: as a
 * bearer of the HTTP exchange, or as one more attribute.
 *
 * @returns why it is refused, or the person's identifier.
 */
export async function judgePscAssertion(
  assertion: Element,
  authorization: string | null,
  context: {
    readonly now: Date;
    readonly psc: { introspect(token: string): Promise<{ readonly active: boolean; readonly subjectNameId: string | null }> } | null;
  },
): Promise<{ readonly refused: string } | { readonly holder: string }> {
  if (descendants(assertion, DS, 'Signature').length > 0) return { refused: 'assertion PSC signée' };
  const holder = textOf(child(child(assertion, SAML, 'Subject'), SAML, 'NameID')) ?? '';
  if (!/^8\d{11}$/.test(holder)) return { refused: 'NameID qui n’est pas un identifiant national' };
  const age = context.now.getTime() - new Date(assertion.getAttribute('IssueInstant') ?? '').getTime();
  if (Number.isNaN(age) || age > HOUR || age < -5 * MINUTE) return { refused: 'assertion périmée' };
  const attributes = descendants(assertion, SAML, 'Attribute');
  const others = attributes.filter((attribute) => !PSC_ATTRIBUTES.has(attribute.getAttribute('Name') ?? ''));
  if (others.length > 1) return { refused: 'attribut inconnu' };
  if (!BILLING_ID.test(attributeOf(assertion, 'identifiantFacturation')))
    return { refused: 'attribut identifiantFacturation absent ou mal formé' };
  const carried = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? textOf(child(others[0] ?? null, SAML, 'AttributeValue'));
  if (context.psc === null) return { holder };
  if (carried === null) return { refused: 'jeton Pro Santé Connect absent' };
  const { active, subjectNameId } = await context.psc.introspect(carried);
  if (!active || subjectNameId !== holder) return { refused: 'jeton Pro Santé Connect périmé ou d’une autre personne' };
  return { holder };
}

function previousElement(element: Element): Element | null {
  let node = element.previousSibling;
  while (node !== null && node.nodeType !== 1) node = node.previousSibling;
  return node as Element | null;
}

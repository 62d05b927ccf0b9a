import type { X509Certificate } from 'node:crypto';
import { certificateFacts, integerExtension, textsExtension, type CertificateFacts } from '../common/certificate.ts';
import { isSubject } from '../common/distinguished-name.ts';
import { child, children, descendants, textOf, type Element } from '../common/soap.ts';
import { DS, signedReferences, signingCertificate, verifyXmlSignature } from '../common/xmlsec.ts';
import {
  CARD_TYPE_OID,
  INS_OIDS,
  NS,
  ORDER_SECTION_OID,
  PROFESSION_OID,
  PURPOSE_OID,
  SECTOR_OID,
  SKILL_OID,
  TRAINING_OID,
} from './constants.ts';

/** What the rest of the judgement needs from an accepted VIHF. */
export interface AcceptedVihf {
  readonly id: string;
  readonly authentication: 'DIRECTE' | 'INDIRECTE' | 'INDIRECTE_RENFORCEE';
  readonly mode: 'normal' | 'bris_de_glace' | 'centre_15';
  readonly reason: string | null;
  readonly ins: { readonly matricule: string; readonly oid: string };
  readonly nameId: string;
  readonly structure: string;
  /** TRE_R02. */
  readonly sector: string;
  /** TRE_G15, or TRE_G16 in training; null of staff and of a certificate that names nobody. */
  readonly profession: string | null;
  /** Second value of the role. */
  readonly skill: string | null;
  readonly secretConnection: boolean;
  /** A staff card, or nobody's profession: the CPE column of the rights. */
  readonly staff: boolean;
  /** « Paule DURAND » from the certificate or the VIHF; of a card that names nobody, whom the VIHF names (PDT-INF-617). */
  readonly displayName: string;
}

export interface Refusal {
  /** Fault subcode without prefix. */
  readonly code: string;
  readonly text: string;
}

interface VihfJudgement {
  readonly trustedPem: string;
  readonly now: Date;
  readonly clientCertificate: X509Certificate;
  readonly seen: Set<string>;
  readonly structures: Structures;
  /** Whether the lists of the PKI name that certificate. */
  readonly revoked: (certificate: X509Certificate) => boolean;
  readonly breakGlass: BreakGlass;
}

/** Structures known by their identifier: name, sector of activity and the professionals linked to them (null = anybody). */
export type Structures = ReadonlyMap<
  string,
  { readonly name: string; readonly sector: string; readonly professionals: readonly string[] | null }
>;

/** Who may break the glass: `P606` = a card in direct mode, or a strong login (AIR) as PDT-INF-606 prints it; `DIRECTE` = the card alone. */
export type BreakGlass = 'P606' | 'DIRECTE';

const MINUTES_5 = 5 * 60_000;
/** Of a login before it must be made again (own rule: no public text gives it). */
const LONGEST_LOGIN = 24 * 3_600_000;
const SMARTCARD = 'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI';
/** Issuers of the cards of professionals, and of those of staff. */
const PERSONS: ReadonlySet<string> = new Set(['CN=TEST AC IGC-SANTE FORT PERSONNES', 'CN=TEST AC IGC-SANTE STANDARD PERSONNES']);
const ORGANISATIONS = 'CN=TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS';
const CPE = 2;
const CPA = 3;
const ATTRIBUTE = {
  structure: 'Identifiant_Structure',
  sector: 'Secteur_Activite',
  subject: 'urn:oasis:names:tc:xspa:1.0:subject:subject-id',
  role: 'urn:oasis:names:tc:xacml:2.0:subject:role',
  version: 'VIHF_Version',
  authentication: 'Authentification_mode',
  resource: 'urn:oasis:names:tc:xacml:2.0:resource:resource-id',
  urn: 'Ressource_URN',
  purpose: 'urn:oasis:names:tc:xspa:1.0:subject:purposeofuse',
  reason: 'Mode_Acces_Raison',
  confidentiality: 'urn:oasis:names:tc:xspa:1.0:resource:patient:hl7:confidentiality-code',
} as const;
/** The only value that is taken: the secret connection of a minor. */
const SECRET_CONNECTION = 'INVISIBLE_REPRESENTANTS_LEGAUX^1.2.250.1.213.1.1.4.13';
const SOFTWARE = ['LPS_ID', 'LPS_Nom', 'LPS_Version', 'LPS_ID_HOMOLOGATION_DMP'];

/** Judges the VIHF of one message (saml/README 1, sandbox/README 2). `message` is the whole envelope, for the signature. */
export async function judgeVihf(assertion: Element | null, message: Buffer, context: VihfJudgement): Promise<Refusal | AcceptedVihf> {
  const no = (text: string, code = 'DMPInvalidVIHF'): Refusal => ({ code, text });
  if (assertion === null || assertion.namespaceURI !== NS.saml || assertion.localName !== 'Assertion') return no('VIHF absent');
  const id = assertion.getAttribute('ID') ?? '';
  if (!/^[A-Za-z_][\w.-]{7,}$/.test(id) || assertion.getAttribute('Version') !== '2.0') return no('ID ou version de l’assertion');
  if (context.seen.has(id)) return no('VIHF déjà utilisé : une assertion par message');
  context.seen.add(id);

  const issuedAt = Date.parse(assertion.getAttribute('IssueInstant') ?? '');
  if (Number.isNaN(issuedAt) || Math.abs(context.now.getTime() - issuedAt) > MINUTES_5) return no('VIHF périmé');
  const issuer = child(assertion, NS.saml, 'Issuer');
  if (issuer?.getAttribute('Format') !== 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName') return no('Format de l’émetteur');
  const nameId = textOf(child(child(assertion, NS.saml, 'Subject'), NS.saml, 'NameID')) ?? '';
  if (nameId === '') return no('NameID absent');
  const statement = child(assertion, NS.saml, 'AuthnStatement');
  const loggedIn = context.now.getTime() - Date.parse(statement?.getAttribute('AuthnInstant') ?? '');
  const classRef = textOf(descendants(statement, NS.saml, 'AuthnContextClassRef')[0] ?? null);
  if (Number.isNaN(loggedIn) || !classRef) return no('AuthnStatement');
  if (loggedIn > LONGEST_LOGIN || loggedIn < -MINUTES_5) return no('AuthnInstant : authentification trop ancienne ou à venir');

  const attributes = readAttributes(assertion);
  const value = (name: string): string => textOf(attributes.get(name.toLowerCase())?.[0] ?? null) ?? '';
  const authentication = value(ATTRIBUTE.authentication);
  if (authentication !== 'DIRECTE' && authentication !== 'INDIRECTE' && authentication !== 'INDIRECTE_RENFORCEE')
    return no('Authentification_mode');
  if (authentication === 'DIRECTE' && classRef !== SMARTCARD)
    return no('AuthnContextClassRef : carte attendue en authentification directe');
  if (!['3.0', '4.0'].includes(value(ATTRIBUTE.version))) return no('VIHF_Version');
  if (value(ATTRIBUTE.urn) !== 'urn:dmp') return no('Ressource_URN');
  const missing = SOFTWARE.find((name) => value(name) === '');
  if (missing !== undefined) return no(`${missing} absent`);
  const [sector = '', sectorOid] = value(ATTRIBUTE.sector).split('^');
  if (!/^SA\d{2}$/.test(sector) || sectorOid !== SECTOR_OID) return no('Secteur_Activite');
  const cx = /^([0-9AB]{15})\^\^\^&([\d.]+)&ISO\^NH(\^\^\d{8,14})?$/.exec(value(ATTRIBUTE.resource));
  const [, matricule = '', oid = ''] = cx ?? [];
  if (cx === null || !INS_OIDS.includes(oid)) return no('resource-id : INS absent ou mal formé');

  const purpose = children(attributes.get(ATTRIBUTE.purpose)?.[0] ?? null, NS.hl7, 'PurposeOfUse')[0];
  const mode = purpose?.getAttribute('code') ?? '';
  if (purpose?.getAttribute('codeSystem') !== PURPOSE_OID || (mode !== 'normal' && mode !== 'bris_de_glace' && mode !== 'centre_15'))
    return no('purposeofuse');
  const reason = value(ATTRIBUTE.reason) || null;
  if (mode === 'bris_de_glace' && reason === null) return no('Le bris de glace demande une raison');
  if (mode === 'bris_de_glace' && !mayBreakGlass(authentication, context.breakGlass))
    return no('Le bris de glace n’est pas ouvert à ce mode d’authentification');
  if (mode !== 'bris_de_glace' && reason !== null) return no('Mode_Acces_Raison sans bris de glace');
  if ([...attributes.values()].some((values) => values.length === 0)) return no('attribut sans valeur');
  const confidentiality = value(ATTRIBUTE.confidentiality);
  if (confidentiality !== '' && confidentiality !== SECRET_CONNECTION) return no('confidentiality-code : connexion secrète attendue');

  const certificate = certificateFacts(context.clientCertificate);
  if (context.revoked(context.clientCertificate)) return no('Certificat client révoqué', 'DMPInvalidCertificate');
  const signer = await judgeSignature(assertion, message, id, context);
  if (signer !== null && 'code' in signer) return signer;
  const structure = value(ATTRIBUTE.structure);
  const identity =
    authentication === 'DIRECTE'
      ? judgeCard(context.clientCertificate, certificate, signer, nameId, textOf(issuer) ?? '')
      : judgeStructure(context.clientCertificate, certificate, signer, structure);
  if (identity !== null) return identity;

  const known = context.structures.get(structure);
  if (known === undefined) return no('Structure introuvable ou Inactive', 'DMPStructureError');
  if (known.sector !== sector) return no('Secteur d’activité différent de celui de la structure', 'DMPStructureError');
  const cardType = authentication === 'DIRECTE' ? integerExtension(certificate, CARD_TYPE_OID) : null;
  const staff = cardType === CPE || cardType === CPA;
  // A staff card bears its structure; a professional's is linked to theirs in the directory.
  const linked = staff ? units(certificate).includes(structure) : (known.professionals?.includes(nameId) ?? true);
  if (!linked) return no('PS et Structure non liés', 'DMPStructureError');
  const roles = rolesOf(attributes.get(ATTRIBUTE.role) ?? []);
  const wrong = judgeRoles(roles, authentication === 'DIRECTE' && !staff ? certificate : null);
  if (wrong !== null) return wrong;
  const [first, second] = roles ?? [];
  if (staff && PROFESSIONS.has(first?.system ?? '')) return no('Une carte de personnel ne porte aucune profession');
  if (authentication !== 'DIRECTE' && value(ATTRIBUTE.subject) === '') return no('subject-id absent');

  return {
    id,
    authentication,
    mode,
    reason,
    ins: { matricule, oid },
    nameId,
    structure,
    sector,
    profession: first !== undefined && PROFESSIONS.has(first.system) ? first.code : null,
    skill: second?.code ?? null,
    secretConnection: confidentiality !== '',
    staff,
    displayName: authentication === 'DIRECTE' ? holderName(certificate, value(ATTRIBUTE.subject)) : value(ATTRIBUTE.subject),
  };
}

function readAttributes(assertion: Element): Map<string, Element[]> {
  const found = new Map<string, Element[]>();
  for (const attribute of descendants(assertion, NS.saml, 'Attribute')) {
    found.set((attribute.getAttribute('Name') ?? '').toLowerCase(), children(attribute, NS.saml, 'AttributeValue'));
  }
  return found;
}

/** Direct: the card's holder is the one of the VIHF, and signed it, if anybody did. */
function judgeCard(
  tls: X509Certificate,
  facts: CertificateFacts,
  signer: X509Certificate | null,
  nameId: string,
  issuer: string,
): Refusal | null {
  const no = (text: string): Refusal => ({ code: 'DMPInvalidCertificate', text });
  if (!tls.issuer.split('\n').some((part) => PERSONS.has(part))) return no('Certificat client : carte attendue');
  if (!facts.keyUsage.includes('digitalSignature')) return no('Certificat client : certificat d’authentification attendu');
  if (facts.commonName !== nameId) return no('Le porteur de la carte n’est pas celui du VIHF');
  if (!isSubject(issuer, facts)) return no('Émetteur du VIHF différent du sujet de la carte');
  if (signer !== null && certificateFacts(signer).commonName !== nameId) return no('VIHF signé par un autre porteur');
  return null;
}

/** Indirect and AIR: the structure's certificates, and its seal on the VIHF. */
function judgeStructure(tls: X509Certificate, facts: CertificateFacts, signer: X509Certificate | null, structure: string): Refusal | null {
  const no = (text: string): Refusal => ({ code: 'DMPInvalidCertificate', text });
  if (!tls.issuer.split('\n').includes(ORGANISATIONS)) return no('Certificat client : structure attendue');
  if (signer === null) return no('VIHF indirect non signé');
  if (!units(facts).includes(structure) || !units(certificateFacts(signer)).includes(structure))
    return no('Structure différente de celle du certificat');
  return null;
}

const units = ({ subject }: CertificateFacts): string[] => subject.filter((part) => part.oid === '2.5.4.11').map((part) => part.value);

const mayBreakGlass = (authentication: AcceptedVihf['authentication'], rule: BreakGlass): boolean =>
  authentication === 'DIRECTE' || (authentication === 'INDIRECTE_RENFORCEE' && rule === 'P606');

/** @returns null when unsigned, the signing certificate, or why it is refused. */
async function judgeSignature(
  assertion: Element,
  message: Buffer,
  id: string,
  context: VihfJudgement,
): Promise<X509Certificate | Refusal | null> {
  const no = (text: string): Refusal => ({ code: 'DMPInvalidCertificate', text });
  const signatures = descendants(assertion, DS, 'Signature');
  if (signatures.length === 0) return null;
  const [signature] = signatures;
  if (signature === undefined || signatures.length !== 1 || signature.parentNode !== assertion) return no('Signature du VIHF mal placée');
  const references = signedReferences(signature);
  if (references.length !== 1 || references[0] !== `#${id}`) return no('La signature ne porte pas sur le VIHF');
  const certificate = signingCertificate(signature);
  if (certificate === null) return no('Certificat de signature absent');
  if (!certificateFacts(certificate).keyUsage.includes('nonRepudiation')) return no('Not a valid signature certificate');
  const { valid } = await verifyXmlSignature(message, {
    ids: [['ID', `${NS.saml}:Assertion`]],
    trustedPem: context.trustedPem,
    nodeXPath: `//*[local-name()='Assertion' and @ID='${id}']/*[local-name()='Signature']`,
  });
  if (!valid) return no('Signature du VIHF fausse ou chaîne inconnue');
  return context.revoked(certificate) ? no('Certificat de signature du VIHF révoqué') : certificate;
}

interface Role {
  readonly code: string;
  readonly system: string;
}

const PROFESSIONS: ReadonlySet<string> = new Set([PROFESSION_OID, TRAINING_OID]);

/** One role a value, each with its code; null otherwise. */
function rolesOf(values: readonly Element[]): readonly Role[] | null {
  const roles = values.map((value) => children(value, NS.hl7, 'Role'));
  const found = roles.flat().map((role) => ({ code: role.getAttribute('code') ?? '', system: role.getAttribute('codeSystem') ?? '' }));
  return roles.every((list) => list.length === 1) && found.every(({ code }) => code !== '') ? found : null;
}

function judgeRoles(roles: readonly Role[] | null, certificate: CertificateFacts | null): Refusal | null {
  const no = (text: string): Refusal => ({ code: 'DMPInvalidVIHF', text });
  const [first, second] = roles ?? [];
  if (first === undefined) return no('Rôle absent');
  const { code } = first;
  if (first.system === PROFESSION_OID) {
    if (code === '10' && second?.system !== SKILL_OID)
      return no('Aucune spécialité dans le vihf. Spécialité obligatoire pour les Médecins');
    if (code === '21' && second?.system !== ORDER_SECTION_OID) return no('Section de l’Ordre absente du vihf');
  }
  const onCard = certificate === null ? null : professionOnCard(certificate);
  if (onCard !== null && (onCard.code !== code || onCard.system !== first.system)) return no('Profession différente de celle de la carte');
  // The extension holds the speciality of a doctor, the section of a pharmacist; not every card has it.
  const skills = certificate === null ? [] : textsExtension(certificate, SKILL_OID);
  if (second !== undefined && skills.length > 0 && !skills.includes(second.code)) return no('Spécialité différente de celle de la carte');
  return null;
}

/** The profession of a card; of a CPF, the one that it trains for, in the list of those. */
function professionOnCard(certificate: CertificateFacts): Role | null {
  for (const system of [PROFESSION_OID, TRAINING_OID]) {
    const code = integerExtension(certificate, system);
    if (code !== null) return { code: String(code), system };
  }
  return null;
}

/** Names of the card; where it has none, whom the VIHF names, else what stands in for them: structure and number (PDT-INF-617). */
function holderName(facts: CertificateFacts, said: string): string {
  const part = (oid: string): string => facts.subject.find((one) => one.oid === oid)?.value ?? '';
  if (part('2.5.4.4') !== '') return personName(facts);
  return said === '' ? `${part('2.5.4.10')} ${facts.commonName ?? ''}`.replaceAll(/[^\p{L}\p{N}' -]/gu, '-') : said;
}

function personName(facts: CertificateFacts): string {
  const part = (oid: string): string => facts.subject.find((one) => one.oid === oid)?.value ?? '';
  const name = [capitalise(part('2.5.4.42')), part('2.5.4.4').toUpperCase()].filter((one) => one !== '').join(' ');
  return name === '' ? (facts.commonName ?? '') : name;
}

const capitalise = (name: string): string =>
  name.toLowerCase().replaceAll(/(^|[\s'-])(\p{L})/gu, (_whole, before: string, letter: string) => before + letter.toUpperCase());

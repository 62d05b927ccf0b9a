import { hiddenCharacter } from '../../shared/domain/hidden-character.ts';
import type { AccessMode, Coded, Ins, ReadCoded, SoftwareIdentity } from '../../shared/domain/types.ts';
import type { Signer } from '../card/types.ts';
import type { HashName } from '../xml/c14n.ts';
import { at, attribute, descendants, elements, text, type XmlElement } from '../xml/read.ts';
import { DS_NS, signEnveloped } from '../xml/sign.ts';
import { xml, type Xml } from '../xml/write.ts';
import { certificateFacts, type CertificateFacts } from './certificate.ts';
import {
  AUTHN_CONTEXT,
  HL7_NS,
  PURPOSE_CODE_SYSTEM_NAME,
  PURPOSE_OF_USE,
  RESOURCE_URN_DMP,
  SAML_NS,
  SECRET_CONNECTION,
  SECTOR_OID,
  VIHF_ATTRIBUTE,
  X509_SUBJECT_NAME,
  XSD_NS,
  XSI_NS,
  type Authentication,
} from './constants.ts';
import { samlError } from './errors.ts';

/** What a VIHF says: who, from where, in what mode, on whom (saml/README 1). */
export interface VihfContent {
  readonly authentication: Authentication;
  readonly mode: AccessMode;
  /** Free text, required by `bris_de_glace` and by it alone. */
  readonly reason: string | null;
  /** Null for a search that is about nobody yet (TD0.4, TD0.5): then it has no `resource-id`. */
  readonly patient: Ins | null;
  /** Certificate subject, RFC 2253: the card's in direct mode, the structure's otherwise. */
  readonly issuer: string;
  /** National identifier of the professional, else the structure's own. */
  readonly nameId: string;
  /** « Prénom Nom », required in the indirect modes. */
  readonly subjectName: string | null;
  /** The situation of practice: both values come from the same one. */
  readonly structure: { readonly idNat: string; readonly sector: string };
  /** Profession, then skill where the profession has one. */
  readonly roles: readonly Coded[];
  /** When the user logged in. */
  readonly authenticatedAt: Date;
  /** *Connexion secrète* of a minor: every transaction of that session carries it. */
  readonly secretConnection: boolean;
  readonly software: SoftwareIdentity;
  /** `3.0` by default. */
  readonly version?: '3.0' | '4.0';
  /** `sha256` by default; the official samples of 2019 use `sha1`. */
  readonly hash?: HashName;
}

/** A VIHF as the headless commands show it (cli/README 6). */
export interface Vihf {
  readonly id: string;
  readonly issueInstant: string;
  readonly issuer: string | null;
  readonly nameId: string | null;
  readonly authentication: Authentication | null;
  readonly mode: AccessMode | null;
  readonly reason: string | null;
  readonly version: string | null;
  /** INS in CX form. */
  readonly resourceId: string | null;
  readonly structure: string | null;
  readonly sector: string | null;
  readonly roles: readonly ReadCoded[];
  readonly signed: boolean;
  /** `rsa-sha256` or `rsa-sha1`, null when unsigned. */
  readonly algorithm: string | null;
  readonly certificate: CertificateFacts | null;
}

interface VihfPorts {
  readonly now: Date;
  readonly uuid: () => string;
  /** Signature key of the card or seal of the structure; null only in direct mode. */
  readonly signer: Signer | null;
}

/**
 * Builds the VIHF of **one** message: a new identifier and instant at each call. Never keep one for a second
 * message, patient or mode.
 *
 * @throws PosteError REASON_REQUIRED, VIHF_CONTEXT, VIHF_BREAK_GLASS, VIHF_APPROVAL, VIHF_SIGNER; what the signer throws.
 */
export async function buildVihf(content: VihfContent, ports: VihfPorts): Promise<{ assertion: Xml; facts: Vihf }> {
  const { signer } = ports;
  const said: Said = {
    id: `_${ports.uuid()}`,
    issueInstant: ports.now.toISOString(),
    reason: requireCoherent(content, signer),
    version: content.version ?? '3.0',
    resourceId: content.patient === null ? null : insToCx(content.patient),
  };
  const hash = content.hash ?? 'sha256';
  const unsigned = unsignedVihf(content, said);
  const assertion =
    signer === null ? unsigned : await signEnveloped({ source: unsigned, id: said.id, idAttribute: 'ID', after: 'Issuer', signer, hash });
  return {
    assertion,
    facts: {
      id: said.id,
      issueInstant: said.issueInstant,
      issuer: content.issuer,
      nameId: content.nameId,
      authentication: content.authentication,
      mode: content.mode,
      reason: said.reason,
      version: said.version,
      resourceId: said.resourceId,
      structure: content.structure.idNat,
      sector: content.structure.sector,
      roles: content.roles,
      signed: signer !== null,
      algorithm: signer === null ? null : `rsa-${hash}`,
      certificate: signer === null ? null : certificateFacts(signer.certificates[0]),
    },
  };
}

/** What this very VIHF says besides its content. */
interface Said {
  readonly id: string;
  readonly issueInstant: string;
  readonly reason: string | null;
  readonly version: string;
  readonly resourceId: string | null;
}

/** Its whole text, in the order of the samples. */
function unsignedVihf(content: VihfContent, { id, issueInstant, reason, version, resourceId }: Said): Xml {
  const purpose = PURPOSE_OF_USE[content.mode];
  const authn = AUTHN_CONTEXT[content.authentication];
  return xml`<saml2:Assertion xmlns:saml2="${SAML_NS}" xmlns:xsi="${XSI_NS}" ID="${id}" IssueInstant="${issueInstant}" Version="2.0">
    <saml2:Issuer Format="${X509_SUBJECT_NAME}">${content.issuer}</saml2:Issuer>
    <saml2:Subject><saml2:NameID>${content.nameId}</saml2:NameID></saml2:Subject>
    <saml2:AuthnStatement AuthnInstant="${content.authenticatedAt.toISOString()}"><saml2:AuthnContext>
      <saml2:AuthnContextClassRef>${authn.classRef}</saml2:AuthnContextClassRef>
      ${authn.decl !== null && xml`<saml2:AuthnContextDecl>${authn.decl}</saml2:AuthnContextDecl>`}
    </saml2:AuthnContext></saml2:AuthnStatement>
    <saml2:AttributeStatement>
      ${string(VIHF_ATTRIBUTE.structure, content.structure.idNat)}
      ${string(VIHF_ATTRIBUTE.sector, `${content.structure.sector}^${SECTOR_OID}`)}
      ${content.subjectName !== null && string(VIHF_ATTRIBUTE.subjectName, content.subjectName)}
      <saml2:Attribute Name="${VIHF_ATTRIBUTE.role}">${content.roles.map(
        (role) =>
          xml`<saml2:AttributeValue><Role xmlns="${HL7_NS}" xsi:type="CE" code="${role.code}" codeSystem="${role.codeSystem}" displayName="${role.displayName}"/></saml2:AttributeValue>`,
      )}</saml2:Attribute>
      ${string(VIHF_ATTRIBUTE.version, version)}
      ${string(VIHF_ATTRIBUTE.authentication, content.authentication)}
      ${resourceId !== null && string(VIHF_ATTRIBUTE.resourceId, resourceId)}
      ${string(VIHF_ATTRIBUTE.resourceUrn, RESOURCE_URN_DMP)}
      <saml2:Attribute Name="${VIHF_ATTRIBUTE.purpose}"><saml2:AttributeValue><PurposeOfUse xmlns="${HL7_NS}" xsi:type="CE" code="${purpose.code}" codeSystem="${purpose.codeSystem}" codeSystemName="${PURPOSE_CODE_SYSTEM_NAME}" displayName="${purpose.displayName}"/></saml2:AttributeValue></saml2:Attribute>
      ${reason !== null && string(VIHF_ATTRIBUTE.reason, reason)}
      ${string(VIHF_ATTRIBUTE.softwareId, content.software.id)}
      ${string(VIHF_ATTRIBUTE.softwareName, content.software.name)}
      ${string(VIHF_ATTRIBUTE.softwareVersion, content.software.version)}
      ${string(VIHF_ATTRIBUTE.approval, content.software.dmpApproval ?? '')}
      ${content.secretConnection && string(VIHF_ATTRIBUTE.confidentiality, SECRET_CONNECTION)}
    </saml2:AttributeStatement>
  </saml2:Assertion>`;
}

/** Checks what the server would refuse; answers the reason to send. */
function requireCoherent(content: VihfContent, signer: Signer | null): string | null {
  // One line: it is read in journals, and by the patient.
  const written = content.reason?.replaceAll(/\s+/g, ' ').trim() ?? '';
  const reason = written === '' ? null : written;
  if (hiddenCharacter(written) !== null) throw samlError('VIHF_CONTEXT', { path: '/reason' });
  if (content.mode === 'bris_de_glace' && reason === null) throw samlError('REASON_REQUIRED', { path: '/reason' });
  // P606 (rights/README 1): a card in direct mode, or a strong login (AIR); never in plain indirect mode.
  if (content.mode === 'bris_de_glace' && content.authentication === 'INDIRECTE')
    throw samlError('VIHF_BREAK_GLASS', { path: '/authentication' });
  if (content.mode !== 'bris_de_glace' && reason !== null) throw samlError('VIHF_CONTEXT', { path: '/reason' });
  if (content.issuer === '') throw samlError('VIHF_CONTEXT', { path: '/issuer' });
  if (content.nameId === '') throw samlError('VIHF_CONTEXT', { path: '/nameId' });
  if (content.structure.idNat === '' || content.structure.sector === '') throw samlError('VIHF_CONTEXT', { path: '/structure' });
  if (content.roles.length === 0) throw samlError('VIHF_CONTEXT', { path: '/roles' });
  if (content.software.dmpApproval === null) throw samlError('VIHF_APPROVAL', { path: '/software/dmpApproval' });
  if (content.authentication !== 'DIRECTE') {
    if (content.subjectName === null) throw samlError('VIHF_CONTEXT', { path: '/subjectName' });
    // saml/README 2: the structure's seal is compulsory there.
    if (signer === null) throw samlError('VIHF_SIGNER');
  }
  // The DMP refuses the authentication certificate: « Not a valid signature certificate ».
  if (signer !== null && !certificateFacts(signer.certificates[0]).keyUsage.includes('nonRepudiation')) throw samlError('VIHF_SIGNER');
  return reason;
}

function string(name: string, value: string): Xml {
  return xml`<saml2:Attribute Name="${name}"><saml2:AttributeValue xmlns:xs="${XSD_NS}" xsi:type="xs:string">${value}</saml2:AttributeValue></saml2:Attribute>`;
}

/** CX form of an INS (dmp/README 3): `<matricule>^^^&<OID>&ISO^NH`. */
function insToCx(ins: Ins): string {
  return `${ins.matricule}^^^&${ins.oid}&ISO^NH`;
}

/**
 * Reads a VIHF, ours or another software's: attribute names without regard to case, any order, unknown values null.
 * Says what is written, verifies nothing.
 *
 * @param assertion the SAML Assertion element.
 * @throws PosteError VIHF_MALFORMED when the element is not an assertion.
 */
export function readVihf(assertion: XmlElement): Vihf {
  if (assertion.ns !== SAML_NS || assertion.name !== 'Assertion') throw samlError('VIHF_MALFORMED');
  const id = attribute(assertion, 'ID');
  const issueInstant = attribute(assertion, 'IssueInstant');
  if (id === null || issueInstant === null) throw samlError('VIHF_MALFORMED');

  const values = new Map<string, XmlElement[]>();
  for (const found of elements(assertion, SAML_NS, 'AttributeStatement').flatMap((s) => elements(s, SAML_NS, 'Attribute'))) {
    values.set((attribute(found, 'Name') ?? '').toLowerCase(), elements(found, SAML_NS, 'AttributeValue'));
  }
  const all = (name: string): XmlElement[] => values.get(name.toLowerCase()) ?? [];
  const one = (name: string): string | null => text(all(name)[0] ?? null)?.trim() || null;

  const authentication = one(VIHF_ATTRIBUTE.authentication)?.toUpperCase();
  const purpose = attribute(all(VIHF_ATTRIBUTE.purpose).flatMap((value) => elements(value))[0] ?? null, 'code');
  const signature = at(assertion, DS_NS, 'Signature');
  const algorithm = attribute(at(signature, DS_NS, 'SignedInfo', 'SignatureMethod'), 'Algorithm');
  return {
    id,
    issueInstant,
    issuer: text(at(assertion, SAML_NS, 'Issuer'))?.trim() || null,
    nameId: text(at(assertion, SAML_NS, 'Subject', 'NameID'))?.trim() || null,
    authentication: authentication !== undefined && isAuthentication(authentication) ? authentication : null,
    mode: purpose !== null && isMode(purpose) ? purpose : null,
    reason: one(VIHF_ATTRIBUTE.reason),
    version: one(VIHF_ATTRIBUTE.version),
    resourceId: one(VIHF_ATTRIBUTE.resourceId),
    structure: one(VIHF_ATTRIBUTE.structure),
    sector: one(VIHF_ATTRIBUTE.sector)?.split('^')[0] || null,
    roles: all(VIHF_ATTRIBUTE.role)
      .flatMap((value) => descendants(value, HL7_NS, 'Role'))
      .flatMap((role) => {
        const code = attribute(role, 'code');
        return code === null
          ? []
          : { code, displayName: attribute(role, 'displayName') ?? code, codeSystem: attribute(role, 'codeSystem') };
      }),
    signed: signature !== null,
    algorithm: algorithm === null ? null : algorithm.slice(algorithm.lastIndexOf('#') + 1),
    certificate: signature === null ? null : readCertificate(signature),
  };
}

function readCertificate(signature: XmlElement): CertificateFacts | null {
  const base64 = text(at(signature, DS_NS, 'KeyInfo', 'X509Data', 'X509Certificate'));
  if (base64 === null) return null;
  try {
    return certificateFacts(Buffer.from(base64.replaceAll(/\s/g, ''), 'base64'));
  } catch (cause) {
    throw samlError('VIHF_MALFORMED', { cause });
  }
}

const isAuthentication = (value: string): value is Authentication => Object.hasOwn(AUTHN_CONTEXT, value);
const isMode = (value: string): value is AccessMode => Object.hasOwn(PURPOSE_OF_USE, value);

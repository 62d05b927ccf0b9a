import { child, children, parseDocument, textOf, type Element } from '../common/soap.ts';

export const HL7 = 'urn:hl7-org:v3';

/** What the metadata of a document repeat of its header (xds/README 5). Absent values are empty. */
export interface CdaHeader {
  readonly id: string;
  readonly hasExtension: boolean;
  readonly templateIds: readonly string[];
  readonly code: Code;
  readonly title: string;
  /** `yyyyMMddHHmmss` in UTC; null when the time has no offset or is none. */
  readonly effectiveTime: string | null;
  readonly language: string;
  readonly confidentiality: Code;
  readonly patient: CdaPatient;
  readonly authors: readonly CdaAuthor[];
  readonly legalAuthenticator: CdaPerson;
  /** Who typed it for its author. */
  readonly dataEnterer: CdaPerson | null;
  /** Of the main act, as written. */
  readonly start: string;
  readonly stop: string;
  readonly practice: Code;
  readonly facility: Code;
  /** Id of the document it replaces. */
  readonly replaces: string | null;
  /** Of a document that is not structured. */
  readonly body: { readonly mediaType: string; readonly bytes: Buffer } | null;
}

export interface Code {
  readonly code: string;
  readonly codeSystem: string;
}

export interface CdaPatient {
  /** The matricule first, when there is one. */
  readonly ids: readonly Identifier[];
  readonly birthName: string;
  /** First of the birth certificate, else all of them. */
  readonly firstName: string;
  readonly sex: string;
  readonly birthDate: string;
}

interface Identifier {
  readonly root: string;
  readonly extension: string;
}

export interface CdaPerson {
  readonly id: Identifier;
  readonly family: string;
  readonly given: string;
}

export interface CdaAuthor extends CdaPerson {
  readonly speciality: Code;
  readonly institution: { readonly id: string; readonly name: string };
}

/** The element at the end of a path of HL7 names, null when one is missing. */
export const at = (parent: Element | null, ...path: string[]): Element | null =>
  path.reduce<Element | null>((here, name) => child(here, HL7, name), parent);

/** Elements of one HL7 name. */
export const every = (parent: Element | null, name: string): Element[] => children(parent, HL7, name);

export const codeOf = (element: Element | null): Code => ({
  code: element?.getAttribute('code') ?? '',
  codeSystem: element?.getAttribute('codeSystem') ?? '',
});

const identifierOf = (element: Element | null): Identifier => ({
  root: element?.getAttribute('root') ?? '',
  extension: element?.getAttribute('extension') ?? '',
});

const valueOf = (element: Element | null): string => element?.getAttribute('value') ?? '';

/** Reads the header of a document that was judged before. @throws Error when it is not XML. */
export function readCdaHeader(bytes: Buffer): CdaHeader {
  const root = parseDocument(bytes).documentElement;
  if (root === null) throw new Error('no document');
  return readHeader(root);
}

/** Reads the header of a `ClinicalDocument`. */
export function readHeader(root: Element): CdaHeader {
  const id = at(root, 'id');
  const text = at(root, 'component', 'nonXMLBody', 'text');
  const act = at(root, 'documentationOf', 'serviceEvent');
  const legal = at(root, 'legalAuthenticator', 'assignedEntity');
  const typist = at(root, 'dataEnterer', 'assignedEntity');
  const replaced = every(root, 'relatedDocument').find((one) => one.getAttribute('typeCode') === 'RPLC') ?? null;
  return {
    id: id?.getAttribute('root') ?? '',
    hasExtension: id?.hasAttribute('extension') === true,
    templateIds: every(root, 'templateId').map((one) => one.getAttribute('root') ?? ''),
    code: codeOf(at(root, 'code')),
    title: textOf(at(root, 'title')) ?? '',
    effectiveTime: utcOf(valueOf(at(root, 'effectiveTime'))),
    language: codeOf(at(root, 'languageCode')).code,
    confidentiality: codeOf(at(root, 'confidentialityCode')),
    patient: readPatient(at(root, 'recordTarget', 'patientRole')),
    authors: every(root, 'author').map((author) => readAuthor(at(author, 'assignedAuthor'))),
    legalAuthenticator: readPerson(legal, at(legal, 'assignedPerson', 'name')),
    dataEnterer: typist === null ? null : readPerson(typist, at(typist, 'assignedPerson', 'name')),
    start: valueOf(at(act, 'effectiveTime', 'low')),
    stop: valueOf(at(act, 'effectiveTime', 'high')),
    practice: codeOf(at(act, 'performer', 'assignedEntity', 'representedOrganization', 'standardIndustryClassCode')),
    facility: codeOf(at(root, 'componentOf', 'encompassingEncounter', 'location', 'healthCareFacility', 'code')),
    replaces: replaced === null ? null : identifierOf(at(replaced, 'parentDocument', 'id')).root,
    body:
      text === null
        ? null
        : { mediaType: text.getAttribute('mediaType') ?? '', bytes: Buffer.from((text.textContent ?? '').replaceAll(/\s/g, ''), 'base64') },
  };
}

function readPatient(role: Element | null): CdaPatient {
  const patient = at(role, 'patient');
  const name = at(patient, 'name');
  const part = (element: string, qualifier: string | null): string =>
    textOf(every(name, element).find((one) => one.getAttribute('qualifier') === qualifier) ?? null) ?? '';
  return {
    ids: every(role, 'id').map(identifierOf),
    birthName: part('family', 'BR') || part('family', 'CL'),
    firstName: part('given', 'BR') || part('given', null) || part('given', 'CL'),
    sex: codeOf(at(patient, 'administrativeGenderCode')).code,
    birthDate: valueOf(at(patient, 'birthTime')).slice(0, 8),
  };
}

/** A person, or a system whose model and software stand for the names. */
function readAuthor(author: Element | null): CdaAuthor {
  const device = at(author, 'assignedAuthoringDevice');
  const organization = at(author, 'representedOrganization');
  const person = readPerson(author, at(author, 'assignedPerson', 'name'));
  return {
    ...person,
    ...(device === null
      ? {}
      : { family: textOf(at(device, 'manufacturerModelName')) ?? '', given: textOf(at(device, 'softwareName')) ?? '' }),
    speciality: codeOf(at(author, 'code')),
    institution: { id: identifierOf(at(organization, 'id')).extension, name: textOf(at(organization, 'name')) ?? '' },
  };
}

function readPerson(holder: Element | null, name: Element | null): CdaPerson {
  return { id: identifierOf(at(holder, 'id')), family: textOf(at(name, 'family')) ?? '', given: textOf(at(name, 'given')) ?? '' };
}

/** `20260307101530+0100` to `20260307091530`; null without minutes or offset. */
export function utcOf(value: string): string | null {
  const [, y, mo, d, h, mi, s = '00', sign, oh, om] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?([+-])(\d{2})(\d{2})$/.exec(value) ?? [];
  if (y === undefined) return null;
  const instant = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}${sign}${oh}:${om}`);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString().replaceAll(/[-:T]|\..*$/g, '');
}

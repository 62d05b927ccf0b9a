import { documentType } from '../../shared/codes/index.ts';
import { MAX_TITLE, titleLength } from '../../shared/domain/documents/title.ts';
import { hasRightKey } from '../../shared/domain/ins/matricule.ts';
import { at, attribute, descendants, elements, parseXml, text, type XmlElement } from '../xml/read.ts';
import { HL7_NS, ID_OID, INS_OIDS } from './constants.ts';
import type { CdaAuthor, CdaContent, CdaEncounter, CdaEvent, CdaPatient, CdaPerson, CdaStructure, CdaTimedPerson } from './content.ts';
import { cdaError } from './errors.ts';
import { readPlain, readStructured } from './read-body.ts';
import { Notes } from './read-notes.ts';
import { clean, integer, readCode, readId, readSpan, readTime } from './read-values.ts';

/**
 * Reads a document of level 1 or 3, tolerantly: what it does not know is ignored, what is missing is null, what is odd
 * is a warning (Structuration minimale 3.4.2). The root may be a signature or a style sheet that holds the document
 * (Structuration minimale 3.3); a style sheet is never run.
 *
 * @param bytes the file, UTF-8.
 * @throws PosteError those of the XML door; INPUT_INVALID when there is no ClinicalDocument inside.
 */
export function readCda(bytes: Uint8Array): CdaContent {
  return readCdaTree(parseXml(bytes)).content;
}

/** The same of a tree, with where its document stands in it. @throws PosteError INPUT_INVALID */
export function readCdaTree(root: XmlElement): { readonly content: CdaContent; readonly document: XmlElement } {
  const documents = descendants(root, HL7_NS, 'ClinicalDocument');
  const [document] = documents;
  if (document === undefined) throw cdaError('INPUT_INVALID', { values: { why: 'ce fichier ne contient pas de document CDA' } });
  const notes = new Notes();
  if (documents.length > 1) notes.add('SEVERAL_DOCUMENTS');
  if (root.name === 'Signature') notes.add('SIGNATURE_NOT_VERIFIED');
  if (root.name === 'stylesheet') notes.add('STYLESHEET_IGNORED');
  return { content: readDocument(root.name, document, notes), document };
}

function readDocument(root: string, document: XmlElement, notes: Notes): CdaContent {
  const child = (...path: string[]): XmlElement | null => at(document, HL7_NS, ...path);
  const id = readId(child('id'));
  const setId = readId(child('setId'));
  const version = integer(attribute(child('versionNumber'), 'value'));
  const type = readCode(child('code'));
  const title = clean(text(child('title')));
  const replaces = elements(document, HL7_NS, 'relatedDocument')
    .filter((r) => attribute(r, 'typeCode') === 'RPLC')
    .flatMap((r) => elements(r, HL7_NS, 'parentDocument'))
    .flatMap((p) => readId(at(p, HL7_NS, 'id')) ?? []);

  if (id === null) notes.add('ID_MISSING');
  if (setId === null || version === null) notes.add('VERSION_MISSING');
  if (version !== null && version > 1 && replaces.length === 0) notes.add('VERSION_WITHOUT_REPLACES');
  if (type === null || documentType(type.code) === null) notes.add('TYPE_UNKNOWN');
  if (title !== null && titleLength(title) > MAX_TITLE) notes.add('TITLE_TOO_LONG');

  const structured = child('component', 'structuredBody');
  const plain = child('component', 'nonXMLBody');
  const custodian = child('custodian', 'assignedCustodian', 'representedCustodianOrganization');
  const dataEnterer = child('dataEnterer');
  const legalAuthenticator = child('legalAuthenticator');
  return {
    root,
    level: structured !== null ? 3 : plain !== null ? 1 : null,
    templateIds: elements(document, HL7_NS, 'templateId').flatMap((t) => attribute(t, 'root') ?? []),
    id,
    setId,
    version,
    replaces,
    type,
    title,
    createdAt: readTime(child('effectiveTime'), notes),
    language: attribute(child('languageCode'), 'code'),
    confidentiality: readCode(child('confidentialityCode')),
    patient: readPatient(child('recordTarget', 'patientRole'), notes),
    authors: elements(document, HL7_NS, 'author').map((author) => readAuthor(author, notes)),
    dataEnterer: dataEnterer === null ? null : readTimed(dataEnterer, notes),
    custodian: custodian === null ? null : readStructure(custodian),
    recipients: elements(document, HL7_NS, 'informationRecipient')
      .flatMap((r) => elements(r, HL7_NS, 'intendedRecipient'))
      .map((r) => readPerson(r, 'informationRecipient', 'receivedOrganization')),
    legalAuthenticator: legalAuthenticator === null ? null : readTimed(legalAuthenticator, notes),
    event: readEvent(document, notes),
    encounter: readEncounter(child('componentOf', 'encompassingEncounter'), notes),
    body: structured !== null ? readStructured(structured) : readPlain(plain, notes),
    warnings: notes.list(),
  };
}

function readPatient(role: XmlElement | null, notes: Notes): CdaPatient {
  const ids = role === null ? [] : elements(role, HL7_NS, 'id');
  const insId = ids.find((i) => INS_OIDS.includes(attribute(i, 'root') ?? ''));
  const localId = ids.find((i) => i !== insId && attribute(i, 'root') !== null && attribute(i, 'extension') !== null);
  const patient = at(role, HL7_NS, 'patient');
  const names = patient === null ? [] : elements(patient, HL7_NS, 'name');
  const part = (name: 'family' | 'given', qualifier: string | null): string | null =>
    clean(
      names
        .flatMap((n) => elements(n, HL7_NS, name))
        .filter((e) => {
          const qualifiers = (attribute(e, 'qualifier') ?? '').split(/\s+/).filter((q) => q !== '');
          return qualifier === null ? qualifiers.length === 0 : qualifiers.includes(qualifier);
        })
        .map((e) => text(e) ?? '')
        .join(' '),
    );
  const matricule = attribute(insId ?? null, 'extension');
  const oid = attribute(insId ?? null, 'root');
  const ins = matricule === null || oid === null ? null : { matricule, oid };
  const gender = attribute(at(patient, HL7_NS, 'administrativeGenderCode'), 'code');
  const birth = readTime(at(patient, HL7_NS, 'birthTime'), notes);
  const read: Omit<CdaPatient, 'status'> = {
    ins,
    ipp: attribute(localId ?? null, 'extension'),
    ippRoot: attribute(localId ?? null, 'root'),
    birthName: part('family', 'BR') ?? part('family', null),
    birthFirstNames: part('given', null),
    firstBirthFirstName: part('given', 'BR'),
    usedName: part('family', 'CL') ?? part('family', 'SP'),
    usedFirstName: part('given', 'CL'),
    sex: gender === 'M' || gender === 'F' ? gender : null,
    birthDate: birth?.slice(0, 10) ?? null,
    birthPlace: clean(text(at(patient, HL7_NS, 'birthplace', 'place', 'addr', 'county'))),
  };
  if (ins === null) {
    notes.add('INS_MISSING');
    return { ...read, status: null };
  }
  const key = ins.matricule.length === 15 && hasRightKey(ins);
  const traits = [read.birthName, read.birthFirstNames, read.firstBirthFirstName, read.sex, read.birthDate, read.birthPlace];
  if (!key) notes.add('INS_KEY');
  if (traits.includes(null)) notes.add('INS_TRAITS');
  // The four traits without which X-MSS-INS may not say « O » (mss/README 4).
  const strict = [read.birthName, read.firstBirthFirstName, read.birthDate, read.sex];
  return { ...read, status: key && !strict.includes(null) ? 'QUAL' : null };
}

function readStructure(organization: XmlElement): CdaStructure {
  const ids = elements(organization, HL7_NS, 'id');
  const national = ids.find((i) => attribute(i, 'root') === ID_OID.structure) ?? ids[0] ?? null;
  return {
    idNat: attribute(national, 'extension'),
    name: clean(text(at(organization, HL7_NS, 'name'))),
    sector: null,
    practiceSetting: attribute(at(organization, HL7_NS, 'standardIndustryClassCode'), 'code'),
  };
}

/** A person in a role; the names of the inner elements change with the role. */
function readPerson(role: XmlElement, personName: string, organizationName: string): CdaPerson {
  const ids = elements(role, HL7_NS, 'id');
  const national = ids.find((i) => attribute(i, 'root') === ID_OID.professional) ?? ids[0] ?? null;
  const name = at(role, HL7_NS, personName, 'name');
  const organization = at(role, HL7_NS, organizationName);
  const part = (element: string): string | null => clean(text(at(name, HL7_NS, element)));
  return {
    idNat: attribute(national, 'extension'),
    idRoot: attribute(national, 'root'),
    family: part('family'),
    given: part('given'),
    prefix: part('prefix'),
    suffix: part('suffix'),
    speciality: readCode(at(role, HL7_NS, 'code')),
    structure: organization === null ? null : readStructure(organization),
  };
}

const NOBODY: CdaPerson = {
  idNat: null,
  idRoot: null,
  family: null,
  given: null,
  prefix: null,
  suffix: null,
  speciality: null,
  structure: null,
};

function readTimed(participation: XmlElement, notes: Notes): CdaTimedPerson {
  const entity = at(participation, HL7_NS, 'assignedEntity');
  const person = entity === null ? NOBODY : readPerson(entity, 'assignedPerson', 'representedOrganization');
  return { ...person, time: readTime(at(participation, HL7_NS, 'time'), notes) };
}

function readAuthor(author: XmlElement, notes: Notes): CdaAuthor {
  const assigned = at(author, HL7_NS, 'assignedAuthor');
  const person = assigned === null ? NOBODY : readPerson(assigned, 'assignedPerson', 'representedOrganization');
  const device = at(assigned, HL7_NS, 'assignedAuthoringDevice');
  return {
    ...person,
    time: readTime(at(author, HL7_NS, 'time'), notes),
    role: readCode(at(author, HL7_NS, 'functionCode'))?.displayName ?? null,
    device:
      device === null
        ? null
        : {
            manufacturerModelName: clean(text(at(device, HL7_NS, 'manufacturerModelName'))),
            softwareName: clean(text(at(device, HL7_NS, 'softwareName'))),
          },
  };
}

/** The main act is the one that has a performer (Structuration minimale 3.5.5.22). */
function readEvent(document: XmlElement, notes: Notes): CdaEvent | null {
  const events = elements(document, HL7_NS, 'documentationOf').flatMap((d) => elements(d, HL7_NS, 'serviceEvent'));
  const main = events.find((e) => at(e, HL7_NS, 'performer') !== null) ?? events[0];
  if (main === undefined) return null;
  const code = at(main, HL7_NS, 'code');
  const performer = at(main, HL7_NS, 'performer', 'assignedEntity');
  return {
    ...readSpan(at(main, HL7_NS, 'effectiveTime'), notes),
    code: readCode(code),
    translations: code === null ? [] : elements(code, HL7_NS, 'translation').flatMap((t) => readCode(t) ?? []),
    performer: performer === null ? null : readPerson(performer, 'assignedPerson', 'representedOrganization'),
    practiceSetting: readCode(at(performer, HL7_NS, 'representedOrganization', 'standardIndustryClassCode')),
  };
}

function readEncounter(encounter: XmlElement | null, notes: Notes): CdaEncounter | null {
  if (encounter === null) return null;
  const facility = readCode(at(encounter, HL7_NS, 'location', 'healthCareFacility', 'code'));
  return {
    code: readCode(at(encounter, HL7_NS, 'code')),
    ...readSpan(at(encounter, HL7_NS, 'effectiveTime'), notes),
    sector: facility?.code ?? null,
    facility,
  };
}

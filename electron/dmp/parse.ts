import { createHash } from 'node:crypto';
import { PosteError } from '../../shared/errors.ts';
import type { Ins, ReadCoded, Sex } from '../../shared/domain/types.ts';
import { HL7_NS, INS_OIDS } from '../cda/constants.ts';
import { SAML_NS } from '../saml/constants.ts';
import { readVihf, type Vihf } from '../saml/vihf.ts';
import { NS } from '../xds/constants.ts';
import { describeEntry, type DescribedDocument } from '../xds/describe.ts';
import { cxFromText } from '../xds/hl7v2.ts';
import { registryObjectsFromXml } from '../xds/submission.ts';
import { fromDtm } from '../xds/times.ts';
import { at, attribute, descendants, elements, parseXml, text, type XmlElement } from '../xml/read.ts';
import { ACTION, GDP_NS, HABILITATIONS_NS, IHE_NS, KEYWORD, PATIENTS_SPECIFIC_NS, QUERY_NS, REASON, RS_NS, XOP_NS } from './constants.ts';
import { dmpError } from './errors.ts';
import type { DmpExistence } from './existence.ts';
import { readPackage, type MessagePackage } from './mtom.ts';
import { readRegistryAnswer, type DmpIssue } from './registry-response.ts';
import { readSoap } from './soap.ts';
import { readAcknowledgement, readExistence, readInsOf } from './td0-2.ts';

type Answer = 'existence' | 'administrative' | 'authorization' | 'authorizations' | 'dmps' | 'patients' | 'feed' | 'list' | 'references' | 'content' | 'update';

/** A professional who may, or may not, open a record (TD1.6). */
export interface DmpAuthorization {
  readonly idNat: string | null;
  readonly family: string | null;
  readonly given: string | null;
  readonly prefix: null;
  readonly suffix: null;
  readonly speciality: ReadCoded | null;
  readonly structure: null;
  readonly since: string | null;
  readonly mode: string | null;
  readonly medecinTraitant: boolean;
}

/** One record the professional may open (TD0.4). */
export interface DmpRecord {
  readonly ins: Ins | null;
  readonly family: string | null;
  readonly given: string | null;
  readonly birthDate: string | null;
  readonly medecinTraitant: boolean | null;
  readonly lastAccessAt: string | null;
  readonly lastUpdateAt: string | null;
  readonly lastAddAt: string | null;
}

/** One person found by traits (TD0.5). */
export interface DmpCandidate {
  readonly ins: Ins | null;
  readonly status: null;
  readonly ipp: null;
  readonly birthName: string | null;
  readonly birthFirstNames: string | null;
  readonly firstBirthFirstName: string | null;
  readonly usedName: string | null;
  readonly usedFirstName: null;
  readonly sex: Sex | null;
  readonly birthDate: string | null;
  readonly birthPlace: string | null;
  readonly score: number | null;
}

/** Any message of the DMP, request or answer, in the words of cli.md (`dmp parse`). */
export interface DmpMessage {
  readonly kind: Answer | `${Answer}-request` | 'fault' | 'vihf';
  /** `TD0.2`...; null when the message does not tell. */
  readonly td: string | null;
  readonly action: string | null;
  readonly messageId: string | null;
  readonly relatesTo: string | null;
  /** Null for a request. */
  readonly status: 'success' | 'partial' | 'failure' | 'not-found' | 'fault' | null;
  readonly errors: readonly DmpIssue[];
  /** Whom the message is about: its body, else its VIHF (RG_3010). */
  readonly patient: Ins | null;
  readonly dmp: DmpExistence | null;
  readonly authorization: { readonly status: string | null; readonly context: string | null } | null;
  readonly total: number | null;
  readonly documents: readonly DescribedDocument[];
  readonly references: readonly string[];
  readonly authorizations: readonly DmpAuthorization[];
  readonly dmps: readonly DmpRecord[];
  readonly patients: readonly DmpCandidate[];
  readonly vihf: Vihf | null;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** The parts of {@link DmpMessage} that a body gives. */
type Body = Pick<DmpMessage, 'kind'> & Partial<Omit<DmpMessage, 'kind' | 'documents'>> & { readonly documents?: readonly WithContent[] };

interface WithContent {
  readonly description: DescribedDocument;
  /** Bytes of the part, null when the message has none for this document. */
  readonly bytes: Uint8Array | null;
}

/**
 * Reads a message of the DMP: SOAP 1.1 or 1.2, MTOM (with or without HTTP headers) or a bare VIHF.
 *
 * @throws PosteError those of the XML door, MIME_MALFORMED, MIME_TOO_LARGE, DMP_MESSAGE_UNKNOWN.
 */
export function parseDmpMessage(bytes: Uint8Array): DmpMessage {
  return readDmpMessage(bytes).message;
}

/** As {@link parseDmpMessage}, with the bytes of the documents it carries, in the order of `documents`. */
export function readDmpMessage(bytes: Uint8Array): { readonly message: DmpMessage; readonly contents: readonly (Uint8Array | null)[] } {
  const found = readPackage(bytes, null);
  const root = parseXml(found.root);
  const nothing = { action: null, messageId: null, relatesTo: null };
  if (root.ns === SAML_NS && root.name === 'Assertion') {
    return finish({ kind: 'vihf', status: null }, nothing, readVihf(root));
  }
  const soap = readSoap(root);
  if (soap === null) throw dmpError('DMP_MESSAGE_UNKNOWN', { detail: root.name });
  const vihf = soap.assertion === null ? null : readVihf(soap.assertion);
  if (soap.fault !== null) {
    const issue: DmpIssue = { code: soap.fault.code || null, context: soap.fault.reason, severity: 'error', location: null };
    return finish({ kind: 'fault', status: 'fault', errors: [issue] }, soap, vihf);
  }
  const body = soap.body === null ? null : readBody(soap.body, soap.action, found);
  if (body === null) throw dmpError('DMP_MESSAGE_UNKNOWN', { detail: soap.body?.name ?? 'Body' });
  return finish(body, soap, vihf);
}

function finish(
  body: Body,
  head: Pick<DmpMessage, 'action' | 'messageId' | 'relatesTo'>,
  vihf: Vihf | null,
): { message: DmpMessage; contents: (Uint8Array | null)[] } {
  const { documents = [], ...rest } = body;
  const missing = documents.some(({ description, bytes }) => description.content === null && bytes === null && carriesContent(body.kind));
  const message: DmpMessage = {
    td: null,
    action: head.action,
    messageId: head.messageId,
    relatesTo: head.relatesTo,
    status: null,
    errors: [],
    dmp: null,
    authorization: null,
    total: null,
    references: [],
    authorizations: [],
    dmps: [],
    patients: [],
    vihf,
    warnings: missing ? [{ code: 'MTOM_PART_MISSING', message: 'Un document annoncé manque dans le message.' }] : [],
    ...rest,
    documents: documents.map(({ description }) => description),
    patient: body.patient ?? patientOf(vihf),
  };
  return { message, contents: documents.map(({ bytes }) => bytes) };
}

const carriesContent = (kind: DmpMessage['kind']): boolean => kind === 'feed-request' || kind === 'content';

function patientOf(vihf: Vihf | null): Ins | null {
  const resource = vihf?.resourceId ?? null;
  const cx = resource === null ? null : cxFromText(resource);
  return cx === null ? null : { matricule: cx.id, oid: cx.root };
}

function readBody(body: XmlElement, action: string | null, found: MessagePackage): Body | null {
  switch (`${body.ns} ${body.name}`) {
    case `${HL7_NS} PRPA_IN201307UV02`:
      return readGetDemographicsRequest(body);
    case `${HL7_NS} PRPA_IN201308UV02`:
      return readGetDemographics(body);
    case `${HL7_NS} PRPA_IN201314UV02`:
      return { kind: 'administrative-request', td: reasonOf(body) === REASON.closing ? 'TD1.4' : 'TD1.3b', patient: insIn(body) };
    case `${GDP_NS} PRPA_IN201314UV02_Response`:
      return readRevision(body);
    case `${HL7_NS} PRPA_IN201305UV02`:
      return { kind: 'patients-request', td: 'TD0.5' };
    case `${HL7_NS} PRPA_IN201306UV02`:
      return readCandidates(body);
    case `${HABILITATIONS_NS} setAuthorization`:
      return { kind: 'authorization-request', td: 'TD0.3' };
    case `${HABILITATIONS_NS} setAuthorizationResponse`:
      return { kind: 'authorization', td: 'TD0.3', ...readOutput(body, HABILITATIONS_NS) };
    case `${HABILITATIONS_NS} listAuthorizationByPatient`:
      return { kind: 'authorizations-request', td: 'TD1.6' };
    case `${HABILITATIONS_NS} listAuthorizationByPatientResponse`:
      return {
        kind: 'authorizations',
        td: 'TD1.6',
        ...readOutput(body, HABILITATIONS_NS),
        authorizations: descendants(body, HABILITATIONS_NS, 'listOfAuthorizationByPatient').map(readAuthorization),
      };
    case `${PATIENTS_SPECIFIC_NS} patientList`:
      return { kind: 'dmps-request', td: 'TD0.4' };
    case `${PATIENTS_SPECIFIC_NS} patientListResponse`:
      return {
        kind: 'dmps',
        td: 'TD0.4',
        ...readOutput(body, PATIENTS_SPECIFIC_NS),
        dmps: descendants(body, PATIENTS_SPECIFIC_NS, 'patientlistData').map(readRecord),
      };
    case `${IHE_NS} ProvideAndRegisterDocumentSetRequest`:
      return readFeedRequest(body, found);
    case `${QUERY_NS} AdhocQueryRequest`:
      return readQuery(body);
    case `${QUERY_NS} AdhocQueryResponse`:
      return readList(body);
    case `${IHE_NS} RetrieveDocumentSetRequest`:
      return { kind: 'content-request', td: 'TD3.2', documents: elements(body, IHE_NS, 'DocumentRequest').map((one) => retrieved(one, null)) };
    case `${IHE_NS} RetrieveDocumentSetResponse`:
      return readContent(body, found);
    case `${NS.lcm} SubmitObjectsRequest`:
      return readUpdateRequest(body);
    case `${RS_NS} RegistryResponse`:
      return readRegistryResponse(body, action);
    default:
      return null;
  }
}

const registryFacts = (element: XmlElement): Pick<DmpMessage, 'status' | 'errors'> => {
  const { status, issues } = readRegistryAnswer(element);
  return { status, errors: issues };
};

/** RegistryResponse alone does not say to what: the action does, where there is one. */
function readRegistryResponse(body: XmlElement, action: string | null): Body {
  if (action === ACTION.updateResponse) return { kind: 'update', ...registryFacts(body) };
  return { kind: 'feed', td: action === ACTION.provideAndRegisterResponse ? 'TD2.1' : null, ...registryFacts(body) };
}

// ---- HL7v3 (TD0.2, TD0.5, TD1.3a, TD1.3b, TD1.4)

const reasonOf = (message: XmlElement): string | null => attribute(at(message, HL7_NS, 'controlActProcess', 'reasonCode'), 'code');

/** First matricule among the ids and patient identifiers of a message. */
function insIn(message: XmlElement): Ins | null {
  const ids = [...descendants(message, HL7_NS, 'patientIdentifier').flatMap((p) => elements(p, HL7_NS, 'value')), ...descendants(message, HL7_NS, 'patient').flatMap((p) => elements(p, HL7_NS, 'id'))];
  const found = ids.find((id) => INS_OIDS.includes(attribute(id, 'root') ?? ''));
  const matricule = attribute(found ?? null, 'extension');
  const oid = attribute(found ?? null, 'root');
  return matricule === null || oid === null ? null : { matricule, oid };
}

/** The answers of TD0.2 and TD1.3a have the same root and action: their reason tells them apart. */
function demographics(message: XmlElement): { kind: 'existence' | 'administrative'; td: string | null } {
  const reason = reasonOf(message);
  if (reason === REASON.consultation) return { kind: 'administrative', td: 'TD1.3a' };
  return { kind: 'existence', td: reason === REASON.existence ? 'TD0.2' : null };
}

function readGetDemographicsRequest(message: XmlElement): Body {
  const { kind, td } = demographics(message);
  return { kind: `${kind}-request`, td, patient: insIn(message) };
}

function readGetDemographics(message: XmlElement): Body {
  const errors = readAcknowledgement(message);
  const about = { ...demographics(message), patient: insIn(message) };
  if (errors.length > 0) return { ...about, status: 'failure', errors };
  const dmp = readExistence(message, null);
  return { ...about, status: dmp.exists ? 'success' : 'not-found', dmp };
}

function readRevision(wrapper: XmlElement): Body {
  const [inner] = elements(wrapper, HL7_NS);
  const errors = inner === undefined ? [] : readAcknowledgement(inner);
  const accepted = inner?.name === 'PRPA_IN201315UV02' && errors.length === 0;
  const td = inner === undefined || reasonOf(inner) === null ? null : reasonOf(inner) === REASON.closing ? 'TD1.4' : 'TD1.3b';
  return { kind: 'administrative', td, status: accepted ? 'success' : 'failure', errors, patient: inner === undefined ? null : insIn(inner) };
}

function readCandidates(message: XmlElement): Body {
  const errors = readAcknowledgement(message);
  const patients = descendants(message, HL7_NS, 'subject1').flatMap((s) => elements(s, HL7_NS, 'patient')).map(readCandidate);
  const total = attribute(at(message, HL7_NS, 'controlActProcess', 'queryAck', 'resultTotalQuantity'), 'value');
  const status = errors.length > 0 ? 'failure' : patients.length === 0 ? 'not-found' : 'success';
  return { kind: 'patients', td: 'TD0.5', status, errors, patients, total: total === null ? patients.length : Number(total) };
}

function readCandidate(patient: XmlElement): DmpCandidate {
  const person = at(patient, HL7_NS, 'patientPerson');
  const names = person === null ? [] : elements(person, HL7_NS, 'name');
  const parts = (name: 'family' | 'given', qualifiers: readonly (string | null)[]): string | null =>
    names.flatMap((n) => elements(n, HL7_NS, name)).filter((e) => qualifiers.includes(attribute(e, 'qualifier'))).map((e) => text(e)?.trim() ?? '').join(' ') || null;
  const sex = attribute(at(person, HL7_NS, 'administrativeGenderCode'), 'code');
  const birth = attribute(at(person, HL7_NS, 'birthTime'), 'value');
  const given = parts('given', [null, 'BR']);
  const score = descendants(patient, HL7_NS, 'queryMatchObservation').find((o) => attribute(at(o, HL7_NS, 'code'), 'code') === KEYWORD.score);
  const percent = attribute(at(score ?? null, HL7_NS, 'value'), 'value');
  return {
    ins: readInsOf(patient).find((ins) => INS_OIDS.includes(ins.oid)) ?? null,
    status: null,
    ipp: null,
    birthName: parts('family', ['BR']) ?? parts('family', [null]),
    birthFirstNames: given,
    firstBirthFirstName: given?.split(' ')[0] ?? null,
    usedName: usage(parts('family', ['SP'])),
    usedFirstName: null,
    sex: sex === 'M' || sex === 'F' ? sex : null,
    birthDate: birth === null ? null : (fromDtm(birth)?.slice(0, 10) ?? null),
    birthPlace: null,
    score: percent !== null && /^\d{1,3}$/.test(percent) ? Number(percent) : null,
  };
}

/** The DMP writes this literal where there is no usage name (dmp.md 5). */
const usage = (name: string | null): string | null => (name === 'NON RENSEIGNE' ? null : name);

// ---- The DMP's own services (TD0.3, TD0.4, TD1.6)

function readOutput(response: XmlElement, ns: string): Pick<DmpMessage, 'status' | 'errors' | 'authorization'> {
  const output = at(response, ns, 'output');
  const status = text(at(output, ns, 'status'))?.trim() || null;
  const context = text(at(output, ns, 'context'))?.trim() || null;
  const accepted = status?.toLowerCase() === 'dmpok';
  return {
    status: accepted ? 'success' : 'failure',
    errors: accepted ? [] : [{ code: status, context, severity: 'error', location: null }],
    authorization: { status, context },
  };
}

function readAuthorization(element: XmlElement): DmpAuthorization {
  const value = (name: string): string | null => text(at(element, HABILITATIONS_NS, name))?.trim() || null;
  const code = value('codeSpeciality');
  const since = value('startOfAuthorization');
  return {
    idNat: value('nationalId'),
    family: value('lastName'),
    given: value('firstName'),
    prefix: null,
    suffix: null,
    speciality: code === null ? null : { code, displayName: value('libSpeciality') ?? code, codeSystem: null },
    structure: null,
    since: since === null ? null : fromDtm(since),
    mode: value('mode'),
    medecinTraitant: elements(element, HABILITATIONS_NS, 'specificRight').some((right) => text(right)?.trim() === 'MEDECIN_TRAITANT'),
  };
}

function readRecord(element: XmlElement): DmpRecord {
  const value = (name: string): string | null => text(at(element, PATIENTS_SPECIFIC_NS, name))?.trim() || null;
  const time = (name: string): string | null => fromDtm(value(name) ?? '');
  const ids = elements(element, PATIENTS_SPECIFIC_NS, 'patientIdentifier').map((id) => ({
    matricule: text(at(id, PATIENTS_SPECIFIC_NS, 'nationalId'))?.trim() ?? '',
    oid: text(at(id, PATIENTS_SPECIFIC_NS, 'nationalIdType'))?.trim() ?? '',
  }));
  const treating = value('MT')?.toLowerCase();
  return {
    ins: ids.find((ins) => INS_OIDS.includes(ins.oid)) ?? null,
    family: value('lastName'),
    given: value('firstName'),
    birthDate: time('dateOfBirth')?.slice(0, 10) ?? null,
    medecinTraitant: treating === undefined ? null : treating === 'true' || treating === '1',
    lastAccessAt: time('lastAccessDate'),
    lastUpdateAt: time('lastUpdateDate'),
    lastAddAt: time('lastAddDate'),
  };
}

// ---- XDS (TD2.1, TD3.x)

/** `rim:RegistryObjectList` below an element, as an element of the tree or empty. */
function objectsOf(holder: XmlElement) {
  const [list] = descendants(holder, NS.rim, 'RegistryObjectList');
  return list === undefined ? { submissionSets: [], entries: [], associations: [] } : registryObjectsFromXml(list);
}

function readFeedRequest(request: XmlElement, found: MessagePackage): Body {
  const { entries, submissionSets } = objectsOf(request);
  const contents = new Map(elements(request, IHE_NS, 'Document').map((document) => [attribute(document, 'id') ?? '', contentOf(document, found)]));
  const cx = submissionSets[0]?.patientId ?? entries[0]?.patientId ?? null;
  return {
    kind: 'feed-request',
    td: 'TD2.1',
    patient: cx === null ? null : { matricule: cx.id, oid: cx.root },
    documents: entries.map((entry) => withContent(describeEntry(entry), contents.get(entry.entryId) ?? sameButCase(contents, entry.entryId))),
  };
}

/** The official sample writes `documentME2` for `DocumentME2` (dmp.md 7). */
function sameButCase(contents: ReadonlyMap<string, Uint8Array | null>, id: string): Uint8Array | null {
  const found = [...contents].filter(([other]) => other.toLowerCase() === id.toLowerCase());
  return found.length === 1 ? (found[0]?.[1] ?? null) : null;
}

function contentOf(document: XmlElement, found: MessagePackage): Uint8Array | null {
  const include = at(document, XOP_NS, 'Include');
  if (include === null) return Buffer.from((text(document) ?? '').replaceAll(/\s+/g, ''), 'base64');
  try {
    return found.part(attribute(include, 'href') ?? '').bytes;
  } catch (cause) {
    if (cause instanceof PosteError && cause.code === 'MTOM_PART_MISSING') return null;
    throw cause;
  }
}

const withContent = (description: DescribedDocument, bytes: Uint8Array | null): WithContent => ({
  bytes,
  description: {
    ...description,
    content: bytes === null ? null : { size: bytes.byteLength, sha1: createHash('sha1').update(bytes).digest('hex'), file: null },
  },
});

function readQuery(request: XmlElement): Body {
  const references = attribute(at(request, QUERY_NS, 'ResponseOption'), 'returnType') === 'ObjectRef';
  const adhoc = at(request, NS.rim, 'AdhocQuery');
  const slots = adhoc === null ? [] : elements(adhoc, NS.rim, 'Slot');
  const patientId = slots.find((slot) => /^\$XDS(DocumentEntry|SubmissionSet)PatientId$/.test(attribute(slot, 'name') ?? ''));
  const quoted = text(at(patientId ?? null, NS.rim, 'ValueList', 'Value'))?.trim().replaceAll(/^'|'$/g, '').replaceAll("''", "'");
  const cx = quoted === undefined ? null : cxFromText(quoted);
  return {
    kind: references ? 'references-request' : 'list-request',
    td: references ? 'TD3.1b' : 'TD3.1',
    patient: cx === null ? null : { matricule: cx.id, oid: cx.root },
  };
}

function readList(response: XmlElement): Body {
  const references = descendants(response, NS.rim, 'ObjectRef').flatMap((one) => attribute(one, 'id') ?? []);
  const documents = objectsOf(response).entries.map((entry): WithContent => ({ description: describeEntry(entry), bytes: null }));
  const total = attribute(response, 'totalResultCount');
  const isReferences = references.length > 0 && documents.length === 0;
  return {
    kind: isReferences ? 'references' : 'list',
    // An empty list does not say which of the two was asked.
    td: isReferences ? 'TD3.1b' : documents.length > 0 ? 'TD3.1' : null,
    ...registryFacts(response),
    total: total !== null && /^\d{1,9}$/.test(total) ? Number(total) : null,
    documents,
    references,
  };
}

function readContent(response: XmlElement, found: MessagePackage): Body {
  const registry = at(response, RS_NS, 'RegistryResponse');
  return {
    kind: 'content',
    td: 'TD3.2',
    ...(registry === null ? { status: 'failure' } : registryFacts(registry)),
    documents: elements(response, IHE_NS, 'DocumentResponse').map((one) => {
      const document = at(one, IHE_NS, 'Document');
      return retrieved(one, document === null ? null : contentOf(document, found));
    }),
  };
}

function retrieved(element: XmlElement, bytes: Uint8Array | null): WithContent {
  const value = (name: string): string | null => text(at(element, IHE_NS, name))?.trim() || null;
  return withContent(
    { ...NO_METADATA, uniqueId: value('DocumentUniqueId'), repositoryUniqueId: value('RepositoryUniqueId'), mimeType: value('mimeType') },
    bytes,
  );
}

/** TD3.2 names documents, it does not describe them. */
const NO_METADATA: DescribedDocument = {
  entryUUID: null, lid: null, uniqueId: null, metadataVersion: null, status: null, title: null, comment: null, type: null, class: null,
  format: null, mimeType: null, confidentiality: [], flags: [], language: null, authors: [], legalAuthenticator: null, createdAt: null,
  serviceStart: null, serviceStop: null, facility: null, practice: null, events: [], ins: null, sourcePatientId: null, hash: null, size: null,
  repositoryUniqueId: null, content: null,
};

function readUpdateRequest(request: XmlElement): Body {
  const { entries, associations, submissionSets } = objectsOf(request);
  const to = associations.flatMap((one) => one.slots.find((slot) => slot.name === 'NewStatus')?.values ?? [])[0];
  const cx = submissionSets[0]?.patientId ?? null;
  return {
    kind: 'update-request',
    // 3.3a and 3.3b are the same message: which one depends on what the entry was before.
    td: to === undefined ? null : to.endsWith(':Deleted') ? 'TD3.3c' : 'TD3.3d',
    patient: cx === null ? null : { matricule: cx.id, oid: cx.root },
    documents: entries.map((entry): WithContent => ({ description: describeEntry(entry), bytes: null })),
    references: to === undefined ? [] : associations.filter((one) => one.slots.some((slot) => slot.name === 'NewStatus')).map((one) => one.target),
  };
}

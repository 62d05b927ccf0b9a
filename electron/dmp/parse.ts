import type { Ins } from '../../shared/domain/types.ts';
import { HL7_NS } from '../cda/constants.ts';
import { SAML_NS } from '../saml/constants.ts';
import { readVihf, type Vihf } from '../saml/vihf.ts';
import { NS } from '../xds/constants.ts';
import type { DescribedDocument } from '../xds/describe.ts';
import { cxFromText } from '../xds/hl7v2.ts';
import { parseXml, type XmlElement } from '../xml/read.ts';
import type { CarriedDocument } from './carried-document.ts';
import { ACTION, GDP_NS, HABILITATIONS_NS, IHE_NS, PATIENTS_SPECIFIC_NS, QUERY_NS, RS_NS } from './constants.ts';
import { dmpError } from './errors.ts';
import type { DmpExistence } from './existence.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { readPackage, type MessagePackage } from './mtom.ts';
import type { ServiceOutput } from './service-output.ts';
import { faultFacts, readSoap } from './soap.ts';
import { readDemographics, readDemographicsRequest } from './td0-2.ts';
import { readAuthorizationSet } from './td0-3.ts';
import { readRecords, type DmpRecord } from './td0-4.ts';
import { readCandidates, type DmpCandidate } from './td0-5.ts';
import { readRevision, readRevisionRequest } from './td1-3b.ts';
import { readAuthorizations, type DmpAuthorization } from './td1-6.ts';
import { readFeed, readFeedRequest } from './td2-1.ts';
import { readList, readQuery } from './td3-1.ts';
import { readContent, readContentRequest } from './td3-2.ts';
import { readUpdate, readUpdateRequest } from './td3-3.ts';

/**
 * Any message of the DMP, request or answer, in the words of `dmp parse` (cli/README 7). `patient`: its body's, else its
 * VIHF's (RG_3010).
 */
export interface DmpMessage extends DmpMessageFacts {
  readonly action: string | null;
  readonly messageId: string | null;
  readonly relatesTo: string | null;
  readonly dmp: DmpExistence | null;
  readonly authorization: ServiceOutput | null;
  readonly total: number | null;
  readonly documents: readonly DescribedDocument[];
  readonly references: readonly string[];
  readonly authorizations: readonly DmpAuthorization[];
  readonly dmps: readonly DmpRecord[];
  readonly patients: readonly DmpCandidate[];
  readonly vihf: Vihf | null;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** What the reader of a transaction gives. */
type Body = DmpMessageFacts &
  Partial<Pick<DmpMessage, 'dmp' | 'authorization' | 'total' | 'references' | 'authorizations' | 'dmps' | 'patients'>> & {
    readonly documents?: readonly CarriedDocument[];
  };

type Reader = (body: XmlElement, message: { readonly action: string | null; readonly package: MessagePackage }) => Body;

/** Name of the body of a message -> what reads it. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [`${HL7_NS} PRPA_IN201307UV02`, readDemographicsRequest],
  [`${HL7_NS} PRPA_IN201308UV02`, readDemographics],
  [`${HL7_NS} PRPA_IN201314UV02`, readRevisionRequest],
  [`${GDP_NS} PRPA_IN201314UV02_Response`, readRevision],
  [`${HL7_NS} PRPA_IN201305UV02`, () => messageFacts('patients-request', 'TD0.5')],
  [`${HL7_NS} PRPA_IN201306UV02`, readCandidates],
  [`${HABILITATIONS_NS} setAuthorization`, () => messageFacts('authorization-request', 'TD0.3')],
  [`${HABILITATIONS_NS} setAuthorizationResponse`, readAuthorizationSet],
  [`${HABILITATIONS_NS} listAuthorizationByPatient`, () => messageFacts('authorizations-request', 'TD1.6')],
  [`${HABILITATIONS_NS} listAuthorizationByPatientResponse`, readAuthorizations],
  [`${PATIENTS_SPECIFIC_NS} patientList`, () => messageFacts('dmps-request', 'TD0.4')],
  [`${PATIENTS_SPECIFIC_NS} patientListResponse`, readRecords],
  [`${IHE_NS} ProvideAndRegisterDocumentSetRequest`, (body, message) => readFeedRequest(body, message.package)],
  [`${QUERY_NS} AdhocQueryRequest`, readQuery],
  [`${QUERY_NS} AdhocQueryResponse`, readList],
  [`${IHE_NS} RetrieveDocumentSetRequest`, readContentRequest],
  [`${IHE_NS} RetrieveDocumentSetResponse`, (body, message) => readContent(body, message.package)],
  [`${NS.lcm} SubmitObjectsRequest`, readUpdateRequest],
  // It does not say to what it answers: the action does, where there is one.
  [
    `${RS_NS} RegistryResponse`,
    (body, { action }) =>
      action === ACTION.updateResponse ? readUpdate(body) : readFeed(body, action === ACTION.provideAndRegisterResponse ? 'TD2.1' : null),
  ],
]);

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
  if (root.ns === SAML_NS && root.name === 'Assertion') return finish(messageFacts('vihf', null), NO_HEADERS, readVihf(root));
  const soap = readSoap(root);
  if (soap === null) throw dmpError('DMP_MESSAGE_UNKNOWN', { detail: root.name });
  const vihf = soap.assertion === null ? null : readVihf(soap.assertion);
  if (soap.fault !== null) return finish(faultFacts(soap.fault), soap, vihf);
  const read = soap.body === null ? undefined : READERS.get(`${soap.body.ns} ${soap.body.name}`);
  if (soap.body === null || read === undefined) throw dmpError('DMP_MESSAGE_UNKNOWN', { detail: soap.body?.name ?? 'Body' });
  return finish(read(soap.body, { action: soap.action, package: found }), soap, vihf);
}

const NO_HEADERS = { action: null, messageId: null, relatesTo: null };

function finish(
  body: Body,
  head: Pick<DmpMessage, 'action' | 'messageId' | 'relatesTo'>,
  vihf: Vihf | null,
): ReturnType<typeof readDmpMessage> {
  const { documents = [], ...facts } = body;
  const missing = documents.some(({ description, bytes }) => description.content === null && bytes === null && carriesContent(body.kind));
  const message: DmpMessage = {
    action: head.action,
    messageId: head.messageId,
    relatesTo: head.relatesTo,
    dmp: null,
    authorization: null,
    total: null,
    references: [],
    authorizations: [],
    dmps: [],
    patients: [],
    vihf,
    warnings: missing ? [{ code: 'MTOM_PART_MISSING', message: 'Un document annoncé manque dans le message.' }] : [],
    ...facts,
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

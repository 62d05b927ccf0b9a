import type { Coded, Ins, Pro, VisibilityFlag } from '../../shared/domain/types.ts';
import type { PosteError } from '../../shared/errors.ts';
import type { Signer } from '../card/types.ts';
import type { CdaContent } from '../cda/content.ts';
import type { CdaDocument } from '../cda/document.ts';
import { uuidOid } from '../cda/identifiers.ts';
import { hasMember, replaces, signs } from '../xds/association.ts';
import { ENTRY_ID } from '../xds/constants.ts';
import { describeEntry } from '../xds/describe.ts';
import { authorFromPro, documentEntryFromCda, insToCx } from '../xds/from-cda.ts';
import type { DocumentEntry, SubmissionSet, XdsAuthor } from '../xds/metadata.ts';
import { rimIds } from '../xds/rim.ts';
import { signatureEntry } from '../xds/signature-entry.ts';
import { submitObjectsRequest } from '../xds/submission.ts';
import { toDtm } from '../xds/times.ts';
import type { HashName } from '../xml/c14n.ts';
import { attribute, elements, type XmlElement } from '../xml/read.ts';
import { Xml, xml } from '../xml/write.ts';
import { carriedDocument, contentOf, type CarriedDocument } from './carried-document.ts';
import { ACTION, IHE_NS, RS_NS, XOP_NS } from './constants.ts';
import { dmpError, refusal } from './errors.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { mtomContentType, writeMtom, type MessagePackage, type OutgoingPart } from './mtom.ts';
import { objectsOf } from './registry-objects.ts';
import { readRegistryAnswer, registryFacts, requireAccepted, type DmpIssue } from './registry-response.ts';
import { exchange, soapEnvelope, type DmpConnection } from './soap.ts';
import { signLot } from './xades.ts';

export interface Td21Document {
  /** Its bytes as they must arrive. */
  readonly cda: CdaDocument;
  /** Visibility decided for this document (EX_2.1-1050). */
  readonly flags: readonly VisibilityFlag[];
  readonly comment?: string | null;
  /** entryUUID of the document this one cancels and replaces, read back by TD3.1b. */
  readonly replaces?: string | null;
}

/** What a lot is made of, whoever its author is. */
export interface LotInput {
  readonly patient: Ins;
  readonly documents: readonly Td21Document[];
  /** Who sends. */
  readonly author: XdsAuthor;
  /** Whose key signs: author of the signature's own entry. */
  readonly signatory: XdsAuthor;
  /** That key: of a card, or seal of the structure. */
  readonly signer: Signer;
  /** JDV_J59. */
  readonly contentType: Coded;
  /** Of the lot. */
  readonly comment: string | null;
  /** Of the XAdES signature, `sha256` by default. */
  readonly hash?: HashName;
}

export interface Td21Input extends Omit<LotInput, 'author' | 'signatory'> {
  /** The holder of the card. */
  readonly author: Pro;
}

/** What a lot is made with. */
export type LotPorts = Pick<DmpConnection, 'software' | 'now' | 'uuid'>;

/**
 * A lot ready to leave, signed once. Plain data (strings and bytes): it is stored as it is, and sent again as it is.
 * Only the VIHF and the MessageID change from one sending to the next.
 */
export interface PreparedTd21 {
  readonly patient: Ins;
  readonly submissionSetUniqueId: string;
  /** In the order of the documents, the signature excepted. */
  readonly documentUniqueIds: readonly string[];
  /** `ProvideAndRegisterDocumentSetRequest`, UTF-8. */
  readonly body: Uint8Array;
  /** Documents in order, then the signature. */
  readonly parts: readonly OutgoingPart[];
  readonly boundary: string;
  /** HTTP Content-Type. */
  readonly contentType: string;
}

interface Td21Answer {
  /** `partial`: accepted, with warnings. */
  readonly status: 'success' | 'partial';
  readonly issues: readonly DmpIssue[];
}

/**
 * Builds and signs a lot whose author holds the card (TD2.1).
 *
 * @throws PosteError those of {@link prepareLot}
 */
export function prepareTd21(ports: LotPorts, { author, ...input }: Td21Input): Promise<PreparedTd21> {
  const holder = authorFromPro(author);
  return prepareLot(ports, { ...input, author: holder, signatory: holder });
}

/**
 * Builds and signs a lot (ITI-41; dmp/README 5): metadata derived from the documents themselves, XAdES, MIME parts.
 *
 * @throws PosteError DMP_INPUT (no document, another patient's, an identifier the DMP refuses), XDS_INCOMPLETE,
 * XDS_TYPE, XDS_FLAGS; what the signer throws.
 */
export async function prepareLot(ports: LotPorts, input: LotInput): Promise<PreparedTd21> {
  const now = ports.now();
  const documents = input.documents.map((document, index) => {
    const { content } = document.cda;
    requireSendable(content, input.patient, index);
    const entryId = `Document${String(index + 1).padStart(2, '0')}`;
    return { ...document, entry: documentEntryFromCda(content, { entryId, flags: document.flags, comment: document.comment ?? null }) };
  });
  const [first] = documents;
  if (first === undefined) throw unsendable('aucun document', '/documents');
  const documentUniqueIds = documents.map(({ entry }) => entry.uniqueId ?? '');
  if (new Set(documentUniqueIds).size !== documents.length) throw unsendable('deux fois le même document', '/documents');

  const submissionSetUniqueId = uuidOid(ports.uuid());
  const set: SubmissionSet = {
    entryId: ENTRY_ID.submissionSet,
    uniqueId: submissionSetUniqueId,
    sourceId: ports.software.oidRoot,
    submissionTime: toDtm(now.toISOString()),
    title: first.entry.title,
    comment: input.comment,
    authors: [input.author],
    contentType: input.contentType,
    patientId: insToCx(input.patient),
  };
  const entries = [...documents.map(({ entry }) => entry), signatureEntry(set, first.entry, uuidOid(ports.uuid()), input.signatory)];
  const signature = await signLot({
    submissionSetUniqueId,
    documents: documents.map(({ cda, entry }) => ({ uniqueId: entry.uniqueId ?? '', bytes: cda.bytes })),
    signer: input.signer,
    now,
    // An XML ID begins with a letter or an underscore.
    id: `_${ports.uuid()}`,
    ...(input.hash === undefined ? {} : { hash: input.hash }),
  });

  const boundary = `poste-sante-${ports.uuid()}`;
  const part = (entryId: string, bytes: Uint8Array): OutgoingPart => ({
    contentId: `${entryId}.${boundary}`,
    contentType: 'text/xml; charset=UTF-8',
    bytes,
  });
  const parts = [...documents.map(({ entry, cda }) => part(entry.entryId, cda.bytes)), part(ENTRY_ID.signature, signature)];
  return {
    patient: input.patient,
    submissionSetUniqueId,
    documentUniqueIds,
    body: requestOf(set, documents, entries, boundary).bytes(),
    parts,
    boundary,
    contentType: mtomContentType(boundary, ACTION.provideAndRegister),
  };
}

/** `ProvideAndRegisterDocumentSetRequest`. @param entries those of the documents in order, then that of the signature */
function requestOf(
  submissionSet: SubmissionSet,
  documents: readonly { readonly entry: DocumentEntry; readonly replaces?: string | null }[],
  entries: readonly DocumentEntry[],
  boundary: string,
): Xml {
  const ids = rimIds();
  const associations = [
    ...entries.map((entry) => hasMember(ids, submissionSet.entryId, entry.entryId)),
    signs(ids, ENTRY_ID.signature, submissionSet.entryId),
    ...documents.flatMap((document) => (document.replaces ? [replaces(ids, document.entry.entryId, document.replaces)] : [])),
  ];
  return xml`<ihe:ProvideAndRegisterDocumentSetRequest xmlns:ihe="${IHE_NS}">
    ${submitObjectsRequest({ submissionSet, entries, associations }, ids)}
    ${entries.map((entry) => xml`<ihe:Document id="${entry.entryId}"><xop:Include xmlns:xop="${XOP_NS}" href="cid:${entry.entryId}.${boundary}"/></ihe:Document>`)}
  </ihe:ProvideAndRegisterDocumentSetRequest>`;
}

/**
 * Sends a prepared lot, with a VIHF of its own. No retry: after an unknown outcome ask TD3.1b first.
 *
 * @throws PosteError the refusal of the DMP (see errors.ts), and those of `exchange`.
 */
export async function sendTd21(connection: DmpConnection, prepared: PreparedTd21): Promise<Td21Answer> {
  const messageId = `urn:uuid:${connection.uuid()}`;
  const message = td21Message(prepared, { messageId, assertion: await connection.vihf(prepared.patient) });
  const { body } = await exchange(connection, {
    url: connection.endpoints.repository,
    messageId,
    contentType: prepared.contentType,
    body: message,
  });
  if (body.ns !== RS_NS || body.name !== 'RegistryResponse') throw dmpError('DMP_GARBAGE', { detail: body.name });
  const answer = readRegistryAnswer(body);
  requireAccepted(answer);
  // A lot is taken whole or not at all (ITI-42, 3.42.4.1.3.3): a partial success with an error is a refusal.
  const error = answer.issues.find((issue) => issue.severity === 'error');
  if (error !== undefined) throw refusal(error.code, error.context);
  return { status: answer.status === 'partial' ? 'partial' : 'success', issues: answer.issues };
}

/** The whole HTTP body of one sending. */
export function td21Message(prepared: PreparedTd21, options: { readonly messageId: string; readonly assertion: Xml }): Uint8Array {
  const body = new Xml(new TextDecoder().decode(prepared.body));
  const envelope = soapEnvelope({ action: ACTION.provideAndRegister, ...options, body });
  return writeMtom(prepared.boundary, envelope.bytes({ declaration: true }), prepared.parts);
}

function requireSendable(content: CdaContent, patient: Ins, index: number): void {
  const path = `/documents/${index}`;
  const { ins } = content.patient;
  if (ins === null || ins.matricule !== patient.matricule || ins.oid !== patient.oid)
    throw unsendable('il porte l’INS d’un autre patient, ou aucun', path);
  // cda/README 3: the DMP takes a bare OID.
  if (content.id?.includes('^') === true) throw unsendable('son identifiant a une extension', path);
}

const unsendable = (why: string, path: string): PosteError => dmpError('DMP_INPUT', { path, values: { why } });

/** A request of TD2.1, with the bytes of its documents. */
export function readFeedRequest(
  request: XmlElement,
  found: MessagePackage,
): DmpMessageFacts & { readonly documents: readonly CarriedDocument[] } {
  const { entries, submissionSets } = objectsOf(request);
  const contents = new Map(
    elements(request, IHE_NS, 'Document').map((document) => [attribute(document, 'id') ?? '', contentOf(document, found)]),
  );
  const cx = submissionSets[0]?.patientId ?? entries[0]?.patientId ?? null;
  return {
    ...messageFacts('feed-request', 'TD2.1', { patient: cx === null ? null : { matricule: cx.id, oid: cx.root } }),
    documents: entries.map((entry) =>
      carriedDocument(describeEntry(entry), contents.get(entry.entryId) ?? sameButCase(contents, entry.entryId)),
    ),
  };
}

/** The official sample writes `documentME2` for `DocumentME2` (dmp/README 5). */
function sameButCase(contents: ReadonlyMap<string, Uint8Array | null>, id: string): Uint8Array | null {
  const found = [...contents].filter(([other]) => other.toLowerCase() === id.toLowerCase());
  return found.length === 1 ? (found[0]?.[1] ?? null) : null;
}

/** An answer of TD2.1. @param td null when nothing tells to what this registry answers */
export function readFeed(response: XmlElement, td: 'TD2.1' | null): DmpMessageFacts {
  return messageFacts('feed', td, registryFacts(response));
}

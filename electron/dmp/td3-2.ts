import { createHash } from 'node:crypto';
import type { Ins } from '../../shared/domain/types.ts';
import { PosteError } from '../../shared/errors.ts';
import type { DescribedDocument } from '../xds/describe.ts';
import type { DocumentEntry } from '../xds/metadata.ts';
import { at, elements, text, type XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { carriedDocument, contentOf, type CarriedDocument } from './carried-document.ts';
import { ACTION, IHE_NS, RS_NS } from './constants.ts';
import { dmpError, refusal, told } from './errors.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { MIME_LIMITS, type MessagePackage } from './mtom.ts';
import { readRegistryAnswer, registryFacts, requireAccepted } from './registry-response.ts';
import { ask, type DmpConnection } from './soap.ts';
import { isOtherPatient } from './td3-1.ts';

/** What the registry says of a document, that its content is asked and checked by. */
export type ReadableEntry = Pick<DocumentEntry, 'uniqueId' | 'repositoryUniqueId' | 'hash' | 'size' | 'patientId'>;

/** A document as its repository gave it. */
export interface RetrievedDocument {
  /** Those that the registry announced. */
  readonly bytes: Uint8Array;
  /** As the repository says it. */
  readonly mimeType: string | null;
  /** False when the registry told no hash: nothing says that these are the right bytes. */
  readonly checked: boolean;
}

/**
 * TD3.2: the content of one document, against what the registry says of it.
 *
 * @throws PosteError DMP_OTHER_PATIENT and DMP_INCOMPLETE (not asked for), DMP_DOCUMENT_TOO_LARGE (by what is announced, before it is
 * read), DMP_ALTERED (another hash or size, or another document), MTOM_PART_MISSING; the refusal of the DMP, and those of `exchange`.
 */
export function td32(connection: DmpConnection<'repository'>, patient: Ins, entry: ReadableEntry): Promise<RetrievedDocument> {
  return told('read', async () => {
    const asked = askable(patient, entry);
    const { body, package: found } = await askContent(connection, patient, asked);
    const registry = at(body, RS_NS, 'RegistryResponse');
    if (registry === null) throw dmpError('DMP_GARBAGE', { detail: 'RegistryResponse' });
    const answer = readRegistryAnswer(registry);
    requireAccepted(answer);
    // One document was asked: a part of it is nothing.
    const error = answer.issues.find((issue) => issue.severity === 'error');
    if (error !== undefined) throw refusal(error.code, error.context);
    return retrievedDocument(body, found, entry, asked);
  });
}

/** What TD3.2 is asked for. */
interface Asked {
  readonly repositoryUniqueId: string;
  readonly uniqueId: string;
}

function askable(patient: Ins, entry: ReadableEntry): Asked {
  const { uniqueId, repositoryUniqueId, size } = entry;
  if (isOtherPatient(entry, patient)) throw dmpError('DMP_OTHER_PATIENT', { detail: uniqueId });
  if (uniqueId === null) throw dmpError('DMP_INCOMPLETE', { detail: 'uniqueId' });
  if (repositoryUniqueId === null) throw dmpError('DMP_INCOMPLETE', { detail: 'repositoryUniqueId' });
  if (size !== null && size > MIME_LIMITS.maxBytes) throw dmpError('DMP_DOCUMENT_TOO_LARGE', { detail: `size ${size}` });
  return { uniqueId, repositoryUniqueId };
}

/** Body of TD3.2; without home community, as the official sample (dmp/README 12). */
export const td32Request = ({ repositoryUniqueId, uniqueId }: Asked): Xml => xml`
  <ihe:RetrieveDocumentSetRequest xmlns:ihe="${IHE_NS}">
    <ihe:DocumentRequest>
      <ihe:RepositoryUniqueId>${repositoryUniqueId}</ihe:RepositoryUniqueId>
      <ihe:DocumentUniqueId>${uniqueId}</ihe:DocumentUniqueId>
    </ihe:DocumentRequest>
  </ihe:RetrieveDocumentSetRequest>`;

/** Details of an answer that was not read because of its size. */
const TOO_LARGE: ReadonlySet<string> = new Set(['NET_TOO_LARGE', 'MIME_TOO_LARGE', 'FILE_TOO_LARGE']);

async function askContent(connection: DmpConnection<'repository'>, patient: Ins, asked: Asked): ReturnType<typeof ask> {
  try {
    return await ask(connection, {
      service: 'repository',
      action: ACTION.retrieve,
      patient,
      body: td32Request(asked),
      answer: { ns: IHE_NS, name: 'RetrieveDocumentSetResponse' },
    });
  } catch (cause) {
    if (!(cause instanceof PosteError) || !TOO_LARGE.has(cause.detail ?? '')) throw cause;
    throw dmpError('DMP_DOCUMENT_TOO_LARGE', { cause, detail: cause.detail });
  }
}

function retrievedDocument(response: XmlElement, found: MessagePackage, entry: ReadableEntry, asked: Asked): RetrievedDocument {
  const responses = elements(response, IHE_NS, 'DocumentResponse');
  const [one] = responses;
  if (one === undefined || responses.length > 1) throw dmpError('DMP_GARBAGE', { detail: `DocumentResponse ${responses.length}` });
  const uniqueId = valueOf(one, 'DocumentUniqueId');
  if (uniqueId !== asked.uniqueId) throw dmpError('DMP_ALTERED', { detail: `DocumentUniqueId ${uniqueId ?? 'absent'}` });
  const document = at(one, IHE_NS, 'Document');
  const bytes = document === null ? null : contentOf(document, found);
  if (bytes === null) throw dmpError('MTOM_PART_MISSING', { detail: uniqueId });
  if (entry.size !== null && entry.size !== bytes.byteLength) throw dmpError('DMP_ALTERED', { detail: `size ${bytes.byteLength}` });
  const sha1 = createHash('sha1').update(bytes).digest('hex');
  if (entry.hash !== null && entry.hash.toLowerCase() !== sha1) throw dmpError('DMP_ALTERED', { detail: `hash ${sha1}` });
  return { bytes, mimeType: valueOf(one, 'mimeType'), checked: entry.hash !== null };
}

const valueOf = (element: XmlElement, name: string): string | null => text(at(element, IHE_NS, name))?.trim() || null;

/** A request of TD3.2. */
export function readContentRequest(request: XmlElement): DmpMessageFacts & { readonly documents: readonly CarriedDocument[] } {
  return {
    ...messageFacts('content-request', 'TD3.2'),
    documents: elements(request, IHE_NS, 'DocumentRequest').map((one) => retrieved(one, null)),
  };
}

/** An answer of TD3.2, with the bytes of its documents. */
export function readContent(
  response: XmlElement,
  found: MessagePackage,
): DmpMessageFacts & { readonly documents: readonly CarriedDocument[] } {
  const registry = at(response, RS_NS, 'RegistryResponse');
  return {
    ...messageFacts('content', 'TD3.2', registry === null ? { status: 'failure' } : registryFacts(registry)),
    documents: elements(response, IHE_NS, 'DocumentResponse').map((one) => {
      const document = at(one, IHE_NS, 'Document');
      return retrieved(one, document === null ? null : contentOf(document, found));
    }),
  };
}

function retrieved(element: XmlElement, bytes: Uint8Array | null): CarriedDocument {
  const [uniqueId, repositoryUniqueId, mimeType] = [
    valueOf(element, 'DocumentUniqueId'),
    valueOf(element, 'RepositoryUniqueId'),
    valueOf(element, 'mimeType'),
  ];
  return carriedDocument({ ...NO_METADATA, uniqueId, repositoryUniqueId, mimeType }, bytes);
}

/** TD3.2 names documents, it does not describe them. */
const NO_METADATA: DescribedDocument = {
  entryUUID: null,
  lid: null,
  uniqueId: null,
  metadataVersion: null,
  status: null,
  title: null,
  comment: null,
  type: null,
  class: null,
  format: null,
  mimeType: null,
  confidentiality: [],
  flags: [],
  language: null,
  authors: [],
  legalAuthenticator: null,
  createdAt: null,
  serviceStart: null,
  serviceStop: null,
  facility: null,
  practice: null,
  events: [],
  ins: null,
  sourcePatientId: null,
  hash: null,
  size: null,
  repositoryUniqueId: null,
  content: null,
};

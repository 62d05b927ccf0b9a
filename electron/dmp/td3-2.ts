import type { DescribedDocument } from '../xds/describe.ts';
import { at, elements, text, type XmlElement } from '../xml/read.ts';
import { carriedDocument, contentOf, type CarriedDocument } from './carried-document.ts';
import { IHE_NS, RS_NS } from './constants.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import type { MessagePackage } from './mtom.ts';
import { registryFacts } from './registry-response.ts';

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
  const value = (name: string): string | null => text(at(element, IHE_NS, name))?.trim() || null;
  return carriedDocument(
    { ...NO_METADATA, uniqueId: value('DocumentUniqueId'), repositoryUniqueId: value('RepositoryUniqueId'), mimeType: value('mimeType') },
    bytes,
  );
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

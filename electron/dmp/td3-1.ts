import { NS } from '../xds/constants.ts';
import { describeEntry } from '../xds/describe.ts';
import { cxFromText } from '../xds/hl7v2.ts';
import { at, attribute, descendants, elements, text, type XmlElement } from '../xml/read.ts';
import type { CarriedDocument } from './carried-document.ts';
import { QUERY_NS } from './constants.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { objectsOf } from './registry-objects.ts';
import { registryFacts } from './registry-response.ts';

/** Documents that a registry found. */
interface DocumentList {
  /** Of all that was found, when the answer tells it. */
  readonly total: number | null;
  readonly documents: readonly CarriedDocument[];
  /** entryUUIDs, when they were asked alone. */
  readonly references: readonly string[];
}

/** A query of TD3.1 or TD3.1b: documents described, or their references alone. */
export function readQuery(request: XmlElement): DmpMessageFacts {
  const references = attribute(at(request, QUERY_NS, 'ResponseOption'), 'returnType') === 'ObjectRef';
  const adhoc = at(request, NS.rim, 'AdhocQuery');
  const slots = adhoc === null ? [] : elements(adhoc, NS.rim, 'Slot');
  const patientId = slots.find((slot) => /^\$XDS(DocumentEntry|SubmissionSet)PatientId$/.test(attribute(slot, 'name') ?? ''));
  const quoted = text(at(patientId ?? null, NS.rim, 'ValueList', 'Value'))
    ?.trim()
    .replaceAll(/^'|'$/g, '')
    .replaceAll("''", "'");
  const cx = quoted === undefined ? null : cxFromText(quoted);
  const patient = cx === null ? null : { matricule: cx.id, oid: cx.root };
  return references ? messageFacts('references-request', 'TD3.1b', { patient }) : messageFacts('list-request', 'TD3.1', { patient });
}

/** An answer of TD3.1 or TD3.1b. */
export function readList(response: XmlElement): DmpMessageFacts & DocumentList {
  const references = descendants(response, NS.rim, 'ObjectRef').flatMap((one) => attribute(one, 'id') ?? []);
  const documents = objectsOf(response).entries.map((entry): CarriedDocument => ({ description: describeEntry(entry), bytes: null }));
  const total = attribute(response, 'totalResultCount');
  const isReferences = references.length > 0 && documents.length === 0;
  return {
    // An empty list does not say which of the two was asked.
    ...messageFacts(
      isReferences ? 'references' : 'list',
      isReferences ? 'TD3.1b' : documents.length > 0 ? 'TD3.1' : null,
      registryFacts(response),
    ),
    total: total !== null && /^\d{1,9}$/.test(total) ? Number(total) : null,
    documents,
    references,
  };
}

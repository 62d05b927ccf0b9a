import type { Ins } from '../../shared/domain/types.ts';
import { INS_OIDS } from '../cda/constants.ts';
import { ASSOCIATION, NS, STATUS } from '../xds/constants.ts';
import { describeEntry, type DescribedDocument } from '../xds/describe.ts';
import { insToCx } from '../xds/from-cda.ts';
import { codedToText, cxFromText, cxToText } from '../xds/hl7v2.ts';
import type { Association, DocumentEntry, SubmissionSet } from '../xds/metadata.ts';
import { toDtm } from '../xds/times.ts';
import { at, attribute, descendants, elements, text, type XmlElement } from '../xml/read.ts';
import type { CarriedDocument } from './carried-document.ts';
import { PARAMETER, QUERY, QUERY_NS } from './constants.ts';
import { told } from './errors.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { objectsOf } from './registry-objects.ts';
import { readRegistryAnswer, registryFacts, requireAccepted, type DmpIssue } from './registry-response.ts';
import type { DmpConnection } from './soap.ts';
import { listed, quoted, storedQuery, type Returned, type StoredQuery } from './stored-query.ts';

/** A document of a DMP, as its registry describes it. */
export interface FoundDocument {
  /** As it travelled, whole: a change of metadata gives it back (TD3.3). */
  readonly entry: DocumentEntry;
  /** In the words of the list; codes that nobody knows as they came. */
  readonly described: DescribedDocument;
  /** Its category is « documents of the patient » (classCode 90, R-120). */
  readonly ofPatient: boolean;
  /**
   * Under another matricule of the same nature than the one that was asked about. Nothing is dropped here for that (EX_3.1-1055): a
   * matricule may have changed, and whoever knows the former ones decides.
   */
  readonly otherPatient: boolean;
}

/** What a registry answered. */
export interface Found {
  readonly documents: readonly FoundDocument[];
  readonly submissionSets: readonly SubmissionSet[];
  readonly associations: readonly Association[];
  /** entryUUIDs, when ids alone were asked. */
  readonly references: readonly string[];
  /** Of all that was found, when the answer tells it. */
  readonly total: number | null;
  /** False when the DMP says that it gives a part alone (PartialSuccess). */
  readonly complete: boolean;
  /** What it says besides: warnings, and the errors of a partial answer. */
  readonly notices: readonly DmpIssue[];
}

/** A period, ISO 8601, each end included; null: open. */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

type EntryStatus = keyof typeof STATUS;

/** A code with the list it belongs to: both are asked. */
interface SearchedCode {
  readonly code: string;
  readonly codeSystem: string;
}

/** What FindDocuments is asked for. What is absent limits nothing. */
export interface DocumentSearch {
  /** Approved alone by default. */
  readonly statuses?: readonly EntryStatus[];
  readonly classes?: readonly SearchedCode[];
  readonly types?: readonly SearchedCode[];
  readonly created?: Period;
  /** Beginning of the act. */
  readonly serviceStart?: Period;
  /** End of the act. */
  readonly serviceStop?: Period;
  /** `LeafClass` by default. */
  readonly returned?: Returned;
}

/** How many ids one message asks about (dmp/README 7). */
export const BATCH = 20;

/**
 * TD3.1, FindDocuments.
 *
 * @throws PosteError the refusal of the DMP (DMP_TOO_MANY among them), and those of `exchange`.
 */
export function findDocuments(connection: DmpConnection<'registry'>, patient: Ins, search: DocumentSearch = {}): Promise<Found> {
  return find(connection, patient, findDocumentsQuery(patient, search));
}

/** Names the codes of a list as a query does: `code^^list`. */
const codes = (searched: readonly SearchedCode[] | undefined): string | null =>
  listed((searched ?? []).map(({ code, codeSystem }) => codedToText({ code, displayName: '', codeSystem })));

const time = (iso: string | null | undefined): string | null => (iso === null || iso === undefined ? null : toDtm(iso));
const patientId = (patient: Ins): string => quoted(cxToText(insToCx(patient)));

/** FindDocuments as it travels: the patient without parentheses, times without quotes (dmp/README 7). */
export const findDocumentsQuery = (patient: Ins, search: DocumentSearch): StoredQuery => ({
  id: QUERY.findDocuments,
  returned: search.returned ?? 'LeafClass',
  parameters: [
    [PARAMETER.patientId, patientId(patient)],
    [PARAMETER.status, listed((search.statuses ?? ['approved']).map((status) => STATUS[status]))],
    [PARAMETER.class, codes(search.classes)],
    [PARAMETER.type, codes(search.types)],
    [PARAMETER.createdFrom, time(search.created?.from)],
    [PARAMETER.createdTo, time(search.created?.to)],
    [PARAMETER.serviceStartFrom, time(search.serviceStart?.from)],
    [PARAMETER.serviceStartTo, time(search.serviceStart?.to)],
    [PARAMETER.serviceStopFrom, time(search.serviceStop?.from)],
    [PARAMETER.serviceStopTo, time(search.serviceStop?.to)],
  ],
});

/**
 * TD3.1, FindSubmissionSets: what was submitted in a period, all of it Approved (a set has no other status).
 *
 * @throws PosteError those of {@link findDocuments}.
 */
export function findSubmissionSets(
  connection: DmpConnection<'registry'>,
  patient: Ins,
  submitted: Period,
  returned: Returned = 'LeafClass',
): Promise<Found> {
  return find(connection, patient, findSubmissionSetsQuery(patient, submitted, returned));
}

export const findSubmissionSetsQuery = (patient: Ins, submitted: Period, returned: Returned): StoredQuery => ({
  id: QUERY.findSubmissionSets,
  returned,
  parameters: [
    [PARAMETER.setPatientId, patientId(patient)],
    [PARAMETER.setStatus, listed([STATUS.approved])],
    [PARAMETER.submittedFrom, time(submitted.from)],
    [PARAMETER.submittedTo, time(submitted.to)],
  ],
});

/** How ids are asked about. */
interface Batches {
  readonly returned?: Returned;
  /** {@link BATCH} by default. */
  readonly size?: number;
}

/** Documents are named by one or the other. */
type DocumentIds = { readonly entryUuids: readonly string[] } | { readonly uniqueIds: readonly string[] };

/**
 * TD3.1, GetAssociations: what ties these objects (sets or documents) to others.
 *
 * @throws PosteError those of {@link findDocuments}: a batch that fails fails the whole.
 */
export function getAssociations(
  connection: DmpConnection<'registry'>,
  patient: Ins,
  uuids: readonly string[],
  batches: Batches = {},
): Promise<Found> {
  return inBatches(connection, patient, { id: QUERY.getAssociations, parameter: PARAMETER.uuid, ids: uuids }, batches);
}

/** TD3.1, GetDocuments. @throws PosteError those of {@link getAssociations} */
export function getDocuments(connection: DmpConnection<'registry'>, patient: Ins, ids: DocumentIds, batches: Batches = {}): Promise<Found> {
  return inBatches(connection, patient, { id: QUERY.getDocuments, ...named(ids) }, batches);
}

/** TD3.1, GetDocumentsAndAssociations. @throws PosteError those of {@link getAssociations} */
export function getDocumentsAndAssociations(
  connection: DmpConnection<'registry'>,
  patient: Ins,
  ids: DocumentIds,
  batches: Batches = {},
): Promise<Found> {
  return inBatches(connection, patient, { id: QUERY.getDocumentsAndAssociations, ...named(ids) }, batches);
}

const named = (ids: DocumentIds): Pick<AboutIds, 'parameter' | 'ids'> =>
  'entryUuids' in ids ? { parameter: PARAMETER.entryUuid, ids: ids.entryUuids } : { parameter: PARAMETER.uniqueId, ids: ids.uniqueIds };

interface AboutIds {
  readonly id: string;
  readonly parameter: string;
  readonly ids: readonly string[];
}

/** One message after the other, each with a VIHF of its own: a registry that is busy is not asked twice at once. */
async function inBatches(
  connection: DmpConnection<'registry'>,
  patient: Ins,
  { id, parameter, ids }: AboutIds,
  { returned = 'LeafClass', size = BATCH }: Batches,
): Promise<Found> {
  const distinct = [...new Set(ids)];
  const found: Found[] = [];
  for (let i = 0; i < distinct.length; i += size) {
    const parameters = [[parameter, listed(distinct.slice(i, i + size))]] as const;
    // oxlint-disable-next-line no-await-in-loop
    found.push(await find(connection, patient, { id, returned, parameters }));
  }
  return merged(found);
}

/** What several answers say together, each object once: two batches may meet the same association. */
function merged(found: readonly Found[]): Found {
  const once = <T>(of: (one: Found) => readonly T[], key: (object: T) => string): readonly T[] => [
    ...new Map(found.flatMap(of).map((object) => [key(object), object])).values(),
  ];
  return {
    documents: once(
      (one) => one.documents,
      ({ entry }) => entry.entryId,
    ),
    submissionSets: once(
      (one) => one.submissionSets,
      ({ entryId }) => entryId,
    ),
    associations: once(
      (one) => one.associations,
      ({ id }) => id,
    ),
    references: [...new Set(found.flatMap((one) => one.references))],
    total: null,
    complete: found.every((one) => one.complete),
    notices: found.flatMap((one) => one.notices),
  };
}

function find(connection: DmpConnection<'registry'>, patient: Ins, query: StoredQuery): Promise<Found> {
  return told('read', async () => readFound(await storedQuery(connection, patient, query), patient));
}

/**
 * What an answer of TD3.1 holds. A part alone is given with its notices.
 *
 * @throws PosteError the refusal of the DMP
 */
export function readFound(response: XmlElement, patient: Ins): Found {
  const answer = readRegistryAnswer(response);
  requireAccepted(answer);
  const { entries, submissionSets, associations } = objectsOf(response);
  return {
    documents: entries.map((entry) => ({
      entry,
      described: describeEntry(entry),
      ofPatient: entry.class?.code === OF_PATIENT,
      otherPatient: isOtherPatient(entry, patient),
    })),
    submissionSets,
    associations,
    references: referencesIn(response),
    total: totalOf(response),
    complete: answer.status === 'success',
    notices: answer.issues,
  };
}

/** classCode of the documents that the patient made (JDV_J06). */
const OF_PATIENT = '90';

/** Whether an entry is under another matricule of the same nature; of another nature (NIA, INS-C) it cannot be told. */
export function isOtherPatient({ patientId: cx }: Pick<DocumentEntry, 'patientId'>, { matricule, oid }: Ins): boolean {
  return cx !== null && INS_OIDS.includes(cx.root) && cx.root === oid && cx.id !== matricule;
}

/** Targets of the associations of that type whose source is `from`: what a set holds (HasMember), what a document replaces (RPLC). */
export function targetsOf(associations: readonly Association[], type: keyof typeof ASSOCIATION, from: string): readonly string[] {
  return associations.filter((one) => one.type === ASSOCIATION[type] && one.source === from).map(({ target }) => target);
}

/** Documents that a registry found. */
interface DocumentList {
  /** Of all that was found, when the answer tells it. */
  readonly total: number | null;
  readonly documents: readonly CarriedDocument[];
  /** entryUUIDs, when they were asked alone. */
  readonly references: readonly string[];
}

const referencesIn = (response: XmlElement): readonly string[] =>
  descendants(response, NS.rim, 'ObjectRef').flatMap((one) => attribute(one, 'id') ?? []);

function totalOf(response: XmlElement): number | null {
  const total = attribute(response, 'totalResultCount');
  return total !== null && /^\d{1,9}$/.test(total) ? Number(total) : null;
}

/** A query of TD3.1 or TD3.1b: documents described, or their references alone. */
export function readQuery(request: XmlElement): DmpMessageFacts {
  const references = attribute(at(request, QUERY_NS, 'ResponseOption'), 'returnType') === 'ObjectRef';
  const adhoc = at(request, NS.rim, 'AdhocQuery');
  const slots = adhoc === null ? [] : elements(adhoc, NS.rim, 'Slot');
  const about = slots.find((slot) => /^\$XDS(DocumentEntry|SubmissionSet)PatientId$/.test(attribute(slot, 'name') ?? ''));
  const value = text(at(about ?? null, NS.rim, 'ValueList', 'Value'))
    ?.trim()
    .replaceAll(/^'|'$/g, '')
    .replaceAll("''", "'");
  const cx = value === undefined ? null : cxFromText(value);
  const patient = cx === null ? null : { matricule: cx.id, oid: cx.root };
  const ofDocument = slots.some((slot) => attribute(slot, 'name') === PARAMETER.uniqueId);
  return messageFacts(references ? 'references-request' : 'list-request', references && ofDocument ? 'TD3.1b' : 'TD3.1', { patient });
}

/** An answer of TD3.1 or TD3.1b. */
export function readList(response: XmlElement): DmpMessageFacts & DocumentList {
  const references = referencesIn(response);
  const documents = objectsOf(response).entries.map((entry): CarriedDocument => ({ description: describeEntry(entry), bytes: null }));
  const isReferences = references.length > 0 && documents.length === 0;
  return {
    // An empty list does not say which of the two was asked.
    ...messageFacts(
      isReferences ? 'references' : 'list',
      isReferences ? 'TD3.1b' : documents.length > 0 ? 'TD3.1' : null,
      registryFacts(response),
    ),
    total: totalOf(response),
    documents,
    references,
  };
}

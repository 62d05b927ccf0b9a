import type { Coded, Ins, Pro, VisibilityFlag } from '../../shared/domain/types.ts';
import { PosteError } from '../../shared/errors.ts';
import { uuidOid } from '../cda/identifiers.ts';
import { changesStatus, hasMember } from '../xds/association.ts';
import { ENTRY_ID, STATUS } from '../xds/constants.ts';
import { describeEntry } from '../xds/describe.ts';
import { authorFromPro, insToCx, visibility } from '../xds/from-cda.ts';
import type { DocumentEntry, SubmissionSet } from '../xds/metadata.ts';
import { rimIds } from '../xds/rim.ts';
import { submitObjectsRequest } from '../xds/submission.ts';
import { toDtm } from '../xds/times.ts';
import type { XmlElement } from '../xml/read.ts';
import type { Xml } from '../xml/write.ts';
import type { CarriedDocument } from './carried-document.ts';
import { ACTION, RS_NS } from './constants.ts';
import { dmpError, refusal, told } from './errors.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { objectsOf } from './registry-objects.ts';
import { readRegistryAnswer, registryFacts, requireAccepted } from './registry-response.ts';
import { ask, type DmpConnection } from './soap.ts';
import { isOtherPatient } from './td3-1.ts';

/** Who changes what, on whose record. */
export interface ChangeInput {
  readonly patient: Ins;
  /** As TD3.1 gave it last, whole. */
  readonly entry: DocumentEntry;
  /** Whoever asks: author of the lot. */
  readonly author: Pro;
  /** JDV_J59. */
  readonly contentType: Coded;
}

/** TD3.3a: masked or not; TD3.3b: shown to somebody it was hidden from, which nothing undoes. */
export type VisibilityChange = 'mask' | 'unmask' | 'show-patient' | 'show-representatives';
/** TD3.3c and d. */
export type StatusChange = 'delete' | 'archive' | 'unarchive';

/** `already`: nothing was sent, the entry is so since it was read. */
export type ChangeOutcome = 'changed' | 'already';

/** What a change does to the flag of an entry. */
const VISIBILITY: Readonly<Record<VisibilityChange, readonly [flag: VisibilityFlag, set: boolean]>> = {
  mask: ['MASQUE_PS', true],
  unmask: ['MASQUE_PS', false],
  'show-patient': ['INVISIBLE_PATIENT', false],
  'show-representatives': ['INVISIBLE_REPRESENTANTS_LEGAUX', false],
};

/** From which statuses a change of status leads where. */
const STATUS_CHANGE: Readonly<Record<StatusChange, { readonly from: readonly string[]; readonly to: string }>> = {
  delete: { from: [STATUS.approved, STATUS.archived], to: STATUS.deleted },
  archive: { from: [STATUS.approved], to: STATUS.archived },
  unarchive: { from: [STATUS.archived], to: STATUS.approved },
};

/**
 * TD3.3a and b: the whole metadata of an entry sent again, its visibility changed. No retry: see {@link isConflict}.
 *
 * @throws PosteError DMP_VERSION and the other refusals of the DMP; DMP_OTHER_PATIENT, DMP_INCOMPLETE (nothing is sent);
 * those of `exchange`.
 */
export async function changeVisibility(
  connection: DmpConnection<'registry'>,
  input: ChangeInput,
  change: VisibilityChange,
): Promise<ChangeOutcome> {
  const [flag, set] = VISIBILITY[change];
  if (input.entry.confidentiality.some(({ code }) => code === flag) === set) return 'already';
  await submit(connection, input, visibilityRequest(connection, input, change));
  return 'changed';
}

/** TD3.3c and d: the status of an entry changed. No retry: see {@link isConflict}. @throws PosteError those of {@link changeVisibility} */
export async function changeStatus(
  connection: DmpConnection<'registry'>,
  input: ChangeInput,
  change: StatusChange,
): Promise<ChangeOutcome> {
  if (input.entry.status === STATUS_CHANGE[change].to) return 'already';
  await submit(connection, input, statusRequest(connection, input, change));
  return 'changed';
}

/** Codes of a document that is no longer as it was read. */
const CONFLICTS: ReadonlySet<string> = new Set(['DMP_VERSION', 'DMP_REPLACED', 'DMP_DOCUMENT_UNKNOWN']);

/**
 * Whether the entry changed since it was read: it is read again, and the change made once more on what it is now. Its entryUUID
 * is another one then; its `lid` and its uniqueId are the same.
 */
export const isConflict = (cause: unknown): boolean => cause instanceof PosteError && CONFLICTS.has(cause.code);

async function submit(connection: DmpConnection<'registry'>, { patient }: ChangeInput, body: Xml): Promise<void> {
  await told('change', async () => {
    const answered = await ask(connection, {
      service: 'registry',
      action: ACTION.update,
      patient,
      body,
      answer: { ns: RS_NS, name: 'RegistryResponse' },
    });
    const answer = readRegistryAnswer(answered.body);
    requireAccepted(answer);
    // One change is made whole or not at all.
    const error = answer.issues.find((issue) => issue.severity === 'error');
    if (error !== undefined) throw refusal(error.code, error.context);
  });
}

/** What a change is made with. */
type ChangePorts = Pick<DmpConnection, 'software' | 'now' | 'uuid'>;

/** Symbolic id of the entry in the lot of a change, as CNAM's kit writes it. */
const CHANGED = 'Document01';

/** Body of TD3.3a and b (dmp/README 13). @throws PosteError DMP_OTHER_PATIENT, DMP_INCOMPLETE */
export function visibilityRequest(ports: ChangePorts, input: ChangeInput, change: VisibilityChange): Xml {
  const { entry } = input;
  requireWhole(input, ['lid', 'metadataVersion', 'status', 'hash', 'size', 'repositoryUniqueId', 'uniqueId', 'mimeType']);
  const [flag, set] = VISIBILITY[change];
  const kept = entry.confidentiality.filter(({ code }) => code !== flag);
  const ids = rimIds();
  const member = hasMember(ids, ENTRY_ID.submissionSet, CHANGED);
  return submitObjectsRequest(
    {
      submissionSet: setOf(ports, input),
      entries: [{ ...entry, entryId: CHANGED, confidentiality: set ? [...kept, ...visibility([flag])] : kept }],
      associations: [{ ...member, slots: [...member.slots, { name: 'PreviousVersion', values: [entry.metadataVersion ?? ''] }] }],
    },
    ids,
  );
}

/** Body of TD3.3c and d (dmp/README 13). @throws PosteError DMP_OTHER_PATIENT, DMP_INCOMPLETE, DMP_CHANGE_REFUSED (from this status) */
export function statusRequest(ports: ChangePorts, input: ChangeInput, change: StatusChange): Xml {
  requireWhole(input, ['status']);
  const { entryId, status } = input.entry;
  if (!/^urn:uuid:/i.test(entryId)) throw dmpError('DMP_INCOMPLETE', { detail: 'entryUUID' });
  const { from, to } = STATUS_CHANGE[change];
  if (status === null || !from.includes(status)) throw dmpError('DMP_CHANGE_REFUSED', { detail: status });
  const association = changesStatus('association1', ENTRY_ID.submissionSet, entryId, { from: status, to });
  return submitObjectsRequest({ submissionSet: setOf(ports, input), entries: [], associations: [association] }, rimIds());
}

function requireWhole({ entry, patient }: ChangeInput, needed: readonly (keyof DocumentEntry)[]): void {
  if (isOtherPatient(entry, patient)) throw dmpError('DMP_OTHER_PATIENT', { detail: entry.uniqueId });
  const missing = needed.find((name) => entry[name] === null);
  if (missing !== undefined) throw dmpError('DMP_INCOMPLETE', { detail: missing });
}

const setOf = ({ software, now, uuid }: ChangePorts, { patient, entry, author, contentType }: ChangeInput): SubmissionSet => ({
  entryId: ENTRY_ID.submissionSet,
  uniqueId: uuidOid(uuid()),
  sourceId: software.oidRoot,
  submissionTime: toDtm(now().toISOString()),
  title: entry.title,
  comment: null,
  authors: [authorFromPro(author)],
  contentType,
  patientId: insToCx(patient),
});

/** A request of TD3.3: visibility, archiving or deletion of documents. */
export function readUpdateRequest(
  request: XmlElement,
): DmpMessageFacts & { readonly documents: readonly CarriedDocument[]; readonly references: readonly string[] } {
  const { entries, associations, submissionSets } = objectsOf(request);
  const to = associations.flatMap((one) => one.slots.find((slot) => slot.name === 'NewStatus')?.values ?? [])[0];
  const cx = submissionSets[0]?.patientId ?? null;
  return {
    // 3.3a and 3.3b are the same message: which one depends on what the entry was before.
    ...messageFacts('update-request', to === undefined ? null : to.endsWith(':Deleted') ? 'TD3.3c' : 'TD3.3d', {
      patient: cx === null ? null : { matricule: cx.id, oid: cx.root },
    }),
    documents: entries.map((entry): CarriedDocument => ({ description: describeEntry(entry), bytes: null })),
    references:
      to === undefined ? [] : associations.filter((one) => one.slots.some((slot) => slot.name === 'NewStatus')).map((one) => one.target),
  };
}

/** An answer of TD3.3. */
export function readUpdate(response: XmlElement): DmpMessageFacts {
  return messageFacts('update', null, registryFacts(response));
}

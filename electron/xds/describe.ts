import type { Ins, ReadCoded, VisibilityFlag } from '../../shared/domain/types.ts';
import { INS_OIDS } from '../cda/constants.ts';
import { identifier } from '../cda/identifiers.ts';
import { STATUS } from './constants.ts';
import type { Cx, DocumentEntry, XdsAuthor, XdsPerson } from './metadata.ts';
import { fromDtm } from './times.ts';

/** A person or author of an entry, in the shape of `Pro` (cli/README 2); unknown is null. */
interface DescribedPerson {
  readonly idNat: string | null;
  readonly family: string | null;
  readonly given: string | null;
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly speciality: ReadCoded | null;
  readonly structure: {
    readonly idNat: string | null;
    readonly name: string | null;
    readonly sector: null;
    readonly practiceSetting: null;
  } | null;
}

/** `Document` of `dmp parse` (cli/README 7). */
export interface DescribedDocument {
  readonly entryUUID: string | null;
  readonly lid: string | null;
  readonly uniqueId: string | null;
  readonly metadataVersion: string | null;
  readonly status: 'approved' | 'deprecated' | 'archived' | 'deleted' | null;
  readonly title: string | null;
  readonly comment: string | null;
  readonly type: ReadCoded | null;
  readonly class: ReadCoded | null;
  readonly format: ReadCoded | null;
  readonly mimeType: string | null;
  readonly confidentiality: readonly string[];
  readonly flags: readonly VisibilityFlag[];
  readonly language: string | null;
  readonly authors: readonly (DescribedPerson & { readonly role: string | null })[];
  readonly legalAuthenticator: DescribedPerson | null;
  readonly createdAt: string | null;
  readonly serviceStart: string | null;
  readonly serviceStop: string | null;
  readonly facility: ReadCoded | null;
  readonly practice: ReadCoded | null;
  readonly events: readonly ReadCoded[];
  readonly ins: Ins | null;
  /** `root^extension`. */
  readonly sourcePatientId: string | null;
  readonly hash: string | null;
  readonly size: number | null;
  readonly repositoryUniqueId: string | null;
  /** The part that came with the entry; filled by the reader of the message. */
  readonly content: { readonly size: number; readonly sha1: string; readonly file: string | null } | null;
}

const FLAGS: readonly VisibilityFlag[] = ['MASQUE_PS', 'INVISIBLE_PATIENT', 'INVISIBLE_REPRESENTANTS_LEGAUX'];
const STATUSES = new Map([
  [STATUS.approved, 'approved'],
  [STATUS.deprecated, 'deprecated'],
  [STATUS.archived, 'archived'],
  [STATUS.deleted, 'deleted'],
] as const);

/** An entry in the words of the headless commands. A symbolic id is not an entryUUID. */
export function describeEntry(entry: DocumentEntry): DescribedDocument {
  const confidentiality = entry.confidentiality.map((c) => c.code);
  return {
    entryUUID: /^urn:uuid:/i.test(entry.entryId) ? entry.entryId : null,
    lid: entry.lid,
    uniqueId: entry.uniqueId,
    metadataVersion: entry.metadataVersion,
    status: [...STATUSES].find(([urn]) => urn === entry.status)?.[1] ?? null,
    title: entry.title,
    comment: entry.comment,
    type: entry.type,
    class: entry.class,
    format: entry.format,
    mimeType: entry.mimeType,
    confidentiality,
    flags: FLAGS.filter((f) => confidentiality.includes(f)),
    language: entry.languageCode,
    authors: entry.authors.map((a) => ({ ...describePerson(a.person, a), role: a.roles[0] ?? null })),
    legalAuthenticator: entry.legalAuthenticator === null ? null : describePerson(entry.legalAuthenticator, null),
    createdAt: time(entry.creationTime),
    serviceStart: time(entry.serviceStart),
    serviceStop: time(entry.serviceStop),
    facility: entry.facility,
    practice: entry.practice,
    events: entry.events,
    ins: entry.patientId === null ? null : insOf(entry.patientId),
    sourcePatientId: entry.sourcePatientId === null ? null : identifier(entry.sourcePatientId.root, entry.sourcePatientId.id),
    hash: entry.hash,
    size: entry.size,
    repositoryUniqueId: entry.repositoryUniqueId,
    content: null,
  };
}

const time = (dtm: string | null): string | null => (dtm === null ? null : fromDtm(dtm));

/** The matricule of a patient id; null when it is another kind of number. */
export const insOf = (cx: Cx): Ins | null => (INS_OIDS.includes(cx.root) ? { matricule: cx.id, oid: cx.root } : null);

/** A person with, for an author, the speciality and the institution that stand beside. */
function describePerson(person: XdsPerson | null, author: XdsAuthor | null): DescribedPerson {
  const institution = author?.institutions[0];
  return {
    idNat: person?.id ?? null,
    family: person?.family ?? null,
    given: person?.given ?? null,
    prefix: person?.prefix ?? null,
    suffix: person?.suffix ?? null,
    speciality: author?.specialities[0] ?? null,
    structure: institution === undefined ? null : { idNat: institution.id, name: institution.name, sector: null, practiceSetting: null },
  };
}

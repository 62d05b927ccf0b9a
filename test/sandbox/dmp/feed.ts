import { createHash, type X509Certificate } from 'node:crypto';
import type { CdaHeader, CdaPerson } from '../cda/header.ts';
import { judgeCda } from '../cda/judge.ts';
import { codesOf } from '../common/codes.ts';
import { validateSchema } from '../common/schema.ts';
import { child, children, serialise, textOf, type Element } from '../common/soap.ts';
import { differsFromCda } from './against-cda.ts';
import { ASSOCIATION, CONFIDENTIALITY_OID, NS, SCHEMA, SIGNATURE_CLASS, STRUCTURE_OID, UUID, VISIBILITY_OID } from './constants.ts';
import { hasKnownSpeciality, isCoded, unknownCode } from './listed.ts';
import { readSubmission, SINGLE_CODES, type RegistryObject, type Submission } from './metadata.ts';
import type { DmpRules } from './parameters.ts';
import { newEntryId, type Entry, type Flag, type Record, type Store } from './store.ts';
import { isStaffs, staffDocumentFault, staffLotFault } from './staff.ts';
import type { AcceptedVihf } from './vihf.ts';
import { judgeLotSignature } from './xades.ts';

/** An XDS refusal. */
interface XdsRefusal {
  readonly code: string;
  readonly context: string;
}

export interface FeedContext {
  readonly vihf: AcceptedVihf;
  readonly record: Record;
  readonly store: Store;
  readonly now: Date;
  readonly trustedPem: string;
  /** Whether the lists of the PKI name that certificate. */
  readonly revoked: (certificate: X509Certificate) => boolean;
  readonly rules: DmpRules;
  /** Whether a professional practises in the structure of the VIHF. */
  readonly linked: (professional: string) => boolean;
  /** MIME part of a Content-ID. */
  readonly part: (contentId: string) => Buffer | null;
}

/** A lot that passed every check of its own, not registered yet. */
interface AcceptedLot {
  readonly uniqueId: string;
  readonly entries: readonly Entry[];
  /** Entries that it replaces. */
  readonly replaced: readonly Entry[];
}

const refuse = (code: string, context: string): XdsRefusal => ({ code, context });
const metadata = (context: string): XdsRefusal => refuse('XDSRepositoryMetadataError', context);
const FLAGS: ReadonlySet<string> = new Set(['MASQUE_PS', 'INVISIBLE_PATIENT', 'INVISIBLE_REPRESENTANTS_LEGAUX']);

/** Judges a ProvideAndRegisterDocumentSetRequest: schema, then coherence (sandbox/README 2). */
export async function judgeFeed(request: Element, context: FeedContext): Promise<XdsRefusal | AcceptedLot> {
  const documents = readDocuments(request, context.part);
  if ('code' in documents) return documents;
  const schema = await schemaFault(request, documents.bytes);
  if (schema !== null) return metadata(schema);

  const submission = readSubmission(request);
  if (submission.fault !== null) return metadata(submission.fault);
  const [set] = submission.sets;
  if (set === undefined || submission.sets.length !== 1) return metadata('un lot attendu');
  const lot = judgeSet(set, context);
  if (typeof lot !== 'string') return lot;
  const links = judgeLinks(set, submission);
  if (links !== null) return links;

  const accepted: { object: RegistryObject; entry: Entry; cda: CdaHeader | null }[] = [];
  for (const object of submission.entries) {
    const bytes = documents.bytes.get(object.id);
    if (bytes === undefined) return refuse('XDSMissingDocument', object.id);
    const entry = judgeEntry(object, bytes, context);
    if ('code' in entry) return entry;
    if (accepted.some((other) => other.entry.uniqueId === entry.uniqueId))
      return refuse('XDSRepositoryDuplicateUniqueIdInMessage', entry.uniqueId);
    const cda = entry.signature ? null : await judgeDocument(object, bytes, context);
    if (cda !== null && 'context' in cda) return cda;
    accepted.push({ object, entry: cda === null ? entry : { ...entry, deposit: depositOf(entry, cda) }, cda });
  }
  const orphan = [...documents.bytes.keys()].find((id) => !submission.entries.some((object) => object.id === id));
  if (orphan !== undefined) return refuse('XDSMissingDocumentMetadata', orphan);

  const signatures = accepted.filter((one) => one.entry.signature);
  const contents = accepted.filter((one) => !one.entry.signature);
  const [signature] = signatures;
  if (signature === undefined || signatures.length !== 1 || contents.length === 0)
    return metadata('un document au moins et une signature exactement');
  const signs = submission.associations.filter((one) => one.type === ASSOCIATION.signs);
  if (signs.length !== 1 || signs[0]?.source !== signature.object.id || signs[0].target !== set.id) return metadata('association signs');
  const wrong = await judgeLotSignature({
    bytes: signature.entry.bytes,
    lot,
    documents: contents.map(({ entry }) => entry),
    holder: context.vihf.authentication === 'DIRECTE' ? context.vihf.nameId : null,
    trustedPem: context.trustedPem,
    revoked: context.revoked,
    now: context.now,
  });
  if (wrong !== null) return refuse('XDSRepositoryMetadataError', `signature du lot : ${wrong}`);

  const replaced: Entry[] = [];
  for (const { source, target } of submission.associations.filter((one) => one.type === ASSOCIATION.replaces)) {
    const old = context.record.entries.find((entry) => entry.entryUUID === target);
    const by = contents.find(({ object }) => object.id === source);
    if (old === undefined || by === undefined || by.cda?.replaces !== old.uniqueId) return refuse('XDSReplaceFailed', target);
    replaced.push(old);
  }
  if (
    contents.some(
      ({ cda, object }) =>
        cda?.replaces && !submission.associations.some((one) => one.type === ASSOCIATION.replaces && one.source === object.id),
    )
  ) {
    return metadata('document remplaçant sans association RPLC');
  }
  return { uniqueId: lot, entries: accepted.map(({ entry }) => entry), replaced };
}

/**
 * Writes a lot in the registry, at once: of two lots judged at the same time that share an identifier or a document to
 * replace, the second is refused as if it had come later.
 */
export function registerLot(lot: AcceptedLot, { record, store, now }: FeedContext): XdsRefusal | null {
  if (store.hasLot(lot.uniqueId)) return refuse('XDSDuplicateUniqueIdInRegistry', lot.uniqueId);
  for (const { uniqueId, sha1 } of lot.entries) {
    const known = store.entry(uniqueId);
    if (known !== null) return refuse(known.sha1 === sha1 ? 'XDSDuplicateUniqueIdInRegistry' : 'XDSNonIdenticalHash', uniqueId);
  }
  const gone = lot.replaced.find(({ status }) => status !== 'Approved');
  if (gone !== undefined) return refuse('XDSRegistryDeprecatedDocumentError', gone.entryUUID);
  for (const old of lot.replaced) old.status = 'Deprecated';
  record.entries.push(...lot.entries);
  record.lots.push({ uniqueId: lot.uniqueId, at: now.toISOString(), entries: lot.entries.map((one) => one.entryUUID) });
  return null;
}

function readDocuments(request: Element, part: FeedContext['part']): XdsRefusal | { bytes: Map<string, Buffer> } {
  const bytes = new Map<string, Buffer>();
  for (const document of children(request, NS.ihe, 'Document')) {
    const id = document.getAttribute('id') ?? '';
    const include = child(document, NS.xop, 'Include');
    const href = include?.getAttribute('href') ?? '';
    const content =
      include === null
        ? Buffer.from((textOf(document) ?? '').replaceAll(/\s/g, ''), 'base64')
        : part(decodeURIComponent(href.replace(/^cid:/, '')));
    if (content === null) return refuse('XDSMissingDocument', id);
    if (bytes.has(id)) return metadata(`Document ${id} en double`);
    bytes.set(id, content);
  }
  return { bytes };
}

/** The schema knows base64, not xop:Include: the content is put back where it belongs. */
async function schemaFault(request: Element, bytes: ReadonlyMap<string, Buffer>): Promise<string | null> {
  const copy = request.cloneNode(true) as Element;
  for (const document of children(copy, NS.ihe, 'Document'))
    document.textContent = bytes.get(document.getAttribute('id') ?? '')?.toString('base64') ?? '';
  const errors = await validateSchema(SCHEMA.repository, serialise(copy));
  return errors === null || errors.length === 0 ? null : `schéma : ${errors[0]?.replace(/^-:\d+: /, '') ?? ''}`.slice(0, 300);
}

/** @returns the lot's uniqueId, or why it is refused. */
function judgeSet(set: RegistryObject, context: FeedContext): string | XdsRefusal {
  const uniqueId = set.identifier(UUID.setUniqueId) ?? '';
  if (!isOid(uniqueId)) return metadata('XDSSubmissionSet.uniqueId');
  if (!isOid(set.identifier(UUID.setSourceId) ?? '')) return metadata('XDSSubmissionSet.sourceId');
  if (!isInstant(set.slot('submissionTime')[0])) return metadata('submissionTime');
  const classified = children(set.element, NS.rim, 'Classification').some(
    (one) => one.getAttribute('classificationNode') === UUID.submissionSet,
  );
  if (!classified) return metadata('classificationNode du lot');
  const [contentType] = set.classified(UUID.setContentType);
  // Outside hospitals the sector may stand in place of the activity (JDV_J59).
  if (contentType === undefined || !(isCoded(contentType, 'content-types') || isCoded(contentType, 'healthcare-facility-types')))
    return metadata('contentTypeCode');
  if (!isPatient(set.identifier(UUID.setPatientId), context)) return refuse('XDSPatientIdDoesNotMatch', 'XDSSubmissionSet.patientId');
  const authors = set.classified(UUID.setAuthor);
  if (!authors.every(hasKnownSpeciality)) return metadata('authorSpecialty du lot');
  if (context.vihf.staff) {
    const fault = staffLotFault(authors, context.vihf);
    return fault === null ? uniqueId : metadata(fault);
  }
  const institutions = authors.flatMap((author) => author.slot('authorInstitution')).map((xon) => xon.split('^').at(-1));
  if (context.vihf.authentication === 'DIRECTE') {
    if (!authors.some((author) => author.slot('authorPerson')[0]?.split('^')[0] === context.vihf.nameId))
      return metadata('Aucun auteur du lot ne correspond à l’utilisateur du VIHF');
  } else if (!institutions.includes(context.vihf.structure)) {
    return metadata("Aucun AuthorInstitution ne correspond à l'utilisateur du VIHF");
  }
  return uniqueId;
}

function judgeLinks(set: RegistryObject, submission: Submission): XdsRefusal | null {
  const members = submission.associations.filter((one) => one.type === ASSOCIATION.hasMember);
  if (members.some((one) => one.source !== set.id)) return metadata('HasMember d’un autre lot');
  for (const entry of submission.entries) {
    if (members.filter((one) => one.target === entry.id).length !== 1) return metadata(`HasMember de ${entry.id}`);
  }
  return members.length === submission.entries.length ? null : metadata('HasMember sans document');
}

function judgeEntry(object: RegistryObject, bytes: Buffer, context: FeedContext): Entry | XdsRefusal {
  const uniqueId = object.identifier(UUID.uniqueId) ?? '';
  if (!isOid(uniqueId)) return metadata(`${object.id} : uniqueId`);
  if (object.element.getAttribute('objectType') !== UUID.documentEntry) return metadata(`${object.id} : objectType`);
  if (!isPatient(object.identifier(UUID.patientId), context)) return refuse('XDSPatientIdDoesNotMatch', object.id);
  const created = object.slot('creationTime')[0];
  if (!isInstant(created)) return metadata(`${object.id} : creationTime`);
  if (!isInstant(object.slot('serviceStartTime')[0])) return metadata(`${object.id} : serviceStartTime`);
  if (object.slot('languageCode').length !== 1 || object.slot('sourcePatientId').length !== 1)
    return metadata(`${object.id} : languageCode ou sourcePatientId`);
  if (!isPerson(object.slot('legalAuthenticator')[0])) return metadata(`${object.id} : legalAuthenticator`);
  for (const scheme of SINGLE_CODES) {
    const [code, other] = object.classified(scheme);
    if (code === undefined || other !== undefined || code.code === '' || code.codingScheme === '' || code.label === '')
      return metadata(`${object.id} : ${scheme}`);
  }
  const [author] = object.classified(UUID.author);
  const authorPerson = author?.slot('authorPerson')[0];
  const institution = author?.slot('authorInstitution')[0] ?? '';
  if (author === undefined || !isPerson(authorPerson)) return metadata(`${object.id} : authorPerson`);
  if (!institution.includes(`&${STRUCTURE_OID}&ISO`)) return metadata(`${object.id} : authorInstitution`);
  const signature = object.classified(UUID.class)[0]?.code === SIGNATURE_CLASS;
  const unknown = signature ? (SIGNATURE_CODES.find((code) => !has(object, code))?.[1] ?? null) : unknownCode(object);
  if (signature && context.vihf.staff && !isStaffs(authorPerson, context.vihf)) return metadata(`${object.id} : auteur de la signature`);
  if (unknown !== null) return metadata(`${object.id} : code inconnu ou d’une autre nomenclature (${unknown})`);
  const flags = judgeFlags(object, signature, context);
  if ('code' in flags) return flags;
  if (!signature && (object.title === '' || object.title.length > 128)) return metadata(`${object.id} : titre`);
  if (!signature && object.slot('sourcePatientInfo').length === 0) return metadata(`${object.id} : sourcePatientInfo`);

  const sha1 = createHash('sha1').update(bytes).digest('hex');
  const declared = { hash: object.slot('hash')[0], size: object.slot('size')[0] };
  if (declared.hash !== undefined && declared.hash.toLowerCase() !== sha1) return refuse('XDSNonIdenticalHash', uniqueId);
  if (declared.size !== undefined && declared.size !== String(bytes.length)) return refuse('XDSNonIdenticalSize', uniqueId);

  const type = object.classified(UUID.type)[0];
  const documentClass = object.classified(UUID.class)[0]?.code ?? '';
  if (!signature && !isKnownType(type?.code ?? '', documentClass)) return metadata(`${object.id} : typeCode et classCode`);
  const [authorId = '', family = '', given = ''] = authorPerson.split('^');
  return {
    entryUUID: newEntryId(),
    uniqueId,
    status: 'Approved',
    title: object.title,
    author: [given, family].filter((part) => part !== '').join(' '),
    authorId,
    institution: institution.split('^')[0] ?? '',
    type: type?.code ?? '',
    typeLabel: type?.label ?? '',
    class: documentClass,
    createdAt: isoOf(created),
    depositedAt: context.now.toISOString(),
    flags: flags.list,
    bytes,
    sha1,
    signature,
    deposit: {
      td: context.vihf.staff ? 'TD2.2' : 'TD2.1',
      who: context.vihf.displayName,
      signer: context.vihf.authentication === 'DIRECTE' ? context.vihf.nameId : context.vihf.structure,
      legalAuthenticator: null,
      dataEnterer: null,
    },
  };
}

/** What the document itself says of whoever answers for it and of whoever typed it. */
function depositOf({ deposit }: Entry, { legalAuthenticator, dataEnterer }: CdaHeader): Entry['deposit'] {
  const named = ({ given, family }: CdaPerson): string => [given, family].filter((part) => part !== '').join(' ');
  return { ...deposit, legalAuthenticator: named(legalAuthenticator), dataEnterer: dataEnterer === null ? null : named(dataEnterer) };
}

function judgeFlags(object: RegistryObject, signature: boolean, context: FeedContext): { list: Flag[] } | XdsRefusal {
  const codes = object.classified(UUID.confidentiality);
  const [first, ...rest] = codes;
  if (first === undefined || !['N', 'R', 'V'].includes(first.code) || first.codingScheme !== CONFIDENTIALITY_OID)
    return metadata(`${object.id} : confidentialityCode`);
  if (rest.some((code) => !FLAGS.has(code.code) || code.codingScheme !== VISIBILITY_OID))
    return metadata(`${object.id} : confidentialityCode`);
  // Every code was just found in FLAGS.
  const list = rest.map((code) => code.code as Flag);
  if (new Set(list).size !== list.length) return metadata(`${object.id} : confidentialityCode en double`);
  if (signature)
    return list.includes('MASQUE_PS') && list.includes('INVISIBLE_PATIENT') ? { list } : metadata('visibilité de la signature');
  if (!context.rules.cumul && list.includes('MASQUE_PS') && list.includes('INVISIBLE_PATIENT'))
    return metadata('cumul INVISIBLE_PATIENT et MASQUE_PS');
  const minor = context.rules.minors && isMinor(context.record, context.now, context.rules.majority);
  if (list.includes('INVISIBLE_REPRESENTANTS_LEGAUX') && !minor) return metadata('INVISIBLE_REPRESENTANTS_LEGAUX pour un majeur');
  if (context.vihf.secretConnection && !list.includes('INVISIBLE_REPRESENTANTS_LEGAUX'))
    return metadata('connexion secrète : document invisible aux représentants attendu');
  return { list };
}

async function judgeDocument(object: RegistryObject, bytes: Buffer, { vihf, linked }: FeedContext): Promise<CdaHeader | XdsRefusal> {
  const no = (context: string): XdsRefusal => refuse('InvalidDocumentContent', `${object.id} : ${context}`);
  const cda = await judgeCda(bytes);
  if ('refused' in cda) return no(cda.refused);
  const [ins] = cda.patient.ids;
  if (ins?.extension !== vihf.ins.matricule || ins.root !== vihf.ins.oid) return no('patient');
  const different = differsFromCda(object, cda);
  if (different !== null) return no(`${different} : métadonnées différentes du document`);
  const fault = vihf.staff ? staffDocumentFault(cda, vihf, linked) : null;
  if (fault !== null) return no(fault);
  if (cda.body?.mediaType === 'application/pdf') {
    const head = cda.body.bytes.subarray(0, 1024).toString('latin1');
    const tail = cda.body.bytes.subarray(-1024).toString('latin1');
    if (!head.includes('%PDF-') || !tail.includes('%%EOF')) return no('PDF illisible');
  }
  return cda;
}

/** The codes of the entry of a signature (xds/README 3). */
const SIGNATURE_CODES: readonly (readonly [scheme: string, code: string, codingScheme: string])[] = [
  [UUID.type, 'E1762', 'ASTM'],
  [UUID.class, SIGNATURE_CLASS, 'URN'],
  [UUID.format, 'http://www.w3.org/2000/09/xmldsig#', 'URN'],
];

const has = (object: RegistryObject, [scheme, code, codingScheme]: (typeof SIGNATURE_CODES)[number]): boolean =>
  object.classified(scheme).some((one) => one.code === code && one.codingScheme === codingScheme);

/** The CX of the message is about the patient of the VIHF (a date may follow it). */
function isPatient(cx: string | null, { vihf }: FeedContext): boolean {
  const expected = `${vihf.ins.matricule}^^^&${vihf.ins.oid}&ISO^NH`;
  return cx === expected || cx?.startsWith(`${expected}^^`) === true;
}

const isOid = (value: string): boolean => value.length <= 64 && /^[0-2](\.(0|[1-9]\d*))+$/.test(value);
/** DTM of XDS: a moment that exists, as precise as it is. */
const isInstant = (value: string | undefined): value is string => {
  if (value === undefined || !/^\d{4}(\d{2}(\d{2}(\d{4}(\d{2})?)?)?)?$/.test(value)) return false;
  const instant = new Date(isoOf(value));
  return !Number.isNaN(instant.getTime()) && instant.toISOString().replaceAll(/\D/g, '').startsWith(value);
};
const isPerson = (xcn: string | undefined): xcn is string => xcn !== undefined && /^[^^]+\^[^^]+\^.*&[\d.]+&ISO/.test(xcn);

function isoOf(digits: string): string {
  const full = digits + '00000101000000'.slice(digits.length);
  return `${full.slice(0, 4)}-${full.slice(4, 6)}-${full.slice(6, 8)}T${full.slice(8, 10)}:${full.slice(10, 12)}:${full.slice(12, 14)}Z`;
}

/** @param majority in years. */
export function isMinor({ birthDate }: Record, now: Date, majority: number): boolean {
  const adult = new Date(birthDate);
  adult.setUTCFullYear(adult.getUTCFullYear() + majority);
  return now < adult;
}

/** JDV_J66 and ASS_X04, when the official lists are on this machine. */
function isKnownType(type: string, documentClass: string): boolean {
  const codes = codesOf('document-types');
  return codes === null ? type !== '' : codes.some((one) => one.code === type && one.dmp === true && one.class === documentClass);
}

import { confidentiality as confidentialityCode, documentType, level1Format, structuredFormat } from '../../shared/codes/index.ts';
import type { Coded, Ins, Pro, VisibilityFlag } from '../../shared/domain/types.ts';
import { ID_OID, LANGUAGE } from '../cda/constants.ts';
import type { CdaAuthor, CdaContent, CdaPatient, CdaPerson } from '../cda/content.ts';
import { cdaError } from '../cda/errors.ts';
import { CDA_MIME_TYPE } from './constants.ts';
import { xdsError } from './errors.ts';
import { escapeHl7 } from './hl7v2.ts';
import type { Cx, DocumentEntry, XdsAuthor, XdsPerson } from './metadata.ts';
import { toDtm } from './times.ts';

interface BesideCda {
  /** Symbolic id in the submission (`Document01`). */
  readonly entryId: string;
  /** Visibility decided by the professional: it is in the metadata only, never in the document. */
  readonly flags: readonly VisibilityFlag[];
  readonly comment?: string | null;
  /** SHA-1 (lower hex) and size in bytes of the file. Default none: the repository of the DMP sets them (xds/README 2). */
  readonly file?: { readonly sha1: string; readonly size: number } | null;
  /** Name of the file in an XDM archive. */
  readonly uri?: string | null;
}

/**
 * The entry of a document, derived from its header (xds/README 5).
 *
 * @throws PosteError XDS_INCOMPLETE when the document lacks what an entry must say; TYPE_UNKNOWN for a type without
 * class; FLAGS_INCOMPATIBLE for two flags that leave nobody to see the document.
 */
export function documentEntryFromCda(cda: CdaContent, beside: BesideCda): DocumentEntry {
  if (beside.flags.includes('MASQUE_PS') && beside.flags.includes('INVISIBLE_PATIENT')) throw cdaError('FLAGS_INCOMPATIBLE');
  const type = required(cda.type, 'code');
  const known = documentType(type.code);
  if (known === null) throw cdaError('TYPE_UNKNOWN', { values: { type: type.code } });
  const legalAuthenticator = required(cda.legalAuthenticator, 'legalAuthenticator');
  const event = required(cda.event, 'documentationOf');
  const ids = patientIds(cda.patient);
  return {
    entryId: beside.entryId,
    lid: null,
    status: null,
    metadataVersion: null,
    mimeType: CDA_MIME_TYPE,
    uniqueId: required(cda.id, 'id'),
    title: required(cda.title, 'title'),
    comment: beside.comment ?? null,
    creationTime: toDtm(required(cda.createdAt, 'effectiveTime')),
    languageCode: cda.language ?? LANGUAGE,
    serviceStart: toDtm(required(event.start, 'serviceEvent/effectiveTime/low')),
    serviceStop: event.end === null ? null : toDtm(event.end),
    authors: cda.authors.map(authorOf),
    legalAuthenticator: personOf(legalAuthenticator),
    class: known.class,
    type,
    format: formatOf(cda),
    facility: required(cda.encounter?.facility ?? null, 'healthCareFacility/code'),
    practice: required(event.practiceSetting, 'standardIndustryClassCode'),
    confidentiality: [required(cda.confidentiality, 'confidentialityCode'), ...visibility(beside.flags)],
    events: event.code === null ? event.translations : [event.code, ...event.translations],
    ...ids,
    sourcePatientInfo: patientInfo(cda.patient),
    hash: beside.file?.sha1 ?? null,
    size: beside.file?.size ?? null,
    repositoryUniqueId: null,
    uri: beside.uri ?? null,
    otherSlots: [],
  };
}

function required<T>(value: T | null, element: string): T {
  if (value === null) throw xdsError('XDS_INCOMPLETE', { values: { element } });
  return value;
}

/** Labels of JDV_J08; each flag once, in the order of the list. */
export const visibility = (flags: readonly VisibilityFlag[]): Coded[] => [...new Set(flags)].flatMap((f) => confidentialityCode(f) ?? []);

/** Level 1 by media type, structured by model (ASS_A12, ASS_A11). */
function formatOf(cda: CdaContent): Coded {
  const found = cda.level === 1 ? level1Format(cda.body.mediaType ?? '') : structuredFormat(cda.templateIds);
  return required(found, 'nonXMLBody/text/@mediaType');
}

/** The matricule as a patient id. */
export const insToCx = (ins: Ins): Cx => ({ id: ins.matricule, root: ins.oid, type: 'NH', date: null });

/** Without matricule the local number stands alone; without local number the matricule is repeated (xds/README 5). */
function patientIds({ ins, ipp, ippRoot }: CdaPatient): { patientId: Cx; sourcePatientId: Cx } {
  const national = ins === null ? null : insToCx(ins);
  const local: Cx | null = ipp === null || ippRoot === null ? null : { id: ipp, root: ippRoot, type: 'PI', date: null };
  return { patientId: required(national ?? local, 'patientRole/id'), sourcePatientId: required(local ?? national, 'patientRole/id') };
}

function patientInfo(p: CdaPatient): string[] {
  const family = p.birthName ?? p.usedName ?? '';
  const given = p.firstBirthFirstName ?? p.birthFirstNames ?? p.usedFirstName ?? '';
  return [
    `PID-5|${escapeHl7(family)}^${escapeHl7(given)}^^^^^L`,
    ...(p.birthDate === null ? [] : [`PID-7|${p.birthDate.replaceAll('-', '')}`]),
    ...(p.sex === null ? [] : [`PID-8|${p.sex}`]),
  ];
}

/** National ids are IDNPS, ids internal to a structure (`structure/local`) are EI (dmp/README 3). */
function idType(id: string | null, root: string | null): string | null {
  if (id === null) return null;
  if (root !== ID_OID.professional) return 'NH';
  return id.includes('/') ? 'EI' : 'IDNPS';
}

const personOf = (p: CdaPerson): XdsPerson => ({
  id: p.idNat,
  family: p.family,
  given: p.given,
  suffix: null,
  prefix: null,
  root: p.idRoot,
  nameType: 'D',
  idType: idType(p.idNat, p.idRoot),
});

function authorOf(author: CdaAuthor): XdsAuthor {
  const person = personOf(author);
  return {
    // A system: model and software stand for family and given name, name type U.
    person:
      author.device === null
        ? person
        : { ...person, family: author.device.manufacturerModelName, given: author.device.softwareName, nameType: 'U', idType: 'EI' },
    roles: author.role === null ? [] : [author.role],
    specialities: author.speciality === null ? [] : [author.speciality],
    institutions: author.structure === null ? [] : [institutionOf(author.structure)],
  };
}

const institutionOf = (s: { readonly idNat: string | null; readonly name: string | null }) => ({
  name: s.name,
  id: s.idNat,
  root: s.idNat === null ? null : ID_OID.structure,
  idType: s.idNat === null ? null : 'IDNST',
});

/** The person who sends, as author of a submission set. */
export const authorFromPro = (pro: Pro): XdsAuthor => ({
  person: {
    id: pro.idNat,
    family: pro.family,
    given: pro.given,
    suffix: null,
    prefix: null,
    root: ID_OID.professional,
    nameType: 'D',
    idType: idType(pro.idNat, ID_OID.professional),
  },
  roles: [],
  specialities: pro.speciality === null ? [] : [pro.speciality],
  institutions: pro.structure === null ? [] : [institutionOf(pro.structure)],
});

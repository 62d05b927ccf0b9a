import { confidentiality } from '../../shared/codes/index.ts';
import { CDA_MIME_TYPE, ENTRY_ID, SIGNATURE_ENTRY } from './constants.ts';
import { visibility } from './from-cda.ts';
import type { DocumentEntry, SubmissionSet } from './metadata.ts';

/**
 * The entry of the XAdES signature of a submission set (xds/README 3): masked and invisible whatever the documents
 * are, facility and practice as the document.
 *
 * @param like an entry of the set.
 * @param uniqueId OID of its own.
 * @param signatory whose key signs: its author; that of the set, when nobody else does.
 */
export function signatureEntry(set: SubmissionSet, like: DocumentEntry, uniqueId: string, signatory = set.authors[0]): DocumentEntry {
  const normal = confidentiality('N');
  return {
    entryId: ENTRY_ID.signature,
    lid: null,
    status: null,
    metadataVersion: null,
    mimeType: CDA_MIME_TYPE,
    uniqueId,
    title: SIGNATURE_ENTRY.event.displayName,
    comment: null,
    creationTime: set.submissionTime,
    languageCode: 'art',
    serviceStart: set.submissionTime,
    serviceStop: set.submissionTime,
    authors: signatory === undefined ? [] : [signatory],
    legalAuthenticator: signatory?.person ?? null,
    class: SIGNATURE_ENTRY.class,
    type: SIGNATURE_ENTRY.type,
    format: SIGNATURE_ENTRY.format,
    facility: like.facility,
    practice: like.practice,
    confidentiality: [...(normal === null ? [] : [normal]), ...visibility(['MASQUE_PS', 'INVISIBLE_PATIENT'])],
    events: [SIGNATURE_ENTRY.event],
    patientId: set.patientId,
    sourcePatientId: set.patientId,
    sourcePatientInfo: [],
    hash: null,
    size: null,
    repositoryUniqueId: null,
    uri: null,
    otherSlots: [],
  };
}

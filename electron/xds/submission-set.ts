import { attribute, type XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { SUBMISSION_SET } from './constants.ts';
import { cxFromText, cxToText } from './hl7v2.ts';
import type { SubmissionSet } from './metadata.ts';
import {
  authorsFromXml,
  authorToXml,
  codesFromXml,
  codeToXml,
  externalIdFromXml,
  externalIdToXml,
  localizedFromXml,
  localizedToXml,
  slotsFromXml,
  slotToXml,
  slotValue,
  type RimIds,
} from './rim.ts';

/** SubmissionSet to `rim:RegistryPackage` (xds/README 1). @param ids shared by all the objects of one list. */
export function submissionSetToXml(set: SubmissionSet, ids: RimIds): Xml {
  const id = set.entryId;
  return xml`
    <RegistryPackage id="${id}">
      ${slotToXml('submissionTime', [set.submissionTime])}
      ${localizedToXml('Name', set.title)}
      ${localizedToXml('Description', set.comment)}
      ${set.authors.map((a) => authorToXml(ids, id, SUBMISSION_SET.author, a))}
      ${codeToXml(ids, id, SUBMISSION_SET.contentType, set.contentType)}
      <Classification id="${ids('cla')}" classificationNode="${SUBMISSION_SET.node}" classifiedObject="${id}"/>
      ${externalIdToXml(ids, id, SUBMISSION_SET.patientId, 'XDSSubmissionSet.patientId', set.patientId === null ? null : cxToText(set.patientId))}
      ${externalIdToXml(ids, id, SUBMISSION_SET.sourceId, 'XDSSubmissionSet.sourceId', set.sourceId)}
      ${externalIdToXml(ids, id, SUBMISSION_SET.uniqueId, 'XDSSubmissionSet.uniqueId', set.uniqueId)}
    </RegistryPackage>`;
}

/** `rim:RegistryPackage` to SubmissionSet, tolerant. */
export function submissionSetFromXml(element: XmlElement): SubmissionSet {
  const patientId = externalIdFromXml(element, SUBMISSION_SET.patientId);
  return {
    entryId: attribute(element, 'id') ?? '',
    uniqueId: externalIdFromXml(element, SUBMISSION_SET.uniqueId),
    sourceId: externalIdFromXml(element, SUBMISSION_SET.sourceId),
    submissionTime: slotValue(slotsFromXml(element), 'submissionTime'),
    title: localizedFromXml(element, 'Name'),
    comment: localizedFromXml(element, 'Description'),
    authors: authorsFromXml(element, SUBMISSION_SET.author),
    contentType: codesFromXml(element, SUBMISSION_SET.contentType)[0] ?? null,
    patientId: patientId === null ? null : cxFromText(patientId),
  };
}

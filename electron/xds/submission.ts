import { attribute, elements, type XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { associationFromXml, associationToXml } from './association.ts';
import { NS, OBJECT_TYPE, SUBMISSION_SET } from './constants.ts';
import { documentEntryFromXml, documentEntryToXml } from './document-entry.ts';
import type { Association, DocumentEntry, SubmissionSet } from './metadata.ts';
import type { RimIds } from './rim.ts';
import { submissionSetFromXml, submissionSetToXml } from './submission-set.ts';

/** What one submission says. */
interface Submission {
  readonly submissionSet: SubmissionSet;
  readonly entries: readonly DocumentEntry[];
  readonly associations: readonly Association[];
}

/**
 * `lcm:SubmitObjectsRequest`: body of METADATA.XML, and first child of a TD2.1 request.
 *
 * @param ids the series that also named the associations.
 */
export const submitObjectsRequest = ({ submissionSet, entries, associations }: Submission, ids: RimIds): Xml => xml`
  <lcm:SubmitObjectsRequest xmlns:lcm="${NS.lcm}">
    <RegistryObjectList xmlns="${NS.rim}">
      ${submissionSetToXml(submissionSet, ids)}
      ${entries.map((e) => documentEntryToXml(e, ids))}
      ${associations.map(associationToXml)}
    </RegistryObjectList>
  </lcm:SubmitObjectsRequest>`;

/** What a list of registry objects holds, in its order. */
export interface RegistryObjects {
  readonly submissionSets: readonly SubmissionSet[];
  readonly entries: readonly DocumentEntry[];
  readonly associations: readonly Association[];
}

/** Reads a `rim:RegistryObjectList`; packages that are not submission sets and other objects are ignored. */
export function registryObjectsFromXml(list: XmlElement): RegistryObjects {
  const isNode = (c: XmlElement): boolean => attribute(c, 'classificationNode') === SUBMISSION_SET.node;
  // The node stands in the package, or beside it as a classification of the list.
  const beside = new Set(
    elements(list, NS.rim, 'Classification')
      .filter(isNode)
      .map((c) => attribute(c, 'classifiedObject')),
  );
  const isSet = (p: XmlElement): boolean => elements(p, NS.rim, 'Classification').some(isNode) || beside.has(attribute(p, 'id'));
  return {
    submissionSets: elements(list, NS.rim, 'RegistryPackage').filter(isSet).map(submissionSetFromXml),
    entries: elements(list, NS.rim, 'ExtrinsicObject')
      .filter((e) => attribute(e, 'objectType') === OBJECT_TYPE.documentEntry)
      .map(documentEntryFromXml),
    associations: elements(list, NS.rim, 'Association').map(associationFromXml),
  };
}

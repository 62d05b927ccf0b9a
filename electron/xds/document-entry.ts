import { at, attribute, type XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { DOCUMENT_ENTRY, NS, OBJECT_TYPE } from './constants.ts';
import { cxFromText, cxToText, personFromXcn, personToXcn } from './hl7v2.ts';
import type { DocumentEntry } from './metadata.ts';
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
  slotValues,
  type RimIds,
} from './rim.ts';

const SLOTS: ReadonlySet<string> = new Set([
  'creationTime',
  'languageCode',
  'legalAuthenticator',
  'serviceStartTime',
  'serviceStopTime',
  'sourcePatientId',
  'sourcePatientInfo',
  'hash',
  'size',
  'repositoryUniqueId',
  'URI',
]);

/**
 * DocumentEntry to `rim:ExtrinsicObject`, children in the order of the schema (xds/README 2).
 *
 * @param ids shared by all the objects of one list.
 */
export function documentEntryToXml(entry: DocumentEntry, ids: RimIds): Xml {
  const id = entry.entryId;
  return xml`
    <ExtrinsicObject id="${id}" ${entry.lid !== null && xml`lid="${entry.lid}"`} mimeType="${entry.mimeType}" objectType="${OBJECT_TYPE.documentEntry}" ${entry.status !== null && xml`status="${entry.status}"`}>
      ${slotToXml('creationTime', [entry.creationTime])}
      ${slotToXml('languageCode', [entry.languageCode])}
      ${slotToXml('legalAuthenticator', [entry.legalAuthenticator === null ? null : personToXcn(entry.legalAuthenticator)])}
      ${slotToXml('serviceStartTime', [entry.serviceStart])}
      ${slotToXml('serviceStopTime', [entry.serviceStop])}
      ${slotToXml('sourcePatientId', [entry.sourcePatientId === null ? null : cxToText(entry.sourcePatientId)])}
      ${slotToXml('sourcePatientInfo', entry.sourcePatientInfo)}
      ${slotToXml('hash', [entry.hash])}
      ${slotToXml('size', [entry.size === null ? null : String(entry.size)])}
      ${slotToXml('repositoryUniqueId', [entry.repositoryUniqueId])}
      ${slotToXml('URI', [entry.uri])}
      ${entry.otherSlots.map((s) => slotToXml(s.name, s.values))}
      ${localizedToXml('Name', entry.title)}
      ${localizedToXml('Description', entry.comment)}
      ${entry.metadataVersion !== null && xml`<VersionInfo versionName="${entry.metadataVersion}"/>`}
      ${entry.authors.map((a) => authorToXml(ids, id, DOCUMENT_ENTRY.author, a))}
      ${codeToXml(ids, id, DOCUMENT_ENTRY.class, entry.class)}
      ${codeToXml(ids, id, DOCUMENT_ENTRY.type, entry.type)}
      ${entry.confidentiality.map((c) => codeToXml(ids, id, DOCUMENT_ENTRY.confidentiality, c))}
      ${codeToXml(ids, id, DOCUMENT_ENTRY.format, entry.format)}
      ${codeToXml(ids, id, DOCUMENT_ENTRY.facility, entry.facility)}
      ${codeToXml(ids, id, DOCUMENT_ENTRY.practice, entry.practice)}
      ${entry.events.map((e) => codeToXml(ids, id, DOCUMENT_ENTRY.event, e))}
      ${externalIdToXml(ids, id, DOCUMENT_ENTRY.patientId, 'XDSDocumentEntry.patientId', entry.patientId === null ? null : cxToText(entry.patientId))}
      ${externalIdToXml(ids, id, DOCUMENT_ENTRY.uniqueId, 'XDSDocumentEntry.uniqueId', entry.uniqueId)}
    </ExtrinsicObject>`;
}

/** `rim:ExtrinsicObject` to DocumentEntry, tolerant: what is absent is null. */
export function documentEntryFromXml(element: XmlElement): DocumentEntry {
  const slots = slotsFromXml(element);
  const legalAuthenticator = slotValue(slots, 'legalAuthenticator');
  const sourcePatientId = slotValue(slots, 'sourcePatientId');
  const patientId = externalIdFromXml(element, DOCUMENT_ENTRY.patientId);
  const size = slotValue(slots, 'size');
  const one = (scheme: string) => codesFromXml(element, scheme)[0] ?? null;
  return {
    entryId: attribute(element, 'id') ?? '',
    lid: attribute(element, 'lid'),
    status: attribute(element, 'status'),
    metadataVersion: attribute(at(element, NS.rim, 'VersionInfo'), 'versionName'),
    mimeType: attribute(element, 'mimeType'),
    uniqueId: externalIdFromXml(element, DOCUMENT_ENTRY.uniqueId),
    title: localizedFromXml(element, 'Name'),
    comment: localizedFromXml(element, 'Description'),
    creationTime: slotValue(slots, 'creationTime'),
    languageCode: slotValue(slots, 'languageCode'),
    serviceStart: slotValue(slots, 'serviceStartTime'),
    serviceStop: slotValue(slots, 'serviceStopTime'),
    authors: authorsFromXml(element, DOCUMENT_ENTRY.author),
    legalAuthenticator: legalAuthenticator === null ? null : personFromXcn(legalAuthenticator),
    class: one(DOCUMENT_ENTRY.class),
    type: one(DOCUMENT_ENTRY.type),
    format: one(DOCUMENT_ENTRY.format),
    facility: one(DOCUMENT_ENTRY.facility),
    practice: one(DOCUMENT_ENTRY.practice),
    confidentiality: codesFromXml(element, DOCUMENT_ENTRY.confidentiality),
    events: codesFromXml(element, DOCUMENT_ENTRY.event),
    patientId: patientId === null ? null : cxFromText(patientId),
    sourcePatientId: sourcePatientId === null ? null : cxFromText(sourcePatientId),
    sourcePatientInfo: slotValues(slots, 'sourcePatientInfo'),
    hash: slotValue(slots, 'hash'),
    size: size !== null && /^\d{1,15}$/.test(size) ? Number(size) : null,
    repositoryUniqueId: slotValue(slots, 'repositoryUniqueId'),
    uri: slotValue(slots, 'URI'),
    otherSlots: slots.filter((s) => !SLOTS.has(s.name)),
  };
}

import { attribute, type XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { ASSOCIATION } from './constants.ts';
import type { Association } from './metadata.ts';
import { slotsFromXml, slotToXml, type RimIds } from './rim.ts';

const original = [{ name: 'SubmissionSetStatus', values: ['Original'] }];

/** The set holds the entry. */
export const hasMember = (ids: RimIds, set: string, entry: string): Association => ({
  id: ids('assoc'),
  type: ASSOCIATION.hasMember,
  source: set,
  target: entry,
  slots: original,
});

/** The signature entry signs the set (xds/README 4). */
export const signs = (ids: RimIds, signature: string, set: string): Association => ({
  id: ids('assoc'),
  type: ASSOCIATION.signs,
  source: signature,
  target: set,
  slots: original,
});

/** The new entry cancels and replaces the old one. @param oldEntryUuid `urn:uuid:...`, read back from the registry. */
export const replaces = (ids: RimIds, entry: string, oldEntryUuid: string): Association => ({
  id: ids('assoc'),
  type: ASSOCIATION.replaces,
  source: entry,
  target: oldEntryUuid,
  slots: original,
});

export const associationToXml = (a: Association): Xml => xml`
  <Association id="${a.id}" associationType="${a.type}" sourceObject="${a.source}" targetObject="${a.target}">
    ${a.slots.map((s) => slotToXml(s.name, s.values))}
  </Association>`;

export const associationFromXml = (element: XmlElement): Association => ({
  id: attribute(element, 'id') ?? '',
  type: attribute(element, 'associationType') ?? '',
  source: attribute(element, 'sourceObject') ?? '',
  target: attribute(element, 'targetObject') ?? '',
  slots: slotsFromXml(element),
});

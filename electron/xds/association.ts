import { attribute, type XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { ASSOCIATION, OBJECT_TYPE } from './constants.ts';
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

/** The status of an entry changes (TD3.3c and d). @param entryUuid `urn:uuid:...`, as the registry gave it */
export const changesStatus = (
  id: string,
  set: string,
  entryUuid: string,
  { from, to }: { readonly from: string; readonly to: string },
): Association => ({
  id,
  type: ASSOCIATION.updatesStatus,
  source: set,
  target: entryUuid,
  slots: [
    { name: 'OriginalStatus', values: [from] },
    { name: 'NewStatus', values: [to] },
  ],
});

export const associationToXml = (a: Association): Xml => xml`
  <Association id="${a.id}" associationType="${a.type}" ${a.type === ASSOCIATION.updatesStatus && xml`objectType="${OBJECT_TYPE.association}"`} sourceObject="${a.source}" targetObject="${a.target}">
    ${a.slots.map((s) => slotToXml(s.name, s.values))}
  </Association>`;

export const associationFromXml = (element: XmlElement): Association => ({
  id: attribute(element, 'id') ?? '',
  type: attribute(element, 'associationType') ?? '',
  source: attribute(element, 'sourceObject') ?? '',
  target: attribute(element, 'targetObject') ?? '',
  slots: slotsFromXml(element),
});

import { NS } from '../xds/constants.ts';
import { registryObjectsFromXml } from '../xds/submission.ts';
import { descendants, type XmlElement } from '../xml/read.ts';

/** `rim:RegistryObjectList` below an element, as an element of the tree or empty. */
export function objectsOf(holder: XmlElement) {
  const [list] = descendants(holder, NS.rim, 'RegistryObjectList');
  return list === undefined ? { submissionSets: [], entries: [], associations: [] } : registryObjectsFromXml(list);
}

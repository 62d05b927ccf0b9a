import { child, children, textOf, type Element } from '../common/soap.ts';
import { ASSOCIATION, NS, UUID } from './constants.ts';

/** RegistryPackage and ExtrinsicObject, read alike. */
export interface RegistryObject {
  readonly id: string;
  readonly element: Element;
  readonly mimeType: string;
  readonly title: string;
  slot(name: string): readonly string[];
  /** Classifications of a scheme. */
  classified(scheme: string): readonly Classification[];
  /** Value of an external identifier. */
  identifier(scheme: string): string | null;
}

export interface Classification {
  readonly code: string;
  readonly codingScheme: string;
  readonly label: string;
  slot(name: string): readonly string[];
}

interface Association {
  readonly type: string;
  readonly source: string;
  readonly target: string;
}

export interface Submission {
  readonly sets: readonly RegistryObject[];
  readonly entries: readonly RegistryObject[];
  readonly associations: readonly Association[];
  /** What every registry object must respect, whatever its contents; null when it does. */
  readonly fault: string | null;
}

/** Reads the SubmitObjectsRequest inside a request of the DMP. */
export const readSubmission = (request: Element | null): Submission => readObjects(child(request, NS.lcm, 'SubmitObjectsRequest'));

/** Reads a SubmitObjectsRequest. */
export function readObjects(submit: Element | null): Submission {
  const list = child(submit, NS.rim, 'RegistryObjectList');
  const sets = children(list, NS.rim, 'RegistryPackage').map(readObject);
  const entries = children(list, NS.rim, 'ExtrinsicObject').map(readObject);
  const associations = children(list, NS.rim, 'Association');
  return {
    sets,
    entries,
    associations: associations.map((one) => ({
      type: one.getAttribute('associationType') ?? '',
      source: one.getAttribute('sourceObject') ?? '',
      target: one.getAttribute('targetObject') ?? '',
    })),
    fault: structureFault(list, [...sets, ...entries], associations),
  };
}

function readObject(element: Element): RegistryObject {
  const classifications = children(element, NS.rim, 'Classification');
  return {
    id: element.getAttribute('id') ?? '',
    element,
    mimeType: element.getAttribute('mimeType') ?? '',
    title: localised(child(element, NS.rim, 'Name')),
    slot: (name) => slotValues(element, name),
    classified: (scheme) =>
      classifications
        .filter((one) => one.getAttribute('classificationScheme') === scheme)
        .map((one) => ({
          code: one.getAttribute('nodeRepresentation') ?? '',
          codingScheme: slotValues(one, 'codingScheme')[0] ?? '',
          label: localised(child(one, NS.rim, 'Name')),
          slot: (name) => slotValues(one, name),
        })),
    identifier: (scheme) =>
      children(element, NS.rim, 'ExternalIdentifier')
        .find((one) => one.getAttribute('identificationScheme') === scheme)
        ?.getAttribute('value') ?? null,
  };
}

function slotValues(holder: Element, name: string): string[] {
  const slot = children(holder, NS.rim, 'Slot').find((one) => one.getAttribute('name') === name) ?? null;
  return children(child(slot, NS.rim, 'ValueList'), NS.rim, 'Value').map((value) => textOf(value) ?? '');
}

const localised = (holder: Element | null): string => child(holder, NS.rim, 'LocalizedString')?.getAttribute('value') ?? '';

function structureFault(list: Element | null, objects: readonly RegistryObject[], associations: readonly Element[]): string | null {
  if (list === null) return 'RegistryObjectList absente';
  const ids = Array.from(list.getElementsByTagNameNS(NS.rim, '*')).flatMap((one) => one.getAttribute('id') ?? []);
  if (new Set(ids).size !== ids.length) return 'deux objets portent le même id';
  for (const object of objects) {
    for (const one of children(object.element)) {
      // Absent classifiedObject and registryObject are tolerated (sandbox/README 2), wrong ones are not.
      const owner = one.getAttribute(one.localName === 'Classification' ? 'classifiedObject' : 'registryObject');
      if ((one.localName === 'Classification' || one.localName === 'ExternalIdentifier') && owner !== null && owner !== object.id)
        return `${one.getAttribute('id') ?? ''} désigne un autre objet`;
    }
  }
  for (const one of associations) {
    if (one.getAttribute('associationType') === ASSOCIATION.hasMember && slotValues(one, 'SubmissionSetStatus')[0] !== 'Original')
      return 'SubmissionSetStatus';
  }
  return null;
}

/** The coded attributes every document entry has exactly once, besides author and confidentiality. */
export const SINGLE_CODES = [UUID.class, UUID.type, UUID.format, UUID.facility, UUID.practice] as const;

import type { ReadCoded } from '../../shared/domain/types.ts';
import { at, attribute, elements, type XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { NS } from './constants.ts';
import type { Slot, XdsAuthor } from './metadata.ts';
import { codedFromText, codedToText, institutionFromXon, institutionToXon, personFromXcn, personToXcn } from './hl7v2.ts';

/**
 * Pieces of ebRIM, written and read side by side. Written without prefix: their ancestor declares the rim namespace as
 * the default one ({@link ../xds/submission.ts}). Ids are unique within one list.
 */
export type RimIds = (prefix: 'cla' | 'ei' | 'assoc') => string;

/** A fresh series of ids: `cla1`, `cla2`, `ei1`... */
export function rimIds(): RimIds {
  const counters = { cla: 0, ei: 0, assoc: 0 };
  return (prefix) => `${prefix}${++counters[prefix]}`;
}

const rimChildren = (parent: XmlElement, name: string): XmlElement[] => elements(parent, NS.rim, name);

/** Writes nothing for a slot without value. */
export function slotToXml(name: string, values: readonly (string | null)[]): Xml | null {
  const present = values.filter((v) => v !== null);
  if (present.length === 0) return null;
  return xml`<Slot name="${name}"><ValueList>${present.map((v) => xml`<Value>${v}</Value>`)}</ValueList></Slot>`;
}

const rawText = (element: XmlElement): string =>
  element.children
    .filter((c) => typeof c === 'string')
    .join('')
    .trim();

export const slotsFromXml = (parent: XmlElement): Slot[] =>
  rimChildren(parent, 'Slot').map((slot) => ({
    name: attribute(slot, 'name') ?? '',
    values: rimChildren(slot, 'ValueList')
      .flatMap((list) => rimChildren(list, 'Value'))
      .map(rawText),
  }));

/** Values of a slot, [] when it is absent. */
export const slotValues = (slots: readonly Slot[], name: string): readonly string[] => slots.find((s) => s.name === name)?.values ?? [];

/** First value of a slot; an empty one is none. */
export function slotValue(slots: readonly Slot[], name: string): string | null {
  const [value] = slotValues(slots, name);
  return value === undefined || value === '' ? null : value;
}

export const localizedToXml = (element: 'Name' | 'Description', value: string | null): Xml | null => {
  if (value === null) return null;
  const text = xml`<LocalizedString charset="UTF8" value="${value}" xml:lang="FR"/>`;
  return element === 'Name' ? xml`<Name>${text}</Name>` : xml`<Description>${text}</Description>`;
};

export function localizedFromXml(parent: XmlElement, element: 'Name' | 'Description'): string | null {
  const value = attribute(at(parent, NS.rim, element, 'LocalizedString'), 'value');
  return value === null || value === '' ? null : value;
}

export const codeToXml = (ids: RimIds, owner: string, scheme: string, value: ReadCoded | null): Xml | null =>
  value === null
    ? null
    : xml`
      <Classification id="${ids('cla')}" classificationScheme="${scheme}" classifiedObject="${owner}" nodeRepresentation="${value.code}">
        ${slotToXml('codingScheme', [value.codeSystem])}
        ${localizedToXml('Name', value.displayName)}
      </Classification>`;

const classifications = (parent: XmlElement, scheme: string): XmlElement[] =>
  rimChildren(parent, 'Classification').filter((c) => attribute(c, 'classificationScheme') === scheme);

/** Every code of a scheme, in order. */
export const codesFromXml = (parent: XmlElement, scheme: string): ReadCoded[] =>
  classifications(parent, scheme).flatMap((c) => {
    const code = attribute(c, 'nodeRepresentation');
    if (code === null) return [];
    return { code, displayName: localizedFromXml(c, 'Name') ?? code, codeSystem: slotValue(slotsFromXml(c), 'codingScheme') };
  });

export const authorToXml = (ids: RimIds, owner: string, scheme: string, author: XdsAuthor): Xml => xml`
  <Classification id="${ids('cla')}" classificationScheme="${scheme}" classifiedObject="${owner}" nodeRepresentation="">
    ${slotToXml('authorPerson', [author.person === null ? null : personToXcn(author.person)])}
    ${slotToXml('authorRole', author.roles)}
    ${slotToXml('authorSpecialty', author.specialities.map(codedToText))}
    ${slotToXml('authorInstitution', author.institutions.map(institutionToXon))}
    ${author.otherSlots?.map((slot) => slotToXml(slot.name, slot.values))}
  </Classification>`;

const AUTHOR_SLOTS: ReadonlySet<string> = new Set(['authorPerson', 'authorRole', 'authorSpecialty', 'authorInstitution']);

export const authorsFromXml = (parent: XmlElement, scheme: string): XdsAuthor[] =>
  classifications(parent, scheme).map((c) => {
    const slots = slotsFromXml(c);
    const person = slotValue(slots, 'authorPerson');
    const otherSlots = slots.filter(({ name }) => !AUTHOR_SLOTS.has(name));
    return {
      ...(otherSlots.length === 0 ? {} : { otherSlots }),
      person: person === null ? null : personFromXcn(person),
      roles: slotValues(slots, 'authorRole'),
      specialities: slotValues(slots, 'authorSpecialty').map(codedFromText),
      institutions: slotValues(slots, 'authorInstitution').map(institutionFromXon),
    };
  });

export const externalIdToXml = (ids: RimIds, owner: string, scheme: string, name: string, value: string | null): Xml | null =>
  value === null
    ? null
    : xml`
      <ExternalIdentifier id="${ids('ei')}" identificationScheme="${scheme}" registryObject="${owner}" value="${value}">
        ${localizedToXml('Name', name)}
      </ExternalIdentifier>`;

export function externalIdFromXml(parent: XmlElement, scheme: string): string | null {
  const found = rimChildren(parent, 'ExternalIdentifier').find((e) => attribute(e, 'identificationScheme') === scheme);
  return attribute(found ?? null, 'value');
}

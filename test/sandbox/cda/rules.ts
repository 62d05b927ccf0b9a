import { isListed } from '../common/codes.ts';
import { descendants, textOf, type Element } from '../common/soap.ts';
import { at, codeOf, every, HL7, utcOf } from './header.ts';

/**
 * The header rules of « Structuration minimale » that a registry applies (EX_2.1-1071), written again from cda/README 1 to 4.
 * The published schematrons are not here; what they let through by mistake (key of a matricule) is refused too.
 */
const PROFESSIONAL = '1.2.250.1.71.4.2.1';
const STRUCTURE = '1.2.250.1.71.4.2.2';
const INS = new Set(['1.2.250.1.213.1.4.8', '1.2.250.1.213.1.4.9', '1.2.250.1.213.1.4.10', '1.2.250.1.213.1.4.11']);
const FRANCE = '2.16.840.1.113883.2.8.2.1';
const CI_SIS = '1.2.250.1.213.1.1.1.1';
const LEVEL_1 = '1.3.6.1.4.1.19376.1.2.20';
const MEDIA_TYPES = new Set(['application/pdf', 'text/plain', 'text/rtf', 'image/jpeg', 'image/tiff']);

type Rule = readonly [reason: string, holds: (root: Element) => boolean];

const attribute = (element: Element | null, name: string): string => element?.getAttribute(name) ?? '';
const filled = (element: Element | null): boolean => (textOf(element) ?? '') !== '';
const isOid = (value: string): boolean => value.length <= 64 && /^[0-2](\.(0|[1-9]\d*))+$/.test(value);
/** An instant to the second, with its offset. */
const isSecond = (element: Element | null): boolean =>
  /^\d{14}[+-]\d{4}$/.test(attribute(element, 'value')) && utcOf(attribute(element, 'value')) !== null;
const hasId = (holder: Element | null, root: string): boolean =>
  every(holder, 'id').some((id) => attribute(id, 'root') === root && attribute(id, 'extension') !== '');

const RULES: readonly Rule[] = [
  ['realmCode', (root) => attribute(at(root, 'realmCode'), 'code') === 'FR'],
  [
    'typeId',
    (root) =>
      attribute(at(root, 'typeId'), 'root') === '2.16.840.1.113883.1.3' && attribute(at(root, 'typeId'), 'extension') === 'POCD_HD000040',
  ],
  ['templateId', hasTemplates],
  ['id', (root) => isOid(attribute(at(root, 'id'), 'root'))],
  ['code hors de JDV_J07', (root) => isListed('document-types', codeOf(at(root, 'code')))],
  ['title', (root) => filled(at(root, 'title')) && Array.from(textOf(at(root, 'title')) ?? '').length <= 128],
  ['effectiveTime', (root) => isSecond(at(root, 'effectiveTime'))],
  [
    'confidentialityCode',
    (root) =>
      ['N', 'R', 'V'].includes(attribute(at(root, 'confidentialityCode'), 'code')) &&
      attribute(at(root, 'confidentialityCode'), 'codeSystem') === '2.16.840.1.113883.5.25',
  ],
  ['languageCode', (root) => attribute(at(root, 'languageCode'), 'code') === 'fr-FR'],
  ['setId absent', (root) => isOid(attribute(at(root, 'setId'), 'root'))],
  ['versionNumber absent', (root) => /^[1-9]\d*$/.test(attribute(at(root, 'versionNumber'), 'value'))],
  ['relatedDocument et versionNumber', (root) => Number(attribute(at(root, 'versionNumber'), 'value')) > 1 === replacesOne(root)],
  ['identité du patient', hasIdentity],
  ['author', (root) => every(root, 'author').length > 0 && every(root, 'author').every(isAuthor)],
  ['custodian absent', (root) => hasId(at(root, 'custodian', 'assignedCustodian', 'representedCustodianOrganization'), STRUCTURE)],
  ['legalAuthenticator', isAuthenticated],
  ['participant/time', (root) => every(root, 'participant').every((one) => at(one, 'time') !== null)],
  [
    'serviceEvent/effectiveTime/low',
    (root) =>
      /^\d{8}(\d{4}(\d{2})?([+-]\d{4})?)?$/.test(attribute(at(root, 'documentationOf', 'serviceEvent', 'effectiveTime', 'low'), 'value')),
  ],
  [
    'standardIndustryClassCode hors de JDV_J04',
    (root) =>
      isListed(
        'practice-settings',
        codeOf(
          at(
            root,
            'documentationOf',
            'serviceEvent',
            'performer',
            'assignedEntity',
            'representedOrganization',
            'standardIndustryClassCode',
          ),
        ),
      ),
  ],
  [
    'healthCareFacility/code hors de JDV_J02',
    (root) =>
      isListed(
        'healthcare-facility-types',
        codeOf(at(root, 'componentOf', 'encompassingEncounter', 'location', 'healthCareFacility', 'code')),
      ),
  ],
  ['corps du document', hasBody],
];

/** The first rule that a `ClinicalDocument` breaks, null when it breaks none. */
export function brokenRule(root: Element): string | null {
  return RULES.find(([, holds]) => !holds(root))?.[0] ?? null;
}

/** HL7 France, CI-SIS, then at level 1 that of IHE and no other. */
function hasTemplates(root: Element): boolean {
  const ids = every(root, 'templateId').map((one) => attribute(one, 'root'));
  const structured = at(root, 'component', 'structuredBody') !== null;
  return ids[0] === FRANCE && ids[1] === CI_SIS && (structured || (ids.length === 3 && ids[2] === LEVEL_1));
}

const replacesOne = (root: Element): boolean =>
  every(root, 'relatedDocument').some(
    (one) => attribute(one, 'typeCode') === 'RPLC' && isOid(attribute(at(one, 'parentDocument', 'id'), 'root')),
  );

/** With a matricule, every trait that INSi gave; without, a local number and a name. */
function hasIdentity(root: Element): boolean {
  const role = at(root, 'recordTarget', 'patientRole');
  const patient = at(role, 'patient');
  const name = at(patient, 'name');
  const part = (element: string, qualifier: string | null): boolean =>
    every(name, element).some((one) => one.getAttribute('qualifier') === qualifier && filled(one));
  const forbidden = ['religiousAffiliationCode', 'raceCode', 'ethnicGroupCode'].some((one) => descendants(patient, HL7, one).length > 0);
  const dated = /^\d{4}(\d{2}(\d{2})?)?/.test(attribute(at(patient, 'birthTime'), 'value'));
  const ins = every(role, 'id').find((id) => INS.has(attribute(id, 'root')));
  if (forbidden || every(role, 'id').length === 0 || !part('family', 'BR')) return false;
  if (ins === undefined) return true;
  return (
    isMatricule(attribute(ins, 'extension')) &&
    part('given', null) &&
    part('given', 'BR') &&
    ['M', 'F'].includes(attribute(at(patient, 'administrativeGenderCode'), 'code')) &&
    dated &&
    /^\d[\dAB]\d{3}$/.test(textOf(at(patient, 'birthplace', 'place', 'addr', 'county')) ?? '')
  );
}

/** 13 characters and their key: 97 less the remainder by 97, Corsica read as 19 and 18. */
function isMatricule(value: string): boolean {
  const [, body, key] = /^(\d{5}(?:\d{2}|2[AB])\d{6})(\d{2})$/.exec(value) ?? [];
  return body !== undefined && 97n - (BigInt(body.replace('2A', '19').replace('2B', '18')) % 97n) === BigInt(key ?? '');
}

function isAuthor(author: Element): boolean {
  const assigned = at(author, 'assignedAuthor');
  if (!isSecond(at(author, 'time')) || every(assigned, 'id').length === 0) return false;
  if (at(assigned, 'assignedPerson') === null) return filled(at(assigned, 'assignedAuthoringDevice', 'softwareName'));
  // The patient's own documents bear neither code nor organization.
  return isNamed(assigned) && (!hasId(assigned, PROFESSIONAL) || isProfessional(assigned));
}

function isAuthenticated(root: Element): boolean {
  const legal = at(root, 'legalAuthenticator');
  const entity = at(legal, 'assignedEntity');
  return (
    isSecond(at(legal, 'time')) && attribute(at(legal, 'signatureCode'), 'code') === 'S' && hasId(entity, PROFESSIONAL) && isNamed(entity)
  );
}

/** A civility stands in the prefix; a title has its own place, the suffix. */
function isNamed(holder: Element | null): boolean {
  const name = at(holder, 'assignedPerson', 'name');
  return filled(at(name, 'family')) && every(name, 'prefix').every((one) => ['M', 'MME'].includes(textOf(one) ?? ''));
}

const isProfessional = (assigned: Element | null): boolean =>
  isListed('author-specialties', codeOf(at(assigned, 'code'))) &&
  filled(at(assigned, 'representedOrganization', 'name')) &&
  every(at(assigned, 'representedOrganization'), 'id').length > 0;

function hasBody(root: Element): boolean {
  const text = at(root, 'component', 'nonXMLBody', 'text');
  if (text === null) return every(at(root, 'component', 'structuredBody'), 'component').length > 0;
  return (
    MEDIA_TYPES.has(attribute(text, 'mediaType')) &&
    attribute(text, 'representation') === 'B64' &&
    /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text.textContent ?? '')
  );
}

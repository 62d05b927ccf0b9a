import { practiceSetting } from '../../shared/codes/index.ts';
import type { Coded } from '../../shared/domain/types.ts';
import { xml, type Xml } from '../xml/write.ts';
import { ID_OID } from './constants.ts';
import type { CdaDescription } from './input.ts';

/** Elements of the header that say who and where, in the order of the schema (Structuration minimale 3.5.5). */
type Person = CdaDescription['author'];
type Organization = NonNullable<Person['structure']>;

const codeElement = (value: Coded | null): Xml | null =>
  value === null ? null : xml`<code code="${value.code}" displayName="${value.displayName}" codeSystem="${value.codeSystem}"/>`;

const professionalId = (person: Person): Xml => xml`<id root="${ID_OID.professional}" extension="${person.idNat}"/>`;

const organizationContent = (organization: Organization): Xml =>
  xml`<id root="${ID_OID.structure}" extension="${organization.idNat}"/><name>${organization.name}</name>`;

// Required, but a client does not know them: not asked (NASK), Structuration minimale 3.5.3.1.
const unknownContact = xml`<addr nullFlavor="NASK"/><telecom nullFlavor="NASK"/>`;

/** `name`: civility in prefix, title in suffix. */
const personName = (person: Person): Xml => xml`
  <name>
    ${person.prefix !== null && xml`<prefix>${person.prefix}</prefix>`}
    ${person.given !== null && xml`<given>${person.given}</given>`}
    <family>${person.family}</family>
    ${person.suffix !== null && xml`<suffix>${person.suffix}</suffix>`}
  </name>`;

/** Content of assignedAuthor and assignedEntity. */
export const assignedContent = (person: Person): Xml => xml`
  ${professionalId(person)}
  ${codeElement(person.speciality)}
  ${unknownContact}
  <assignedPerson>${personName(person)}</assignedPerson>
  ${person.structure !== null && xml`<representedOrganization>${organizationContent(person.structure)}</representedOrganization>`}`;

/** Content of the performer's assignedEntity: its organization carries the practice setting, mandatory. */
export function performerContent(person: Person, organization: Organization): Xml {
  const setting = practiceSetting(organization.practiceSetting ?? '');
  return xml`
    ${professionalId(person)}
    ${codeElement(person.speciality)}
    ${unknownContact}
    <assignedPerson>${personName(person)}</assignedPerson>
    <representedOrganization>
      ${organizationContent(organization)}
      ${setting !== null && xml`<standardIndustryClassCode code="${setting.code}" displayName="${setting.displayName}" codeSystem="${setting.codeSystem}"/>`}
    </representedOrganization>`;
}

/** Content of intendedRecipient. */
export const recipientContent = (person: Person): Xml => xml`
  ${professionalId(person)}
  ${unknownContact}
  <informationRecipient>${personName(person)}</informationRecipient>
  ${person.structure !== null && xml`<receivedOrganization>${organizationContent(person.structure)}</receivedOrganization>`}`;

/** `associatedEntity` of a participant who is a professional. */
export const associatedEntity = (person: Person): Xml => xml`
  <associatedEntity classCode="PROV">
    ${professionalId(person)}
    ${codeElement(person.speciality)}
    ${unknownContact}
    <associatedPerson>${personName(person)}</associatedPerson>
    ${person.structure !== null && xml`<scopingOrganization>${organizationContent(person.structure)}</scopingOrganization>`}
  </associatedEntity>`;

/** Content of representedCustodianOrganization. */
export const custodianContent = organizationContent;
export { codeElement };

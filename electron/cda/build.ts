import { fail } from '../../shared/errors.ts';
import { documentType, facilityType, level1Format, level1MediaTypes } from '../../shared/codes/index.ts';
import { carriedBirthDate } from '../../shared/domain/identity/carried-birth-date.ts';
import { XML_LIMITS } from '../xml/read.ts';
import { xml, Xml } from '../xml/write.ts';
import { CODE_SYSTEM, HL7_NS, LANGUAGE, TEMPLATE, TYPE_ID } from './constants.ts';
import { CdaDocument } from './document.ts';
import { cdaError } from './errors.ts';
import { isOid, localPatientRoot, uuidOid } from './identifiers.ts';
import { readCdaInput, type CdaDescription, type CdaInput } from './input.ts';
import { assignedContent, associatedEntity, codeElement, custodianContent, performerContent, recipientContent } from './people.ts';
import { readCda } from './read.ts';
import { carriedBody } from './read-body.ts';
import { atOffsetOf, dateToHl7, toHl7 } from './time.ts';

/** The file a level-1 document carries. */
export interface CdaFile {
  /** One of CI-SIS: application/pdf, text/plain, text/rtf, image/jpeg, image/tiff. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export type { BuiltCda };

/** Bare OIDs of a document, and its version. */
interface Identity {
  readonly id: string;
  readonly setId: string;
  readonly version: number;
}

/** A document just written. */
class BuiltCda extends CdaDocument implements Identity {
  readonly id: string;
  readonly setId: string;
  readonly version: number;

  /**
   * Metadata are derived from the document itself, never from the form a second time (xds/README 5): its header is
   * read back, on a document that carries the first bytes of the file alone; the file is known. An empty file is said to be
   * one by the reading.
   *
   * @param write the document around a file.
   * @throws PosteError FILE_TOO_LARGE when no reader would take it.
   */
  constructor({ id, setId, version }: Identity, file: CdaFile, write: (file: CdaFile) => Uint8Array) {
    const bytes = write(file);
    if (bytes.byteLength > XML_LIMITS.maxBytes) throw fail('FILE_TOO_LARGE');
    const header = readCda(write({ ...file, bytes: file.bytes.subarray(0, FIRST_BYTES) }));
    super(bytes, file.bytes.byteLength === 0 ? header : { ...header, body: carriedBody(file.mediaType, file.bytes) });
    this.id = id;
    this.setId = setId;
    this.version = version;
  }
}

/** One group of base64: that the document has a body is read, not which. */
const FIRST_BYTES = 3;

interface BuildPorts {
  /** When the professional validates: time of the legal authenticator. */
  readonly now: Date;
  readonly uuid: () => string;
  /** OID of the local patient numbers; by default one derived from the structure's national number. */
  readonly ippRoot?: string;
}

/**
 * Builds a level-1 CDA R2 document (CI-SIS « Structuration minimale » V1.16.8; cda/README 1 to 4).
 *
 * A patient whose identity is not qualified is written with the local number alone; giving a matricule without the
 * status QUAL is refused.
 *
 * @throws PosteError the errors of {@link readCdaInput}; INPUT_INVALID for a media type CI-SIS does not allow; FILE_TOO_LARGE.
 */
export function buildCda(input: CdaInput, body: CdaFile, ports: BuildPorts): BuiltCda {
  const doc = readCdaInput(input);
  if (level1Format(body.mediaType) === null) {
    throw cdaError('INPUT_INVALID', { values: { why: `type de fichier refusé ; acceptés : ${level1MediaTypes.join(', ')}` } });
  }
  const id = doc.id ?? uuidOid(ports.uuid());
  const setId = doc.setId ?? uuidOid(ports.uuid());
  return new BuiltCda({ id, setId, version: doc.version }, body, (file) =>
    clinicalDocument(doc, file, { ...ports, id, setId }).bytes({ declaration: true }),
  );
}

function clinicalDocument(doc: CdaDescription, body: CdaFile, ports: BuildPorts & { id: string; setId: string }): Xml {
  const validatedAt = toHl7(atOffsetOf(doc.createdAt, ports.now));
  const createdAt = toHl7(doc.createdAt);
  const custodian = doc.custodian ?? doc.author.structure;
  return xml`
    <ClinicalDocument xmlns="${HL7_NS}">
      <realmCode code="FR"/>
      <typeId root="${TYPE_ID.root}" extension="${TYPE_ID.extension}"/>
      <templateId root="${TEMPLATE.hl7France}"/>
      <templateId root="${TEMPLATE.ciSis}"/>
      <templateId root="${TEMPLATE.level1}"/>
      <id root="${ports.id}"/>
      ${codeElement(documentType(doc.type))}
      <title>${doc.title}</title>
      <effectiveTime value="${createdAt}"/>
      <confidentialityCode code="${doc.confidentiality.code}" displayName="${doc.confidentiality.displayName}" codeSystem="${doc.confidentiality.codeSystem}"/>
      <languageCode code="${LANGUAGE}"/>
      <setId root="${ports.setId}"/>
      <versionNumber value="${doc.version}"/>
      ${recordTarget(doc, ports)}
      <author><time value="${createdAt}"/><assignedAuthor>${assignedContent(doc.author)}</assignedAuthor></author>
      ${
        doc.dataEnterer !== null &&
        xml`
        <dataEnterer>
          <time value="${toHl7(doc.dataEnterer.time ?? doc.createdAt)}"/>
          <assignedEntity>${assignedContent(doc.dataEnterer)}</assignedEntity>
        </dataEnterer>`
      }
      ${
        custodian !== null &&
        xml`
        <custodian>
          <assignedCustodian>
            <representedCustodianOrganization>${custodianContent(custodian)}</representedCustodianOrganization>
          </assignedCustodian>
        </custodian>`
      }
      ${doc.recipients.map(
        (r) => xml`
        <informationRecipient><intendedRecipient>${recipientContent(r)}</intendedRecipient></informationRecipient>`,
      )}
      <legalAuthenticator>
        <time value="${validatedAt}"/>
        <signatureCode code="S"/>
        <assignedEntity>${assignedContent(doc.legalAuthenticator ?? doc.author)}</assignedEntity>
      </legalAuthenticator>
      ${participants(doc)}
      ${mainAct(doc)}
      ${
        doc.replaces !== null &&
        xml`
        <relatedDocument typeCode="RPLC"><parentDocument><id root="${doc.replaces}"/></parentDocument></relatedDocument>`
      }
      ${encounter(doc)}
      <component>
        <nonXMLBody><text mediaType="${body.mediaType}" representation="B64">${base64(body.bytes)}</text></nonXMLBody>
      </component>
    </ClinicalDocument>`;
}

// The base64 alphabet needs no escaping: megabytes are not searched for it.
const base64 = (bytes: Uint8Array): Xml => new Xml(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'));

function recordTarget({ patient, author, custodian }: CdaDescription, ports: BuildPorts): Xml {
  const { ins } = patient;
  return xml`
    <recordTarget>
      <patientRole>
        ${ins !== null && xml`<id root="${ins.oid}" extension="${ins.matricule}"/>`}
        ${localNumber(patient.ipp, ports.ippRoot ?? localPatientRoot((custodian ?? author.structure)?.idNat ?? author.idNat))}
        <addr nullFlavor="NASK"/>
        <telecom nullFlavor="NASK"/>
        <patient>
          <name>
            <family qualifier="BR">${patient.birthName}</family>
            ${patient.birthFirstNames !== null && xml`<given>${patient.birthFirstNames}</given>`}
            <given qualifier="BR">${patient.firstBirthFirstName}</given>
            ${patient.usedName !== null && xml`<family qualifier="CL">${patient.usedName}</family>`}
            ${patient.usedFirstName !== null && xml`<given qualifier="CL">${patient.usedFirstName}</given>`}
          </name>
          <administrativeGenderCode code="${patient.sex}" displayName="${patient.sex === 'F' ? 'Féminin' : 'Masculin'}" codeSystem="${CODE_SYSTEM.administrativeGender}"/>
          <birthTime value="${dateToHl7(carriedBirthDate(patient))}"/>
          ${birthplace(patient.birthPlace, ins !== null)}
        </patient>
      </patientRole>
    </recordTarget>`;
}

/** The local number, `extension` or `root^extension`. */
function localNumber(ipp: string | null, defaultRoot: string): Xml | null {
  if (ipp === null) return null;
  const caret = ipp.indexOf('^');
  const [root, extension] = caret > 0 && isOid(ipp.slice(0, caret)) ? [ipp.slice(0, caret), ipp.slice(caret + 1)] : [defaultRoot, ipp];
  return xml`<id root="${root}" extension="${extension}"/>`;
}

/** With a matricule the place is mandatory; INSi may not know it: 99999, « inconnu » of the RNIV (ins/README 2). */
function birthplace(cog: string | null, mandatory: boolean): Xml | null {
  const county = cog ?? (mandatory ? '99999' : null);
  return county === null ? null : xml`<birthplace><place><addr><county>${county}</county></addr></place></birthplace>`;
}

function participants({ prescriber, medecinTraitant }: CdaDescription): Xml {
  return xml`
    ${
      prescriber !== null &&
      xml`
      <participant typeCode="REF">
        ${prescriber.time === null ? xml`<time nullFlavor="NA"/>` : xml`<time><high value="${toHl7(prescriber.time)}"/></time>`}
        ${associatedEntity(prescriber)}
      </participant>`
    }
    ${
      medecinTraitant !== null &&
      xml`
      <participant typeCode="INF">
        <functionCode code="PCP" displayName="Médecin traitant" codeSystem="${CODE_SYSTEM.participationFunction}"/>
        <time nullFlavor="NA"/>
        ${associatedEntity(medecinTraitant)}
      </participant>`
    }`;
}

function mainAct({ event, author }: CdaDescription): Xml {
  return xml`
    <documentationOf>
      <serviceEvent>
        ${codeElement(event.code)}
        <effectiveTime>
          <low value="${toHl7(event.start, 'minute')}"/>
          ${event.end !== null && xml`<high value="${toHl7(event.end, 'minute')}"/>`}
        </effectiveTime>
        <performer typeCode="PRF">
          <assignedEntity>${author.structure !== null && performerContent(author, author.structure)}</assignedEntity>
        </performer>
      </serviceEvent>
    </documentationOf>`;
}

function encounter({ encounter: { code, start, end }, author }: CdaDescription): Xml {
  const sector = facilityType(author.structure?.sector ?? '');
  return xml`
    <componentOf>
      <encompassingEncounter>
        ${codeElement(code)}
        ${
          start === null && end === null
            ? xml`<effectiveTime nullFlavor="UNK"/>`
            : xml`
          <effectiveTime>
            ${start !== null && xml`<low value="${toHl7(start, 'minute')}"/>`}
            ${end !== null && xml`<high value="${toHl7(end, 'minute')}"/>`}
          </effectiveTime>`
        }
        <location><healthCareFacility>${codeElement(sector)}</healthCareFacility></location>
      </encompassingEncounter>
    </componentOf>`;
}

import type { Ins } from '../../shared/domain/types.ts';
import { HL7_NS, INS_OIDS } from '../cda/constants.ts';
import { toDtm } from '../xds/times.ts';
import { at, attribute, descendants, elements, type XmlElement } from '../xml/read.ts';
import { Xml, xml } from '../xml/write.ts';
import { HL7, OID_BRANCH } from './constants.ts';
import type { DmpConnection } from './soap.ts';

/** Where a message goes: `P` in production, `D` elsewhere (dmp/README 4). */
export type ProcessingCode = 'P' | 'D';

const [, , NIR_TEST, NIR_DEMONSTRATION] = INS_OIDS;

/** By the matricule: those of tests are never in production. */
export const processingOf = ({ oid }: Ins): ProcessingCode => (oid === NIR_TEST || oid === NIR_DEMONSTRATION ? 'D' : 'P');

/** What a message says of who sends it. */
export type Hl7Sender = Pick<DmpConnection, 'software' | 'now' | 'uuid'>;

/**
 * A query of HL7v3, children in the order of the schema (dmp/README 4).
 *
 * @param query `about`: what `controlActProcess` says before its query; `parameters`: content of `parameterList`.
 */
export const hl7Query = (
  { software, now, uuid }: Hl7Sender,
  interaction: string,
  processing: ProcessingCode,
  query: { readonly about: Xml; readonly parameters: Xml },
): Xml => {
  const name = new Xml(interaction);
  return xml`<${name} xmlns="${HL7_NS}" ITSVersion="XML_1.0">
    <id root="${software.oidRoot}.${OID_BRANCH.message}" extension="${uuid()}"/>
    <creationTime value="${toDtm(now().toISOString())}"/>
    <interactionId root="${HL7.interactionRoot}" extension="${interaction}"/>
    <processingCode code="${processing}"/><processingModeCode code="T"/><acceptAckCode code="AL"/>
    <receiver typeCode="RCV"><device classCode="DEV" determinerCode="INSTANCE"><id root="${HL7.dmpDevice}"/><softwareName>DMP</softwareName></device></receiver>
    <sender typeCode="SND"><device classCode="DEV" determinerCode="INSTANCE"><id root="${software.oidRoot}"/><softwareName>${software.name}</softwareName></device></sender>
    <controlActProcess classCode="CACT" moodCode="EVN">
      ${query.about}
      <queryByParameter>
        <queryId root="${software.oidRoot}.${OID_BRANCH.query}" extension="${uuid()}"/>
        <statusCode code="new"/>
        <parameterList>${query.parameters}</parameterList>
      </queryByParameter>
    </controlActProcess>
  </${name}>`;
};

/** Why a message of the GDP family is sent (`REASON`): what tells its transactions apart. */
export const reasonOf = (message: XmlElement): string | null => attribute(at(message, HL7_NS, 'controlActProcess', 'reasonCode'), 'code');

/** First matricule among the ids and patient identifiers of a message. */
export function insIn(message: XmlElement): Ins | null {
  const ids = [
    ...descendants(message, HL7_NS, 'patientIdentifier').flatMap((p) => elements(p, HL7_NS, 'value')),
    ...descendants(message, HL7_NS, 'patient').flatMap((p) => elements(p, HL7_NS, 'id')),
  ];
  const found = ids.find((id) => INS_OIDS.includes(attribute(id, 'root') ?? ''));
  const matricule = attribute(found ?? null, 'extension');
  const oid = attribute(found ?? null, 'root');
  return matricule === null || oid === null ? null : { matricule, oid };
}

/** `II` ids of an HL7v3 element: INS under their OIDs, INS-C and others too. */
export function readInsOf(holder: XmlElement): Ins[] {
  return elements(holder, HL7_NS, 'id').flatMap((id) => {
    const oid = attribute(id, 'root');
    const matricule = attribute(id, 'extension');
    return oid === null || matricule === null ? [] : [{ matricule, oid }];
  });
}

/** Value of a `BL`; null when it says neither. */
export function booleanOf(value: XmlElement | null): boolean | null {
  const written = attribute(value, 'value');
  return written === 'true' || written === '1' ? true : written === 'false' || written === '0' ? false : null;
}

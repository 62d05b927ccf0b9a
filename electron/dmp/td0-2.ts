import type { Ins } from '../../shared/domain/types.ts';
import { HL7_NS, INS_OIDS } from '../cda/constants.ts';
import { at, attribute, descendants, elements, text, type XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { ACTION, HL7, KEYWORD, OID_BRANCH, REASON } from './constants.ts';
import { fromDtm, toDtm } from '../xds/times.ts';
import { dmpError, masked } from './errors.ts';
import type { DmpExistence } from './existence.ts';
import { readAcknowledgement } from './hl7-ack.ts';
import { insIn, readInsOf, reasonOf } from './hl7-message.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { exchange, soapContentType, soapEnvelope, type DmpConnection } from './soap.ts';

/** Where a message goes: `P` in production, `D` elsewhere (dmp/README 4). */
type ProcessingCode = 'P' | 'D';

const [, , NIR_TEST, NIR_DEMONSTRATION] = INS_OIDS;

/**
 * TD0.2: does this patient have a DMP, and what may the user do there.
 *
 * @throws PosteError DMP_QUERY_REFUSED (HL7 AE/AR), and those of `exchange`.
 */
export async function td02(connection: DmpConnection, patient: Ins): Promise<DmpExistence> {
  const messageId = `urn:uuid:${connection.uuid()}`;
  const assertion = await connection.vihf(patient);
  const body = td02Request(connection, patient);
  const { body: answer } = await exchange(connection, {
    url: connection.endpoints.patients,
    messageId,
    contentType: soapContentType(ACTION.getDemographics),
    body: soapEnvelope({ action: ACTION.getDemographics, messageId, assertion, body }).bytes({ declaration: true }),
  });
  if (answer.ns !== HL7_NS || answer.name !== 'PRPA_IN201308UV02') throw dmpError('DMP_GARBAGE', { detail: answer.name });
  const refused = readAcknowledgement(answer)[0];
  if (refused !== undefined) {
    throw dmpError('DMP_QUERY_REFUSED', {
      detail: refused.code,
      values: { text: masked(refused.context ?? refused.code ?? 'sans motif') },
    });
  }
  return readExistence(answer, patient);
}

/** Body of TD0.2, children in the order of the schema (dmp/README 4). */
export function td02Request(connection: Pick<DmpConnection, 'software' | 'now' | 'uuid'>, patient: Ins): Xml {
  const { software, uuid } = connection;
  const processing: ProcessingCode = patient.oid === NIR_TEST || patient.oid === NIR_DEMONSTRATION ? 'D' : 'P';
  return xml`<PRPA_IN201307UV02 xmlns="${HL7_NS}" ITSVersion="XML_1.0">
    <id root="${software.oidRoot}.${OID_BRANCH.message}" extension="${uuid()}"/>
    <creationTime value="${toDtm(connection.now().toISOString())}"/>
    <interactionId root="${HL7.interactionRoot}" extension="PRPA_IN201307UV02"/>
    <processingCode code="${processing}"/><processingModeCode code="T"/><acceptAckCode code="AL"/>
    <receiver typeCode="RCV"><device classCode="DEV" determinerCode="INSTANCE"><id root="${HL7.dmpDevice}"/><softwareName>DMP</softwareName></device></receiver>
    <sender typeCode="SND"><device classCode="DEV" determinerCode="INSTANCE"><id root="${software.oidRoot}"/><softwareName>${software.name}</softwareName></device></sender>
    <controlActProcess classCode="CACT" moodCode="EVN">
      <reasonCode code="${REASON.existence}" codeSystem="${HL7.reasonCodeSystem}" displayName="Test d'existence de dossier"/>
      <queryByParameter>
        <queryId root="${software.oidRoot}.${OID_BRANCH.query}" extension="${uuid()}"/>
        <statusCode code="new"/>
        <parameterList><patientIdentifier><value root="${patient.oid}" extension="${patient.matricule}"/><semanticsText>Patient.id</semanticsText></patientIdentifier></parameterList>
      </queryByParameter>
    </controlActProcess>
  </PRPA_IN201307UV02>`;
}

/**
 * Reads PRPA_IN201308UV02 (TD0.2, TD1.3a). Identity traits are left where they are (RG_0320).
 *
 * @param asked when given, the answer must be about that patient: another one's answer must never be believed.
 * @throws PosteError DMP_GARBAGE
 */
function readExistence(message: XmlElement, asked: Ins | null): DmpExistence {
  const act = at(message, HL7_NS, 'controlActProcess');
  const responseCode = attribute(at(act, HL7_NS, 'queryAck', 'queryResponseCode'), 'code');
  const event = at(act, HL7_NS, 'subject', 'registrationEvent');
  const patient = at(event, HL7_NS, 'subject1', 'patient');
  if (patient === null && responseCode !== 'NF') throw dmpError('DMP_GARBAGE', { detail: `queryResponseCode ${responseCode ?? 'absent'}` });
  if (asked !== null && patient !== null && !readInsOf(patient).some((ins) => ins.matricule === asked.matricule && ins.oid === asked.oid)) {
    throw dmpError('DMP_GARBAGE', { detail: 'patient id' });
  }
  const observed = (keyword: string): boolean | null => booleanOf(observations(patient).get(keyword) ?? null);
  const attention = attentionLines(message);
  const state = attribute(at(patient, HL7_NS, 'statusCode'), 'code');
  const closing = act === null ? null : (descendants(act, HL7_NS, 'detectedIssueEvent')[0] ?? null);
  return {
    exists: patient !== null,
    state: state === 'active' || state === 'terminated' ? state : null,
    authorization: attribute(attention.get(KEYWORD.authorization) ?? null, 'code'),
    medecinTraitant: booleanOf(attention.get(KEYWORD.medecinTraitant) ?? null),
    accountOpen: observed(KEYWORD.accountOpen),
    monEspaceSante: observed(KEYWORD.monEspaceSante),
    closedAt: state === 'terminated' ? closedAt(event) : null,
    closingReason: attribute(at(closing, HL7_NS, 'code'), 'code') ?? (text(at(closing, HL7_NS, 'text'))?.trim() || null),
    oppositionBrisDeGlace: observed(KEYWORD.oppositionBrisDeGlace),
    oppositionAccesUrgence: observed(KEYWORD.oppositionAccesUrgence),
  };
}

/** The answers of TD0.2 and TD1.3a have the same root and action: their reason tells them apart. */
function demographics(message: XmlElement): { kind: 'existence' | 'administrative'; td: string | null } {
  const reason = reasonOf(message);
  if (reason === REASON.consultation) return { kind: 'administrative', td: 'TD1.3a' };
  return { kind: 'existence', td: reason === REASON.existence ? 'TD0.2' : null };
}

/** A request of TD0.2 or TD1.3a. */
export function readDemographicsRequest(message: XmlElement): DmpMessageFacts {
  const { kind, td } = demographics(message);
  return messageFacts(`${kind}-request`, td, { patient: insIn(message) });
}

/** An answer of TD0.2 or TD1.3a. @throws PosteError DMP_GARBAGE */
export function readDemographics(message: XmlElement): DmpMessageFacts & { readonly dmp: DmpExistence | null } {
  const errors = readAcknowledgement(message);
  const { kind, td } = demographics(message);
  const patient = insIn(message);
  if (errors.length > 0) return { ...messageFacts(kind, td, { patient, status: 'failure', errors }), dmp: null };
  const dmp = readExistence(message, null);
  return { ...messageFacts(kind, td, { patient, status: dmp.exists ? 'success' : 'not-found' }), dmp };
}

function closedAt(event: XmlElement | null): string | null {
  const time = at(event, HL7_NS, 'effectiveTime');
  const written = attribute(time, 'value') ?? attribute(at(time, HL7_NS, 'low'), 'value') ?? attribute(at(time, HL7_NS, 'high'), 'value');
  return written === null ? null : fromDtm(written);
}

function attentionLines(message: XmlElement): Map<string, XmlElement | null> {
  return new Map(
    elements(message, HL7_NS, 'attentionLine').map((line) => [
      attribute(at(line, HL7_NS, 'keyWordText'), 'code') ?? '',
      at(line, HL7_NS, 'value'),
    ]),
  );
}

function observations(patient: XmlElement | null): Map<string, XmlElement | null> {
  if (patient === null) return new Map();
  return new Map(
    descendants(patient, HL7_NS, 'administrativeObservation').map((observation) => [
      attribute(at(observation, HL7_NS, 'code'), 'code') ?? '',
      at(observation, HL7_NS, 'value'),
    ]),
  );
}

function booleanOf(value: XmlElement | null): boolean | null {
  const written = attribute(value, 'value');
  return written === 'true' || written === '1' ? true : written === 'false' || written === '0' ? false : null;
}

import type { Ins } from '../../shared/domain/types.ts';
import { HL7_NS } from '../cda/constants.ts';
import { at, attribute, descendants, elements, text, type XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { ACTION, HL7, KEYWORD, REASON } from './constants.ts';
import { fromDtm } from '../xds/times.ts';
import { dmpError } from './errors.ts';
import type { DmpExistence } from './existence.ts';
import { readAcknowledgement, requireAcknowledged } from './hl7-ack.ts';
import { booleanOf, hl7Query, insIn, processingOf, readInsOf, reasonOf, type Hl7Sender } from './hl7-message.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { ask, type DmpConnection } from './soap.ts';

/**
 * TD0.2: does this patient have a DMP, and what may the user do there.
 *
 * @throws PosteError DMP_QUERY_REFUSED (HL7 AE/AR), and those of `exchange`.
 */
export function td02(connection: DmpConnection<'patients'>, patient: Ins): Promise<DmpExistence> {
  return demographicsOf(connection, patient, REASON.existence);
}

/** TD0.2 and TD1.3a are one message, whose reason says what of the record is asked. @throws PosteError those of {@link td02} */
export async function demographicsOf(
  connection: DmpConnection<'patients'>,
  patient: Ins,
  reason: DemographicsReason,
): Promise<DmpExistence> {
  const { body } = await ask(connection, {
    service: 'patients',
    action: ACTION.getDemographics,
    patient,
    body: demographicsRequest(connection, patient, reason),
    answer: { ns: HL7_NS, name: 'PRPA_IN201308UV02' },
  });
  requireAcknowledged(body);
  return readExistence(body, patient);
}

type DemographicsReason = typeof REASON.existence | typeof REASON.consultation;

const REASON_LABEL: Readonly<Record<DemographicsReason, string>> = {
  [REASON.existence]: "Test d'existence de dossier",
  [REASON.consultation]: 'Consultation des données du dossier',
};

/** Body of TD0.2. */
export const td02Request = (sender: Hl7Sender, patient: Ins): Xml => demographicsRequest(sender, patient, REASON.existence);

/** Body of TD0.2 or TD1.3a, children in the order of the schema (dmp/README 4). */
export const demographicsRequest = (sender: Hl7Sender, patient: Ins, reason: DemographicsReason): Xml =>
  hl7Query(sender, 'PRPA_IN201307UV02', processingOf(patient), {
    about: xml`<reasonCode code="${reason}" codeSystem="${HL7.reasonCodeSystem}" displayName="${REASON_LABEL[reason]}"/>`,
    parameters: xml`<patientIdentifier><value root="${patient.oid}" extension="${patient.matricule}"/><semanticsText>Patient.id</semanticsText></patientIdentifier>`,
  });

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

import type { Ins, Sex } from '../../shared/domain/types.ts';
import { HL7_NS, INS_OIDS } from '../cda/constants.ts';
import { fromDtm, toDtm } from '../xds/times.ts';
import { at, attribute, descendants, elements, text, type XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { ACTION, HL7, KEYWORD } from './constants.ts';
import { dmpError, told } from './errors.ts';
import { readAcknowledgement, requireAcknowledged } from './hl7-ack.ts';
import { booleanOf, hl7Query, readInsOf, type Hl7Sender, type ProcessingCode } from './hl7-message.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { ask, type DmpConnection } from './soap.ts';

/** One person found by traits (TD0.5). */
export interface DmpCandidate {
  readonly ins: Ins | null;
  readonly status: null;
  readonly ipp: null;
  readonly birthName: string | null;
  readonly birthFirstNames: string | null;
  readonly firstBirthFirstName: string | null;
  readonly usedName: string | null;
  readonly usedFirstName: null;
  readonly sex: Sex | null;
  readonly birthDate: string | null;
  readonly birthPlace: string | null;
  readonly score: number | null;
}

/** The traits of somebody whose matricule is not known. Null: not known either. */
export interface SearchedTraits {
  /** Two characters at least. */
  readonly family: string;
  readonly given: string | null;
  readonly sex: Sex | null;
  /** `YYYY-MM-DD`, or as much of it as is known. */
  readonly birthDate: string | null;
  readonly city: string | null;
  readonly postalCode: string | null;
}

/** Somebody found, who may have opposed that a regulation centre opens their record. */
export interface FoundPerson extends DmpCandidate {
  readonly oppositionAccesUrgence: boolean | null;
}

/**
 * TD0.5: the people who may be the one described, with their scores. In a regulation centre alone (R-086).
 *
 * @param options `processing`: `P` in production, `D` elsewhere; `patient`: whom the VIHF names, where the settings say that it has
 * to name somebody (dmp/README 9), nobody by default.
 * @throws PosteError DMP_SEARCH (a name too short), DMP_QUERY_REFUSED (HL7 AE/AR), and those of `exchange`.
 */
export function td05(
  connection: DmpConnection<'patientsPdq'>,
  traits: SearchedTraits,
  { processing, patient = null }: { readonly processing: ProcessingCode; readonly patient?: Ins | null },
): Promise<{ readonly people: readonly FoundPerson[]; readonly total: number }> {
  return told('read', async () => {
    const { body } = await ask(connection, {
      service: 'patientsPdq',
      action: ACTION.findCandidates,
      patient,
      body: td05Request(connection, traits, processing),
      answer: { ns: HL7_NS, name: 'PRPA_IN201306UV02' },
    });
    requireAcknowledged(body);
    const people = candidatesIn(body).map((one) => ({ ...readCandidate(one), oppositionAccesUrgence: oppositionOf(one) }));
    return { people, total: totalOf(body) ?? people.length };
  });
}

/** Body of TD0.5, parameters in the order of the schema, each with the text that the schema wants beside it. */
export function td05Request(sender: Hl7Sender, traits: SearchedTraits, processing: ProcessingCode): Xml {
  const { sex, birthDate, city, postalCode } = traits;
  const [family, given] = [traits.family.trim(), traits.given?.trim() ?? ''];
  if (family.length < 2) throw dmpError('DMP_SEARCH', { path: '/family' });
  return hl7Query(sender, 'PRPA_IN201305UV02', processing, {
    about: xml`<code code="${HL7.findCandidates}" codeSystem="${HL7.interactionRoot}"/>`,
    parameters: xml`
      ${sex !== null && xml`<livingSubjectAdministrativeGender><value code="${sex}"/><semanticsText>LivingSubject.administrativeGender</semanticsText></livingSubjectAdministrativeGender>`}
      ${birthDate !== null && xml`<livingSubjectBirthTime><value value="${toDtm(birthDate)}"/><semanticsText>LivingSubject.birthTime</semanticsText></livingSubjectBirthTime>`}
      <livingSubjectName><value><family>${family}</family>${given !== '' && xml`<given>${given}</given>`}</value><semanticsText>LivingSubject.name</semanticsText></livingSubjectName>
      ${(city !== null || postalCode !== null) && xml`<patientAddress><value>${city !== null && xml`<city>${city}</city>`}${postalCode !== null && xml`<postalCode>${postalCode}</postalCode>`}</value><semanticsText>Patient.addr</semanticsText></patientAddress>`}`,
  });
}

/** An answer of TD0.5: the people found by traits. */
export function readCandidates(
  message: XmlElement,
): DmpMessageFacts & { readonly patients: readonly DmpCandidate[]; readonly total: number } {
  const errors = readAcknowledgement(message);
  const patients = candidatesIn(message).map(readCandidate);
  const status = errors.length > 0 ? 'failure' : patients.length === 0 ? 'not-found' : 'success';
  return { ...messageFacts('patients', 'TD0.5', { status, errors }), patients, total: totalOf(message) ?? patients.length };
}

const candidatesIn = (message: XmlElement): readonly XmlElement[] =>
  descendants(message, HL7_NS, 'subject1').flatMap((s) => elements(s, HL7_NS, 'patient'));

function totalOf(message: XmlElement): number | null {
  const total = attribute(at(message, HL7_NS, 'controlActProcess', 'queryAck', 'resultTotalQuantity'), 'value');
  return total !== null && /^\d{1,9}$/.test(total) ? Number(total) : null;
}

function oppositionOf(patient: XmlElement): boolean | null {
  const observed = descendants(patient, HL7_NS, 'administrativeObservation').find(
    (one) => attribute(at(one, HL7_NS, 'code'), 'code') === KEYWORD.oppositionAccesUrgence,
  );
  return booleanOf(at(observed ?? null, HL7_NS, 'value'));
}

function readCandidate(patient: XmlElement): DmpCandidate {
  const person = at(patient, HL7_NS, 'patientPerson');
  const names = person === null ? [] : elements(person, HL7_NS, 'name');
  const parts = (name: 'family' | 'given', qualifiers: readonly (string | null)[]): string | null =>
    names
      .flatMap((n) => elements(n, HL7_NS, name))
      .filter((e) => qualifiers.includes(attribute(e, 'qualifier')))
      .map((e) => text(e)?.trim() ?? '')
      .join(' ') || null;
  const sex = attribute(at(person, HL7_NS, 'administrativeGenderCode'), 'code');
  const birth = attribute(at(person, HL7_NS, 'birthTime'), 'value');
  const given = parts('given', [null, 'BR']);
  const score = descendants(patient, HL7_NS, 'queryMatchObservation').find(
    (o) => attribute(at(o, HL7_NS, 'code'), 'code') === KEYWORD.score,
  );
  const percent = attribute(at(score ?? null, HL7_NS, 'value'), 'value');
  return {
    ins: readInsOf(patient).find((ins) => INS_OIDS.includes(ins.oid)) ?? null,
    status: null,
    ipp: null,
    birthName: parts('family', ['BR']) ?? parts('family', [null]),
    birthFirstNames: given,
    firstBirthFirstName: given?.split(' ')[0] ?? null,
    usedName: usage(parts('family', ['SP'])),
    usedFirstName: null,
    sex: sex === 'M' || sex === 'F' ? sex : null,
    birthDate: birth === null ? null : (fromDtm(birth)?.slice(0, 10) ?? null),
    birthPlace: null,
    score: percent !== null && /^\d{1,3}$/.test(percent) ? Number(percent) : null,
  };
}

/** The DMP writes this literal where there is no usage name (dmp/README 4). */
const usage = (name: string | null): string | null => (name === 'NON RENSEIGNE' ? null : name);

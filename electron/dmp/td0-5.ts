import type { Ins, Sex } from '../../shared/domain/types.ts';
import { HL7_NS, INS_OIDS } from '../cda/constants.ts';
import { fromDtm } from '../xds/times.ts';
import { at, attribute, descendants, elements, text, type XmlElement } from '../xml/read.ts';
import { KEYWORD } from './constants.ts';
import { readAcknowledgement } from './hl7-ack.ts';
import { readInsOf } from './hl7-message.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';

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

/** An answer of TD0.5: the people found by traits. */
export function readCandidates(
  message: XmlElement,
): DmpMessageFacts & { readonly patients: readonly DmpCandidate[]; readonly total: number } {
  const errors = readAcknowledgement(message);
  const patients = descendants(message, HL7_NS, 'subject1')
    .flatMap((s) => elements(s, HL7_NS, 'patient'))
    .map(readCandidate);
  const total = attribute(at(message, HL7_NS, 'controlActProcess', 'queryAck', 'resultTotalQuantity'), 'value');
  const status = errors.length > 0 ? 'failure' : patients.length === 0 ? 'not-found' : 'success';
  return { ...messageFacts('patients', 'TD0.5', { status, errors }), patients, total: total === null ? patients.length : Number(total) };
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

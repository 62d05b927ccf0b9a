import { errorFacts, fail } from '../../shared/errors.ts';
import { pairsOf } from './adt-identifiers.ts';
import { notice } from './adt-notices.ts';
import { isWhole } from './adt-open-end.ts';
import { patientOf, type AdtPatientOptions } from './adt-patient.ts';
import { personOf, placeInWords, readable, valueAt } from './adt-refused.ts';
import { stayOf } from './adt-stay.ts';
import { occurrence } from './adt-time.ts';
import type { FileEncoding } from './encoding.ts';
import { inWords } from './in-words.ts';
import { asciiOnly } from './hl7-charset.ts';
import { hl7Frames, type Hl7Frame } from './hl7-frames.ts';
import { Hl7Message } from './hl7-message.ts';
import { rawMessage } from './hl7-raw.ts';
import { plainText } from './patient.ts';
import { pieces } from './source.ts';
import {
  adtEvents,
  type AdtEvent,
  type ImportItem,
  type ImportNotice,
  type ImportRecord,
  type ImportSource,
  type MergePair,
} from './types.ts';

export interface AdtOptions extends AdtPatientOptions {
  /** Encoding of messages that do not tell theirs (MSH-18); null refuses their accented letters. */
  readonly charset: FileEncoding | null;
}

const STAYS: ReadonlySet<AdtEvent> = new Set(['A01', 'A02', 'A03', 'A04', 'A08', 'A11', 'A13']);
/** Changes of the number of a patient, and of that of an account or a visit. */
const NUMBER_CHANGES: Readonly<Record<string, { readonly number: string; readonly record: string }>> = {
  A46: { number: 'numéro de patient', record: 'dossier' },
  A47: { number: 'numéro de patient ou de matricule INS', record: 'dossier' },
  A49: { number: 'numéro de dossier administratif', record: 'séjour' },
  A50: { number: 'numéro de venue', record: 'séjour' },
  A51: { number: 'numéro de venue', record: 'séjour' },
};

/**
 * The ADT messages of a file (IHE PAM, French extension 2.11.1: birth identity in PID-5 of type L, first name in 2 and
 * list of first names in 3; used names in type D; matricule in PID-3 by its OID; COG in PID-11.9 of type BDL;
 * reliability in PID-32). One item a message, in order; a wrong one gives an error and the next ones are read.
 *
 * @throws the reason of the signal, or the system's error of the file
 */
export async function* readAdt(source: ImportSource, options: AdtOptions): AsyncGenerator<ImportItem> {
  for await (const frame of hl7Frames(pieces(source(), options))) yield itemOf(frame, options);
}

function itemOf(frame: Hl7Frame, options: AdtOptions): ImportItem {
  if (frame.error !== null) return refusedOf(frame, frame.error, options);
  try {
    const message = messageOf(frame, options);
    return { ...recordOf(frame, message, options), raw: rawMessage(frame.segments, message.decode) };
  } catch (thrown) {
    return refusedOf(frame, thrown, options);
  }
}

const messageOf = ({ segments, utf8 }: Hl7Frame, { charset }: AdtOptions): Hl7Message => new Hl7Message(segments, { charset, utf8 });

function recordOf(frame: Hl7Frame, message: Hl7Message, options: AdtOptions): ImportRecord {
  const { line } = frame;
  const messageId = message.value('MSH', 10);
  const type = message.value('MSH', 9, 1) ?? '';
  const trigger = message.value('MSH', 9, 2) ?? message.value('EVN', 1) ?? '';
  const event = type === 'ADT' ? adtEvents.find((one) => one === trigger) : undefined;
  if (event === undefined)
    return { line, kind: 'ignored', event: plainText(`${type}^${trigger}`, '/MSH/9', 32), messageId, notice: numberChange(type, trigger) };
  const stay = STAYS.has(event);
  if (frame.open && !isWhole(frame.segments.at(-1) ?? '', event, stay)) throw fail('HL7_TRUNCATED', { path: `/${line}` });
  message.assertSegments();
  if (!message.has('PID')) throw fail('HL7_SEGMENT', { path: '/PID', values: { why: 'Le segment PID manque.' } });
  const facts = { line, messageId, occurredAt: occurrence(message) };
  if (event === 'A40') {
    const groups = message.groups('PID');
    const pairs = pairsOf(message, options).map((pair, i) => ({ ...pair, traits: keptTraits(groups[i], options) }));
    return { ...facts, kind: 'merge', event, pairs };
  }
  if (message.all('PID').length > 1) throw fail('HL7_TWO_PEOPLE', { path: '/PID' });
  const patient = patientOf(message, options, frame.open ? [notice('HL7_OPEN_END')] : []);
  return stay ? { ...facts, kind: 'stay', event, patient, stay: stayOf(message) } : { ...facts, kind: 'patient', event, patient };
}

/** The person that stays, as the message says; null when it does not, or not whole: the numbers are told all the same. */
function keptTraits(group: Hl7Message | undefined, options: AdtOptions): MergePair['traits'] {
  const patient = group === undefined ? null : readable(() => patientOf(group, options, []));
  if (patient === null) return null;
  const { birthName, birthFirstNames, firstBirthFirstName, sex, birthDate, birthPlace } = patient;
  return { birthName, birthFirstNames, firstBirthFirstName, sex, birthDate, birthPlace };
}

function numberChange(type: string, trigger: string): ImportNotice | null {
  const change = type === 'ADT' ? NUMBER_CHANGES[trigger] : undefined;
  return change === undefined ? null : notice('HL7_NUMBER_CHANGE', change);
}

/** A message that is not taken, with what tells it to somebody: as much of it as can be read. */
function refusedOf(frame: Hl7Frame, thrown: unknown, options: AdtOptions): ImportItem {
  const facts = errorFacts(thrown);
  const words = placeInWords(facts.path);
  const error = words === null ? facts : { ...facts, message: inWords(words, facts.message) };
  const message = readable(() => messageOf(frame, options));
  const decode = message === null || facts.code === 'HL7_CHARSET' ? asciiOnly : message.decode;
  return {
    line: frame.line,
    error,
    refused: {
      name: message === null ? null : personOf(message),
      value: message === null ? null : valueAt(message, facts.path),
      raw: frame.segments.length === 0 ? null : rawMessage(frame.segments, decode),
    },
  };
}

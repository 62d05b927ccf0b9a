import { isBirthDate } from '../../shared/domain/ins/dates.ts';
import { isFirstNameOf } from '../../shared/domain/ins/names.ts';
import { insKind } from '../../shared/domain/ins/oids.ts';
import type { Ins, LocalSex } from '../../shared/domain/types.ts';
import { errorFacts } from '../../shared/errors.ts';
import type { FileEncoding } from './encoding.ts';
import { fail, inWords } from './errors.ts';
import { hl7Frames } from './hl7-frames.ts';
import { Hl7Message, type Hl7Repetition } from './hl7-message.ts';
import { importedPatient, plainText, type RawPatient } from './patient.ts';
import { pieces } from './source.ts';
import { adtEvents, type AdtEvent, type ImportedStay, type ImportItem, type ImportOptions, type ImportRecord, type ImportSource } from './types.ts';

export interface AdtOptions extends ImportOptions {
  /** Encoding of messages that do not tell theirs (MSH-18); null refuses their accented letters. */
  readonly charset: FileEncoding | null;
  /** OID or name of the authority of the IPP (PID-3.4); null = the only local number, of type PI. */
  readonly ippAuthority: string | null;
}

const MAX_TEXT = 199;
const STAYS: ReadonlySet<AdtEvent> = new Set(['A01', 'A02', 'A03', 'A04', 'A08', 'A11', 'A13']);

/**
 * The ADT messages of a file (IHE PAM, French extension: birth identity in PID-5 of type L, first name in 2 and list of
 * first names in 3; used names in type D; matricule in PID-3 by its OID; COG in PID-11.9 of type BDL; reliability in
 * PID-32). One item a message, in order; a wrong one gives an error and the next ones are read.
 *
 * @throws the reason of the signal, or the system's error of the file
 */
export async function* readAdt(source: ImportSource, options: AdtOptions): AsyncGenerator<ImportItem> {
  for await (const frame of hl7Frames(pieces(source(), options))) {
    if ('error' in frame) yield { line: frame.line, error: errorFacts(frame.error) };
    else yield itemOf(frame.line, frame.segments, options);
  }
}

function itemOf(line: number, segments: readonly string[], options: AdtOptions): ImportItem {
  try {
    return recordOf(line, new Hl7Message(segments, options.charset), options);
  } catch (thrown) {
    const error = errorFacts(thrown);
    const where = PLACES[error.path ?? ''];
    return { line, error: where === undefined ? error : { ...error, message: inWords(where, error.message) } };
  }
}

/** Where the message gives each trait. */
const PLACES: Readonly<Record<string, string>> = {
  '/ipp': 'IPP (PID-3)',
  '/ins/matricule': 'Matricule INS (PID-3)',
  '/ins/oid': 'Matricule INS (PID-3)',
  '/birthName': 'Nom de naissance (PID-5)',
  '/birthFirstNames': 'Prénoms de naissance (PID-5)',
  '/firstBirthFirstName': 'Premier prénom (PID-5)',
  '/usedName': 'Nom utilisé (PID-5)',
  '/usedFirstName': 'Prénom utilisé (PID-5)',
  '/birthDate': 'Date de naissance (PID-7)',
  '/PID/7': 'Date de naissance (PID-7)',
  '/PID/8': 'Sexe (PID-8)',
  '/birthPlace': 'Lieu de naissance (PID-11)',
};

function recordOf(line: number, message: Hl7Message, options: AdtOptions): ImportRecord {
  const messageId = message.value('MSH', 10);
  const type = message.value('MSH', 9, 1);
  const trigger = message.value('MSH', 9, 2) ?? message.value('EVN', 1) ?? '';
  const event = adtEvents.find((one) => one === trigger);
  if (type !== 'ADT' || event === undefined) return { line, kind: 'ignored', event: plainText(`${type ?? ''}^${trigger}`, '/MSH/9', 32), messageId };
  if (!message.has('PID')) throw fail('HL7_SEGMENT', { path: '/PID', values: { segment: 'PID' } });
  // ZBE-2 is the time of the movement, EVN-6 that of the event, EVN-2 that of its recording.
  const occurredAt = instant(message, 'ZBE', 2) ?? instant(message, 'EVN', 6) ?? instant(message, 'EVN', 2);
  if (event === 'A40') return mergeOf(line, message, { messageId, occurredAt }, options);
  const patient = importedPatient(rawPatient(message, options), options);
  if (!STAYS.has(event)) return { line, kind: 'patient', event, messageId, occurredAt, patient };
  if (!message.has('PV1')) throw fail('HL7_SEGMENT', { path: '/PV1', values: { segment: 'PV1' } });
  return { line, kind: 'stay', event, messageId, occurredAt, patient, stay: stayOf(message) };
}

function mergeOf(line: number, message: Hl7Message, facts: { readonly messageId: string | null; readonly occurredAt: string | null }, options: AdtOptions): ImportRecord {
  if (!message.has('MRG')) throw fail('HL7_SEGMENT', { path: '/MRG', values: { segment: 'MRG' } });
  const { ipp, authorities } = identifiersOf(message.repetitions('PID', 3), options);
  if (ipp === null) throw fail('HL7_IPP', { path: '/PID/3' });
  const merged = localNumbers(message.repetitions('MRG', 1), options.ippAuthority);
  const mergedIpp = merged[0];
  if (mergedIpp === undefined || merged.length > 1 || mergedIpp === ipp) throw fail('HL7_MERGE', { path: '/MRG/1' });
  return { line, kind: 'merge', event: 'A40', ...facts, ipp: plainText(ipp, '/PID/3', 64), mergedIpp: plainText(mergedIpp, '/MRG/1', 64), authorities };
}

/** Table 0001: other, unknown, ambiguous and not applicable are undetermined here. */
const SEXES: ReadonlyMap<string, LocalSex> = new Map([['M', 'M'], ['F', 'F'], ['O', 'I'], ['U', 'I'], ['A', 'I'], ['N', 'I']]);

function rawPatient(message: Hl7Message, options: AdtOptions): RawPatient {
  const { ipp, ins, authorities } = identifiersOf(message.repetitions('PID', 3), options);
  const sex = SEXES.get(message.value('PID', 8) ?? '');
  if (sex === undefined) throw fail('IMPORT_SEX', { path: '/PID/8' });
  return {
    ipp,
    ins,
    authorities,
    ...namesOf(message.repetitions('PID', 5)),
    sex,
    birthDate: birthDateOf(message.value('PID', 7) ?? ''),
    birthPlace: birthPlaceOf(message.repetitions('PID', 11)),
    reliability: message.repetitions('PID', 32).flatMap((one) => one.value(1) ?? []).map((code) => plainText(code, '/PID/32', 32)),
  };
}

/** CX: id in 1, authority in 4 (name, OID, type), type in 5, first day after in 8. */
function identifiersOf(list: readonly Hl7Repetition[], { ippAuthority, today }: AdtOptions): { readonly ipp: string | null; readonly ins: Ins | null; readonly authorities: readonly string[] } {
  const matricules = list.flatMap((one): readonly Ins[] => {
    const [matricule, oid, end] = [one.value(1), one.value(4, 2), one.value(8)];
    if (matricule === null || !isIns(one) || (end !== null && isPast(end, today))) return [];
    return [{ matricule, oid: oid ?? '' }];
  });
  if (new Set(matricules.map(({ matricule, oid }) => `${oid} ${matricule}`)).size > 1) throw fail('IMPORT_INS_SEVERAL', { path: '/PID/3' });
  const numbers = localNumbers(list, ippAuthority);
  if (numbers.length > 1) throw fail('HL7_IPP', { path: '/PID/3' });
  const authorities = list
    .flatMap((one) => (!isIns(one) && one.value(1) === numbers[0] && (one.value(5) ?? 'PI') === 'PI' ? [one.value(4, 1) ?? [], one.value(4, 2) ?? []].flat() : []));
  return { ipp: numbers[0] ?? null, ins: matricules[0] ?? null, authorities: [...new Set(authorities)] };
}

/** By the OID of the authority; the type alone (INS, INS-NIR…) makes a matricule without nature, which is refused. */
function isIns(one: Hl7Repetition): boolean {
  return insKind(one.value(4, 2) ?? '') !== null || /^INS(?:-|$)/.test(one.value(5) ?? '');
}

const isPast = (day: string, today: string): boolean => /^\d{8}/.test(day) && day.slice(0, 8) <= today.replaceAll('-', '');

function localNumbers(list: readonly Hl7Repetition[], authority: string | null): readonly string[] {
  const numbers = list
    .filter((one) => !isIns(one) && (authority === null ? one.value(5) === 'PI' || (one.value(5) === null && list.length === 1) : [one.value(4, 1), one.value(4, 2)].includes(authority) && (one.value(5) ?? 'PI') === 'PI'))
    .flatMap((one) => one.value(1) ?? []);
  return [...new Set(numbers)];
}

/** XPN: name in 1, first name in 2, further or all first names in 3, type in 7. */
function namesOf(list: readonly Hl7Repetition[]): Pick<RawPatient, 'birthName' | 'birthFirstNames' | 'firstBirthFirstName' | 'usedName' | 'usedFirstName'> {
  const [birth, ...others] = list.filter((one) => one.value(7) === 'L');
  const used = list.find((one) => one.value(7) === 'D');
  const birthName = birth?.value(1) ?? null;
  if (birth === undefined || birthName === null || others.length > 0) throw fail('HL7_BIRTH_NAME', { path: '/PID/5' });
  const [first, all] = [birth.value(2), birth.value(3)];
  const birthFirstNames = all ?? first;
  if (birthFirstNames === null || (first !== null && !isFirstNameOf(first, birthFirstNames))) throw fail('HL7_FIRST_NAMES', { path: '/PID/5' });
  return { birthName, birthFirstNames, firstBirthFirstName: first, usedName: used?.value(1) ?? null, usedFirstName: used?.value(2) ?? null };
}

/** `YYYY[MM[DD[time]]]`, unknown parts as 00. */
function birthDateOf(text: string): string {
  const [, year, month = '00', day = '00'] = /^(\d{4})(?:(\d{2})(?:(\d{2})(?:\d{2,6}(?:\.\d{1,4})?(?:[+-]\d{4})?)?)?)?$/.exec(text) ?? [];
  const date = `${year ?? ''}-${month}-${day}`;
  if (!isBirthDate(date)) throw fail('IMPORT_DATE', { path: '/PID/7', values: { why: 'ce jour n’existe pas dans le calendrier.' } });
  return date;
}

/** XAD of type BDL: the COG is in 9 (county). */
function birthPlaceOf(list: readonly Hl7Repetition[]): string | null {
  const codes = new Set(list.filter((one) => one.value(7) === 'BDL').flatMap((one) => one.value(9) ?? []));
  if (codes.size > 1) throw fail('HL7_BIRTH_PLACE', { path: '/PID/11' });
  return [...codes][0] ?? null;
}

function stayOf(message: Hl7Message): ImportedStay {
  const text = (field: number, component = 1): string | null => {
    const value = message.value('PV1', field, component);
    return value === null ? null : plainText(value, `/PV1/${field}`, MAX_TEXT);
  };
  return {
    visitNumber: text(19),
    patientClass: text(2),
    ward: text(3, 1),
    room: text(3, 2),
    bed: text(3, 3),
    admittedAt: instant(message, 'PV1', 44),
    dischargedAt: instant(message, 'PV1', 45),
  };
}

/** TS `YYYYMMDD[HH[MM[SS[.S…]]]][+ZZZZ]` as `YYYY-MM-DDTHH:MM:SS[+ZZ:ZZ]`. @throws PosteError HL7_TIME */
function instant(message: Hl7Message, segment: string, field: number): string | null {
  const text = message.value(segment, field);
  if (text === null) return null;
  const match = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.\d{1,4})?)?)?)?([+-]\d{4})?$/.exec(text);
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', zone = ''] = match ?? [];
  const date = `${year}-${month}-${day}`;
  if (match === null || !isBirthDate(date) || date.includes('-00') || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    throw fail('HL7_TIME', { path: `/${segment}/${field}` });
  }
  return `${date}T${hour}:${minute}:${second}${zone === '' ? '' : `${zone.slice(0, 3)}:${zone.slice(3)}`}`;
}

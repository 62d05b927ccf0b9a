import { isBirthDate, typedDateRefusals, UNKNOWN_BIRTH_DATE } from '../../shared/domain/ins/dates.ts';
import type { LocalSex } from '../../shared/domain/types.ts';
import { complementsOf } from './adt-complements.ts';
import { identifiersOf } from './adt-identifiers.ts';
import { namesOf } from './adt-names.ts';
import { notice } from './adt-notices.ts';
import { consentOf, proofOf } from './adt-proof.ts';
import { fail } from '../../shared/errors.ts';
import type { Hl7Message, Hl7Repetition } from './hl7-message.ts';
import { importedPatient, plainText } from './patient.ts';
import type { ImportedPatient, ImportNotice, ImportOptions } from './types.ts';

export interface AdtPatientOptions extends ImportOptions {
  /** OID or name of the authority of the IPP (PID-3.4); null = the only local number, of type PI. */
  readonly ippAuthority: string | null;
  /** Applications or facilities (MSH-3, MSH-4) whose XPN.3 holds the first names after the first one, not the whole list. */
  readonly otherFirstNamesOnly: readonly string[];
}

/** Table 0001: other, unknown, ambiguous and not applicable are undetermined here. */
const SEXES: ReadonlyMap<string, LocalSex> = new Map([
  ['M', 'M'],
  ['F', 'F'],
  ['O', 'I'],
  ['U', 'I'],
  ['A', 'I'],
  ['N', 'I'],
]);
const PLACE_UNKNOWN = '99999';

/**
 * The patient of a message (PID, PD1, ROL, ZFA, ZFD).
 *
 * @param notices of the message, to be told with those of the patient.
 * @throws PosteError HL7_*, TRAIT_*, USED_NAME_CHARACTER, IMPORT_*
 */
export function patientOf(message: Hl7Message, options: AdtPatientOptions, notices: readonly ImportNotice[]): ImportedPatient {
  const identifiers = identifiersOf(message.repetitions('PID', 3), options);
  if (message.isNull('PID', 8)) throw fail('HL7_NULL_TRAIT', { path: '/PID/8' });
  const sex = SEXES.get(message.value('PID', 8) ?? '');
  if (sex === undefined) throw fail('IMPORT_SEX', { path: '/PID/8' });
  const { cleared, ...names } = namesOf(message, options.otherFirstNamesOnly);
  const unknownPerson = message.value('PID', 31) === 'Y';
  const complements = complementsOf(message, options.today);
  const { proof, ...proofNotices } = proofOf(message);
  const { consent, ...consentNotices } = consentOf(message);
  const birthPlace = birthPlaceOf(message.repetitions('PID', 11));
  const reliability = message
    .repetitions('PID', 32)
    .flatMap((one) => one.value(1) ?? [])
    .map((code) => plainText(code, '/PID/32', 32));
  const validatedNowhere = birthPlace === PLACE_UNKNOWN && reliability.includes('VALI');
  return importedPatient(
    {
      ...identifiers,
      ...complements,
      ...names,
      sex,
      birthDate: birthDateOf(message, unknownPerson),
      birthPlace,
      unknownPerson,
      proof,
      consent,
      reliability,
      cleared: [...cleared, ...complements.cleared],
      notices: [
        ...notices,
        ...[identifiers, complements, proofNotices, consentNotices].flatMap((part) => part.notices),
        ...(validatedNowhere ? [notice('HL7_PLACE_UNKNOWN_VALIDATED')] : []),
      ],
    },
    options,
  );
}

/** PID-7; missing, it is that of nobody known when PID-31 says so. */
function birthDateOf(message: Hl7Message, unknownPerson: boolean): string {
  if (message.isNull('PID', 7)) throw fail('HL7_NULL_TRAIT', { path: '/PID/7' });
  const text = message.value('PID', 7) ?? '';
  if (text === '' && unknownPerson) return UNKNOWN_BIRTH_DATE;
  const date = birthDateParts(text);
  if (!isBirthDate(date))
    throw fail('IMPORT_DATE', {
      path: '/PID/7',
      values: { why: text === '' ? typedDateRefusals.EMPTY : typedDateRefusals.NOT_IN_CALENDAR },
    });
  return date;
}

/** `YYYY[MM[DD[time]]]` as `YYYY-MM-DD`, unknown parts as 00; no date of the calendar for anything else. */
export function birthDateParts(text: string): string {
  const [, year, month = '00', day = '00'] = /^(\d{4})(?:(\d{2})(?:(\d{2})(?:\d{2,6}(?:\.\d{1,4})?(?:[+-]\d{4})?)?)?)?$/.exec(text) ?? [];
  return `${year ?? ''}-${month}-${day}`;
}

/** XAD of type BDL: the COG is in 9 (county). */
function birthPlaceOf(list: readonly Hl7Repetition[]): string | null {
  const places = list.filter((one) => one.value(7) === 'BDL');
  if (places.some((one) => one.isNull(9))) throw fail('HL7_NULL_TRAIT', { path: '/birthPlace' });
  const codes = new Set(places.flatMap((one) => one.value(9) ?? []));
  if (codes.size > 1) throw fail('HL7_BIRTH_PLACE', { path: '/PID/11' });
  return [...codes][0] ?? null;
}

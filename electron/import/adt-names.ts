import { isFirstNameOf, normaliseName } from '../../shared/domain/ins/names.ts';
import { fail } from '../../shared/errors.ts';
import type { Hl7Message, Hl7Repetition } from './hl7-message.ts';
import type { RawPatient } from './patient.ts';
import type { ClearedTrait } from '../../shared/domain/identity/received.ts';

/** The name of birth of PID-5 (type L), used names (type D) and those of them that the message removes. */
interface Names extends Pick<RawPatient, 'birthName' | 'birthFirstNames' | 'firstBirthFirstName' | 'usedName' | 'usedFirstName'> {
  readonly cleared: readonly ClearedTrait[];
}

/**
 * XPN: name in 1, first name in 2, list of first names in 3, type in 7 (PAM.FR 2.11.1, 6.6.2).
 *
 * @param otherFirstNamesOnly senders (MSH-3 or MSH-4) whose XPN.3 holds the first names after the first one.
 * @throws PosteError HL7_BIRTH_NAME, HL7_FIRST_NAMES, HL7_NULL_TRAIT
 */
export function namesOf(message: Hl7Message, otherFirstNamesOnly: readonly string[]): Names {
  if (message.isNull('PID', 5)) throw fail('HL7_NULL_TRAIT', { path: '/PID/5' });
  const list = message.repetitions('PID', 5);
  const [birth, ...others] = list.filter((one) => one.value(7) === 'L');
  if (birth?.isNull(1) === true) throw fail('HL7_NULL_TRAIT', { path: '/birthName' });
  const birthName = birth?.value(1) ?? null;
  if (birth === undefined || birthName === null || others.length > 0) throw fail('HL7_BIRTH_NAME', { path: '/PID/5' });
  if (birth.isNull(2) || birth.isNull(3)) throw fail('HL7_NULL_TRAIT', { path: '/birthFirstNames' });
  const used = list.find((one) => one.value(7) === 'D');
  return {
    birthName,
    birthFirstNames: firstNames(birth, { application: message.value('MSH', 3), facility: message.value('MSH', 4) }, otherFirstNamesOnly),
    firstBirthFirstName: birth.value(2),
    usedName: used?.value(1) ?? null,
    usedFirstName: used?.value(2) ?? null,
    cleared: [
      ...(used?.isNull(1) === true ? (['usedName'] as const) : []),
      ...(used?.isNull(2) === true ? (['usedFirstName'] as const) : []),
    ],
  };
}

interface Sender {
  readonly application: string | null;
  readonly facility: string | null;
}

function firstNames(birth: Hl7Repetition, sender: Sender, otherFirstNamesOnly: readonly string[]): string {
  const [first, listed] = [birth.value(2), birth.value(3)];
  if (listed === null && first === null)
    throw fail('HL7_FIRST_NAMES', {
      path: '/birthFirstNames',
      values: { why: 'le message ne donne aucun prénom de naissance', fix: 'Faites corriger PID-5 par l’émetteur.' },
    });
  if (listed === null || first === null) return listed ?? first ?? '';
  const declared = [sender.application, sender.facility].some((name) => name !== null && otherFirstNamesOnly.includes(name));
  // A declared sender may know the whole list of some people (INSi): it begins with the premier prénom, spelt so.
  if (declared) return begins(listed, first) ? listed : `${first} ${listed}`;
  if (isFirstNameOf(first, listed)) return listed;
  throw fail('HL7_FIRST_NAMES', { path: '/birthFirstNames', values: whyNot(first, listed, sender) });
}

const begins = (list: string, first: string): boolean => `${list.toUpperCase()} `.startsWith(`${first.toUpperCase()} `);

function whyNot(first: string, list: string, { application, facility }: Sender): { readonly why: string; readonly fix: string } {
  const correct = 'Faites corriger PID-5 : premier prénom en 2, liste entière en 3';
  if (` ${normaliseName(list)} `.includes(` ${normaliseName(first)} `))
    return { why: 'le premier prénom (PID-5.2) n’est pas en tête de la liste des prénoms de naissance (PID-5.3)', fix: `${correct}.` };
  const name = application === null ? (facility === null ? null : `MSH-4 « ${facility} »`) : `MSH-3 « ${application} »`;
  return {
    why: 'la liste des prénoms de naissance (PID-5.3) ne porte pas le premier prénom (PID-5.2), mais d’autres seulement',
    fix: name === null ? `${correct}.` : `${correct} ; ou déclarez cet émetteur (${name}) dans les réglages d’import.`,
  };
}

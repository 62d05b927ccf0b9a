import { frenchDate, isBirthDate } from '../../shared/domain/ins/dates.ts';
import { PosteError } from '../../shared/errors.ts';
import { birthDateParts } from './adt-patient.ts';
import type { Hl7Message, Hl7Repetition } from './hl7-message.ts';

/** Where a message gives what an error is about. */
interface Place {
  /** For the sentence. */
  readonly words: string | null;
  readonly value: (message: Hl7Message) => string | null;
}

const LONGEST = 200;
const birth = (message: Hl7Message): Hl7Repetition | undefined => message.repetitions('PID', 5).find((one) => one.value(7) === 'L');
const used = (message: Hl7Message): Hl7Repetition | undefined => message.repetitions('PID', 5).find((one) => one.value(7) === 'D');
const field = (segment: string, number: number, words: string | null = null): Place => ({
  words,
  value: (message) => message.written(segment, number),
});

const PLACES: Readonly<Record<string, Place>> = {
  '/ipp': field('PID', 3, 'IPP (PID-3)'),
  '/birthName': { words: 'Nom de naissance (PID-5)', value: (message) => birth(message)?.value(1) ?? null },
  '/birthFirstNames': {
    words: 'Prénoms de naissance (PID-5)',
    value: (message) => birth(message)?.value(3) ?? birth(message)?.value(2) ?? null,
  },
  '/firstBirthFirstName': { words: 'Premier prénom (PID-5)', value: (message) => birth(message)?.value(2) ?? null },
  '/usedName': { words: 'Nom utilisé (PID-5)', value: (message) => used(message)?.value(1) ?? null },
  '/usedFirstName': { words: 'Prénom utilisé (PID-5)', value: (message) => used(message)?.value(2) ?? null },
  '/birthDate': field('PID', 7, 'Date de naissance (PID-7)'),
  '/PID/7': field('PID', 7, 'Date de naissance (PID-7)'),
  '/PID/8': field('PID', 8, 'Sexe (PID-8)'),
  '/birthPlace': {
    words: 'Lieu de naissance (PID-11)',
    value: (message) =>
      message
        .repetitions('PID', 11)
        .find((one) => one.value(7) === 'BDL')
        ?.value(9) ?? null,
  },
  '/line': { words: null, value: (message) => message.stray() },
};

/** The words for the place of an error; null when its own sentence says it. */
export const placeInWords = (path: string | null): string | null => PLACES[path ?? '']?.words ?? null;

/** The value at fault, as written; null when no single one is, or it cannot be told. */
export function valueAt(message: Hl7Message, path: string | null): string | null {
  const [, segment, number] = /^\/([A-Z0-9]{3})\/(\d+)$/.exec(path ?? '') ?? [];
  const place = PLACES[path ?? ''] ?? (segment === undefined || number === undefined ? null : field(segment, Number(number)));
  if (place === null) return null;
  const value = readable(() => place.value(message));
  return value === '' ? null : (value?.slice(0, LONGEST) ?? null);
}

/** « ZOLAND MARC, 01/02/1950 », as far as the message says; null when it does not. */
export function personOf(message: Hl7Message): string | null {
  const name = readable(() => {
    const list = message.repetitions('PID', 5);
    const one = list.find((repetition) => repetition.value(7) === 'L') ?? list[0];
    return [one?.value(1), one?.value(3) ?? one?.value(2)].filter((part) => typeof part === 'string').join(' ');
  });
  const day = readable(() => birthDateParts(message.value('PID', 7) ?? ''));
  const parts = [name ?? '', day !== null && isBirthDate(day) ? frenchDate(day) : ''].filter((part) => part !== '');
  return parts.length === 0
    ? null
    : parts
        .join(', ')
        .replaceAll(/\p{Cc}/gu, ' ')
        .slice(0, LONGEST);
}

/** Null for what the message does not let read: it is refused already, for the first reason met. */
export function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof PosteError) return null;
    throw thrown;
  }
}

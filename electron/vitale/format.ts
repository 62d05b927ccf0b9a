import { z } from 'zod';
import { hiddenCharacter } from '../../shared/domain/hidden-character.ts';
import { isOfficialBirthDate } from '../../shared/domain/ins/dates.ts';
import { checkMatricule } from '../../shared/domain/ins/matricule.ts';
import { isCog } from '../../shared/domain/ins/traits.ts';
import type { CardPerson, CardReading } from '../../shared/domain/identity/beneficiary.ts';
import { vitaleError } from './errors.ts';

/** Format of the hand-over; documented in electron/vitale/README.md. */
const VITALE_FORMAT = 'poste-sante.vitale';
const VITALE_VERSION = 1;
/** Largest hand-over, in bytes. */
export const VITALE_MAX_BYTES = 64 * 1024;
/** A card covers far fewer people. */
const MAX_BENEFICIARIES = 30;
/** Clocks of two computers of one common, in milliseconds. */
const SKEW_MS = 2 * 60_000;

const name = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => hiddenCharacter(text) === null && !/\p{C}/u.test(text) && /\p{L}/u.test(text));
/** A calendar date, or a « lunaire » one. */
const cardDate = z.string().refine(isOfficialBirthDate);
const nir = z
  .strictObject({
    number: z.string().regex(/^\d{5}(?:\d{2}|2[ABab])\d{6}$/),
    key: z.string().regex(/^\d{2}$/),
    certifiedAt: z.iso.date().nullable().default(null),
  })
  .refine(({ number, key }) => checkMatricule(number + key, null, { test: true }).valid, { path: ['key'] });
const ins = z.strictObject({
  matricule: z.string().regex(/^\d{5}(?:\d{2}|2[AB])\d{8}$/),
  oid: z.string().regex(/^[\d.]{5,64}$/),
  birthFirstNames: name,
  birthPlace: z.string().refine(isCog).nullable().default(null),
});
const person = z.strictObject({
  birthName: name,
  usedName: name.nullable().default(null),
  firstName: name,
  birthDate: cardDate,
  rank: z.int().min(1).max(9).default(1),
  sex: z.enum(['M', 'F']).nullable().default(null),
  nir: nir.nullable().default(null),
  ins: ins.nullable().default(null),
});
const code = (length: number) =>
  z
    .string()
    .regex(new RegExp(`^\\d{${length}}$`))
    .nullable()
    .default(null);
const handOver = z.strictObject({
  format: z.literal(VITALE_FORMAT),
  version: z.literal(VITALE_VERSION),
  source: z.enum(['vitale', 'apcv']),
  readAt: z.iso.datetime({ offset: true }),
  regime: code(2),
  fund: code(3),
  centre: code(4),
  holder: person,
  beneficiaries: z.array(person).min(1).max(MAX_BENEFICIARIES),
});
const version = z.object({ format: z.literal(VITALE_FORMAT), version: z.int() });

export interface FreshnessPorts {
  readonly now: () => Date;
  /** Age past which a reading is another patient's visit, in minutes. */
  readonly staleMinutes: number;
}

/**
 * Reads a hand-over.
 *
 * @param bytes UTF-8 JSON.
 * @throws PosteError VITALE_TOO_LARGE, VITALE_FORMAT (path: JSON pointer of the first fault), VITALE_VERSION, VITALE_STALE,
 *   VITALE_FUTURE
 */
export function parseHandOver(bytes: Uint8Array, { now, staleMinutes }: FreshnessPorts): CardReading {
  if (bytes.byteLength > VITALE_MAX_BYTES) throw vitaleError('VITALE_TOO_LARGE');
  const json = parseJson(bytes);
  const announced = version.safeParse(json).data;
  if (announced !== undefined && announced.version !== VITALE_VERSION)
    throw vitaleError('VITALE_VERSION', { detail: `version ${announced.version}` });
  const { data, error } = handOver.safeParse(json);
  if (data === undefined) throw vitaleError('VITALE_FORMAT', { path: pointer(error.issues[0]?.path ?? []) });
  // A plastic card holds no INS identity: a reader that sends one has made it up.
  const wrong = data.source === 'vitale' ? [data.holder, ...data.beneficiaries].findIndex((one) => one.ins !== null) : -1;
  if (wrong !== -1) throw vitaleError('VITALE_FORMAT', { path: wrong === 0 ? '/holder/ins' : `/beneficiaries/${wrong - 1}/ins` });
  const age = now().getTime() - Date.parse(data.readAt);
  if (age < -SKEW_MS) throw vitaleError('VITALE_FUTURE', { path: '/readAt' });
  if (age > staleMinutes * 60_000) throw vitaleError('VITALE_STALE', { path: '/readAt' });
  const { source, readAt, regime, fund, centre, holder, beneficiaries } = data;
  return { source, readAt, regime, fund, centre, holder: cardPerson(holder), beneficiaries: beneficiaries.map(cardPerson) };
}

/** Whether the bytes are JSON to their end: a file still being written is not. */
export function isWholeJson(bytes: Uint8Array): boolean {
  try {
    parseJson(bytes);
    return true;
  } catch {
    return false;
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // What the parser says quotes the text.
    throw vitaleError('VITALE_FORMAT', { path: '' });
  }
}

const pointer = (path: readonly PropertyKey[]): string => path.map((part) => `/${String(part).slice(0, 40)}`).join('');

function cardPerson({ nir: read, ...rest }: z.infer<typeof person>): CardPerson {
  return { ...rest, nir: read === null ? null : { number: read.number.toUpperCase(), key: read.key, certifiedOn: read.certifiedAt } };
}

import { z } from 'zod';
import type { CardPresence } from './types.ts';

/** Messages between the application and the card service process. Both sides validate what they receive. */

const adapter = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pkcs11'), module: z.string().min(1), tokenLabel: z.string().nullable() }),
  z.strictObject({ kind: z.literal('file'), dir: z.string().min(1) }),
]);

/** Which card. */
export type CardAdapterConfig = z.infer<typeof adapter>;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const id = z.int().min(0);

export const requestSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('open'), adapter, pollMs: z.int().min(10), issuers: z.array(bytes) }),
  /** `serial`: the card seen when the PIN was typed; null = none. */
  z.strictObject({ op: z.literal('login'), id, pin: bytes, lastTry: z.boolean(), serial: z.string().nullable() }),
  z.strictObject({ op: z.literal('logout'), id }),
  z.strictObject({ op: z.literal('situations'), id }),
  z.strictObject({
    op: z.literal('sign'),
    id,
    role: z.enum(['signature', 'authentication']),
    hash: z.enum(['sha256', 'sha1']),
    data: bytes,
  }),
  z.strictObject({ op: z.literal('close') }),
]);

export type CardRequest = z.infer<typeof requestSchema>;

/** What a reader can show; `hung` is the client's word about the service itself. */
export type ReaderPresence = Exclude<CardPresence, { readonly kind: 'hung' }>;

const coded = z.strictObject({ code: z.string(), displayName: z.string(), codeSystem: z.string() });

const certificate = z.strictObject({
  der: bytes,
  chain: z.array(bytes),
  subject: z.string(),
  serial: z.string(),
  issuer: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
  keyUsage: z.array(z.string()),
});

const presence: z.ZodType<ReaderPresence> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('no-module'), detail: z.string() }),
  z.strictObject({ kind: z.enum(['no-reader', 'empty', 'foreign']) }),
  z.strictObject({
    kind: z.literal('present'),
    card: z.strictObject({
      serial: z.string(),
      generation: z.enum(['CPS3', 'CPS4']),
      demonstration: z.boolean(),
      type: z.enum(['CPS', 'CPF', 'CPE', 'CPA']),
      holder: z.strictObject({
        idNat: z.string(),
        family: z.string(),
        given: z.string().nullable(),
        nominative: z.boolean(),
        profession: coded.nullable(),
        skill: coded.nullable(),
      }),
      pin: z.strictObject({ triesLeft: z.int().nullable() }),
      authentication: certificate,
      signature: certificate,
      pss: z.boolean(),
      pkcs11: z.strictObject({ tokenLabel: z.string(), authenticationId: bytes }).nullable(),
    }),
  }),
]);

const situation = z.strictObject({
  index: z.int().min(1).max(16),
  structureIdNat: z.string(),
  structureName: z.string(),
  sector: z.string(),
});
export const situationsSchema = z.array(situation);
export const signatureSchema = bytes;

export const eventSchema = z.discriminatedUnion('event', [
  /** Sent first: the process runs, no driver is loaded yet. */
  z.strictObject({ event: z.literal('started') }),
  /** Sent after a look at the reader, every ALIVE_MS or so: the service and its driver are alive. */
  z.strictObject({ event: z.literal('alive') }),
  z.strictObject({ event: z.literal('presence'), presence }),
  z.strictObject({ event: z.literal('done'), id, value: z.unknown() }),
  z.strictObject({
    event: z.literal('failed'),
    id,
    error: z.strictObject({
      code: z.string(),
      message: z.string(),
      action: z.string(),
      path: z.string().nullable(),
      detail: z.string().nullable(),
    }),
  }),
]);

export type CardEvent = z.infer<typeof eventSchema>;

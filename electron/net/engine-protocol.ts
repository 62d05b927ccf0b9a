import { z } from 'zod';
import { revocationsSchema } from '../pki/revocations.ts';

/** Messages between `engineTransport` (net/engine.ts) and its child process. Both sides validate what they receive. */

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const id = z.int().min(0);

export const engineRequestSchema = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('unlock'),
    engine: z.string().min(1),
    /** PKCS#11 URI of the private key, without PIN (RFC 7512). */
    keyUri: z.string().startsWith('pkcs11:'),
    /** ASCII digits. */
    pin: bytes,
    certPem: z.string(),
    /** DER. */
    authorities: z.array(bytes),
    revocations: revocationsSchema,
    pss: z.boolean(),
    tls12Only: z.boolean(),
    maxBytes: z.int().min(1),
  }),
  z.strictObject({
    op: z.literal('send'),
    id,
    url: z.url(),
    method: z.enum(['GET', 'POST', 'DELETE']),
    headers: z.record(z.string(), z.string()),
    body: bytes.nullable(),
    timeoutMs: z.int().min(0),
    fresh: z.boolean().optional(),
  }),
  z.strictObject({ op: z.literal('revocations'), revocations: revocationsSchema }),
  z.strictObject({ op: z.literal('abort'), id }),
]);

export type EngineRequest = z.infer<typeof engineRequestSchema>;

const error = z.strictObject({
  code: z.string(),
  message: z.string(),
  action: z.string(),
  path: z.string().nullable(),
  detail: z.string().nullable(),
});

export const engineEventSchema = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('unlocked') }),
  z.strictObject({ event: z.literal('refused'), error }),
  z.strictObject({ event: z.literal('answer'), id, status: z.int(), headers: z.record(z.string(), z.string()), body: bytes }),
  z.strictObject({ event: z.literal('failed'), id, error }),
]);

export type EngineEvent = z.infer<typeof engineEventSchema>;

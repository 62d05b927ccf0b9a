import { z } from 'zod';
import type { PreparedTd21 } from './td2-1.ts';

const facts = z.strictObject({
  patient: z.strictObject({ matricule: z.string(), oid: z.string() }),
  submissionSetUniqueId: z.string(),
  documentUniqueIds: z.array(z.string()),
  boundary: z.string(),
  contentType: z.string(),
  bodySize: z.int().min(0),
  /** Deposited in a minor’s secret connection: whatever is asked of the DMP for it says so. */
  secretConnection: z.boolean().default(false),
  parts: z.array(z.strictObject({ contentId: z.string(), contentType: z.string(), size: z.int().min(0) })),
});

/** A lot, and the connection that it was prepared in. */
export type ConnectedLot = PreparedTd21 & { readonly secretConnection: boolean };

/** A prepared lot as one run of bytes (body, then parts) and the facts that tell them apart: what the outbox keeps. */
export function packLot(lot: ConnectedLot): { readonly bytes: Uint8Array; readonly facts: unknown } {
  const { patient, submissionSetUniqueId, documentUniqueIds, boundary, contentType, body, parts, secretConnection } = lot;
  return {
    bytes: Buffer.concat([body, ...parts.map((part) => part.bytes)]),
    facts: facts.parse({
      patient,
      submissionSetUniqueId,
      documentUniqueIds,
      boundary,
      contentType,
      bodySize: body.length,
      secretConnection,
      parts: parts.map(({ contentId, contentType: type, bytes }) => ({ contentId, contentType: type, size: bytes.length })),
    }),
  };
}

/** The lot as it was prepared. @throws ZodError when the facts are not those of a lot. */
export function unpackLot(packed: { readonly bytes: Uint8Array; readonly facts: unknown }): ConnectedLot {
  const { bodySize, parts, ...rest } = facts.parse(packed.facts);
  let at = bodySize;
  return {
    ...rest,
    body: packed.bytes.subarray(0, bodySize),
    parts: parts.map(({ size, contentId, contentType }) => ({ contentId, contentType, bytes: packed.bytes.subarray(at, (at += size)) })),
  };
}

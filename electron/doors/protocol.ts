import { z } from 'zod';

/** Messages between the application and the door process, and between that process and its thread. All sides validate. */
const id = z.int().min(0);
const kind = z.enum(['pdf', 'pdf-text', 'pdf-image', 'image', 'stamp', 'cda', 'cda-page', 'dmp-message', 'xml']);

/** One file to open. */
const positive = z.int().min(1);
export const requestSchema = z.strictObject({ id, kind, input: z.unknown(), cpuMs: positive, memoryMb: positive, keptMb: positive });
export type DoorRequest = z.infer<typeof requestSchema>;

const errorFacts = z.strictObject({
  code: z.string(),
  message: z.string(),
  action: z.string(),
  path: z.string().nullable(),
  detail: z.string().nullable(),
});

/** What the thread says of a file. */
export const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('opened'), id, value: z.unknown() }),
  /** An error of the application's own, in its own words. */
  z.strictObject({ kind: z.literal('refused'), id, error: errorFacts }),
  z.strictObject({ kind: z.literal('failed'), id, failure: z.enum(['slow', 'heavy', 'unreadable']), detail: z.string() }),
]);
export type DoorOutcome = z.infer<typeof outcomeSchema>;

/** `last`: the process has given all it can, and is to be replaced. */
export const eventSchema = z.strictObject({ outcome: outcomeSchema, last: z.boolean() });
export type DoorEvent = z.infer<typeof eventSchema>;

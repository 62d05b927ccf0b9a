import { z } from 'zod';
import { call, id, instant, nothing } from './define.ts';

/** An import of patients and stays, as its screen follows it. */
const importRun = z.object({
  id,
  kind: z.enum(['csv', 'hl7']),
  fileName: z.string(),
  /** Of the file, in bytes. */
  size: z.int(),
  /** Nothing is written: what would be. */
  dryRun: z.boolean(),
  state: z.enum(['running', 'done', 'cancelled', 'stopped', 'failed']),
  startedAt: instant,
  /** Bytes read. */
  read: z.int(),
  lines: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  /** Why the whole import stopped (`failed`). */
  error: z.object({ code: z.string(), message: z.string(), action: z.string() }).nullable(),
});
export type ImportRun = z.infer<typeof importRun>;

const importError = z.object({
  /** First line is 1. */
  line: z.int(),
  code: z.string(),
  message: z.string(),
  action: z.string(),
});
export type ImportLineError = z.infer<typeof importError>;

/** The window gives the file piece by piece: no path crosses the bridge, and memory stays flat whatever its size. */
export const importCalls = {
  'imports.list': call(nothing, z.array(importRun)),
  /** Lines already taken from the same file (name, size, first bytes) by a run that stopped are passed over. */
  'imports.begin': call(
    z.object({ kind: z.enum(['csv', 'hl7']), fileName: z.string().max(255), size: z.int().min(0), dryRun: z.boolean(), head: z.instanceof(Uint8Array) }),
    importRun,
  ),
  /** Answers when the piece is taken: the next one is read then. */
  'imports.push': call(z.object({ id, bytes: z.instanceof(Uint8Array) }), importRun),
  'imports.end': call(z.object({ id }), importRun),
  'imports.cancel': call(z.object({ id }), importRun),
  'imports.errors': call(z.object({ id, after: z.int(), limit: z.int().min(1).max(500) }), z.array(importError)),
} as const;

export const importEvents = { 'imports.changed': importRun } as const;

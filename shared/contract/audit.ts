import { z } from 'zod';
import { call, instant, nothing } from './define.ts';

const auditEntry = z.object({
  index: z.int(),
  at: instant,
  actor: z.string(),
  act: z.string(),
  /** French sentence of the act. */
  label: z.string(),
  patient: z.string().nullable(),
  result: z.string(),
});
export type AuditEntryView = z.infer<typeof auditEntry>;

export const auditCalls = {
  'audit.list': call(
    z.object({ before: z.int().nullable(), limit: z.int().min(1).max(500) }),
    z.object({ entries: z.array(auditEntry), total: z.int() }),
  ),
  'audit.verify': call(nothing, z.object({ valid: z.boolean(), length: z.int(), head: z.string() })),
} as const;

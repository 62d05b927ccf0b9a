import { z } from 'zod';
import { journalFaults } from '../domain/record/journal.ts';
import { anybody, call, instant, nothing } from './define.ts';

const auditEntry = z.object({
  index: z.int(),
  at: instant,
  actor: z.string(),
  act: z.string(),
  /** French sentence of the act. */
  label: z.string(),
  /** What the sentence does not say: words looked for, settings before and after. */
  detail: z.string().nullable(),
  patient: z.string().nullable(),
  result: z.string(),
});
export type AuditEntryView = z.infer<typeof auditEntry>;

export const auditCalls = {
  'audit.list': call(
    z.object({ before: z.int().nullable(), limit: z.int().min(1).max(500) }),
    z.object({ entries: z.array(auditEntry), total: z.int() }),
    { needs: 'session', audit: { acts: ['journal.opened'] }, shows: { patients: anybody, documents: anybody, session: true } },
  ),
  /** Against what was noted of the journal outside of the store. */
  'audit.verify': call(
    nothing,
    z.object({
      valid: z.boolean(),
      length: z.int(),
      head: z.string(),
      /** Number of the first entry at fault. */
      brokenAt: z.int().nullable(),
      reason: z.enum(journalFaults).nullable(),
      /** Compared with what was noted of it elsewhere. */
      anchored: z.boolean(),
      /** Entries that tell an opening which found something wrong. */
      incidents: z.int(),
    }),
    { needs: 'session', audit: { acts: ['journal.verified'] } },
  ),
} as const;

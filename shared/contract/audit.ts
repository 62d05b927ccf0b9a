import { z } from 'zod';
import { journalFaults } from '../domain/record/journal.ts';
import { anybody, call, id, instant, nothing, notKept } from './define.ts';

const auditEntry = z.object({
  index: z.int(),
  at: instant,
  actor: z.string(),
  /** In whose name, when it is not their own. */
  onBehalfOf: z.string().nullable(),
  act: z.string(),
  /** French sentence of the act. */
  label: z.string(),
  /** What the sentence does not say: words looked for, settings before and after. */
  detail: z.string().nullable(),
  patient: z.string().nullable(),
  /** Title of the document, and where it went. */
  about: z.object({ title: z.string(), recipient: z.string().nullable() }).nullable(),
  result: z.string(),
});
export type AuditEntryView = z.infer<typeof auditEntry>;

const filter = {
  patientId: id.optional(),
  /** PS_IdNat. */
  actor: z.string().max(64).optional(),
  act: z.string().max(100).optional(),
  /** First instant, and the one after the last. */
  since: instant.optional(),
  until: instant.optional(),
};

export const auditCalls = {
  /** Who acted and what was done, to choose from. */
  'audit.facets': call(
    nothing,
    z.object({
      actors: z.array(z.object({ id: z.string(), name: z.string() })),
      acts: z.array(z.object({ act: z.string(), label: z.string() })),
    }),
    { needs: 'session', right: 'record', audit: notKept.list, shows: { patients: anybody, documents: anybody, session: true } },
  ),
  /** Latest first. The journal of one patient is part of their record. */
  'audit.list': call(
    z.object({ before: z.int().nullable(), limit: z.int().min(1).max(500), ...filter }),
    z.object({
      entries: z.array(auditEntry),
      /** Acts of the whole journal, or of the one patient, whatever else is filtered. */
      total: z.int(),
      /** What to ask for `before` to go on; null at the end. */
      next: z.int().nullable(),
    }),
    {
      needs: 'session',
      right: 'record',
      audit: { acts: ['journal.opened'] },
      shows: { patients: anybody, documents: anybody, session: true },
    },
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
    { needs: 'session', right: 'record', audit: { acts: ['journal.verified'] } },
  ),
} as const;

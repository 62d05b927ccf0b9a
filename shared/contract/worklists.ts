import { z } from 'zod';
import { anybody, call, id, instant, nothing, notKept } from './define.ts';
import { insiOutcome, patientRow, receivedMatricule, traitComparison, traits } from './patients.ts';

/** Something contradicts a record: both side by side, with what to do. Nothing of it was taken. */
const conflict = z.object({
  id,
  /** The records, the first one against what came or against the second. None for one merged since. */
  rows: z.array(patientRow),
  /** What those lines do not say, in the same order: matricule (groups and key; null where none may be shown), numbers that others gave. */
  held: z.array(z.object({ matricule: z.string().nullable(), numbers: z.array(z.string()) })),
  /** What came from outside; null when the records contradict each other. */
  incoming: traits
    .extend({
      usedName: z.string().nullable(),
      ipp: z.string().nullable(),
      matricule: z.string().nullable(),
      /** « patients.csv, ligne 3 ». */
      from: z.string(),
    })
    .nullable(),
  /** The first record (`local`) beside the other side (`insi`). */
  comparison: z.array(traitComparison),
  message: z.string(),
  /** What to do, in words. */
  action: z.string(),
  /** What can be done from here besides opening the records and settling it. */
  acts: z.array(z.enum(['merge', 'create'])),
  at: instant,
});
export type ConflictView = z.infer<typeof conflict>;

/** Records that ask for somebody's work. */
const worklists = z.object({
  /** Opened or expected today and not qualified; never a batch over a base. */
  toQualify: z.array(
    z.object({
      row: patientRow,
      /** Why it is here: `opened`, `expected` (a stay of today), or `queued` (INSi did not answer). */
      why: z.enum(['opened', 'expected', 'queued']),
      since: instant,
      /** INSi answered meanwhile: somebody accepts or not. */
      answer: insiOutcome.nullable(),
    }),
  ),
  doubtful: z.array(patientRow),
  /** Two records with the same matricule told apart, an import that contradicts a record, a negative verification. */
  conflicts: z.array(conflict),
  /** Matricules received and not verified. */
  received: z.array(z.object({ row: patientRow, matricules: z.array(receivedMatricule) })),
  /** Qualified longer ago than the setting. */
  stale: z.array(z.object({ row: patientRow, qualifiedAt: instant })),
  /** Years of that setting. */
  recheckYears: z.int(),
});
export type Worklists = z.infer<typeof worklists>;

export const worklistCalls = {
  'worklists.get': call(nothing, worklists, { needs: 'session', right: 'read', audit: notKept.list, shows: { patients: anybody } }),
  /** The conflict was looked at and settled. */
  'worklists.settle': call(z.object({ conflict: id }), nothing, {
    needs: 'session',
    right: 'identity',
    audit: { acts: ['conflict.settled'] },
  }),
  /** What came is another person: a record of their own, with the number it came under. Errors: CONFLICT_UNKNOWN. @returns its id */
  'worklists.createApart': call(z.object({ conflict: id }), z.object({ id }), {
    needs: 'session',
    right: 'identity',
    audit: { acts: ['patient.created', 'conflict.settled'] },
  }),
} as const;

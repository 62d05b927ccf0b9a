import { z } from 'zod';
import { call, id, instant, nothing } from './define.ts';
import { insiOutcome, patientRow } from './patients.ts';

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
  conflicts: z.array(z.object({ id, rows: z.array(patientRow), message: z.string(), at: instant })),
  /** Qualified longer ago than the setting. */
  stale: z.array(z.object({ row: patientRow, qualifiedAt: instant })),
  /** Years of that setting. */
  recheckYears: z.int(),
});
export type Worklists = z.infer<typeof worklists>;

export const worklistCalls = {
  'worklists.get': call(nothing, worklists),
  /** The conflict was looked at and settled. */
  'worklists.settle': call(z.object({ conflict: id }), nothing),
} as const;

import { z } from 'zod';
import { isAmong, type Touched } from '../domain/record/touched.ts';
import { id, type Shows } from './define.ts';

const those = z.union([z.array(id), z.literal('many')]);

/** What commits changed, whoever asked for them. */
export const recordEvents = { 'records.changed': z.object({ patients: those, documents: those }) } as const;

/** Whether what changed makes the answer of a call stale. @param input what that call was asked. */
export function isStale({ shows: { patients, documents } }: { readonly shows: Shows }, input: never, touched: Touched): boolean {
  return (
    (patients !== undefined && isAmong(touched.patients, patients(input))) ||
    (documents !== undefined && isAmong(touched.documents, documents(input)))
  );
}

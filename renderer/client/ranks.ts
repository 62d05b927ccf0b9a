import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { CallInput, CallOutput } from '../../shared/contract/index.ts';
import { call } from './client.ts';
import { keyOf, queryClient } from './queries.ts';

/** Rows asked for at once. */
const PART = 50;

type RanksInput = Omit<CallInput<'patients.list'>, 'from' | 'limit'>;
type Part = CallOutput<'patients.list'>;
type Row = Part['rows'][number];

/** A list of any length, of which those rows are read that somebody looks at. */
interface Ranks {
  /** By rank; undefined where a row is not read yet. Undefined altogether before the first answer. */
  readonly rows: readonly (Row | undefined)[] | undefined;
  readonly error: Error | null;
  /** These ranks are in view, `to` excluded. */
  readonly look: (from: number, to: number) => void;
}

const partOf = (input: RanksInput, from: number) => {
  const asked: CallInput<'patients.list'> = { ...input, from, limit: PART };
  return { queryKey: keyOf('patients.list', asked), queryFn: () => call('patients.list', asked) };
};

/** Parts of one list, by the rank of their first row. */
interface Looked {
  readonly asked: RanksInput;
  readonly inView: readonly number[];
  /** Those that were in view since it is this list. */
  readonly seen: ReadonlySet<number>;
}

/** Reads a list of patients by rank: its first part, and those in view. What was read stays, until an event says that it changed. */
export function useRanks({ query, sort }: RanksInput): Ranks {
  const { by = null, descending = false } = sort ?? {};
  // The same list as long as the same is asked, whatever object says it.
  const asked = useMemo(() => ({ query, sort: by === null ? null : { by, descending } }), [query, by, descending]);
  const start = useMemo(() => fresh(asked), [asked]);
  const [last, setLast] = useState<Looked>(start);
  const looked = last.asked === asked ? last : start;
  const { parts, error } = useQueries({ queries: looked.inView.map((from) => partOf(asked, from)), combine: together });
  const rows = useMemo(() => rowsOf(looked, parts), [looked, parts]);
  // The rows of the list before stay until those of this one are there: nothing flashes, and the focus is held.
  const [shown, show] = useState(rows);
  if (rows !== undefined && rows !== shown) show(rows);
  const look = useCallback(
    (from: number, to: number) =>
      setLast((before) => {
        const { inView, seen } = before.asked === asked ? before : start;
        const next = [...new Set([0, ...partsIn(from, to)])];
        return inView.join() === next.join() ? before : { asked, inView: next, seen: new Set([...seen, ...next]) };
      }),
    [asked, start],
  );
  return { rows: rows ?? shown, error, look };
}

const fresh = (asked: RanksInput): Looked => ({ asked, inView: [0], seen: new Set([0]) });

/** The parts that hold those ranks. */
export function partsIn(from: number, to: number): readonly number[] {
  const first = Math.floor(from / PART);
  return Array.from({ length: Math.max(0, Math.ceil(to / PART) - first) }, (_, i) => (first + i) * PART);
}

const together = (results: readonly { readonly data: Part | undefined; readonly error: Error | null }[]) => ({
  parts: results.map(({ data }) => data),
  error: results.find(({ error }) => error !== null)?.error ?? null,
});

function rowsOf({ asked, seen }: Looked, parts: readonly (Part | undefined)[]): Ranks['rows'] {
  const total = parts.find((part) => part !== undefined)?.total;
  if (total === undefined) return undefined;
  const rows = Array<Row | undefined>(total).fill(undefined);
  for (const from of seen) {
    const known = queryClient.getQueryData<Part>(partOf(asked, from).queryKey)?.rows ?? [];
    for (const [i, row] of known.entries()) if (from + i < total) rows[from + i] = row;
  }
  return rows;
}

/** The first rows of a list, and how many it has: input for at once unless they are there and still true. */
export const readyRanks = (input: RanksInput): Promise<Part> => queryClient.fetchQuery(partOf(input, 0));

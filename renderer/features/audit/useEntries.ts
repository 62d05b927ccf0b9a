import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import type { AuditEntryView } from '../../../shared/contract/audit.ts';
import type { CallInput } from '../../../shared/contract/index.ts';
import { call } from '../../client/client.ts';
import { keyOf } from '../../client/queries.ts';

/** An act of the journal, as a row. */
export type Entry = AuditEntryView & { readonly id: string };

/** Which acts are read. */
export type EntryFilter = Omit<CallInput<'audit.list'>, 'before' | 'limit'>;

/** The journal, from its end. */
interface Entries {
  /** Undefined before the first answer. */
  readonly rows: readonly Entry[] | undefined;
  /** Of the whole journal, or of the one patient. */
  readonly total: number;
  readonly error: Error | null;
  /** Reads older ones; null when there are none, or while they are being read. */
  readonly more: (() => void) | null;
  /** Every act that the filter keeps is there. */
  readonly whole: boolean;
}

const PAGE = 200;
/** A filter goes on looking until so many are found, or none is left. */
const ENOUGH = 50;

/** Reads the acts that a filter keeps, the last ones first, and older ones when asked. */
export function useEntries(filter: EntryFilter): Entries {
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: [...keyOf('audit.list', { before: null, limit: PAGE, ...filter }), 'parts'],
    // Read anew each time that it is opened: what was read since tells no event.
    staleTime: 0,
    queryFn: ({ pageParam }: { pageParam: number | null }) => call('audit.list', { before: pageParam, limit: PAGE, ...filter }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
  });
  const rows = useMemo(() => data?.pages.flatMap((page) => page.entries.map((entry) => ({ ...entry, id: String(entry.index) }))), [data]);
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const few = rows !== undefined && rows.length < ENOUGH && hasNextPage && !isFetching;
  useEffect(() => {
    if (few) more();
  }, [few, more]);
  return {
    rows,
    total: data?.pages[0]?.total ?? 0,
    error,
    more: hasNextPage && !isFetching ? more : null,
    whole: data !== undefined && !hasNextPage,
  };
}

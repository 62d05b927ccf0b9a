import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { CallInput, CallOutput } from '../../shared/contract/index.ts';
import { call } from './client.ts';
import { keyOf, queryClient } from './queries.ts';

/** Calls whose list is asked for by parts. */
type PagedCall = 'documents.list' | 'documents.waiting' | 'outbox.list';
/** What a list is of: its input without any part. */
type ListInput<N extends PagedCall> = Omit<NonNullable<CallInput<N>>, 'after' | 'limit'>;
type Row<N extends PagedCall> = CallOutput<N>[number];

/** Rows of the first part, which is all that most people look at, and of each one after it. */
const FIRST: Readonly<Record<PagedCall, number>> = { 'documents.list': 100, 'documents.waiting': 100, 'outbox.list': 100 };
const NEXT = 200;

/** A list that is read further as it is scrolled. */
export interface Pages<T> {
  /** Undefined before the first part. */
  readonly rows: readonly T[] | undefined;
  readonly error: Error | null;
  /** Reads the part that follows; null when there is none, or while it is being read. */
  readonly more: (() => void) | null;
  /** Every row is there. */
  readonly whole: boolean;
}

/** The parts of a list and how the cache reads them, again and in their order, when an event says that the list changed. */
function partsOf<N extends PagedCall>(name: N, input: ListInput<N>) {
  return {
    queryKey: [...keyOf(name, input as CallInput<N>), 'parts'],
    queryFn: async ({ pageParam }: { readonly pageParam: string | null }): Promise<readonly Row<N>[]> => {
      const part = pageParam === null ? { limit: FIRST[name] } : { after: pageParam, limit: NEXT };
      // Casts: TypeScript cannot follow the link from the name to the input of that very call.
      return await call(name, { ...input, ...part } as CallInput<N>);
    },
    initialPageParam: null,
    getNextPageParam: (page: readonly Row<N>[], _pages: readonly unknown[], from: string | null): string | null =>
      page.length < (from === null ? FIRST[name] : NEXT) ? null : (page.at(-1)?.id ?? null),
  };
}

/** Reads the first part of a list, and what follows when asked. */
export function usePages<N extends PagedCall>(name: N, input: ListInput<N>): Pages<Row<N>> {
  const { data, error, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery(partsOf(name, input));
  const rows = useMemo(() => (data === undefined ? undefined : onlyOnce(data.pages.flat())), [data]);
  const fetch = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  return { rows, error, more: hasNextPage && !isFetching ? fetch : null, whole: data !== undefined && !hasNextPage };
}

/** Shows a row in its list without reading the list again; a list that is to be read again for another reason still is. */
export function putInPages<N extends PagedCall>(name: N, input: ListInput<N>, row: Row<N>): void {
  const { queryKey } = partsOf(name, input);
  const stale = queryClient.getQueryState(queryKey)?.isInvalidated === true;
  queryClient.setQueryData<InfiniteData<readonly Row<N>[], string | null>>(queryKey, (data) =>
    data === undefined ? undefined : { ...data, pages: data.pages.map((page) => page.map((known) => (known.id === row.id ? row : known))) },
  );
  if (stale) void queryClient.invalidateQueries({ queryKey, refetchType: 'none' });
}

/** A row that moved between two parts is in both: it stands where it comes first. */
function onlyOnce<T extends { readonly id: string }>(rows: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id));
}

import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntryView } from '../../../shared/contract/audit.ts';
import { call } from '../../client/client.ts';

/** An act of the journal, as a row. */
export type Entry = AuditEntryView & { readonly id: string };

/** The journal, from its end. */
interface Entries {
  /** Undefined before the first answer. */
  readonly rows: readonly Entry[] | undefined;
  /** Of the whole journal. */
  readonly total: number;
  readonly error: Error | null;
  /** There are older acts than those. */
  readonly hasOlder: boolean;
  readonly readingOlder: boolean;
  readonly readOlder: () => void;
}

const PAGE = 200;

/** Reads the journal, the last acts first, and older ones when asked. */
export function useEntries(): Entries {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['audit.list'],
    // Read anew each time that it is opened: what was read since tells no event.
    staleTime: 0,
    queryFn: ({ pageParam }: { pageParam: number | null }) => call('audit.list', { before: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: (page) => (page.entries.length < PAGE ? undefined : page.entries.at(-1)?.index),
  });
  return {
    rows: data?.pages.flatMap((page) => page.entries.map((entry) => ({ ...entry, id: String(entry.index) }))),
    total: data?.pages[0]?.total ?? 0,
    error,
    hasOlder: hasNextPage,
    readingOlder: isFetchingNextPage,
    readOlder: () => void fetchNextPage(),
  };
}

import { QueryClient, useQuery, type QueryKey, type UseQueryOptions, type UseQueryResult } from '@tanstack/react-query';
import type { ImportRun } from '../../shared/contract/imports.ts';
import { calls, type CallInput, type CallName, type CallOutput } from '../../shared/contract/index.ts';
import type { Shows } from '../../shared/contract/define.ts';
import { isStale } from '../../shared/contract/records.ts';
import type { SessionState } from '../../shared/contract/session.ts';
import { call, subscribe } from './client.ts';
import { draftsOf } from './drafts.ts';

/** Answers are fresh until an event says otherwise; the network is never looked at: it is the application that sends. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** Cache key of a call. */
export const keyOf = <N extends CallName>(name: N, input: CallInput<N>): QueryKey => [name, input];

type Options<N extends CallName> = Omit<UseQueryOptions<CallOutput<N>>, 'queryKey' | 'queryFn'>;

/** Reads a call, and reads it again when an event says that its answer changed. */
export function useAnswer<N extends CallName>(name: N, input: CallInput<N>, options: Options<N> = {}): UseQueryResult<CallOutput<N>> {
  return useQuery({ queryKey: keyOf(name, input), queryFn: () => call(name, input), ...options });
}

/** Puts an answer that another call brought, so that no second reading is needed. */
export function put<N extends CallName>(name: N, input: CallInput<N>, answer: CallOutput<N>): void {
  queryClient.setQueryData(keyOf(name, input), answer);
}

/** The answer that is kept; undefined until one came. */
export function peek<N extends CallName>(name: N, input: CallInput<N>): CallOutput<N> | undefined {
  return queryClient.getQueryData<CallOutput<N>>(keyOf(name, input));
}

/** Puts the state of the session; what another user typed or looked at is gone before this one's screens are drawn. */
export function putSession(state: SessionState): void {
  if (state.session !== null) draftsOf(state.session.idNat);
  put('session.state', null, state);
}

/** Has every answer read again that no longer holds, by its call and what was asked. */
function refresh(stale: (call: { readonly shows: Shows }, input: never) => boolean): void {
  void queryClient.invalidateQueries({
    // What the window keeps for itself is under a name of its own; casts: any other key is of a call and its input (keyOf).
    predicate: ({ queryKey: [name, input] }) => Object.hasOwn(calls, name as string) && stale(calls[name as CallName], input as never),
  });
}

/** What the lock screen itself needs: all the rest is of the session and goes with it. */
const OUTSIDE_SESSION: ReadonlySet<unknown> = new Set(['session.state', 'services.state', 'app.about', 'settings.get']);

/** Forgets everything that was read in the session. */
function forgetSession(): void {
  queryClient.removeQueries({ predicate: (query) => !OUTSIDE_SESSION.has(query.queryKey[0]) });
}

/** Connects the events of the application to the cache; returns the function that disconnects. */
export function followEvents(): () => void {
  const stops = [
    subscribe('session.changed', (state) => {
      putSession(state);
      if (state.session === null) forgetSession();
      else refresh(({ shows }) => shows.session === true);
    }),
    subscribe('services.changed', (state) => {
      put('services.state', null, state);
      refresh(({ shows }) => shows.services === true);
    }),
    subscribe('records.changed', (touched) => refresh((call, input) => isStale(call, input, touched))),
    subscribe('imports.changed', (run) => {
      const list = queryClient.getQueryData<readonly ImportRun[]>(keyOf('imports.list', null));
      if (list?.some(({ id }) => id === run.id) === true)
        put(
          'imports.list',
          null,
          list.map((one) => (one.id === run.id ? run : one)),
        );
      else void queryClient.invalidateQueries({ queryKey: ['imports.list'] });
    }),
    subscribe('vitale.read', (read) => put('vitale.current', null, read)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { InsiOutcome } from '../../../shared/contract/patients.ts';
import { call } from '../../client/client.ts';
import { put, queryClient } from '../../client/queries.ts';
import { identityText as words } from './text.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction, type Action } from '../../ui/useAction.ts';

/** The official traits that INSi answers for those of a record. */
export type InsiProposal = NonNullable<InsiOutcome['proposal']>;

/** What INSi answers of a record, and what is done with it. */
export interface Insi {
  /** Null: not asked, or what it answered was accepted or left. */
  readonly outcome: InsiOutcome | null;
  readonly ask: Action<readonly []>;
  /** Takes the official traits. `proposal`: the id of those that were shown. */
  readonly accept: Action<readonly [proposal: string]>;
  readonly refuse: () => void;
}

/** The answer of INSi is kept as long as the record is open: changing tab does not lose it. */
const insiKey = (id: string) => ['insi', id] as const;

/** Keeps what INSi answered of a record; null: there is nothing to show any more. */
export function keepInsi(id: string, outcome: InsiOutcome | null): void {
  queryClient.setQueryData<InsiOutcome | null>(insiKey(id), outcome);
}

/** @param id of the record. */
export function useInsi(id: string): Insi {
  const held = useQuery<InsiOutcome | null>({ queryKey: insiKey(id), queryFn: () => null, initialData: null, enabled: false });
  const ask = useAction(
    useCallback(
      async (live: () => boolean) => {
        const outcome = await call('patients.askInsi', { id });
        if (live()) keepInsi(id, outcome);
      },
      [id],
    ),
  );
  const accept = useAction(
    useCallback(
      async (_live: () => boolean, proposal: string) => {
        put('patients.get', { id }, await call('patients.acceptInsi', { id, proposal }));
        keepInsi(id, null);
        tell(words.accepted, 'quiet');
      },
      [id],
    ),
  );
  return { outcome: held.data, ask, accept, refuse: () => keepInsi(id, null) };
}

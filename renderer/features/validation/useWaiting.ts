import { useState } from 'react';
import type { WaitingRow } from '../../../shared/contract/documents.ts';
import { usePages, type Pages } from '../../client/pages.ts';
import { isHanded } from '../documents/public.ts';
import { placed } from './placed.ts';

/** What waits for a validation, as the room draws it. */
interface Waiting extends Pick<Pages<WaitingRow>, 'error' | 'more'> {
  /** Undefined before the first ones are read. Those that do not wait any more stay until the room is left. */
  readonly rows: readonly WaitingRow[] | undefined;
  /** Which of them still wait for whoever looks. */
  readonly waits: (id: string) => boolean;
}

/** Reads what waits, and what was handed over; nothing moves while the room is open. */
export function useWaiting(): Waiting {
  const { rows: read, error, more } = usePages('documents.waiting', {});
  const [{ of, rows }, draw] = useState<{ readonly of: readonly WaitingRow[] | undefined; readonly rows: readonly WaitingRow[] }>({
    of: undefined,
    rows: [],
  });
  if (read !== undefined && read !== of) draw({ of: read, rows: placed(rows, read) });
  return {
    rows: of === undefined ? undefined : rows,
    error,
    more,
    waits: (id) => of?.some((row) => row.id === id && !isHanded(row)) === true,
  };
}

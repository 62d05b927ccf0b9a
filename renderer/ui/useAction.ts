import { useCallback, useRef, useState } from 'react';
import { errorFacts, type ErrorFacts } from '../../shared/errors.ts';

/** An act under way, its last error, and how to start or leave it. */
export interface Action<A extends readonly unknown[]> {
  readonly busy: boolean;
  readonly error: ErrorFacts | null;
  readonly run: (...args: A) => Promise<void>;
  /** Stops waiting: what comes back later is ignored. */
  readonly leave: () => void;
  readonly clear: () => void;
}

/**
 * Runs an asynchronous act once at a time. Unlike a React Query mutation it keeps nothing of its arguments, so that a
 * PIN may pass through it.
 * @param act receives `live`, which says whether the user still waits.
 */
export function useAction<A extends readonly unknown[]>(act: (live: () => boolean, ...args: A) => Promise<void>): Action<A> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorFacts | null>(null);
  const turn = useRef(0);
  const running = useRef(false);
  const run = useCallback(
    async (...args: A): Promise<void> => {
      if (running.current) return;
      running.current = true;
      turn.current += 1;
      const mine = turn.current;
      const live = (): boolean => turn.current === mine;
      setBusy(true);
      setError(null);
      try {
        await act(live, ...args);
      } catch (thrown) {
        if (live()) setError(errorFacts(thrown));
      } finally {
        if (live()) {
          running.current = false;
          setBusy(false);
        }
      }
    },
    [act],
  );
  const leave = useCallback(() => {
    turn.current += 1;
    running.current = false;
    setBusy(false);
  }, []);
  return { busy, error, run, leave, clear: useCallback(() => setError(null), []) };
}

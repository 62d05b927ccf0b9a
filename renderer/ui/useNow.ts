import { useEffect, useState } from 'react';

/** The present instant, refreshed every `everyMs`. */
export function useNow(everyMs: number): Date {
  const [, again] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => again((turn) => turn + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  // Read at each drawing: an instant that comes with a new state is never ahead of it.
  return new Date();
}

import { useCallback, useEffect, useState } from 'react';
import type { SessionPerson } from '../../../shared/contract/session.ts';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';

/** Who may act under the card that names nobody; null while they are read. They are kept in no cache: nobody is logged in. */
export function usePeople(): {
  readonly people: readonly SessionPerson[] | null;
  readonly error: ErrorFacts | null;
  readonly readAgain: () => void;
} {
  const [people, setPeople] = useState<readonly SessionPerson[] | null>(null);
  const [error, setError] = useState<ErrorFacts | null>(null);
  const readAgain = useCallback(() => {
    call('session.people', null).then(setPeople, (thrown: unknown) => setError(errorFacts(thrown)));
  }, []);
  useEffect(readAgain, [readAgain]);
  return { people, error, readAgain };
}

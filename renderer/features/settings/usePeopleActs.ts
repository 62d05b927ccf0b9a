import { useCallback, useState } from 'react';
import type { CallOutput } from '../../../shared/contract/index.ts';
import type { DeclaredPersonView } from '../../../shared/contract/people.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { useAction } from '../../ui/useAction.ts';
import { structureText as words } from './structure-text.ts';

type Named = Pick<DeclaredPersonView, 'family' | 'given'>;

/** What is done of those whom the structure declares. */
export interface PeopleActs {
  readonly busy: boolean;
  readonly error: ErrorFacts | null;
  /** A first code that was just given, until it is passed on; nothing keeps it. */
  readonly given: { readonly name: string; readonly code: string } | null;
  readonly forgetCode: () => void;
  readonly declare: (person: Named, done: () => void) => void;
  readonly resetCode: (person: DeclaredPersonView) => void;
  readonly withdraw: (person: DeclaredPersonView) => void;
}

/** One act at a time; the list is put as each leaves it. */
export function usePeopleActs(): PeopleActs {
  const [given, setGiven] = useState<PeopleActs['given']>(null);
  const { busy, error, run } = useAction(useCallback((_live: () => boolean, act: () => Promise<void>) => act(), []));
  const show = (people: CallOutput<'people.list'>): void => put('people.list', null, people);
  const give = (person: Named, { people, code }: CallOutput<'people.declare'>): void => {
    show(people);
    setGiven({ name: words.name(person), code });
  };
  return {
    busy,
    error,
    given,
    forgetCode: () => setGiven(null),
    declare: (person, done) =>
      void run(async () => {
        give(person, await call('people.declare', person));
        done();
      }),
    resetCode: (person) => void run(async () => give(person, await call('people.resetCode', { id: person.id }))),
    withdraw: (person) => void run(async () => show(await call('people.withdraw', { id: person.id }))),
  };
}

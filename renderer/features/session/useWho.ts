import { useCallback, useState } from 'react';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { putSession } from '../../client/queries.ts';
import { useAction } from '../../ui/useAction.ts';

/** The codes of somebody, as they are typed. */
interface Codes {
  readonly code: string;
  /** What replaces a first code, twice. */
  readonly newCode: string;
  readonly again: string;
}

/** Somebody who says who they are, under a card that names nobody. */
export interface WhoEntry extends Codes {
  /** Id of the person chosen. */
  readonly person: string | null;
  readonly choose: (id: string) => void;
  readonly type: (typed: Partial<Codes>) => void;
  /** Their code is the first one: another replaces it now. */
  readonly first: boolean;
  /** It may be tried: a try is counted. */
  readonly ready: boolean;
  readonly busy: boolean;
  readonly error: ErrorFacts | null;
  readonly submit: () => void;
}

const NOTHING: Codes = { code: '', newCode: '', again: '' };

/** Refusals of a code that was right, and is still to be replaced. */
const TO_REPLACE: ReadonlySet<string> = new Set(['CODE_FIRST', 'CODE_SHORT', 'CODE_SAME']);

/** Whether codes may be tried: not one whose replacement was typed in two ways. */
export const mayEnter = ({ code, newCode, again }: Codes, first: boolean): boolean =>
  code !== '' && (!first || (newCode !== '' && newCode === again));

/** The codes live here only, and go with the try. @param tried after a try that opened nothing: somebody may be blocked now */
export function useWho(tried: () => void): WhoEntry {
  const [person, setPerson] = useState<string | null>(null);
  const [codes, setCodes] = useState(NOTHING);
  const [first, setFirst] = useState(false);
  const { busy, error, run, clear } = useAction(
    useCallback(
      async (_live: () => boolean, id: string, code: string, newCode: string | null) => {
        try {
          putSession(await call('session.identify', { id, code, newCode }));
        } catch (thrown) {
          const right = TO_REPLACE.has(errorFacts(thrown).code);
          if (right) setFirst(true);
          // A code that was right is typed once.
          setCodes(right ? { ...NOTHING, code } : NOTHING);
          if (errorFacts(thrown).code === 'CODE_BLOCKED') setPerson(null);
          tried();
          throw thrown;
        }
      },
      [tried],
    ),
  );
  const ready = person !== null && mayEnter(codes, first);
  return {
    ...codes,
    person,
    choose: (id) => {
      setPerson(id);
      setCodes(NOTHING);
      setFirst(false);
      clear();
    },
    type: (typed) => {
      setCodes({ ...codes, ...typed });
      clear();
    },
    first,
    ready,
    busy,
    error,
    submit: () => {
      if (ready && !busy) void run(person, codes.code, first ? codes.newCode : null);
    },
  };
}

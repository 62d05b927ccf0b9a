import { useCallback, useState } from 'react';
import type { CallOutput } from '../../../shared/contract/index.ts';
import type { DelegatedAct } from '../../../shared/domain/record/delegation.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { isoDate, typeDate } from '../../ui/format.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { delegationsText as words } from './delegations-text.ts';
import { endOf } from './end-of-day.ts';

/** What is typed of a delegation. */
interface Typed {
  /** National identifier. */
  readonly to: string | null;
  readonly act: DelegatedAct;
  readonly types: readonly string[];
  readonly until: string;
}

interface MakingDelegation {
  readonly typed: Typed;
  readonly change: (part: Partial<Typed>) => void;
  /** The person chosen may feed: what they will do is asked. */
  readonly feeds: boolean;
  /** What they will do. */
  readonly act: DelegatedAct;
  /** What is wrong with each field, once it was tried. */
  readonly wrong: { readonly to: string | null; readonly types: string | null; readonly until: string | null };
  readonly busy: boolean;
  readonly error: ErrorFacts | null;
  readonly submit: () => void;
}

/** A delegation being typed and given. @param onGiven it is made. */
export function useMakeDelegation(offered: CallOutput<'delegations.colleagues'> | undefined, onGiven: () => void): MakingDelegation {
  const [typed, setTyped] = useState<Typed>({ to: null, act: 'prepare', types: [], until: '' });
  const [tried, setTried] = useState(false);
  const colleague = offered?.colleagues.find(({ idNat }) => idNat === typed.to);
  const feeds = offered?.feeding === true && colleague?.staff === true;
  const act = feeds ? typed.act : 'prepare';
  const end = endOf(isoDate(typed.until), new Date());
  const wrong = {
    to: colleague === undefined ? words.toNeeded : null,
    types: act === 'TD2.2' && typed.types.length === 0 ? words.typesNeeded : null,
    until: typed.until.trim() !== '' && end === null ? words.untilWrong : null,
  };
  const { busy, error, run } = useAction(
    useCallback(
      async (_live: () => boolean, name: string, terms: Parameters<typeof call<'delegations.make'>>[1]) => {
        put('delegations.list', null, await call('delegations.make', terms));
        tell(words.given(name));
        onGiven();
      },
      [onGiven],
    ),
  );
  return {
    typed,
    change: (part) =>
      setTyped((before) => ({ ...before, ...part, until: part.until === undefined ? before.until : typeDate(before.until, part.until) })),
    feeds,
    act,
    wrong: tried ? wrong : { to: null, types: null, until: null },
    busy,
    error,
    submit: () => {
      setTried(true);
      if (colleague === undefined || Object.values(wrong).some((why) => why !== null)) return;
      void run(colleague.name, { to: colleague.idNat, acts: [act], types: [...typed.types], since: null, until: end });
    },
  };
}

import { useCallback, useState } from 'react';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { identityActs, identityText as words } from './text.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';

/** Whose traits an identity document bears: those of the record, those held before INSi gave them, or neither. */
export type Says = 'same' | 'local' | 'none';

/** The identity document being recorded. */
interface Proof {
  /** Its type; null before it is chosen. */
  readonly type: string | null;
  readonly choose: (type: string | null) => void;
  readonly says: Says;
  readonly say: (says: Says) => void;
  /** Does nothing before a type is chosen. */
  readonly record: () => void;
  /** Records at once a document that bears the traits of the record. @param shown its type. */
  readonly see: (shown: string) => void;
  readonly busy: boolean;
  readonly error: ErrorFacts | null;
}

const RECORDED = { same: words.proofSaved, local: identityActs.restored, none: identityActs.discordanceSaved } as const;

/** @param id of the record. */
export function useProof(id: string): Proof {
  const [type, choose] = useState<string | null>(null);
  const [says, say] = useState<Says>('same');
  const { run, busy, error } = useAction(
    useCallback(
      async (_live: () => boolean, shown: string, matches: Says) => {
        put(
          'patients.get',
          { id },
          matches === 'same'
            ? await call('patients.recordIdentityDocument', { id, type: shown })
            : await call('patients.recordDiscordance', { id, type: shown, matches }),
        );
        choose(null);
        say('same');
        tell(RECORDED[matches], 'quiet');
      },
      [id],
    ),
  );
  const record = (): void => {
    if (type !== null) void run(type, says);
  };
  return { type, choose, says, say, record, see: (shown) => void run(shown, 'same'), busy, error };
}

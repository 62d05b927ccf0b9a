import { useCallback, useEffect } from 'react';
import type { InformationState } from '../../../shared/domain/record/information.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { patientText as words } from './text.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';

/** Whether a patient was told that their DMP is fed, or looked at. */
export type InformationPurpose = 'feeding' | 'consultation';

/** Records what a patient answered; a refusal is told in passing. @param id of the record. */
export function useInformation(
  id: string,
  purpose: InformationPurpose,
): { readonly record: (state: InformationState) => void; readonly busy: boolean } {
  const { run, busy, error } = useAction(
    useCallback(
      async (_live: () => boolean, state: InformationState) => {
        put('patients.get', { id }, await call('patients.recordInformation', { id, purpose, state }));
        tell(words.recorded, 'quiet');
      },
      [id, purpose],
    ),
  );
  useEffect(() => {
    if (error !== null) tell(`${error.message} ${error.action}`, 'bad');
  }, [error]);
  return { record: (state) => void run(state), busy };
}

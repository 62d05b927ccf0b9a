import { useCallback, useEffect } from 'react';
import type { Choice, InformationMeans, InformationPurpose } from '../../../shared/domain/record/information.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { patientText as words } from './text.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';

/** By which one person is told. */
export type Means = Exclude<InformationMeans, 'collective'>;

/** Records what a patient answered; a refusal is told in passing. @param id of the record. */
export function useInformation(
  id: string,
  purpose: InformationPurpose,
): { readonly record: (state: Choice, means?: Means) => void; readonly busy: boolean } {
  const { run, busy, error } = useAction(
    useCallback(
      async (_live: () => boolean, said: { readonly state: Choice; readonly means?: Means }) => {
        put('patients.get', { id }, await call('patients.recordInformation', { id, purpose, ...said }));
        tell(words.recorded, 'quiet');
      },
      [id, purpose],
    ),
  );
  useEffect(() => {
    if (error !== null) tell(`${error.message} ${error.action}`, 'bad');
  }, [error]);
  return { record: (state, means) => void run(means === undefined ? { state } : { state, means }), busy };
}

import { useCallback } from 'react';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import type { DocumentForm, ReturnReason } from '../../../shared/domain/record/document.ts';
import { call } from '../../client/client.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction, type Action } from '../../ui/useAction.ts';
import { offerTakingBack } from './take-back.ts';
import { documentsText as words } from './text.ts';
import { putRow, type Draft } from './useDraft.ts';

/** What goes from a delegate to the professional who answers for a document, and back. */
export interface Handing {
  /** Hands it over to a professional, by national identifier. */
  readonly prepare: Action<readonly [decided: DocumentForm, to: string]>;
  /** Feeds the DMP in the name of a professional. */
  readonly feedFor: Action<readonly [decided: DocumentForm, to: string]>;
  /** The professional gives back what was prepared for them. */
  readonly giveBack: Action<readonly [reason: ReturnReason]>;
  /** The professional makes it their own. */
  readonly takeOver: Action<readonly []>;
}

/** Handing a draft over, or back: nothing of it is still being written by then. */
export function useHanding(row: DocumentRow, patient: PatientView, { save, rest, settle }: Draft): Handing {
  const name = `${patient.traits.birthName} ${patient.firstBirthFirstName}`;
  const prepare = useAction(
    useCallback(
      async (_live: () => boolean, decided: DocumentForm, to: string) => {
        await rest();
        const handed = await call('documents.prepare', { id: row.id, form: decided, for: to });
        settle();
        putRow(handed);
        tell(words.handed(handed.prepared?.for ?? ''));
      },
      [row.id, rest, settle],
    ),
  );
  const feedFor = useAction(
    useCallback(
      async (_live: () => boolean, decided: DocumentForm, to: string) => {
        await rest();
        const fed = await call('documents.feedFor', { id: row.id, form: decided, for: to });
        settle();
        putRow(fed);
        if (offerTakingBack([fed], words.fedOf(name)) === null) tell(words.fed);
      },
      [row.id, name, rest, settle],
    ),
  );
  const giveBack = useAction(
    useCallback(
      async (_live: () => boolean, reason: ReturnReason) => {
        await save();
        putRow(await call('documents.giveBack', { id: row.id, reason }));
        settle();
        tell(words.givenBack(row.prepared?.by ?? ''), 'info');
      },
      [row.id, row.prepared?.by, save, settle],
    ),
  );
  const takeOver = useAction(
    useCallback(async () => {
      await save();
      putRow(await call('documents.takeBack', { id: row.id }));
      tell(words.takenOver, 'info');
    }, [row.id, save]),
  );
  return { prepare, feedFor, giveBack, takeOver };
}

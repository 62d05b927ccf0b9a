import { useCallback } from 'react';
import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { offerTakingBack } from './take-back.ts';
import { offerUndo } from '../../client/undo.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction, type Action } from '../../ui/useAction.ts';
import { documentsText as words } from './text.ts';
import { putRow, type Draft } from './useDraft.ts';

/** What may be decided about a draft. */
interface Decision {
  /** Sends what was decided. `doctor`: an address to remember first as that of the médecin traitant. */
  readonly validate: Action<readonly [decided: DocumentForm, doctor: string | null]>;
  readonly discard: Action<readonly []>;
  readonly rememberDoctor: (address: string) => Promise<void>;
}

/**
 * Validating or discarding a draft: nothing of it is still being written by then, and both can be taken back for a moment.
 * @param onShow shows that draft, or nothing.
 */
export function useDecision(
  row: DocumentRow,
  patient: PatientView,
  { save, rest, settle }: Draft,
  onShow: (id: string | null) => void,
): Decision {
  const name = `${patient.traits.birthName} ${patient.firstBirthFirstName}`;
  const rememberDoctor = useCallback(
    async (address: string) => {
      const name = patient.medecinTraitant?.name ?? address;
      put(
        'patients.get',
        { id: patient.id },
        await call('patients.setMedecinTraitant', { id: patient.id, medecinTraitant: { name, address } }),
      );
    },
    [patient.id, patient.medecinTraitant],
  );
  const validate = useAction(
    useCallback(
      async (_live: () => boolean, decided: DocumentForm, doctor: string | null) => {
        await rest();
        if (doctor !== null) await rememberDoctor(doctor);
        const validated = await call('documents.validate', { id: row.id, form: decided });
        settle();
        putRow(validated);
        if (offerTakingBack([validated], words.validatedOf(name)) === null) tell(words.validated);
      },
      [row.id, name, rest, settle, rememberDoctor],
    ),
  );
  const discard = useAction(
    useCallback(async () => {
      await save();
      const { restorableUntil } = await call('documents.remove', { id: row.id });
      settle();
      onShow(null);
      offerUndo({
        about: [row.id],
        done: words.discarded(name),
        becomes: null,
        until: Date.parse(restorableUntil),
        leaves: 0,
        undo: async () => {
          await call('documents.restore', { id: row.id });
          onShow(row.id);
        },
        undone: words.restored,
      });
    }, [row.id, name, onShow, save, settle]),
  );
  return { validate, discard, rememberDoctor };
}

import { LockOpen, PencilLine } from 'lucide-react';
import { useState } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { useAnswer } from '../../client/queries.ts';
import { useFormOpen } from '../../client/useTyped.ts';
import { statusLabels } from '../../../shared/domain/identity/status.ts';
import { common } from '../../text/common.ts';
import { identityActs as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { TraitsForm } from './TraitsForm.tsx';
import { leftTraits } from './useTraitsForm.ts';

/** Strict traits by hand. Those of INSi are unlocked first, by an act that says what is lost. */
export function EditTraits({ patient }: { readonly patient: PatientView }) {
  const [unlocking, setUnlocking] = useState(false);
  const [open, setOpen] = useFormOpen(leftTraits, patient.id);
  return (
    <>
      <Button
        variant="ghost"
        icon={patient.strictLocked ? LockOpen : PencilLine}
        onPress={() => (patient.strictLocked ? setUnlocking(true) : setOpen(true))}
      >
        {words.edit}
      </Button>
      {unlocking ? (
        <Unlock
          patient={patient}
          onClose={() => setUnlocking(false)}
          onUnlock={() => {
            setUnlocking(false);
            setOpen(true);
          }}
        />
      ) : null}
      {open ? <TraitsForm patient={patient} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Unlock({
  patient,
  onClose,
  onUnlock,
}: {
  readonly patient: PatientView;
  readonly onClose: () => void;
  readonly onUnlock: () => void;
}) {
  const cost = useAnswer('patients.unlocking', { id: patient.id }, { gcTime: 0, staleTime: 0 }).data;
  return (
    <Dialog
      open
      title={words.unlockTitle}
      icon={LockOpen}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose} autoFocus>
            {common.cancel}
          </Button>
          <Button variant="danger" isDisabled={cost === undefined} onPress={onUnlock}>
            {words.unlock(statusLabels[patient.status].toLowerCase())}
          </Button>
        </>
      }
    >
      {cost === undefined ? (
        <Waiting>{common.loading}</Waiting>
      ) : (
        <>
          <p>{cost.hand.message}</p>
          <p>{words.withDocument(statusLabels[cost.document.statusAfter].toLowerCase())}</p>
          {cost.sent === 0 ? <p>{words.sent(0)}</p> : null}
        </>
      )}
    </Dialog>
  );
}

import { Undo2 } from 'lucide-react';
import { useCallback } from 'react';
import type { InformationPurpose } from '../../../shared/domain/record/information.ts';
import { call } from '../../client/client.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { rightsText as words } from './rights-text.ts';

/** Undoes an entry that was a slip, once it is said that it was one. @param id of the record. @param said the entry, in words. */
export function Slip({
  id,
  purpose,
  entry,
  said,
  onClose,
}: {
  readonly id: string;
  readonly purpose: InformationPurpose;
  readonly entry: number;
  readonly said: string;
  readonly onClose: () => void;
}) {
  const { run, busy, error } = useAction(
    useCallback(async () => {
      await call('consent.correctSlip', { id, purpose, entry });
      tell(words.slipDone, 'quiet');
      onClose();
    }, [id, purpose, entry, onClose]),
  );
  return (
    <Dialog
      open
      title={words.slipTitle}
      icon={Undo2}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button variant="primary" pending={busy} onPress={() => void run()}>
            {words.slipDo}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{said}</p>
        <p className="quiet">{words.slipHelp}</p>
        {error === null ? null : <ErrorBox error={error} />}
      </div>
    </Dialog>
  );
}

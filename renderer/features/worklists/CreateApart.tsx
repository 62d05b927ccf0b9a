import { UserPlus } from 'lucide-react';
import { useCallback } from 'react';
import type { ConflictView } from '../../../shared/contract/worklists.ts';
import { call } from '../../client/client.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { properName } from '../../ui/proper-name.ts';
import { recordName } from '../../ui/record-name.ts';
import { useAction } from '../../ui/useAction.ts';
import { conflictText as words } from './text.ts';

/** Makes a record of what came. Confirmed by its consequence: whom the number designates from then on. */
export function CreateApart({
  conflict: {
    id,
    incoming,
    rows: [kept],
    held: [of],
  },
  onClose,
  onDone,
}: {
  readonly conflict: ConflictView;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}) {
  const create = useAction(
    useCallback(async () => {
      await call('worklists.createApart', { conflict: id });
      await onDone();
    }, [id, onDone]),
  );
  if (incoming === null) return null;
  const name = `${incoming.birthName} ${properName(incoming.birthFirstNames)}`;
  const { ipp } = incoming;
  /** Whom the number designates today, if it is the record. */
  const before = ipp !== null && kept !== undefined && of?.numbers.includes(ipp) === true ? recordName(kept) : null;
  return (
    <Dialog
      open
      title={words.createTitle}
      icon={UserPlus}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose} autoFocus>
            {common.cancel}
          </Button>
          <Button variant="primary" pending={create.busy} onPress={() => void create.run()}>
            {words.createDo(name)}
          </Button>
        </>
      }
    >
      <ul className="bullets">
        {ipp === null ? null : (
          <li>
            <strong>{words.createNumber(ipp, before)}</strong>
          </li>
        )}
        <li>{words.createProvisional(name)}</li>
        {kept === undefined ? null : <li>{words.createKept(recordName(kept))}</li>}
      </ul>
      {create.error === null ? null : <ErrorBox error={create.error} />}
    </Dialog>
  );
}

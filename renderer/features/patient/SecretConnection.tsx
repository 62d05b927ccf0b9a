import { EyeOff, LogOut } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { call } from '../../client/client.ts';
import { peek, put, useAnswer } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { useAction } from '../../ui/useAction.ts';
import { secretText as words } from './secret-text.ts';

const rightsOf = (id: string) => peek('patients.rights', { id });

async function set(id: string, open: boolean): Promise<void> {
  put('patients.rights', { id }, await call('patients.secretConnection', { id, open }));
}

/** Offers the secret connection of a minor, whom it was decided with; nothing for anybody else, nor once it is open. */
export function SecretOffer({ patient }: { readonly patient: PatientView }) {
  const { id } = patient;
  const secret = useAnswer('patients.rights', { id }).data?.secret;
  const [asked, ask] = useState(false);
  const { run, busy, error } = useAction(
    useCallback(async () => {
      await set(id, true);
      ask(false);
    }, [id]),
  );
  if (secret?.offered !== true || secret.open) return null;
  return (
    <>
      <Button variant="ghost" icon={EyeOff} onPress={() => ask(true)}>
        {words.title}
      </Button>
      {asked ? (
        <Dialog
          open
          title={words.title}
          icon={EyeOff}
          onClose={() => ask(false)}
          buttons={
            <>
              <Button onPress={() => ask(false)}>{common.cancel}</Button>
              <Button variant="primary" autoFocus pending={busy} onPress={() => void run()}>
                {words.open}
              </Button>
            </>
          }
        >
          <p>{words.decided}</p>
          <p>{words.effect}</p>
          {error === null ? null : <ErrorBox error={error} />}
        </Dialog>
      ) : null}
    </>
  );
}

/** Says that the connection is secret as long as it is, on every tab; leaving the record ends it. */
export function SecretBar({ id }: { readonly id: string }) {
  const open = useAnswer('patients.rights', { id }).data?.secret.open === true;
  const { run, busy } = useAction(useCallback(async () => await set(id, false), [id]));
  useEffect(
    () => () => {
      // The session may have ended with it: it is over there too.
      if (rightsOf(id)?.secret.open === true) call('patients.secretConnection', { id, open: false }).catch(() => undefined);
    },
    [id],
  );
  return open ? (
    <div className="notice secret-bar" data-tone="warn" role="status">
      <EyeOff size={18} />
      <p>
        <strong>{words.isOpen}</strong> {words.effect}
      </p>
      <Button icon={LogOut} pending={busy} onPress={() => void run()}>
        {words.leave}
      </Button>
    </div>
  ) : null;
}

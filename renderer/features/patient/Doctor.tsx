import { Stethoscope } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { summaryText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';

/** Who the médecin traitant is, and where they are written to. */
export function Doctor({ patient }: { readonly patient: PatientView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={Stethoscope} onPress={() => setOpen(true)}>
        {patient.medecinTraitant === null ? words.doctorSet : words.doctorChange}
      </Button>
      {open ? <DoctorDialog patient={patient} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function DoctorDialog({ patient, onClose }: { readonly patient: PatientView; readonly onClose: () => void }) {
  const { id, medecinTraitant: held } = patient;
  // An address alone was kept as the name too.
  const [name, setName] = useState(held === null || held.name === held.address ? '' : held.name);
  const [address, setAddress] = useState(held?.address ?? '');
  const save = useAction(
    useCallback(
      async (_live: () => boolean, medecinTraitant: PatientView['medecinTraitant']) => {
        put('patients.get', { id }, await call('patients.setMedecinTraitant', { id, medecinTraitant }));
        tell(words.doctorSaved, 'quiet');
        onClose();
      },
      [id, onClose],
    ),
  );
  const errorAt = (path: string): string | undefined =>
    save.error?.path?.endsWith(path) === true ? `${save.error.message} ${save.error.action}` : undefined;
  const known = errorAt('/name') !== undefined || errorAt('/address') !== undefined;
  const submit = (): void => void save.run({ name: name.trim(), address: address.trim() === '' ? null : address.trim() });
  return (
    <Dialog
      open
      title={words.doctorTitle}
      icon={Stethoscope}
      onClose={onClose}
      buttons={
        <>
          {held === null ? null : (
            <Button variant="ghost" onPress={() => void save.run(null)}>
              {words.doctorRemove}
            </Button>
          )}
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button variant="primary" pending={save.busy} onPress={submit}>
            {common.save}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label={words.doctorName}
          value={name}
          onChange={setName}
          error={errorAt('/name')}
          autoComplete="off"
          spellCheck="false"
          autoFocus
        />
        <Field
          label={words.doctorAddress}
          value={address}
          onChange={setAddress}
          error={errorAt('/address')}
          description={words.doctorAddressHelp}
          inputMode="email"
          autoComplete="off"
          spellCheck="false"
        />
        {save.error !== null && !known ? <ErrorBox error={save.error} /> : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

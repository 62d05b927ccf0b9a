import { Stethoscope } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { useFormOpen } from '../../client/useTyped.ts';
import { common } from '../../text/common.ts';
import { summaryText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { leftDoctor, useDoctor } from './useDoctor.ts';

/** Who the médecin traitant is, and where they are written to. */
export function Doctor({ patient }: { readonly patient: PatientView }) {
  const [open, setOpen] = useFormOpen(leftDoctor, patient.id);
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
  const { name, setName, address, setAddress, save, remove, busy, nameError, addressError, error } = useDoctor(patient, onClose);
  return (
    <Dialog
      open
      title={words.doctorTitle}
      icon={Stethoscope}
      onClose={onClose}
      buttons={
        <>
          {patient.medecinTraitant === null ? null : (
            <Button variant="ghost" onPress={remove}>
              {words.doctorRemove}
            </Button>
          )}
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button variant="primary" pending={busy} onPress={save}>
            {common.save}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label={words.doctorName} value={name} onChange={setName} error={nameError} autoComplete="off" spellCheck="false" autoFocus />
        <Field
          label={words.doctorAddress}
          value={address}
          onChange={setAddress}
          error={addressError}
          description={words.doctorAddressHelp}
          inputMode="email"
          autoComplete="off"
          spellCheck="false"
        />
        {error === null ? null : <ErrorBox error={error} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

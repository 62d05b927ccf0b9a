import { UserRoundPlus } from 'lucide-react';
import type { CorrespondentView } from '../../../shared/contract/consent.ts';
import { roleLabels } from '../../../shared/domain/consent/episodes.ts';
import { correspondentRoles } from '../../../shared/domain/record/episode.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { rightsText as words } from './rights-text.ts';
import { useCorrespondent } from './useCorrespondent.ts';

const roles = correspondentRoles.map((id) => ({ id, label: roleLabels[id] }));

/** One correspondent, confirmed with the patient as they are saved. @param edited one of the list; null: one more. */
export function CorrespondentDialog({
  id,
  edited,
  correspondents,
  onClose,
}: {
  readonly id: string;
  readonly edited: CorrespondentView | null;
  readonly correspondents: readonly CorrespondentView[];
  readonly onClose: () => void;
}) {
  const { typed, change, save, busy, nameError, addressError, error } = useCorrespondent(id, edited, correspondents, onClose);
  return (
    <Dialog
      open
      title={words.addTitle}
      icon={UserRoundPlus}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button variant="primary" pending={busy} onPress={save}>
            {edited === null ? words.add : common.save}
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
        <Field
          label={words.name}
          value={typed.name}
          onChange={(name) => change({ name })}
          error={nameError}
          maxLength={120}
          autoComplete="off"
          autoFocus
        />
        <Select
          label={words.role}
          placeholder={words.choose}
          choices={roles}
          value={typed.role}
          onChange={(key) => change({ role: correspondentRoles.find((known) => known === key) ?? typed.role })}
        />
        <Field
          label={words.address}
          value={typed.address}
          onChange={(address) => change({ address })}
          error={addressError}
          description={words.addressHelp}
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

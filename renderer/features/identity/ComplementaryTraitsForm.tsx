import { PencilLine } from 'lucide-react';
import type { Complementary } from '../../../shared/contract/identity.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { protectionLabels, protectionMeasures } from '../../../shared/domain/identity/protection.ts';
import { common } from '../../text/common.ts';
import { identityActs as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { CorrespondentRows, RepresentativeRows } from './PeopleRows.tsx';
import { textOrNull } from './text-or-null.ts';
import { useComplementaryTraits, type EverydayField } from './useComplementaryTraits.ts';

const protections = Object.entries(protectionLabels).map(([id, label]) => ({ id, label }));
const protectionOf = (key: string | null): Complementary['protection'] => protectionMeasures.find((known) => known === key) ?? 'none';

/** What decides no identity, typed over. */
export function ComplementaryTraitsForm({ patient, onClose }: { readonly patient: PatientView; readonly onClose: () => void }) {
  const { form, change, save, busy, errorOf, error } = useComplementaryTraits(patient, onClose);
  return (
    <Dialog
      open
      size="m"
      title={words.more}
      icon={PencilLine}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button variant="primary" pending={busy} onPress={save}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className="stack">
        <OwnFields form={form} onChange={change} errorOf={errorOf} />
        <RepresentativeRows people={form.representatives} onChange={(representatives) => change({ representatives })} />
        <CorrespondentRows people={form.correspondents} onChange={(correspondents) => change({ correspondents })} />
        {error === null ? null : <ErrorBox error={error} />}
      </div>
    </Dialog>
  );
}

/** What is the patient's own: names, phone, protection, billing number. */
function OwnFields({
  form,
  onChange,
  errorOf,
}: {
  readonly form: Complementary;
  readonly onChange: (part: Partial<Complementary>) => void;
  readonly errorOf: (field: EverydayField) => string | undefined;
}) {
  return (
    <>
      <div className="pair">
        <Field
          label={words.usedName}
          value={form.usedName ?? ''}
          onChange={(text) => onChange({ usedName: textOrNull(text) })}
          error={errorOf('usedName')}
          autoComplete="off"
          spellCheck="false"
          autoFocus
        />
        <Field
          label={words.usedFirstName}
          value={form.usedFirstName ?? ''}
          onChange={(text) => onChange({ usedFirstName: textOrNull(text) })}
          error={errorOf('usedFirstName')}
          autoComplete="off"
          spellCheck="false"
        />
      </div>
      <div className="pair">
        <Field
          label={words.phone}
          value={form.phone ?? ''}
          onChange={(text) => onChange({ phone: textOrNull(text) })}
          error={errorOf('phone')}
          inputMode="tel"
          autoComplete="off"
        />
        <Select
          label={words.protection}
          placeholder=""
          choices={protections}
          value={form.protection}
          onChange={(key) => onChange({ protection: protectionOf(key) })}
        />
      </div>
      <Field
        label={words.nss}
        value={form.billingNss ?? ''}
        onChange={(text) => onChange({ billingNss: textOrNull(text) })}
        error={errorOf('billingNss')}
        description={words.nssHelp}
        inputMode="numeric"
        autoComplete="off"
      />
    </>
  );
}

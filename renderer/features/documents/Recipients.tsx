import type { DocumentPlan } from '../../../shared/contract/documents.ts';
import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import { AddressField } from './AddressField.tsx';
import { Channels } from './Channels.tsx';
import { isOneTooMany } from './draft-entry.ts';
import { documentsText as words } from './text.ts';

/** Where the document goes, channel by channel, and the field of one more recipient. */
export function Recipients({
  documentId,
  plan,
  form,
  typed,
  doctorKnown,
  wrong,
  onChange,
  onType,
  onDoctor,
}: {
  readonly documentId: string;
  readonly plan: DocumentPlan | undefined;
  readonly form: DocumentForm;
  /** An address typed and not added yet. */
  readonly typed: string;
  /** The médecin traitant has an address: another one is typed only for who asks. */
  readonly doctorKnown: boolean;
  /** What is typed is no address. */
  readonly wrong: boolean;
  readonly onChange: (recipients: readonly string[]) => void;
  readonly onType: (typed: string) => void;
  /** The address typed is that of the médecin traitant. */
  readonly onDoctor: (address: string) => Promise<void>;
}) {
  const { recipients } = form;
  const noMail = plan?.channels.find(({ channel, outcome }) => channel === 'mss' && outcome === 'absent');
  return (
    <>
      <Channels
        plan={plan}
        form={form}
        error={wrong ? words.addressWrong : undefined}
        hidesAbsent={!doctorKnown}
        onRemove={(address) => onChange(recipients.filter((known) => known !== address))}
      />
      <AddressField
        documentId={documentId}
        typed={typed}
        doctorKnown={doctorKnown}
        absent={noMail?.reason?.message ?? null}
        isOneTooMany={(address) => isOneTooMany(form, address)}
        onType={onType}
        onAdd={async (address, doctor) => {
          if (!recipients.includes(address)) onChange([...recipients, address]);
          if (doctor) await onDoctor(address);
        }}
      />
    </>
  );
}

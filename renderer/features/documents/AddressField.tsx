import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { parseAddress } from '../../../shared/domain/mss/address.ts';
import { attempt } from '../../client/session.ts';
import { documentsText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';

/**
 * Types one more recipient. As long as no address is known for the médecin traitant, that is whose it is, and it is
 * remembered for the patient.
 * @param onTyping hears what is typed: validating takes a complete address even when it was not added by hand.
 */
export function AddressField({
  doctorKnown,
  absent,
  onTyping,
  onAdd,
}: {
  readonly doctorKnown: boolean;
  /** Why no mail leaves for now; null when one does. */
  readonly absent: string | null;
  readonly onTyping: (text: string) => void;
  readonly onAdd: (address: string, doctor: boolean) => Promise<void>;
}) {
  const { open, show, typed, type, wrong, add } = useAddress(doctorKnown, onTyping, onAdd);
  if (doctorKnown && !open)
    return (
      <div>
        <Button variant="ghost" icon={Plus} onPress={show}>
          {words.correspondent}
        </Button>
      </div>
    );
  return (
    <Form
      className="address"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Field
        label={doctorKnown ? words.otherAddress : words.doctorAddress}
        value={typed}
        onChange={type}
        onBlur={add}
        type="email"
        autoComplete="off"
        maxLength={320}
        placeholder="nom@domaine.mssante.fr"
        error={wrong ? words.addressWrong : undefined}
        {...(doctorKnown ? { autoFocus: true } : { description: [absent, words.addressHelp].filter((part) => part !== null).join(' ') })}
      />
      <Button type="submit" icon={Plus} aria-label={words.addAddress} />
    </Form>
  );
}

/** The address being typed: leaving its field adds it once it is whole. */
function useAddress(doctorKnown: boolean, onTyping: (text: string) => void, onAdd: (address: string, doctor: boolean) => Promise<void>) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const type = (text: string): void => {
    setTyped(text);
    setWrong(false);
    onTyping(text.trim());
  };
  const add = (): void => {
    const address = typed.trim();
    if (address === '') return;
    if (parseAddress(address) === null) {
      setWrong(true);
      return;
    }
    type('');
    setOpen(false);
    void attempt(() => onAdd(address, !doctorKnown));
  };
  return { open, show: () => setOpen(true), typed, type, wrong, add };
}

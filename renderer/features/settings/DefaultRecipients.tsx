import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { MOST_RECIPIENTS } from '../../../shared/contract/settings.ts';
import { parseAddress } from '../../../shared/domain/mss/address.ts';
import { leftForms } from '../../client/left-forms.ts';
import { useAddressRefusal } from '../../client/useAddressRefusal.ts';
import { useTyped } from '../../client/useTyped.ts';
import { common } from '../../text/common.ts';
import { fieldError } from '../../text/field-error.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { settingsText as words } from './text.ts';

const leftRecipient = leftForms<string>(words.recipientLeft, common.resumed);

/** Addresses that every new document leaves for. */
export function DefaultRecipients({
  addresses,
  onChange,
}: {
  readonly addresses: readonly string[];
  readonly onChange: (addresses: readonly string[]) => void;
}) {
  const { typed, type } = useTyped(leftRecipient, '', () => '');
  const [error, setError] = useState<string>();
  const refusal = useAddressRefusal(typed);
  const add = (): void => {
    const address = typed.trim();
    if (address === '') return;
    if (parseAddress(address) === null) return setError(words.addressWrong);
    if (refusal !== null) return undefined;
    if (addresses.includes(address)) return type('');
    if (addresses.length >= MOST_RECIPIENTS) return setError(words.full(MOST_RECIPIENTS));
    onChange([...addresses, address]);
    return type('');
  };
  return (
    <div className="field">
      <Form
        className="address"
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Field
          label={words.recipients}
          value={typed}
          onChange={(text) => {
            type(text);
            setError(undefined);
          }}
          type="email"
          autoComplete="off"
          maxLength={320}
          placeholder="nom@domaine.mssante.fr"
          error={error ?? fieldError(refusal, 'address')}
          description={words.recipientsHelp}
        />
        <Button type="submit" icon={Plus} aria-label={words.addRecipient} />
      </Form>
      <ul className="chosen-list">
        {addresses.map((address) => (
          <li key={address}>
            <span>{address}</span>
            <Button
              variant="ghost"
              icon={X}
              aria-label={words.remove(address)}
              onPress={() => {
                setError(undefined);
                onChange(addresses.filter((known) => known !== address));
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { parseAddress } from '../../../shared/domain/mss/address.ts';
import { MAX_RECIPIENTS } from '../../../shared/domain/record/document.ts';
import { call } from '../../client/client.ts';
import { attempt } from '../../client/session.ts';
import { documentsText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { useJudged } from './useJudged.ts';

/**
 * Types one more recipient, judged as it is typed. As long as no address is known for the médecin traitant, that is whose it
 * is, and it is remembered for the patient.
 *
 * @param typed what is typed: validating takes a complete address even when it was not added by hand.
 */
export function AddressField({
  documentId,
  typed,
  doctorKnown,
  absent,
  isOneTooMany,
  onType,
  onAdd,
}: {
  readonly documentId: string;
  readonly typed: string;
  readonly doctorKnown: boolean;
  /** Why no mail leaves for now; null when one does. */
  readonly absent: string | null;
  /** Whether the document leaves for no address more. */
  readonly isOneTooMany: (address: string) => boolean;
  readonly onType: (text: string) => void;
  readonly onAdd: (address: string, doctor: boolean) => Promise<void>;
}) {
  const { open, show, hide, type, error, role, add } = useAddress({ documentId, typed, doctorKnown, isOneTooMany, onType, onAdd });
  if (doctorKnown && open !== 'open' && typed === '')
    return (
      <div>
        <Button variant="ghost" icon={Plus} autoFocus={open === 'closed'} onPress={show}>
          {words.correspondent}
        </Button>
      </div>
    );
  const help = role ?? (doctorKnown ? undefined : [absent, words.addressHelp].filter((part) => part !== null).join(' '));
  return (
    <Form
      className="address"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Field
        label={doctorKnown ? words.otherAddress : words.doctorAddress}
        value={typed}
        onChange={type}
        onBlur={() => void add()}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed === '') hide();
          // The keys of the whole panel.
          else event.continuePropagation();
        }}
        type="email"
        autoComplete="off"
        maxLength={320}
        placeholder="nom@domaine.mssante.fr"
        error={error}
        {...(help === undefined ? {} : { description: help })}
        {...(doctorKnown ? { autoFocus: true } : {})}
      />
      <Button type="submit" icon={Plus} aria-label={words.addAddress} />
    </Form>
  );
}

/** The address being typed: leaving its field adds it once it is whole, and nothing is known against it. */
function useAddress({ documentId, typed, doctorKnown, isOneTooMany, onType, onAdd }: Omit<Parameters<typeof AddressField>[0], 'absent'>) {
  const [open, setOpen] = useState<'never' | 'open' | 'closed'>('never');
  const [wrong, setWrong] = useState<string>();
  const judged = useJudged(documentId, typed);
  const type = (text: string): void => {
    setWrong(undefined);
    onType(text);
  };
  const add = async (): Promise<void> => {
    const address = typed.trim();
    if (address === '' || isOneTooMany(address)) return;
    if (parseAddress(address) === null) {
      setWrong(words.addressWrong);
      return;
    }
    await attempt(async () => {
      const { error } = await call('documents.recipient', { id: documentId, address });
      if (error !== null) {
        setWrong(said(error));
        return;
      }
      type('');
      setOpen('closed');
      await onAdd(address, !doctorKnown);
    });
  };
  const full = isOneTooMany(typed.trim()) ? words.addressFull(MAX_RECIPIENTS) : undefined;
  const error = full ?? wrong ?? (judged.error === null ? undefined : said(judged.error));
  return { open, show: () => setOpen('open'), hide: () => setOpen('closed'), type, error, role: judged.role, add };
}

const said = ({ message, action }: { readonly message: string; readonly action: string }): string => `${message} ${action}`.trim();

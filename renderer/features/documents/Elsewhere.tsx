import type { LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Form } from 'react-aria-components';
import { parseAddress } from '../../../shared/domain/mss/address.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { leftForms } from '../../client/left-forms.ts';
import { useFormOpen, useTyped } from '../../client/useTyped.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { useAction } from '../../ui/useAction.ts';
import { documentsText as words } from './text.ts';
import { useJudged } from './useJudged.ts';

/** An address that was being typed, by what would leave for it. */
const leftElsewhere = leftForms<string>(words.elsewhereLeft, common.resumed);

/**
 * A button that asks for an address, and sends what was validated there.
 *
 * @param of the send or the document that leaves. @param act sends it; the field stays with what was typed when it is refused.
 * @param back chooses it again on its screen.
 */
export function Elsewhere({
  of,
  documentId,
  icon,
  word,
  confirm,
  act,
  back,
}: {
  readonly of: string;
  readonly documentId: string;
  readonly icon: LucideIcon;
  readonly word: ReactNode;
  /** On the button that sends. */
  readonly confirm: string;
  readonly act: (address: string) => Promise<void>;
  readonly back: () => void;
}) {
  const [open, setOpen] = useFormOpen(leftElsewhere, of);
  const [closed, setClosed] = useState(false);
  if (!open)
    return (
      <Button icon={icon} autoFocus={closed} onPress={() => setOpen(true)}>
        {word}
      </Button>
    );
  const close = (): void => {
    setOpen(false);
    setClosed(true);
  };
  return <Ask of={of} documentId={documentId} confirm={confirm} act={act} back={back} onClose={close} />;
}

function Ask({
  of,
  documentId,
  confirm,
  act,
  back,
  onClose,
}: {
  readonly of: string;
  readonly documentId: string;
  readonly confirm: string;
  readonly act: (address: string) => Promise<void>;
  readonly back: () => void;
  readonly onClose: () => void;
}) {
  const { typed, type, settle } = useTyped(leftElsewhere, of, () => '', back);
  const [tried, setTried] = useState(false);
  const judged = useJudged(documentId, typed);
  const { run, busy, error, clear } = useAction(async (_live: () => boolean, address: string) => {
    await act(address);
    settle();
    onClose();
  });
  const refused = error ?? judged.error;
  return (
    <Form
      className="elsewhere"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (parseAddress(typed) !== null && judged.error === null) void run(typed.trim());
      }}
    >
      <Field
        label={words.elsewhereAddress}
        value={typed}
        onChange={(text) => {
          type(text);
          setTried(false);
          clear();
        }}
        type="email"
        autoComplete="off"
        maxLength={320}
        placeholder="nom@domaine.mssante.fr"
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          else event.continuePropagation();
        }}
        description={judged.role ?? words.sameDocument}
        error={inField(refused) ?? (tried && parseAddress(typed) === null ? words.addressWrong : undefined)}
      />
      {refused === null || inField(refused) !== undefined ? null : <ErrorBox error={refused} quiet />}
      <div className="elsewhere-buttons">
        <Button onPress={onClose}>{common.cancel}</Button>
        <Button type="submit" variant="primary" pending={busy}>
          {confirm}
        </Button>
      </div>
    </Form>
  );
}

/** What is said under the field; undefined when it is about something else. */
const inField = (error: ErrorFacts | null): string | undefined =>
  error?.path === '/address' ? `${error.message} ${error.action}`.trim() : undefined;

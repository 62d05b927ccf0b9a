import { Users } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { Form, Label, Radio, RadioGroup } from 'react-aria-components';
import type { SessionPerson } from '../../../shared/contract/session.ts';
import { lock } from '../../client/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { sessionText } from './text.ts';
import { usePeople } from './usePeople.ts';
import { useWho, type WhoEntry } from './useWho.ts';

/** The card names its structure and nobody: who of its people is there, and their personal code. */
export function SayWho({ structureName }: { readonly structureName: string }) {
  const { people, error, readAgain } = usePeople();
  const who = useWho(readAgain);
  const words = sessionText.who;
  return (
    <Dialog
      open
      lock
      title={words.title(structureName)}
      icon={Users}
      buttons={
        <>
          <Button onPress={() => void lock()}>{words.leave}</Button>
          <Button variant="primary" type="submit" form={FORM} isDisabled={!who.ready} pending={who.busy}>
            {words.enter}
          </Button>
        </>
      }
    >
      {error === null ? null : <ErrorBox error={error} />}
      {who.error === null ? null : <ErrorBox error={who.error} tone={who.first ? 'warn' : 'bad'} />}
      {people === null ? error === null && <Waiting>{words.reading}</Waiting> : <WhoForm people={people} who={who} />}
    </Dialog>
  );
}

/** The form, whose button is at the foot of the dialog. */
const FORM = 'who';

/** Names first, then the code of whoever is chosen; a first code is replaced at once. */
function WhoForm({ people, who }: { readonly people: readonly SessionPerson[]; readonly who: WhoEntry }) {
  const words = sessionText.who;
  const code = useRef<HTMLInputElement>(null);
  const fresh = useRef<HTMLInputElement>(null);
  const { busy, first } = who;
  // Each try gives the focus back where one types: the code, or the one that replaces it.
  useEffect(() => {
    if (!busy && who.person !== null) (first ? fresh : code).current?.focus();
  }, [busy, first, who.person]);
  if (people.length === 0) return <ErrorBox error={words.nobody} tone="warn" quiet />;
  return (
    <Form
      id={FORM}
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        who.submit();
      }}
    >
      <RadioGroup className="field" value={who.person} onChange={who.choose} isDisabled={busy}>
        <Label>{words.person}</Label>
        <div className="who-list">
          {people.map(({ id, name, blocked }, index) => (
            <Radio key={id} value={id} className="radio-row" isDisabled={blocked} autoFocus={index === 0}>
              <span className="radio-dot" aria-hidden="true" />
              <span>
                <strong>{name}</strong>
                {blocked ? <span className="quiet">{words.blocked}</span> : null}
              </span>
            </Radio>
          ))}
        </div>
      </RadioGroup>
      {who.person === null ? null : <Codes who={who} code={code} fresh={fresh} />}
    </Form>
  );
}

/** The personal code; twice the one that replaces a first code. */
function Codes({
  who,
  code,
  fresh,
}: {
  readonly who: WhoEntry;
  readonly code: RefObject<HTMLInputElement | null>;
  readonly fresh: RefObject<HTMLInputElement | null>;
}) {
  const words = sessionText.who;
  const [seen, setSeen] = useState(false);
  const secret = { type: 'password', autoComplete: 'off', maxLength: 64, isReadOnly: who.busy } as const;
  return (
    <>
      <Field label={words.code} {...secret} value={who.code} onChange={(typed) => who.type({ code: typed })} inputRef={code} />
      {who.first ? (
        <>
          <Field
            label={words.newCode}
            {...secret}
            value={who.newCode}
            onChange={(newCode) => who.type({ newCode })}
            inputRef={fresh}
            description={words.newCodeHelp}
          />
          <Field
            label={words.again}
            {...secret}
            value={who.again}
            onChange={(again) => who.type({ again })}
            onBlur={() => setSeen(true)}
            error={seen && who.again !== '' && who.again !== who.newCode ? words.different : undefined}
          />
        </>
      ) : null}
    </>
  );
}

import { IdCard } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Checkbox, Form } from 'react-aria-components';
import type { SessionState } from '../../../shared/contract/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { frenchDay } from '../../ui/format.ts';
import { Ended } from './Ended.tsx';
import { sessionText } from './text.ts';
import { UsualSituation } from './UsualSituation.tsx';
import { usePin, type PinEntry } from './usePin.ts';

/** The card is there: its PIN, once, and what is to be known of it before. */
export function EnterPin({ state }: { readonly state: SessionState }) {
  const { card } = state;
  const entry = usePin(card.triesLeft);
  const locked = card.triesLeft === 0;
  return (
    <Dialog
      open
      lock
      title={sessionText.cardOf(card.type, card.holder)}
      icon={IdCard}
      buttons={
        <Button variant="primary" type="submit" form={FORM} isDisabled={!entry.ready} pending={entry.busy}>
          {entry.busy ? sessionText.opening : sessionText.open}
        </Button>
      }
    >
      {card.type === null ? null : <p className="quiet">{sessionText.kinds[card.type]}</p>}
      <Ended state={state} />
      <Notices state={state} />
      {entry.error === null || (locked && entry.error.code === 'PIN_LOCKED') ? null : <ErrorBox error={entry.error} />}
      {locked ? <ErrorBox error={sessionText.locked} quiet /> : <PinForm card={card} entry={entry} />}
    </Dialog>
  );
}

/** The form, whose button is at the foot of the dialog. */
const FORM = 'pin';

/** The PIN, and before the last try that the user knows that it is the last. The field has the focus back after each try. */
function PinForm({ card, entry }: { readonly card: SessionState['card']; readonly entry: PinEntry }) {
  const { triesLeft, demonstration, usual } = card;
  const { busy } = entry;
  const final = triesLeft === 1;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!busy) input.current?.focus();
  }, [busy]);
  return (
    <Form
      id={FORM}
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        // The button can no longer be pressed while the card checks: the focus waits in the field.
        input.current?.focus();
        entry.submit();
      }}
    >
      {final ? (
        <ErrorBox
          tone="warn"
          quiet
          error={{ code: 'PIN_FINAL_TRY', message: sessionText.lastTryTitle, action: sessionText.lastTryAdvice }}
        />
      ) : null}
      <Field
        label={sessionText.pin}
        large
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={8}
        value={entry.pin}
        onChange={entry.type}
        isReadOnly={busy}
        inputRef={input}
        autoFocus
        description={`${triesLeft === null ? '' : `${sessionText.tries(triesLeft)} `}${sessionText.once}`}
      />
      {final ? (
        <Checkbox className="checkbox" isSelected={entry.lastTry} onChange={entry.acceptLastTry}>
          <span className="checkbox-box" aria-hidden="true" />
          {sessionText.lastTry}
        </Checkbox>
      ) : null}
      {usual === null ? null : (
        <UsualSituation
          usual={usual}
          chosen={entry.situation ?? usual.index}
          onChange={entry.chooseSituation}
          onEnter={() => {
            if (entry.ready) entry.submit();
            else input.current?.focus();
          }}
        />
      )}
      {demonstration ? <p className="demo-hint">{sessionText.demonstration}</p> : null}
    </Form>
  );
}

/** What will need doing about the card or its lists, and does not prevent from working. */
function Notices({ state }: { readonly state: SessionState }) {
  const { card, revocation, data } = state;
  return (
    <>
      {card.expiresSoon === null ? null : (
        <p className="ended" data-testid="expires-soon">
          {sessionText.expires(frenchDay(card.expiresSoon.at))}
        </p>
      )}
      {data === null ? null : <ErrorBox tone="warn" error={data} />}
      {revocation === null || revocation.code === 'CRL_UNREACHABLE' ? null : <ErrorBox tone="warn" quiet error={revocation} />}
    </>
  );
}

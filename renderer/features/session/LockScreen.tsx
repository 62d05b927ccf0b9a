import { CreditCard, IdCard, TriangleAlert, WifiOff, type LucideIcon } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Checkbox, Form, Label, Radio, RadioGroup } from 'react-aria-components';
import type { SessionState, SituationView } from '../../../shared/contract/session.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { putSession } from '../../client/queries.ts';
import { sessionText } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { frenchDay } from '../../ui/format.ts';
import { Waiting } from '../../ui/Panel.tsx';
import { useAction } from '../../ui/useAction.ts';

/** Over the blurred frame as long as nobody is logged in. */
export function LockScreen({ state, error }: { readonly state: SessionState | null; readonly error: unknown }) {
  if (state === null) {
    return (
      <Dialog open lock title={sessionText.title} icon={IdCard}>
        {error === null ? <Waiting>{sessionText.loading}</Waiting> : <ErrorBox error={errorFacts(error)} />}
      </Dialog>
    );
  }
  if (state.situations.length > 0)
    return <ChooseSituation situations={state.situations} holder={state.card.holder} type={state.card.type} />;
  if (state.card.kind !== 'present') return <NoCard state={state} kind={state.card.kind} />;
  return <EnterPin state={state} />;
}

const noCardIcons: Readonly<Record<Exclude<SessionState['card']['kind'], 'present'>, LucideIcon>> = {
  'no-module': WifiOff,
  'no-reader': WifiOff,
  empty: CreditCard,
  foreign: TriangleAlert,
  hung: TriangleAlert,
};

function NoCard({ state, kind }: { readonly state: SessionState; readonly kind: keyof typeof noCardIcons }) {
  const words = sessionText.card[kind];
  const facts = state.card.error ?? {
    code: `CARD_${kind.toUpperCase().replace('-', '_')}`,
    message: words.message,
    action: words.action,
    detail: null,
  };
  return (
    <Dialog open lock title={words.title} icon={noCardIcons[kind]}>
      <Ended state={state} />
      {kind === 'empty' ? (
        <div className="insert-card">
          <span className="insert-card-picture">
            <CreditCard size={40} strokeWidth={1.5} />
          </span>
          <p>{words.action}</p>
          <p className="quiet">{sessionText.expects}</p>
        </div>
      ) : (
        <ErrorBox error={facts} tone="warn" quiet />
      )}
    </Dialog>
  );
}

function Ended({ state }: { readonly state: SessionState }) {
  return state.endedBy === null ? null : (
    <p className="ended" role="status">
      {sessionText.ended[state.endedBy]}
    </p>
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

function EnterPin({ state }: { readonly state: SessionState }) {
  const { card } = state;
  // The PIN lives in this field only: emptied as soon as it is handed over, never in a cache nor in an error.
  const [pin, setPin] = useState('');
  const [lastTry, setLastTry] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const locked = card.triesLeft === 0;
  const final = card.triesLeft === 1;
  const open = useAction(
    useCallback(async (_live: () => boolean, typed: string, last: boolean) => {
      try {
        putSession(await call('session.open', { pin: typed, lastTry: last, situation: null }));
      } catch (thrown) {
        // The tries left changed: the card is read again before the error is shown.
        putSession(await call('session.state', null));
        throw thrown;
      }
    }, []),
  );
  const ready = /^\d{4,8}$/.test(pin) && (!final || lastTry) && !locked;
  const submit = (): void => {
    if (!ready || open.busy) return;
    const typed = pin;
    setPin('');
    setLastTry(false);
    void open.run(typed, lastTry);
  };
  useEffect(() => {
    if (!open.busy) input.current?.focus();
  }, [open.busy]);
  return (
    <Dialog
      open
      lock
      title={sessionText.cardOf(card.type, card.holder)}
      icon={IdCard}
      buttons={
        <Button variant="primary" type="submit" form="pin" isDisabled={!ready} pending={open.busy}>
          {open.busy ? sessionText.opening : sessionText.open}
        </Button>
      }
    >
      <Ended state={state} />
      <Notices state={state} />
      {open.error === null || (locked && open.error.code === 'PIN_LOCKED') ? null : <ErrorBox error={open.error} />}
      {locked ? (
        <ErrorBox error={sessionText.locked} quiet />
      ) : (
        <Form
          id="pin"
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
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
            value={pin}
            onChange={(typed) => {
              setPin(typed.replaceAll(/\D/g, ''));
              open.clear();
            }}
            isDisabled={open.busy}
            inputRef={input}
            autoFocus
            description={`${card.triesLeft === null ? '' : `${sessionText.tries(card.triesLeft)} `}${sessionText.once}`}
          />
          {final ? (
            <Checkbox className="checkbox" isSelected={lastTry} onChange={setLastTry}>
              <span className="checkbox-box" aria-hidden="true" />
              {sessionText.lastTry}
            </Checkbox>
          ) : null}
          {card.demonstration ? <p className="demo-hint">{sessionText.demonstration}</p> : null}
        </Form>
      )}
    </Dialog>
  );
}

function ChooseSituation({
  situations,
  holder,
  type,
}: {
  readonly situations: readonly SituationView[];
  readonly holder: string | null;
  readonly type: string | null;
}) {
  const [index, setIndex] = useState(String(situations[0]?.index ?? ''));
  const choose = useAction(
    useCallback(async (_live: () => boolean, chosen: number) => {
      putSession(await call('session.chooseSituation', { index: chosen }));
    }, []),
  );
  return (
    <Dialog
      open
      lock
      title={sessionText.cardOf(type, holder)}
      icon={IdCard}
      buttons={
        <Button variant="primary" type="submit" form="situation" pending={choose.busy}>
          {sessionText.choose}
        </Button>
      }
    >
      <Form
        id="situation"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void choose.run(Number(index));
        }}
      >
        {choose.error === null ? null : <ErrorBox error={choose.error} />}
        <RadioGroup className="field" value={index} onChange={setIndex}>
          <Label>{sessionText.situation}</Label>
          {situations.map((situation) => (
            <Radio key={situation.index} value={String(situation.index)} className="radio-row">
              <span className="radio-dot" aria-hidden="true" />
              <span>
                <strong>{situation.structureName}</strong>
                <span className="quiet">{situation.sectorLabel}</span>
              </span>
            </Radio>
          ))}
        </RadioGroup>
        <p className="field-help">{sessionText.situationHelp}</p>
      </Form>
    </Dialog>
  );
}

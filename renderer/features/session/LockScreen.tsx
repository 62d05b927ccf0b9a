import { CreditCard, IdCard, TriangleAlert, WifiOff, type LucideIcon } from 'lucide-react';
import type { SessionState } from '../../../shared/contract/session.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { ChooseSituation } from './ChooseSituation.tsx';
import { Ended } from './Ended.tsx';
import { SayWho } from './SayWho.tsx';
import { EnterPin } from './EnterPin.tsx';
import { sessionText } from './text.ts';
import './session.css';

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
  if (state.unnamed !== null) return <SayWho structureName={state.unnamed.structureName} />;
  if (state.card.kind !== 'present') return <NoCard state={state} kind={state.card.kind} />;
  // What was typed for a card is not for the next one.
  return <EnterPin key={state.card.holder} state={state} />;
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

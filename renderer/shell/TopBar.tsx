import { Clock, IdCard, KeyRound, Lock, Search, Timer, TriangleAlert, type LucideIcon } from 'lucide-react';
import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { SessionState } from '../../shared/contract/session.ts';
import { showMssLogin } from '../features/session/show-mss.ts';
import { common } from '../text/common.ts';
import { frameText } from './text.ts';
import { sessionText } from '../features/session/text.ts';
import { Button } from '../ui/Button.tsx';
import { frenchDay, frenchLeft } from '../ui/format.ts';
import { useNow } from '../ui/useNow.ts';
import { Lights } from './Lights.tsx';
import { useMay } from '../client/rights.ts';
import { connectMss, lock } from '../client/session.ts';

/** Top bar: search, service lights, second login, card, lock. */
export function TopBar({ state, onSearch }: { readonly state: SessionState | null; readonly onSearch: () => void }) {
  return (
    <header className="topbar">
      <div className="brand">
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
          <rect width="18" height="18" rx="4" />
          <path d="M9 4.5v9" />
        </svg>
        <span>{common.product}</span>
      </div>
      <AriaButton className="search-open" aria-label={frameText.searchOpen} onPress={onSearch} isDisabled={state === null}>
        <Search size={16} />
        <span>{frameText.search}</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </AriaButton>
      <Lights login={state?.session === null ? null : (state?.mss ?? null)} />
      {state?.session === null || state === null ? null : (
        <>
          <MssChip mss={state.mss} />
          <CardBlock session={state.session} expiresSoon={state.card.expiresSoon} />
          <Button icon={Lock} onPress={() => void lock()} aria-keyshortcuts="Control+L">
            {sessionText.lock}
          </Button>
        </>
      )}
    </header>
  );
}

function MssChip({ mss }: { readonly mss: SessionState['mss'] }) {
  const words = sessionText.mss;
  // The light says it then.
  const sends = useMay('send');
  if (mss.state === 'open' || !sends) return null;
  if (mss.state === 'pending') return <Chip tone="wait" icon={Clock} word={words.pending} why={words.without} onPress={showMssLogin} />;
  const why = mss.error === null ? words.why : `${mss.error.message} ${mss.error.action}`;
  return (
    <Chip
      tone={mss.state === 'failed' ? 'bad' : 'warn'}
      icon={KeyRound}
      word={mss.state === 'failed' ? words.failed : words.connect}
      why={why}
      onPress={() => void connectMss()}
    />
  );
}

function Chip({
  tone,
  icon: Icon,
  word,
  why,
  onPress,
}: {
  readonly tone: 'wait' | 'warn' | 'bad';
  readonly icon: LucideIcon;
  readonly word: string;
  readonly why: string;
  readonly onPress: () => void;
}) {
  return (
    <TooltipTrigger delay={300}>
      <AriaButton className="chip" data-tone={tone} data-acts onPress={onPress}>
        <Icon size={15} />
        <span>{word}</span>
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {why}
      </Tooltip>
    </TooltipTrigger>
  );
}

function CardBlock({
  session,
  expiresSoon,
}: {
  readonly session: NonNullable<SessionState['session']>;
  readonly expiresSoon: SessionState['card']['expiresSoon'];
}) {
  const left = new Date(session.locksAt).getTime() - useNow(5000).getTime();
  const role = session.speciality ?? session.profession;
  return (
    <div
      className="card-block"
      role="group"
      aria-label={frameText.card}
      title={[session.profession, session.speciality, session.situation.structureName, session.situation.sectorLabel]
        .filter(Boolean)
        .join(' · ')}
    >
      <IdCard size={22} />
      <div>
        <p className="card-name">
          {session.displayName}
          <span className="card-left" data-soon={left < 60_000 || undefined} title={sessionText.locksIn(frenchLeft(left))}>
            <Timer size={13} />
            <span className="visually-hidden">{sessionText.locksWord} </span>
            {frenchLeft(left)}
          </span>
          {session.limit === null ? null : (
            <span className="card-left" data-soon title={`${session.limit.message} ${session.limit.action}`}>
              <TriangleAlert size={13} aria-hidden="true" />
              {sessionText.limits[session.limit.code] ?? session.limit.message}
            </span>
          )}
          {expiresSoon === null ? null : (
            <span className="card-left" data-soon title={sessionText.expires(frenchDay(expiresSoon.at))}>
              <TriangleAlert size={13} aria-hidden="true" />
              <span className="visually-hidden">{sessionText.expires(frenchDay(expiresSoon.at))}</span>
            </span>
          )}
        </p>
        <p className="card-role">{[role, session.situation.structureName].filter(Boolean).join(' · ')}</p>
      </div>
    </div>
  );
}

import { Suspense, useCallback, useEffect, useState, type ReactNode } from 'react';
import type { SessionState } from '../../shared/contract/session.ts';
import type { SettingsView } from '../../shared/contract/settings.ts';
import { go } from '../client/router.ts';
import { allowed } from '../client/rights.ts';
import { lock } from '../client/session.ts';
import { HelpDrawer } from '../features/help/feature.ts';
import { ClosingGuard } from './ClosingGuard.tsx';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { every, rooms, screenOf, type Place } from './routes.ts';
import { frameText } from './text.ts';
import { TopBar } from './TopBar.tsx';
import { UndoBar } from './UndoBar.tsx';

const overlays = every.flatMap((feature) => feature.overlays ?? []);
const keys = every.flatMap((feature) => feature.keys ?? []);

/** Rail, top bar and the keys that work everywhere. While locked it shows nothing of the session. */
export function Frame({
  place,
  state,
  settings,
  children,
}: {
  readonly place: Place;
  readonly state: SessionState | null;
  readonly settings: SettingsView;
  readonly children: ReactNode;
}) {
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const open = state?.session !== null && state !== null;
  // What was open over the session does not come back with the next one.
  useEffect(() => {
    if (open) return;
    setPalette(false);
    setHelp(false);
  }, [open]);
  useKeys(
    open,
    place,
    useCallback(() => setPalette(true), []),
    useCallback(() => setHelp(true), []),
  );
  return (
    <div className="frame" data-locked={!open || undefined} data-collapsed={settings.railCollapsed || undefined}>
      <a className="skip" href="#contenu" onClick={skipToContent}>
        {frameText.skip}
      </a>
      <TopBar state={open ? state : null} onSearch={() => setPalette(true)} />
      <Rail place={place} settings={settings} open={open} />
      <main id="contenu" className="content" tabIndex={-1}>
        {children}
      </main>
      {open ? <UndoBar /> : null}
      {open ? <ClosingGuard /> : null}
      {open
        ? overlays.map(({ id, Content }) => (
            <Suspense key={id} fallback={null}>
              <Content />
            </Suspense>
          ))
        : null}
      {open && palette ? <Palette at={{ mss: state.mss.state, patient: place.patient }} onClose={() => setPalette(false)} /> : null}
      {help ? (
        <Suspense fallback={null}>
          <HelpDrawer screen={screenOf(open ? place.screen : 'lock')} onClose={() => setHelp(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function skipToContent(event: React.MouseEvent): void {
  // The hash is the router's: the focus moves without it.
  event.preventDefault();
  document.getElementById('contenu')?.focus();
}

function useKeys(open: boolean, place: Place, search: () => void, help: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const act = actOf(event, open, place, search, help);
      if (act === null) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [open, place, search, help]);
}

function actOf(event: KeyboardEvent, open: boolean, place: Place, search: () => void, help: () => void): (() => void) | null {
  if (event.key === 'F1') return help;
  if (!open || event.shiftKey) return null;
  if (event.altKey && !event.ctrlKey) {
    const room = /^Digit[1-8]$/.test(event.code) ? rooms[Number(event.code.slice(-1)) - 1] : undefined;
    return room === undefined || allowed([room]).length === 0
      ? null
      : () => {
          go(room.screen);
          // The Tab key goes on from the room, not from where the focus was.
          document.getElementById('contenu')?.focus();
        };
  }
  if (!event.ctrlKey || event.altKey) return null;
  const letter = event.key.toLowerCase();
  if (letter === 'k') return search;
  if (letter === 'l') return () => void lock();
  const key = allowed(keys).find(({ ctrl }) => ctrl === letter);
  if (key === undefined) return null;
  if (key.needs === 'session') return key.act;
  const { patient } = place;
  return patient === null ? null : () => key.act(patient);
}

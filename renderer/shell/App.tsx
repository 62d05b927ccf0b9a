import { useEffect } from 'react';
import { draftsOf } from '../client/drafts.ts';
import { followEvents, useAnswer } from '../client/queries.ts';
import { touchWhileActive } from '../client/session.ts';
import { forgetUndo } from '../client/undo.ts';
import { useSettings, useTheme } from '../client/settings.ts';
import { LockScreen } from '../features/session/LockScreen.tsx';
import { common } from '../text/common.ts';
import { Toasts, toastsAt, toastsOf } from '../ui/Toasts.tsx';
import { useLoadedAhead } from './ahead.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Frame } from './Frame.tsx';
import { refuseHeldKeys } from './held-keys.ts';
import { keepFocus } from './keep-focus.ts';
import { usePlace } from './place.ts';
import { screenOf } from './routes.ts';
import { Content } from './Screens.tsx';
import { refuseStrayPresses } from './second-press.ts';

/** The whole window: the frame, and over it the lock screen as long as no session is open. */
export function App() {
  const place = usePlace();
  const settings = useSettings();
  const state = useAnswer('session.state', null);
  const session = state.data?.session ?? null;
  const idNat = session?.idNat ?? null;
  useTheme(settings.theme);
  useEffect(() => followEvents(), []);
  useEffect(keepFocus, []);
  useEffect(refuseStrayPresses, []);
  useEffect(refuseHeldKeys, []);
  useEffect(() => {
    if (idNat === null) return undefined;
    draftsOf(idNat);
    toastsOf(idNat);
    const stop = touchWhileActive();
    return () => {
      stop();
      forgetUndo();
    };
  }, [idNat]);
  useLoadedAhead(place, state.data !== undefined, session !== null);
  const at = session === null ? 'lock' : `${place.screen} ${place.patient}`;
  useEffect(() => toastsAt(at), [at]);
  const title = screenOf(session === null ? 'lock' : place.screen).title;
  useEffect(() => {
    document.title = `${title} · ${common.product}`;
  }, [title]);
  return (
    <>
      <Frame place={place} state={state.data ?? null} settings={settings}>
        {session === null ? null : (
          <ErrorBoundary at={`${place.screen} ${place.patient}`}>
            <Content place={place} />
          </ErrorBoundary>
        )}
      </Frame>
      {session === null ? <LockScreen state={state.data ?? null} error={state.error} /> : null}
      <Toasts />
    </>
  );
}

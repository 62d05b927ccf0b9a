import { Smartphone } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useAnswer } from '../../client/queries.ts';
import { cancelMss } from '../../client/session.ts';
import { sessionText } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { frenchLeft } from '../../ui/format.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useNow } from '../../ui/useNow.ts';
import { onShowMssLogin } from './show-mss.ts';

/** A login approved at once (same phone, demonstration) does not flash a dialog. */
const SHOW_AFTER_MS = 700;

/** The digits to compare with those of the phone, while Pro Santé Connect waits. */
export function MssLogin() {
  const mss = useAnswer('session.state', null).data?.mss ?? null;
  const failure = mss?.state === 'failed' && mss.error !== null ? `${mss.error.message} ${mss.error.action}` : null;
  useEffect(() => {
    if (failure !== null) tell(failure, 'bad');
  }, [failure]);
  return mss?.state === 'pending' ? <Pending digits={mss.bindingMessage} expiresAt={mss.expiresAt} /> : null;
}

/** Shown a moment after the login starts, put aside at will, brought back by the chip of the top bar. */
function Pending({ digits, expiresAt }: { readonly digits: string | null; readonly expiresAt: string | null }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => onShowMssLogin(() => setShown(true)), []);
  return shown ? <Compare digits={digits} expiresAt={expiresAt} onClose={() => setShown(false)} /> : null;
}

function Compare({
  digits,
  expiresAt,
  onClose,
}: {
  readonly digits: string | null;
  readonly expiresAt: string | null;
  readonly onClose: () => void;
}) {
  const words = sessionText.mss;
  const now = useNow(1000);
  return (
    <Dialog
      open
      title={words.title}
      icon={Smartphone}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={() => void cancelMss()}>{words.cancel}</Button>
          <Button variant="primary" onPress={onClose}>
            {words.background}
          </Button>
        </>
      }
    >
      <p>{digits === null ? words.without : words.compare}</p>
      {digits === null ? null : (
        <p className="binding" data-testid="binding">
          {digits}
        </p>
      )}
      {expiresAt === null ? null : <p className="quiet">{words.left(frenchLeft(new Date(expiresAt).getTime() - now.getTime()))}</p>}
    </Dialog>
  );
}

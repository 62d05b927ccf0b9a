import { Clock, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { leavingNow, undoLeaving } from '../client/undo.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useNow } from '../ui/useNow.ts';
import { frameText } from './text.ts';

/**
 * Documents that leave in some seconds can still be taken back: the window asks before it closes on them, and whoever stays is
 * told what closing does, with the act that takes them back.
 */
export function ClosingGuard() {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent): void => {
      if (leavingNow() === null) return;
      event.preventDefault();
      setAsked(true);
    };
    window.addEventListener('beforeunload', onUnload);
    return () => window.removeEventListener('beforeunload', onUnload);
  }, []);
  return asked ? <Leaving onClose={() => setAsked(false)} /> : null;
}

function Leaving({ onClose }: { readonly onClose: () => void }) {
  const words = frameText.closing;
  useNow(250);
  const leaving = leavingNow();
  const over = leaving === null;
  useEffect(() => {
    if (over) onClose();
  }, [over, onClose]);
  if (leaving === null) return null;
  return (
    <Dialog
      open
      title={words.title(leaving.documents)}
      icon={Clock}
      onClose={onClose}
      buttons={
        <>
          <Button icon={Undo2} onPress={() => void undoLeaving()}>
            {words.undo(leaving.documents)}
          </Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            {words.stay}
          </Button>
        </>
      }
    >
      <p>{words.why}</p>
    </Dialog>
  );
}

import { CircleAlert, CircleCheck, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState, type FocusEvent } from 'react';
import { hasOwnUndo, watchFields } from '../client/own-undo.ts';
import { undoBar, undoLatest, useUndoBar, type UndoBar as Bar } from '../client/undo.ts';
import { common } from '../text/common.ts';
import { typeset } from '../text/typography.ts';
import { Button } from '../ui/Button.tsx';
import { useNow } from '../ui/useNow.ts';
import { frameText } from './text.ts';

/** The one bar of the window that takes the last act back: what was done, how long is left, « Annuler », Ctrl+Z everywhere. */
export function UndoBar() {
  const bar = useUndoBar();
  const roomKept = useRoomKept(bar !== null);
  useEffect(watchFields, []);
  useEffect(() => {
    window.addEventListener('keydown', onUndoKey, { capture: true });
    return () => window.removeEventListener('keydown', onUndoKey, { capture: true });
  }, []);
  return (
    // A press beside its button leaves the focus where it is.
    <aside
      className="undo-room"
      aria-label={frameText.undo.label}
      data-react-aria-top-layer="true"
      onMouseDown={(event) => event.preventDefault()}
    >
      {/* Read aloud once: a countdown that speaks every second is noise. */}
      <p role="status" className="visually-hidden">
        {bar === null ? '' : said(bar)}
      </p>
      {bar === null ? roomKept ? <div className="undo-bar" data-empty /> : null : <Shown bar={bar} />}
    </aside>
  );
}

const said = (bar: Bar): string => {
  if (bar.kind === 'undone') return bar.text;
  if (bar.kind === 'refused') return `${bar.error.message} ${bar.error.action}`.trim();
  return bar.kind === 'undoing' ? common.cancelling : frameText.undo.said(bar.act.done);
};

function Shown({ bar }: { readonly bar: Bar }) {
  if (bar.kind === 'offer' || bar.kind === 'undoing') return <Offer key={bar.id} bar={bar} />;
  const Icon = bar.kind === 'undone' ? CircleCheck : CircleAlert;
  return (
    <div className="undo-bar" data-kind={bar.kind}>
      <Icon size={18} />
      <p>{typeset(said(bar))}</p>
    </div>
  );
}

function Offer({ bar }: { readonly bar: Extract<Bar, { readonly act: unknown }> }) {
  const { done, becomes, at, until } = bar.act;
  const left = Math.max(0, until - useNow(250).getTime());
  const seconds = Math.ceil(left / 1000);
  /** What had the focus before the button took it. */
  const before = useRef<EventTarget | null>(null);
  return (
    <section className="undo-bar" aria-label={frameText.undo.label}>
      <CircleCheck size={18} />
      <p className="tabular">
        <strong>{typeset(done)}</strong> · {becomes === null ? frameText.undo.left(seconds) : frameText.undo.becomes(becomes, seconds)}
      </p>
      <span className="undo-left" aria-hidden="true">
        <span style={{ width: `${Math.round((100 * left) / (until - at))}%` }} />
      </span>
      <Button
        icon={Undo2}
        keys="Ctrl Z"
        pending={bar.kind === 'undoing'}
        aria-keyshortcuts="Control+Z"
        onFocus={(event: FocusEvent) => (before.current = event.relatedTarget)}
        onPress={() => {
          if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus({ preventScroll: true });
          undoLatest();
        }}
      >
        {common.cancel}
      </Button>
    </section>
  );
}

/** A field keeps the key for what was typed in it since the act (client/own-undo.ts); a key held down takes one act back. */
function onUndoKey(event: KeyboardEvent): void {
  if (!event.ctrlKey || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'z') return;
  if (undoBar() === null || hasOwnUndo(event.target)) return;
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat) undoLatest();
}

/** Before the room of a bar that is gone is taken, in milliseconds since the pointer last moved: nothing slides under it. */
const STILL_MS = 1000;

/** Whether the room of the bar stays: while it is shown, and until the pointer is still. */
function useRoomKept(shown: boolean): boolean {
  const [kept, keep] = useState(shown);
  if (shown && !kept) keep(true);
  useEffect(() => {
    if (shown || !kept) return undefined;
    let timer = setTimeout(() => keep(false), STILL_MS);
    const onMove = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => keep(false), STILL_MS);
    };
    window.addEventListener('pointermove', onMove, { passive: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', onMove);
    };
  }, [shown, kept]);
  return kept;
}

import { Trash2 } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import type { ReceivedFacts } from '../../../shared/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import type { Decision } from './decisions.ts';
import { documentsText as words } from './text.ts';

/** Deciding of a draft (the main decision also by Ctrl+Enter) or deleting it, which can be taken back; under what went wrong with it. */
export function Decide({
  errors,
  decisions,
  busy,
  discarding,
  blocked,
  refusal,
  refused,
  aside,
  onDecide,
  onDiscard,
}: {
  readonly errors: readonly (Pick<ReceivedFacts, 'code' | 'message' | 'action'> | null)[];
  readonly decisions: readonly Decision[];
  /** One of them is under way. */
  readonly busy: boolean;
  readonly discarding: boolean;
  /** What is to be said before anything is decided; null: nothing. */
  readonly blocked: string | null;
  /** Why whoever is logged in answers for no document: they are told so, and offered nothing. */
  readonly refusal: Pick<ReceivedFacts, 'message'> | null;
  /** Complete, and not to be validated all the same. */
  readonly refused: boolean;
  /** In place of what deletes it. */
  readonly aside?: ReactNode;
  readonly onDecide: (decision: Decision) => void;
  readonly onDiscard: () => void;
}) {
  const [main, ...others] = decisions;
  const isDisabled = ({ act }: Decision): boolean => blocked !== null || (act === 'validate' && refused);
  useCtrlEnter(main === undefined || blocked !== null ? null : () => onDecide(main));
  return (
    <footer className="draft-foot">
      {errors.map((error) => (error === null ? null : <ErrorBox key={error.code} error={error} />))}
      {blocked === null ? null : <p className="quiet">{blocked}</p>}
      {main === undefined ? <p className="draft-nobody">{`${refusal?.message ?? ''} ${words.noDelegation}`.trim()}</p> : null}
      <div className="draft-buttons">
        {main === undefined ? null : (
          <Button
            variant="primary"
            wide
            icon={main.icon}
            keys="Ctrl ↵"
            pending={busy}
            isDisabled={isDisabled(main)}
            onPress={() => onDecide(main)}
            aria-keyshortcuts="Control+Enter"
          >
            {busy && main.act === 'validate' ? words.validating : main.label}
          </Button>
        )}
        {aside ?? <Button icon={Trash2} aria-label={words.discard} pending={discarding} onPress={onDiscard} />}
      </div>
      {others.map((one) => (
        <Button key={one.id} wide icon={one.icon} pending={busy} isDisabled={isDisabled(one)} onPress={() => onDecide(one)}>
          {one.label}
        </Button>
      ))}
    </footer>
  );
}

/** What is over the screen (a dialog, the palette) is not about the document behind it. */
const isOverScreen = (target: EventTarget | null): boolean => target instanceof Element && target.closest('[role=dialog]') !== null;

function useCtrlEnter(act: (() => void) | null): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !event.ctrlKey || isOverScreen(event.target)) return;
      event.preventDefault();
      // Held down, it is one word.
      if (!event.repeat) act?.();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [act]);
}

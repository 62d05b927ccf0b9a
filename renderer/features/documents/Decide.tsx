import { Send, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import type { Action } from '../../ui/useAction.ts';
import { documentsText as words } from './text.ts';

/** Validating a draft (also by Ctrl+Enter) or deleting it, under what went wrong with it. */
export function Decide({
  saveError,
  planError,
  validate,
  discard,
  refused,
  onValidate,
}: {
  readonly saveError: ErrorFacts | null;
  readonly planError: Error | null;
  readonly validate: Pick<Action<readonly []>, 'busy' | 'error'>;
  readonly discard: Action<readonly []>;
  /** Complete, and not to be validated all the same. */
  readonly refused: boolean;
  readonly onValidate: () => void;
}) {
  useCtrlEnter(onValidate);
  return (
    <footer className="draft-foot">
      {saveError === null ? null : <ErrorBox error={saveError} />}
      {planError === null ? null : <ErrorBox error={{ code: 'PLAN', message: planError.message, action: '' }} />}
      {validate.error === null ? null : <ErrorBox error={validate.error} />}
      {discard.error === null ? null : <ErrorBox error={discard.error} />}
      <div className="draft-buttons">
        <Button
          variant="primary"
          wide
          icon={Send}
          keys="Ctrl ↵"
          pending={validate.busy}
          isDisabled={refused}
          onPress={onValidate}
          aria-keyshortcuts="Control+Enter"
        >
          {validate.busy ? words.validating : words.validate}
        </Button>
        <Discard busy={discard.busy} onDiscard={() => void discard.run()} />
      </div>
    </footer>
  );
}

function useCtrlEnter(act: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !event.ctrlKey) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [act]);
}

/** Deleting a draft asks once, with the consequence in the button. */
function Discard({ busy, onDiscard }: { readonly busy: boolean; readonly onDiscard: () => void }) {
  const [asked, setAsked] = useState(false);
  if (!asked) return <Button icon={Trash2} aria-label={words.discard} onPress={() => setAsked(true)} />;
  return (
    <>
      <Button onPress={() => setAsked(false)} autoFocus>
        {common.cancel}
      </Button>
      <Button variant="danger" pending={busy} onPress={onDiscard}>
        {words.discardConfirm}
      </Button>
    </>
  );
}

import { Undo2 } from 'lucide-react';
import { useCallback } from 'react';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import { call } from '../../client/client.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { draftMark } from '../../ui/marks.ts';
import { moment } from '../../ui/moment.ts';
import { Badge } from '../../ui/states.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { useHeadingFocus } from '../../ui/useHeadingFocus.ts';
import { DocumentFacts } from './DocumentFacts.tsx';
import { documentsText as words } from './text.ts';
import { putRow } from './useDraft.ts';

/** What waits for another professional: who prepared it may take it back, nobody else decides anything of it. */
export function HandedPanel({ row }: { readonly row: DocumentRow }) {
  const { id, form, prepared } = row;
  const heading = useHeadingFocus();
  const takeBack = useAction(
    useCallback(async () => {
      putRow(await call('documents.takeBack', { id }));
      tell(words.takenBack, 'info');
    }, [id]),
  );
  if (prepared === null) return null;
  return (
    <section className="panel draft" aria-label={words.handedTitle}>
      <header className="panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {words.handedTitle}
        </h2>
        <div className="panel-aside">
          <Badge mark={{ ...draftMark, word: words.toValidateBy(prepared.for) }} strong />
        </div>
      </header>
      <div className="panel-body draft-body">
        <div className="stack">
          <p>{prepared.byMe ? words.handedByYou(moment(prepared.at)) : words.handedBy(prepared.by, moment(prepared.at))}</p>
          <DocumentFacts row={row}>
            <dt>{words.send}</dt>
            <dd>{form.recipients.length === 0 ? words.noRecipient : form.recipients.join(', ')}</dd>
          </DocumentFacts>
        </div>
      </div>
      {prepared.byMe ? (
        <footer className="draft-foot">
          {takeBack.error === null ? null : <ErrorBox error={takeBack.error} />}
          <p className="quiet">{words.takeBackHelp}</p>
          <div className="draft-buttons">
            <Button icon={Undo2} wide pending={takeBack.busy} onPress={() => void takeBack.run()}>
              {words.takeBack}
            </Button>
          </div>
        </footer>
      ) : null}
    </section>
  );
}

import { FolderUp, Mail, Printer, RotateCw, Undo2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { DocumentRow, SendView } from '../../../shared/contract/documents.ts';
import { call } from '../../app/client.ts';
import { attempt } from '../../app/session.ts';
import { visibilityWords } from '../../text/common.ts';
import { documentsText as words, outboxText } from '../../text/documents.ts';
import { identityActs } from '../../text/identity.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDate, frenchDay } from '../../ui/format.ts';
import { moment } from '../../ui/moment.ts';
import { sendMarks, visibilityMarks } from '../../ui/marks.ts';
import { MarkText } from '../../ui/states.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useNow } from '../../ui/useNow.ts';
import { PrintDialog } from './PrintDialog.tsx';
import { putRow } from './useDraft.ts';

/** Tries a send again. */
export const retrySend = (id: string): Promise<void> => attempt(async () => {
  await call('outbox.retry', { id });
  tell(outboxText.retried, 'info');
});

/** Gives a send up. */
export const cancelSend = (id: string): Promise<void> => attempt(async () => {
  await call('outbox.cancel', { id });
  tell(outboxText.cancelled, 'info');
});

/** Takes the validation back: nothing has left, the document is a draft again. */
const undoValidation = (id: string): Promise<void> => attempt(async () => {
  putRow(await call('documents.undo', { id }));
  tell(words.undone, 'info');
});

/** Whether the user may try it again, or give it up. What failed without an attempt was blocked at validation: nothing is ready to leave. */
export const canRetry = (send: Pick<SendView, 'state' | 'attempts'>): boolean => (send.state === 'failed' && send.attempts > 0) || send.state === 'unknown' || send.state === 'held';
export const canCancel = (send: Pick<SendView, 'state'>): boolean => ['held', 'scheduled', 'waiting-card', 'queued', 'failed'].includes(send.state);

/** A validated document: each channel with its own state, and its own reason when it failed. */
export function SentPanel({ row }: { readonly row: DocumentRow }) {
  const { form } = row;
  return (
    <section className="panel draft" aria-label={words.sentTitle}>
      <header className="panel-head"><h2>{words.sentTitle}</h2><div className="panel-aside"><PrintDocument id={row.id} /></div></header>
      <div className="panel-body draft-body">
        <div className="stack">
          <dl className="facts">
            <dt>{words.titleField}</dt>
            <dd><strong>{form.title}</strong></dd>
            <dt>{words.type}</dt>
            <dd>{row.typeLabel ?? form.type}</dd>
            <dt>{words.date}</dt>
            <dd className="tabular">{frenchDate(form.date)}</dd>
            <dt>{words.columns.visibility}</dt>
            <dd><MarkText mark={visibilityMarks[form.visibility]} word={visibilityWords[form.visibility]} /></dd>
          </dl>
          {row.undoable ? <Undo row={row} /> : null}
          {row.validatedAt === null ? null : <p className="quiet">{words.validatedBy(frenchDay(row.validatedAt), row.validatedBy ?? '–')}</p>}
          <div className="field">
            <h3 className="field-title">{words.send}</h3>
            {row.sends.length === 0 ? <p className="quiet">{words.noSend}</p> : (
              <ul className="channels" aria-label={words.send} aria-live="polite">
                {row.sends.map((send) => <Sent key={send.id} send={send} />)}
              </ul>
            )}
          </div>
        </div>
      </div>
    </section>
  );
}

/** The document with the identity block on its first page, to hand over on paper. */
function PrintDocument({ id }: { readonly id: string }) {
  const [open, setOpen] = useState(false);
  const address = useCallback(() => call('documents.printIdentity', { id }), [id]);
  return (
    <>
      <Button variant="ghost" icon={Printer} onPress={() => setOpen(true)}>{words.print}</Button>
      {open ? <PrintDialog name={id} title={words.print} help={identityActs.printHelp} address={address} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** As long as nothing left: when it will, and the button that takes it back. */
function Undo({ row }: { readonly row: DocumentRow }) {
  const { id } = row;
  const leaving = row.sends.flatMap(({ leavesAt }) => (leavesAt === null ? [] : [Date.parse(leavesAt)]));
  const now = useNow(250);
  const seconds = leaving.length === 0 ? null : Math.max(0, Math.ceil((Math.min(...leaving) - now.getTime()) / 1000));
  const undo = useCallback(() => void undoValidation(id), [id]);
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (!event.ctrlKey || event.key !== 'z' || event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      event.preventDefault();
      undo();
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, [undo]);
  return (
    <div className="undo">
      {/* Read aloud once: a countdown that speaks every second is noise. */}
      <p role="status" className="visually-hidden">{seconds === null ? words.notLeft : words.leaving}</p>
      <p aria-hidden="true" className="tabular"><strong>{seconds === null ? words.notLeft : words.leavesIn(seconds)}</strong></p>
      <Button icon={Undo2} onPress={undo} aria-keyshortcuts="Control+Z">{words.undo}</Button>
    </div>
  );
}

function Sent({ send }: { readonly send: SendView }) {
  const Icon = send.channel === 'dmp' ? FolderUp : Mail;
  return (
    <li className="channel">
      <Icon size={16} />
      <span className="channel-who"><span>{send.recipient}</span></span>
      <MarkText mark={sendMarks[send.state]} />
      <p className="channel-reason tabular">{moment(send.sentAt ?? send.updatedAt)}{send.attempts > 1 ? ` · ${words.attempts(send.attempts)}` : ''}</p>
      {send.error === null ? null : (
        <div className="channel-error">
          <ErrorBox error={send.error} quiet tone={send.state === 'failed' ? 'bad' : 'warn'}>
            {canRetry(send) ? <Button icon={RotateCw} onPress={() => void retrySend(send.id)}>{words.retry}</Button> : null}
            {canCancel(send) ? <Button onPress={() => void cancelSend(send.id)}>{words.cancelSend}</Button> : null}
          </ErrorBox>
        </div>
      )}
    </li>
  );
}

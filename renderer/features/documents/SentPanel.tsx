import { Ban, FolderUp, Mail, MailPlus, PenLine, Printer, RotateCw, Undo2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { DocumentRow, SendView } from '../../../shared/contract/documents.ts';
import { isConsideredSent, isResent, waitsForMssLogin } from '../../../shared/domain/sending/states.ts';
import { call } from '../../client/client.ts';
import { decide, useDecided } from '../../client/decisions.ts';
import { hasOwnUndo } from '../../client/own-undo.ts';
import { ConnectMss } from './ConnectMss.tsx';
import { DocumentFacts } from './DocumentFacts.tsx';
import { Elsewhere } from './Elsewhere.tsx';
import { Prepared } from './Prepared.tsx';
import { RecipientName } from './RecipientName.tsx';
import { documentsText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDay } from '../../ui/format.ts';
import { moment } from '../../ui/moment.ts';
import { sendMark } from '../../ui/marks.ts';
import { MarkText } from '../../ui/states.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useHeadingFocus } from '../../ui/useHeadingFocus.ts';
import { useNow } from '../../ui/useNow.ts';
import { PrintDialog } from '../reader/public.ts';
import { takeBack } from './take-back.ts';
import { putRow } from './useDraft.ts';

/** Tries a send again. */
const retrySend = ({ id, updatedAt }: SendView): Promise<void> =>
  decide(id, updatedAt, async () => {
    await call('outbox.retry', { id });
    tell(words.retried, 'info');
  });

/** What asking again means for a send: a mail in doubt goes again, a document in doubt is asked of the DMP. */
const retryWord = ({ state, channel }: Pick<SendView, 'state' | 'channel'>): string =>
  state === 'unknown' ? words.retryInDoubt[channel] : words.retry;

/** Considers a send in doubt as sent. */
const settleSend = ({ id, updatedAt }: SendView): Promise<void> =>
  decide(id, updatedAt, async () => {
    await call('outbox.settle', { id });
    tell(words.settled, 'info');
  });

/** Gives a send up. */
const cancelSend = (send: SendView): Promise<void> =>
  decide(send.id, send.updatedAt, async () => {
    await call('outbox.cancel', { id: send.id });
    tell(isResent(send) ? words.resentCancelled : words.cancelled, 'info');
  });

/** Sends a refused mail's document to another address. */
const redirectSend =
  ({ id }: SendView) =>
  async (address: string): Promise<void> => {
    putRow(await call('outbox.redirect', { id, address }));
    tell(words.redirected, 'info');
  };

/**
 * What may be asked about a send: one decision at a time, whichever button it comes from.
 * @param onBack chooses it again on its screen.
 */
export function SendActs({ send, onBack }: { readonly send: SendView; readonly onBack: () => void }) {
  const pending = useDecided(send.id, send.updatedAt);
  return (
    <>
      {send.mine && waitsForMssLogin(send) ? <ConnectMss /> : null}
      {send.actions.includes('retry') ? (
        <Button icon={RotateCw} pending={pending} onPress={() => void retrySend(send)}>
          {retryWord(send)}
        </Button>
      ) : null}
      {send.actions.includes('redirect') ? (
        <Elsewhere
          of={send.id}
          documentId={send.documentId}
          icon={PenLine}
          word={words.redirect}
          confirm={words.redirectConfirm}
          act={redirectSend(send)}
          back={onBack}
        />
      ) : null}
      {send.actions.includes('settle') ? (
        <Button pending={pending} onPress={() => void settleSend(send)}>
          {words.settle}
        </Button>
      ) : null}
      {send.actions.includes('cancel') ? (
        <Button pending={pending} onPress={() => void cancelSend(send)}>
          {words.cancelSend}
        </Button>
      ) : null}
    </>
  );
}

/** The same in a row, without words. @param of what they bear on, read aloud. */
export function SendIcons({ send, of }: { readonly send: SendView; readonly of: string }) {
  const pending = useDecided(send.id, send.updatedAt);
  return (
    <>
      {send.actions.includes('retry') ? (
        <Button
          variant="ghost"
          icon={RotateCw}
          pending={pending}
          aria-label={`${retryWord(send)} : ${of}`}
          onPress={() => void retrySend(send)}
        />
      ) : null}
      {send.actions.includes('cancel') ? (
        <Button
          variant="ghost"
          icon={Ban}
          pending={pending}
          aria-label={`${words.cancelSend} : ${of}`}
          onPress={() => void cancelSend(send)}
        />
      ) : null}
    </>
  );
}

/** How loud the reason of a send is. */
export function reasonTone(send: Pick<SendView, 'state' | 'error'>): 'bad' | 'warn' | 'off' {
  if (send.state === 'failed') return 'bad';
  return send.state === 'cancelled' || isConsideredSent(send) ? 'off' : 'warn';
}

/**
 * A validated document: each channel with its own state, and its own reason when it failed.
 * @param onShow chooses a document on its screen.
 */
export function SentPanel({ row, onShow }: { readonly row: DocumentRow; readonly onShow: (id: string) => void }) {
  const back = (): void => onShow(row.id);
  const heading = useHeadingFocus();
  return (
    <section className="panel draft" aria-label={words.sentTitle}>
      <header className="panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {words.sentTitle}
        </h2>
        <div className="panel-aside">
          <PrintDocument id={row.id} />
        </div>
      </header>
      <div className="panel-body draft-body">
        <div className="stack">
          <DocumentFacts row={row} />
          {row.validatedFor === null ? <Prepared row={row} /> : null}
          {row.undoable ? <Undo row={row} /> : null}
          {row.validatedAt === null ? null : (
            <p className="quiet">
              {row.validatedFor === null
                ? words.validatedBy(frenchDay(row.validatedAt), row.validatedBy ?? '–')
                : words.fedBy(frenchDay(row.validatedAt), row.validatedBy ?? '–', row.validatedFor)}
            </p>
          )}
          <div className="field">
            <h3 className="field-title">{words.send}</h3>
            {row.sends.length === 0 ? (
              <p className="quiet">{words.noSend}</p>
            ) : (
              <ul className="channels" aria-label={words.send} aria-live="polite">
                {row.sends.map((send) => (
                  <Sent key={send.id} send={send} undoable={row.undoable} onBack={back} />
                ))}
              </ul>
            )}
            {row.forwardable ? <SendAlso id={row.id} onBack={back} /> : null}
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
      <Button variant="ghost" icon={Printer} onPress={() => setOpen(true)}>
        {words.print}
      </Button>
      {open ? <PrintDialog name={id} title={words.print} help={words.printHelp} address={address} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** As long as nothing left: when it will, and the button that takes it back. */
function Undo({ row }: { readonly row: DocumentRow }) {
  const { id } = row;
  const leaving = row.sends.flatMap(({ leavesAt }) => (leavesAt === null ? [] : [Date.parse(leavesAt)]));
  const now = useNow(250);
  const seconds = leaving.length === 0 ? null : Math.max(0, Math.ceil((Math.min(...leaving) - now.getTime()) / 1000));
  const undo = useCallback(() => void takeBack(id), [id]);
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (!event.ctrlKey || event.key !== 'z' || event.repeat || hasOwnUndo(event.target)) return;
      event.preventDefault();
      undo();
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, [undo]);
  return (
    <div className="undo">
      {/* Read aloud once: a countdown that speaks every second is noise. */}
      <p role="status" className="visually-hidden">
        {seconds === null ? words.notLeft : words.leaving}
      </p>
      <p aria-hidden="true" className="tabular">
        <strong>{seconds === null ? words.notLeft : words.leavesIn(seconds)}</strong>
      </p>
      <Button icon={Undo2} onPress={undo} aria-keyshortcuts="Control+Z">
        {words.undo}
      </Button>
    </div>
  );
}

/** The same document to somebody more. */
function SendAlso({ id, onBack }: { readonly id: string; readonly onBack: () => void }) {
  const act = useCallback(
    async (address: string) => {
      putRow(await call('documents.sendAlso', { id, address }));
      tell(words.sentAlso, 'info');
    },
    [id],
  );
  return (
    <div className="send-also">
      <Elsewhere of={id} documentId={id} icon={MailPlus} word={words.sendAlso} confirm={words.sendAlsoConfirm} act={act} back={onBack} />
    </div>
  );
}

/** A send added since the validation has an undo window of its own. @param undoable the whole validation can be taken back. */
function Sent({ send, undoable, onBack }: { readonly send: SendView; readonly undoable: boolean; readonly onBack: () => void }) {
  const Icon = send.channel === 'dmp' ? FolderUp : Mail;
  return (
    <li className="channel">
      <Icon size={16} />
      <RecipientName recipient={send.recipient} role={send.role} />
      <MarkText mark={sendMark(send)} />
      <p className="channel-reason tabular">
        {moment(send.sentAt ?? send.updatedAt)}
        {send.attempts > 1 ? ` · ${words.attempts(send.attempts)}` : ''}
      </p>
      {send.leavesAt === null || undoable ? null : (
        <div className="channel-error">
          <SendActs send={send} onBack={onBack} />
        </div>
      )}
      {send.error === null ? null : (
        <div className="channel-error">
          <ErrorBox error={send.error} quiet tone={reasonTone(send)}>
            <SendActs send={send} onBack={onBack} />
          </ErrorBox>
        </div>
      )}
    </li>
  );
}

import { Ban, FileText, RotateCw, Send } from 'lucide-react';
import { useState } from 'react';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { useAnswer } from '../../app/queries.ts';
import { common } from '../../text/common.ts';
import { documentsText, outboxText as words } from '../../text/documents.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { moment } from '../../ui/moment.ts';
import { Grid } from '../../ui/Grid.tsx';
import type { GridColumn } from '../../ui/gridColumn.ts';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { sendMarks } from '../../ui/marks.ts';
import { MarkText } from '../../ui/states.tsx';
import { canCancel, canRetry, cancelSend, retrySend } from '../documents/SentPanel.tsx';
import { showDocument } from '../documents/useAddDocument.ts';
import { channelWords } from '../../text/common.ts';

type Row = CallOutput<'outbox.list'>[number];

const columns: readonly GridColumn<Row>[] = [
  {
    id: 'name',
    title: words.columns.document,
    width: '3fr',
    minWidth: 200,
    sort: (row) => row.title,
    render: (row) => <span className="two-lines"><strong>{row.title}</strong><span>{row.patientName}</span></span>,
  },
  {
    id: 'recipient',
    title: words.columns.recipient,
    width: '4fr',
    minWidth: 180,
    sort: (row) => row.recipient,
    render: (row) => <span className="two-lines"><strong>{channelWords[row.channel]}</strong><span>{row.recipient}</span></span>,
  },
  {
    id: 'state',
    title: words.columns.state,
    width: '2fr',
    minWidth: 170,
    sort: (row) => row.state,
    render: (row) => <span className="two-lines"><MarkText mark={sendMarks[row.state]} /><span className="tabular">{moment(row.updatedAt)}</span></span>,
  },
  {
    id: 'actions',
    title: words.columns.actions,
    width: 130,
    render: (row) => (
      <span className="row-actions">
        {canRetry(row) ? <Button variant="ghost" icon={RotateCw} aria-label={`${documentsText.retry} : ${row.title}, ${row.recipient}`} onPress={() => void retrySend(row.id)} /> : null}
        {canCancel(row) ? <Button variant="ghost" icon={Ban} aria-label={`${documentsText.cancelSend} : ${row.title}, ${row.recipient}`} onPress={() => void cancelSend(row.id)} /> : null}
        <Button variant="ghost" icon={FileText} aria-label={`${words.open} : ${row.title}`} onPress={() => showDocument(row.patientId, row.documentId)} />
      </span>
    ),
  },
];

/** What needs a human first, then the latest. */
function byUrgency(a: Row, b: Row): number {
  const rank = (row: Row): number => (row.state === 'failed' || row.state === 'unknown' ? 0 : 1);
  return rank(a) - rank(b) || Date.parse(b.updatedAt) - Date.parse(a.updatedAt);
}

/** Every send with its state; what needs a human can be tried again or given up. */
export function OutboxScreen() {
  const answer = useAnswer('outbox.list', null);
  const rows = (answer.data ?? []).toSorted(byUrgency);
  const [selected, setSelected] = useState<string | null>(null);
  const current = rows.find((row) => row.id === selected) ?? rows[0];
  const attention = rows.filter((row) => row.state === 'failed' || row.state === 'unknown').length;
  const pending = rows.filter((row) => ['held', 'scheduled', 'waiting-card', 'queued', 'sending'].includes(row.state)).length;
  return (
    <div className="page">
      <div className="outbox">
        <Panel title={words.title} level={1} note={words.note(pending, attention)} flush fill>
        {answer.error !== null ? <div className="pad"><ErrorBox error={errorFacts(answer.error)} /></div> : answer.data === undefined ? <Waiting>{common.loading}</Waiting> : (
          <Grid
            name="outbox"
            label={words.title}
            columns={columns}
            rows={rows}
            text={(row) => `${row.patientName} ${row.title}`}
            onOpen={(row) => showDocument(row.patientId, row.documentId)}
            selected={current?.id ?? null}
            onSelect={setSelected}
            attention={(row) => row.state === 'failed' || row.state === 'unknown'}
            empty={<><Send size={32} strokeWidth={1.5} /><p><strong>{words.empty}</strong></p><p>{words.emptyHelp}</p></>}
          />
        )}
      </Panel>
      {current?.error === undefined || current.error === null ? null : <Reason row={current} error={current.error} />}
      </div>
    </div>
  );
}

/** Why the chosen send did not leave, and what to do about it. */
function Reason({ row, error }: { readonly row: Row; readonly error: NonNullable<Row['error']> }) {
  return (
    <Panel title={words.reason}>
      <div className="stack">
        <p><strong>{row.title}</strong><br /><span className="quiet">{row.patientName} · {row.recipient}</span></p>
        <ErrorBox error={error} quiet tone={row.state === 'failed' ? 'bad' : 'warn'}>
          {canRetry(row) ? <Button icon={RotateCw} onPress={() => void retrySend(row.id)}>{documentsText.retry}</Button> : null}
          {canCancel(row) ? <Button onPress={() => void cancelSend(row.id)}>{documentsText.cancelSend}</Button> : null}
        </ErrorBox>
      </div>
    </Panel>
  );
}

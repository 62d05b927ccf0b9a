import { Ban, FileText, RotateCw, Send } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { namedRole } from '../../../shared/domain/sending/channels.ts';
import { asksForHuman, DOUBTED } from '../../../shared/domain/sending/states.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { kept } from '../../client/kept.ts';
import { usePages } from '../../client/pages.ts';
import { call } from '../../client/client.ts';
import { decide, useDecided } from '../../client/decisions.ts';
import { useAnswer } from '../../client/queries.ts';
import { channelWords, common } from '../../text/common.ts';
import { outboxText as words } from './text.ts';
import { tell } from '../../ui/Toasts.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { moment } from '../../ui/moment.ts';
import { Grid } from '../../ui/Grid.tsx';
import type { GridColumn } from '../../ui/gridColumn.ts';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { sendMark } from '../../ui/marks.ts';
import { MarkText } from '../../ui/states.tsx';
import { reasonTone, SendActs, SendIcons, showDocument } from '../documents/public.ts';
import { listed } from './order.ts';
import './outbox.css';

type Row = CallOutput<'outbox.list'>[number];

const columns: readonly GridColumn<Row>[] = [
  {
    id: 'name',
    title: words.columns.document,
    width: '5fr',
    minWidth: 170,
    sort: (row) => row.title,
    render: (row) => (
      <span className="two-lines">
        <strong>{row.title}</strong>
        <span>{row.patientName}</span>
      </span>
    ),
  },
  {
    id: 'recipient',
    title: words.columns.recipient,
    width: '5fr',
    minWidth: 150,
    sort: (row) => row.recipient,
    render: (row) => (
      <span className="two-lines">
        <strong>{channelWords[row.channel]}</strong>
        <span title={row.recipient}>{namedRole(row.role).name ?? row.recipient}</span>
      </span>
    ),
  },
  {
    id: 'state',
    title: words.columns.state,
    width: '4fr',
    minWidth: 176,
    sort: (row) => sendMark(row).word,
    render: (row) => (
      <span className="two-lines">
        <MarkText mark={sendMark(row)} />
        <span className="tabular">{moment(row.updatedAt)}</span>
      </span>
    ),
  },
  {
    id: 'actions',
    title: words.columns.actions,
    width: 130,
    render: (row) => (
      <span className="row-actions">
        <SendIcons send={row} of={`${row.title}, ${row.recipient}`} />
        <Button
          variant="ghost"
          icon={FileText}
          aria-label={`${words.open} : ${row.title}`}
          onPress={() => showDocument(row.patientId, row.documentId)}
        />
      </span>
    ),
  },
];

/** The send that is chosen. */
const useSelected = kept<string | null>(null);

const NOTHING: readonly Row[] = [];
const NO_COUNTS: CallOutput<'outbox.counts'> = { attention: 0, pending: 0, held: 0, failed: 0, doubted: { mine: 0, others: 0 } };

/** Every send with its state; what needs a human can be tried again or given up. */
export function OutboxScreen() {
  const { rows: read = NOTHING, error, more, whole } = usePages('outbox.list', {});
  const counts = useAnswer('outbox.counts', null).data;
  const [order, setOrder] = useState<readonly string[]>([]);
  const rows = useMemo(() => listed(read, order), [read, order]);
  const ids = rows.map(({ id }) => id);
  if (ids.join(' ') !== order.join(' ')) setOrder(ids);
  const [selected, setSelected] = useSelected();
  const current = rows.find((row) => row.id === selected);
  const { pending, held, failed, doubted } = counts ?? NO_COUNTS;
  const undecided = doubted.mine + doubted.others;
  return (
    <div className="page">
      {undecided === 0 ? null : <Doubted {...doubted} />}
      <div className="outbox">
        <Panel title={words.title} level={1} note={words.note(pending - held, held + undecided, failed)} flush fill>
          {error !== null ? (
            <div className="pad">
              <ErrorBox error={errorFacts(error)} />
            </div>
          ) : read === NOTHING ? (
            <Waiting>{common.loading}</Waiting>
          ) : (
            <Grid
              name="outbox"
              label={words.title}
              columns={columns}
              rows={rows}
              text={(row) => `${row.patientName} ${row.title}`}
              onOpen={(row) => showDocument(row.patientId, row.documentId)}
              selected={current?.id ?? null}
              onSelect={setSelected}
              attention={asksForHuman}
              more={more}
              whole={whole}
              empty={
                <>
                  <Send size={32} strokeWidth={1.5} />
                  <p>
                    <strong>{words.empty}</strong>
                  </p>
                  <p>{words.emptyHelp}</p>
                </>
              }
            />
          )}
        </Panel>
        {rows.length === 0 ? null : (
          <Panel title={words.reason} aside={current === undefined ? undefined : <MarkText mark={sendMark(current)} />}>
            {current === undefined ? (
              <p className="quiet">{words.choose}</p>
            ) : (
              <Reason row={current} onBack={() => setSelected(current.id)} />
            )}
          </Panel>
        )}
      </div>
    </div>
  );
}

/** One decision for the user's own sends of data that may be a copy; giving them up asks once, with how many in the button. */
function Doubted({ mine: count, others }: CallOutput<'outbox.counts'>['doubted']) {
  const [asked, setAsked] = useState(false);
  const all = count + others;
  const shown = `${count} ${others}`;
  const pending = useDecided(DOUBTED, shown);
  const settle = (decision: 'send' | 'leave') =>
    decide(DOUBTED, shown, async () => {
      const { sends } = await call('outbox.decideDoubted', { decision });
      tell(decision === 'send' ? words.doubted.sent(sends) : words.doubted.left(sends), 'info');
    });
  const why = [words.doubted.why(all), ...(others === 0 ? [] : [words.doubted.others(others)])].join(' ');
  return (
    <ErrorBox error={{ code: DOUBTED, message: words.doubted.title(all), action: why }} tone="warn">
      {count === 0 ? null : asked ? (
        <>
          <Button key="keep" onPress={() => setAsked(false)} autoFocus>
            {common.cancel}
          </Button>
          <Button key="confirm" variant="danger" pending={pending} onPress={() => void settle('leave')}>
            {words.doubted.leaveConfirm(count)}
          </Button>
        </>
      ) : (
        <>
          <Button key="send" icon={RotateCw} pending={pending} onPress={() => void settle('send')}>
            {words.doubted.send(count)}
          </Button>
          <Button key="leave" icon={Ban} pending={pending} onPress={() => setAsked(true)}>
            {words.doubted.leave}
          </Button>
        </>
      )}
    </ErrorBox>
  );
}

/** Why the chosen send stands where it does, and what to do about it. */
function Reason({ row, onBack }: { readonly row: Row; readonly onBack: () => void }) {
  return (
    <div className="stack">
      <p>
        <strong>{row.title}</strong>
        <br />
        <span className="quiet">
          {row.patientName} · {row.recipient}
        </span>
      </p>
      {row.error === null ? null : <ErrorBox error={row.error} quiet tone={reasonTone(row)} />}
      <div className="reason-acts">
        <SendActs send={row} onBack={onBack} />
      </div>
    </div>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { Check, CircleX, ShieldCheck, TriangleAlert } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { AuditEntryView } from '../../../shared/contract/audit.ts';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { auditText as words } from './text.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Grid } from '../../ui/Grid.tsx';
import type { GridColumn } from '../../ui/gridColumn.ts';
import { moment } from '../../ui/moment.ts';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { MarkText } from '../../ui/states.tsx';
import { useAction } from '../../ui/useAction.ts';

type Row = AuditEntryView & { readonly id: string };
const PAGE = 200;

const columns: readonly GridColumn<Row>[] = [
  {
    id: 'index',
    title: words.columns.index,
    width: 60,
    sort: (row) => row.index,
    render: (row) => <span className="tabular quiet">{row.index}</span>,
  },
  {
    id: 'at',
    title: words.columns.at,
    width: 170,
    sort: (row) => row.at,
    render: (row) => <span className="tabular">{moment(row.at)}</span>,
  },
  {
    id: 'name',
    title: words.columns.label,
    width: '3fr',
    minWidth: 220,
    sort: (row) => row.label,
    render: (row) => <Act label={row.label} detail={row.detail} />,
  },
  {
    id: 'patient',
    title: words.columns.patient,
    width: '2fr',
    minWidth: 120,
    sort: (row) => row.patient ?? '',
    render: (row) =>
      row.patient !== null ? (
        <span className="one-line" title={row.patient}>
          {row.patient}
        </span>
      ) : (
        <span className="quiet">–</span>
      ),
  },
  {
    id: 'actor',
    title: words.columns.actor,
    width: '2fr',
    minWidth: 120,
    sort: (row) => row.actor,
    render: (row) => (
      <span className="one-line" title={row.actor}>
        {row.actor}
      </span>
    ),
  },
  { id: 'result', title: words.columns.result, width: 140, sort: (row) => row.result, render: (row) => <Result code={row.result} /> },
];

/** What was done, then what it bore on when its name does not say it. */
function Act({ label, detail }: Pick<AuditEntryView, 'label' | 'detail'>) {
  if (detail === null)
    return (
      <strong className="two-at-most" title={label}>
        {label}
      </strong>
    );
  return (
    <span className="two-lines">
      <strong title={label}>{label}</strong>
      <span title={detail}>{detail}</span>
    </span>
  );
}

/** How an act ended: a word, with the code behind it when it did not end well. */
function Result({ code }: { readonly code: string }) {
  if (code === 'ok') return <MarkText mark={{ icon: Check, word: words.done, tone: 'ok' }} />;
  return (
    <span title={`${common.detail} : ${code}`}>
      <MarkText mark={{ icon: CircleX, word: words.notDone, tone: 'bad' }} />
    </span>
  );
}

/** What a verification found, and what to do. */
function Verdict({ verdict: { length, head, reason, brokenAt, anchored, incidents } }: { readonly verdict: CallOutput<'audit.verify'> }) {
  const noted = words.incidents(incidents);
  if (reason !== null)
    return (
      <div className="pad">
        <ErrorBox error={words.invalid(reason, brokenAt)} />
      </div>
    );
  if (!anchored)
    return (
      <div className="pad">
        <ErrorBox error={words.unanchored} />
      </div>
    );
  return (
    <>
      <p className="verdict">
        <ShieldCheck size={16} />
        {words.valid(length, head)}
      </p>
      {noted === null ? null : (
        <p className="verdict">
          <MarkText mark={{ icon: TriangleAlert, word: noted, tone: 'warn' }} />
        </p>
      )}
    </>
  );
}

/** Who did what, on whom, when; the chain can be verified. */
export function AuditScreen() {
  const answer = useInfiniteQuery({
    queryKey: ['audit.list'],
    // Read anew each time that it is opened: what was read since tells no event.
    staleTime: 0,
    queryFn: ({ pageParam }: { pageParam: number | null }) => call('audit.list', { before: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: (page) => (page.entries.length < PAGE ? undefined : page.entries.at(-1)?.index),
  });
  const rows = (answer.data?.pages ?? []).flatMap((page) => page.entries.map((entry) => ({ ...entry, id: String(entry.index) })));
  const [verdict, setVerdict] = useState<CallOutput<'audit.verify'> | null>(null);
  const verify = useAction(useCallback(async () => setVerdict(await call('audit.verify', null)), []));
  return (
    <div className="page">
      <Panel
        title={words.title}
        level={1}
        flush
        fill
        note={words.total(answer.data?.pages[0]?.total ?? 0)}
        aside={
          <Button icon={ShieldCheck} pending={verify.busy} onPress={() => void verify.run()}>
            {verify.busy ? words.verifying : words.verify}
          </Button>
        }
      >
        <div aria-live="polite">
          {verify.error === null ? null : (
            <div className="pad">
              <ErrorBox error={verify.error} />
            </div>
          )}
          {verdict === null ? null : <Verdict verdict={verdict} />}
        </div>
        {answer.error !== null ? (
          <div className="pad">
            <ErrorBox error={errorFacts(answer.error)} />
          </div>
        ) : answer.data === undefined ? (
          <Waiting>{common.loading}</Waiting>
        ) : (
          <Grid
            name="audit"
            label={words.title}
            columns={columns}
            rows={rows}
            text={(row) => row.label}
            rowHeight={44}
            empty={<p>{words.empty}</p>}
          />
        )}
        {answer.hasNextPage ? (
          <div className="panel-more">
            <Button variant="ghost" pending={answer.isFetchingNextPage} onPress={() => void answer.fetchNextPage()}>
              {words.older}
            </Button>
          </div>
        ) : null}
      </Panel>
    </div>
  );
}

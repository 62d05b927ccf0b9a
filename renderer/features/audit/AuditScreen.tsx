import { useInfiniteQuery } from '@tanstack/react-query';
import { Check, CircleX, ShieldCheck } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { AuditEntryView } from '../../../shared/contract/audit.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { call } from '../../app/client.ts';
import { auditText as words } from '../../text/admin.ts';
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
  { id: 'index', title: words.columns.index, width: 70, sort: (row) => row.index, render: (row) => <span className="tabular quiet">{row.index}</span> },
  { id: 'at', title: words.columns.at, width: 200, sort: (row) => row.at, render: (row) => <span className="tabular">{moment(row.at)}</span> },
  { id: 'name', title: words.columns.label, width: '3fr', minWidth: 240, sort: (row) => row.label, render: (row) => <strong>{row.label}</strong> },
  { id: 'patient', title: words.columns.patient, width: '2fr', minWidth: 140, sort: (row) => row.patient ?? '', render: (row) => row.patient ?? <span className="quiet">–</span> },
  { id: 'actor', title: words.columns.actor, width: '2fr', minWidth: 140, sort: (row) => row.actor, render: (row) => row.actor },
  { id: 'result', title: words.columns.result, width: 250, sort: (row) => row.result, render: (row) => <Result code={row.result} /> },
];

/** How an act ended: a word, then the code when it did not end well. */
function Result({ code }: { readonly code: string }) {
  if (code === 'ok') return <MarkText mark={{ icon: Check, word: words.done, tone: 'ok' }} />;
  return (
    <span className="two-lines">
      <MarkText mark={{ icon: CircleX, word: words.notDone, tone: 'bad' }} />
      <span title={code}>{code}</span>
    </span>
  );
}

/** Who did what, on whom, when; the chain can be verified. */
export function AuditScreen() {
  const answer = useInfiniteQuery({
    queryKey: ['audit.list'],
    queryFn: ({ pageParam }: { pageParam: number | null }) => call('audit.list', { before: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: (page) => (page.entries.length < PAGE ? undefined : page.entries.at(-1)?.index),
  });
  const rows = (answer.data?.pages ?? []).flatMap((page) => page.entries.map((entry) => ({ ...entry, id: String(entry.index) })));
  const [verdict, setVerdict] = useState<{ readonly valid: boolean; readonly length: number; readonly head: string } | null>(null);
  const verify = useAction(useCallback(async () => setVerdict(await call('audit.verify', null)), []));
  return (
    <div className="page">
      <Panel
        title={words.title}
        level={1}
        flush
        fill
        note={words.total(answer.data?.pages[0]?.total ?? 0)}
        aside={<Button icon={ShieldCheck} pending={verify.busy} onPress={() => void verify.run()}>{verify.busy ? words.verifying : words.verify}</Button>}
      >
        <div aria-live="polite">
          {verify.error === null ? null : <div className="pad"><ErrorBox error={verify.error} /></div>}
          {verdict === null ? null : verdict.valid ? <p className="verdict"><ShieldCheck size={16} />{words.valid(verdict.length, verdict.head)}</p> : <div className="pad"><ErrorBox error={words.invalid} /></div>}
        </div>
        {answer.error !== null ? <div className="pad"><ErrorBox error={errorFacts(answer.error)} /></div> : answer.data === undefined ? <Waiting>{common.loading}</Waiting> : (
          <Grid name="audit" label={words.title} columns={columns} rows={rows} text={(row) => row.label} rowHeight={44} empty={<p>{words.empty}</p>} />
        )}
        {answer.hasNextPage ? <div className="panel-more"><Button variant="ghost" pending={answer.isFetchingNextPage} onPress={() => void answer.fetchNextPage()}>{words.older}</Button></div> : null}
      </Panel>
    </div>
  );
}

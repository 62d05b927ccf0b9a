import { CircleCheck, ClipboardList, Clock, ScanFace, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { PatientRow } from '../../../shared/contract/patients.ts';
import type { Worklists } from '../../../shared/contract/worklists.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { call } from '../../app/client.ts';
import { queryClient, useAnswer } from '../../app/queries.ts';
import { go } from '../../app/router.ts';
import { attempt } from '../../app/session.ts';
import { common } from '../../text/common.ts';
import { worklistsText as words } from '../../text/worklists.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDate, frenchDay } from '../../ui/format.ts';
import { Grid } from '../../ui/Grid.tsx';
import type { GridColumn } from '../../ui/gridColumn.ts';
import { identityMarks } from '../../ui/marks.ts';
import { moment } from '../../ui/moment.ts';
import { Waiting } from '../../ui/Panel.tsx';
import { Badge, MarkText } from '../../ui/states.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { ListsNav } from '../patients/ListsNav.tsx';

type Kind = keyof typeof words.tabs;
const KINDS = ['toQualify', 'doubtful', 'conflicts', 'stale'] as const satisfies readonly Kind[];

/** One line of any of the lists. */
interface Line {
  readonly id: string;
  readonly row: PatientRow;
  readonly why: ReactNode;
  readonly whyText: string;
  readonly action: ReactNode;
}

const columns: readonly GridColumn<Line>[] = [
  { id: 'name', title: words.columns.name, width: '3fr', minWidth: 220, sort: ({ row }) => `${row.birthName} ${row.firstName}`, render: ({ row }) => <strong>{row.birthName} {row.firstName}</strong> },
  { id: 'birth', title: words.columns.birth, width: 140, sort: ({ row }) => row.birthDate, render: ({ row }) => <span className="tabular">{frenchDate(row.birthDate)}</span> },
  { id: 'status', title: words.columns.status, width: 180, sort: ({ row }) => row.status, render: ({ row }) => <Badge mark={identityMarks[row.status]} /> },
  { id: 'why', title: words.columns.why, width: '4fr', minWidth: 240, sort: ({ whyText }) => whyText, render: ({ why }) => why },
  { id: 'action', title: words.columns.action, width: 210, render: ({ action }) => <span className="row-actions">{action}</span> },
];

/** What asks for somebody's work today: never a batch over a base, one patient at a time. */
export function WorklistsScreen() {
  const answer = useAnswer('worklists.get', null, { refetchOnMount: 'always' });
  const lists = answer.data;
  return (
    <div className="page">
      <section className="panel" data-fill aria-label={words.title}>
        <header className="panel-head list-head">
          <h1 className="visually-hidden">{words.title}</h1>
          <ListsNav current="worklists" />
          <span className="panel-note">{words.intro}</span>
        </header>
        <div className="panel-body" data-flush>
          {answer.error !== null ? <div className="pad"><ErrorBox error={errorFacts(answer.error)} /></div> : lists === undefined ? <Waiting>{common.loading}</Waiting> : (
            <Tabs className="worklists">
              <TabList className="tabs" aria-label={words.tabsLabel}>
                {KINDS.map((kind) => (
                  <Tab key={kind} id={kind} className="tab">
                    {words.tabs[kind]} <span className="count" data-tone={kind !== 'stale' && lists[kind].length > 0 ? 'warn' : undefined}>{lists[kind].length}</span>
                  </Tab>
                ))}
              </TabList>
              {KINDS.map((kind) => (
                <TabPanel key={kind} id={kind} className="worklist">
                  {kind === 'stale' ? <p className="pad quiet">{words.staleNote(lists.recheckYears)}</p> : null}
                  <Grid
                    name={`worklist-${kind}`}
                    label={words.tabs[kind]}
                    columns={columns}
                    rows={linesOf(kind, lists)}
                    text={({ row }) => `${row.birthName} ${row.firstName}`}
                    onOpen={({ row }) => go('patient-identite', row.id)}
                    empty={(
                      <>
                        <CircleCheck size={32} strokeWidth={1.5} />
                        <p><strong>{words.empty[kind][0]}</strong></p>
                        <p>{words.empty[kind][1]}</p>
                      </>
                    )}
                  />
                </TabPanel>
              ))}
            </Tabs>
          )}
        </div>
      </section>
    </div>
  );
}

function linesOf(kind: Kind, lists: Worklists): readonly Line[] {
  const open = (row: PatientRow, word: string = words.open): ReactNode => (
    <Button icon={ScanFace} aria-label={`${word} : ${row.birthName} ${row.firstName}`} onPress={() => go('patient-identite', row.id)}>{word}</Button>
  );
  switch (kind) {
    case 'toQualify':
      return lists.toQualify.map(({ row, why, since, answer }) => ({
        id: row.id,
        row,
        whyText: why,
        why: (
          <span className="two-lines">
            {answer === null
              ? <MarkText mark={{ icon: why === 'queued' ? Clock : ClipboardList, word: words.why[why], tone: why === 'queued' ? 'wait' : 'ink' }} />
              : <MarkText mark={{ icon: TriangleAlert, word: words.answered, tone: 'warn' }} />}
            <span className="tabular">{why === 'queued' && answer === null ? words.queued : words.since(moment(since))}</span>
          </span>
        ),
        action: open(row, answer === null ? words.open : words.openAnswer),
      }));
    case 'doubtful':
      return lists.doubtful.map((row) => ({ id: row.id, row, whyText: '', why: <span className="quiet tabular">{words.since(moment(row.updatedAt))}</span>, action: open(row) }));
    case 'conflicts':
      return lists.conflicts.flatMap(({ id, rows, message, at }) => {
        const [row] = rows;
        if (row === undefined) return [];
        return [{
          id,
          row,
          whyText: message,
          why: <span className="two-lines"><span>{message}</span><span className="tabular">{moment(at)}</span></span>,
          action: <>{open(row)}<Button variant="ghost" icon={CircleCheck} aria-label={`${words.settle} : ${row.birthName} ${row.firstName}`} onPress={() => void settle(id)} /></>,
        }];
      });
    case 'stale':
      return lists.stale.map(({ row, qualifiedAt }) => ({ id: row.id, row, whyText: qualifiedAt, why: <span className="tabular">{words.qualifiedAt(frenchDay(qualifiedAt))}</span>, action: open(row) }));
  }
}

const settle = (conflict: string): Promise<void> => attempt(async () => {
  await call('worklists.settle', { conflict });
  tell(words.settled, 'quiet');
  await queryClient.invalidateQueries({ queryKey: ['worklists.get'] });
});

import { CircleCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { Worklists } from '../../../shared/contract/worklists.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { useAnswer } from '../../client/queries.ts';
import { go } from '../../client/router.ts';
import { common } from '../../text/common.ts';
import { worklistsText as words } from './text.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Grid } from '../../ui/Grid.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { recordName } from '../../ui/record-name.ts';
import { identityScreen } from '../identity/feature.ts';
import { Conflicts } from './Conflicts.tsx';
import { linesIn, pressing } from './counts.ts';
import { lineColumns, linesOf } from './lines.tsx';
import { ListsNav } from './ListsNav.tsx';
import { keepPlace, lastPlace, worklistKinds, type WorklistKind } from './place.ts';
import { Received } from './Received.tsx';
import './worklists.css';

const PRESSING: ReadonlySet<WorklistKind> = new Set(pressing);

/** What asks for somebody's work today: never a batch over a base, one patient at a time. */
export function WorklistsScreen() {
  const answer = useAnswer('worklists.get', null, { refetchOnMount: 'always' });
  const [kind, setKind] = useState(lastPlace().kind);
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
          {answer.error !== null ? (
            <div className="pad">
              <ErrorBox error={errorFacts(answer.error)} />
            </div>
          ) : lists === undefined ? (
            <Waiting>{common.loading}</Waiting>
          ) : (
            <Tabs
              className="worklists"
              selectedKey={kind}
              onSelectionChange={(key) => {
                const chosen = worklistKinds.find((known) => known === key) ?? 'toQualify';
                keepPlace({ kind: chosen });
                setKind(chosen);
              }}
            >
              <TabList className="tabs" aria-label={words.tabsLabel}>
                {worklistKinds.map((one) => (
                  <Tab key={one} id={one} className="tab">
                    {words.tabs[one]}{' '}
                    <span className="count" data-tone={PRESSING.has(one) && linesIn(lists, one) > 0 ? 'warn' : undefined}>
                      {linesIn(lists, one)}
                    </span>
                  </Tab>
                ))}
              </TabList>
              {worklistKinds.map((one) => (
                <TabPanel key={one} id={one} className="worklist">
                  <List kind={one} lists={lists} />
                </TabPanel>
              ))}
            </Tabs>
          )}
        </div>
      </section>
    </div>
  );
}

function List({ kind, lists }: { readonly kind: WorklistKind; readonly lists: Worklists }): ReactNode {
  const empty = (
    <>
      <CircleCheck size={32} strokeWidth={1.5} />
      <p>
        <strong>{words.empty[kind][0]}</strong>
      </p>
      <p>{words.empty[kind][1]}</p>
    </>
  );
  if (kind === 'conflicts') return <Conflicts conflicts={lists.conflicts} empty={empty} />;
  if (kind === 'received') return <Received received={lists.received} empty={empty} />;
  return (
    <>
      {kind === 'stale' ? <p className="pad quiet">{words.staleNote(lists.recheckYears)}</p> : null}
      <Grid
        name={`worklist-${kind}`}
        label={words.tabs[kind]}
        columns={lineColumns}
        rows={linesOf(kind, lists)}
        text={({ row }) => recordName(row)}
        onOpen={({ row }) => go(identityScreen, row.id)}
        empty={empty}
      />
    </>
  );
}

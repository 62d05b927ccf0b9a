import { FileUp, Search, UserPlus, UsersRound } from 'lucide-react';
import { memo, useId, useMemo, useState } from 'react';
import type { ListedPatientRow } from '../../../shared/contract/patients.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { readyRanks, useRanks } from '../../client/ranks.ts';
import { onOtherUser } from '../../client/drafts.ts';
import { useMay } from '../../client/rights.ts';
import { go } from '../../client/router.ts';
import { useShownColumns } from '../../client/settings.ts';
import { common } from '../../text/common.ts';
import { patientsText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { ColumnsMenu } from '../../ui/ColumnsMenu.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Grid } from '../../ui/Grid.tsx';
import type { GridColumn } from '../../ui/gridColumn.ts';
import { gridMemory } from '../../ui/gridMemory.ts';
import { Waiting } from '../../ui/Panel.tsx';
import { painted } from '../../ui/painted.ts';
import { recordName } from '../../ui/record-name.ts';
import { useRememberedSort, type AskedSort } from '../../ui/useGridSort.ts';
import { DatamatrixButton } from '../capture/public.ts';
import { importScreen } from '../import/feature.ts';
import { summaryScreen } from '../patient/feature.ts';
import { ListsNav } from '../worklists/public.ts';
import { columns, sortOf, USUAL } from './columns.tsx';
import { newPatientScreen } from './feature.ts';
import './patients.css';

/** Last search, kept for the same user (renderer/README 2): it may be a patient's name. */
let lastQuery = '';
onOtherUser(() => {
  lastQuery = '';
});

/** Search and list of the patients; Enter opens. */
export function PatientsScreen() {
  // What the list answers: it follows what is typed, one answer behind.
  const [query, ask] = useState(lastQuery.trim());
  const order = useRememberedSort('patients');
  const list = useRanks({ query, sort: sortOf(order.sort) });
  const { rows = NOBODY, error } = list;
  const [names, show] = useShownColumns('patients', USUAL);
  const shown = useMemo(() => columns.filter(({ id }) => names.includes(id)), [names]);
  return (
    <div className="page">
      <section className="panel" data-fill aria-label={words.title}>
        <header className="panel-head list-head">
          <h1 className="visually-hidden">{words.title}</h1>
          <ListsNav current="patients" />
          <span className="panel-note">{rows === NOBODY ? '' : query === '' ? words.all(rows.length) : words.found(rows.length)}</span>
          <ColumnsMenu columns={columns} shown={names} onChange={show} />
          <Acts onAnswered={ask} />
        </header>
        <div className="panel-body" data-flush>
          {error !== null ? (
            <div className="pad">
              <ErrorBox error={errorFacts(error)} />
            </div>
          ) : rows === NOBODY ? (
            <Waiting>{common.loading}</Waiting>
          ) : (
            <List rows={rows} query={query} columns={shown} order={order} onView={list.look} />
          )}
        </div>
      </section>
    </div>
  );
}

/** Has nothing of the list: a key or an answer does not draw it again. */
const Acts = memo(function Acts({ onAnswered }: { readonly onAnswered: (query: string) => void }) {
  const imports = useMay('import');
  return (
    <div className="panel-aside">
      <SearchBox onAnswered={onAnswered} />
      <DatamatrixButton />
      {imports ? (
        <Button icon={FileUp} onPress={() => go(importScreen)}>
          {importScreen.title}
        </Button>
      ) : null}
      <Button variant="primary" icon={UserPlus} onPress={() => go(newPatientScreen)} aria-keyshortcuts="Control+N">
        {words.create}
      </Button>
    </div>
  );
});

/** The browser's own field: a key is on screen before anything of ours; its question leaves at once. */
function SearchBox({ onAnswered }: { readonly onAnswered: (query: string) => void }) {
  const id = useId();
  const typed = (text: string): void => {
    lastQuery = text;
    const query = text.trim();
    // An answer that another key made late is not shown.
    const answered = (): void => {
      if (lastQuery.trim() === query) onAnswered(query);
    };
    // The key is on screen before its results take the time that they take to draw; an error is shown like an answer.
    void Promise.allSettled([readyRanks({ query, sort: sortOf(gridMemory.sorts.get('patients') ?? null) }), painted()]).then(answered);
  };
  /** The only one found opens: found by what is typed now, not by what the list still shows. */
  const open = async (text: string): Promise<void> => {
    const { rows, total } = await readyRanks({ query: text.trim(), sort: null });
    const [only] = rows;
    if (total === 1 && only !== undefined) go(summaryScreen, only.id);
  };
  return (
    <div className="search-field">
      <label className="visually-hidden" htmlFor={id}>
        {words.search}
      </label>
      <Search size={16} />
      <input
        id={id}
        type="search"
        autoComplete="off"
        defaultValue={lastQuery}
        placeholder={words.searchHelp}
        onInput={(event) => typed(event.currentTarget.value)}
        onKeyDown={(event) => {
          // The list shows the error of a search.
          if (event.key === 'Enter') open(event.currentTarget.value).catch(() => undefined);
        }}
      />
    </div>
  );
}

const NOBODY: readonly ListedPatientRow[] = [];

/** A letter typed in the list goes to the field that looks for patients. */
const toSearch = (): void => document.querySelector<HTMLInputElement>('.list-head input[type=search]')?.select();

/** Drawn again only when its rows or its columns change, not at each key. */
const List = memo(function List({
  rows,
  query,
  columns: shown,
  order: { sort, onSort },
  onView,
}: {
  readonly rows: readonly (ListedPatientRow | undefined)[];
  readonly query: string;
  readonly columns: readonly GridColumn<ListedPatientRow>[];
  readonly order: AskedSort;
  readonly onView: (from: number, to: number) => void;
}) {
  return (
    <Grid
      name="patients"
      label={words.title}
      columns={shown}
      rows={rows}
      plain
      text={recordName}
      onOpen={(row) => go(summaryScreen, row.id)}
      asked={{ sort, onSort }}
      onView={onView}
      of={`${query} ${sort?.column ?? ''} ${sort?.direction ?? ''}`}
      onLetter={toSearch}
      empty={
        <>
          <UsersRound size={32} strokeWidth={1.5} />
          <p>
            <strong>{query === '' ? words.none : words.noneFound}</strong>
          </p>
          <p>{words.noneAction}</p>
          <Button icon={UserPlus} keys="Ctrl N" onPress={() => go(newPatientScreen)}>
            {words.create}
          </Button>
        </>
      }
    />
  );
});

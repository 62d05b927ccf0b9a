import { FileUp, Search, TriangleAlert, UserPlus, UsersRound } from 'lucide-react';
import { memo, useId, useState } from 'react';
import type { PatientRow } from '../../../shared/contract/patients.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { readyPages, usePages, type Pages } from '../../client/pages.ts';
import { onOtherUser } from '../../client/drafts.ts';
import { go } from '../../client/router.ts';
import { common } from '../../text/common.ts';
import { patientsText as words } from './text.ts';
import { birthDay } from '../../ui/birth-day.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Grid } from '../../ui/Grid.tsx';
import type { GridColumn } from '../../ui/gridColumn.ts';
import { moment } from '../../ui/moment.ts';
import { Waiting } from '../../ui/Panel.tsx';
import { attributeMarks, identityMarks } from '../../ui/marks.ts';
import { painted } from '../../ui/painted.ts';
import { MarkText } from '../../ui/states.tsx';
import { DatamatrixButton } from '../capture/public.ts';
import { importScreen } from '../import/feature.ts';
import { summaryScreen } from '../patient/feature.ts';
import { ListsNav } from '../worklists/public.ts';
import { newPatientScreen } from './feature.ts';

const columns: readonly GridColumn<PatientRow>[] = [
  {
    id: 'name',
    title: words.columns.name,
    width: '3fr',
    minWidth: 200,
    sort: (row) => `${row.birthName} ${row.firstName}`,
    render: (row) => (
      <span className="two-lines">
        <strong>
          {row.birthName} {row.firstName}
        </strong>
        {row.usedName === null ? null : <span>{words.used(row.usedName)}</span>}
      </span>
    ),
  },
  {
    id: 'birth',
    title: words.columns.birth,
    width: 135,
    sort: (row) => row.birthDate,
    render: (row) => <span className="tabular">{birthDay(row.birthDate)}</span>,
  },
  { id: 'sex', title: words.columns.sex, width: 75, sort: (row) => row.sex, render: (row) => words.sexes[row.sex] },
  { id: 'place', title: words.columns.place, width: 75, render: (row) => <span className="tabular quiet">{row.birthPlace ?? '–'}</span> },
  {
    id: 'status',
    title: words.columns.status,
    width: 190,
    sort: (row) => row.status,
    render: (row) => (
      <span className="two-lines">
        <MarkText mark={identityMarks[row.status]} />
        {row.homonym || row.doubtful || row.fictive ? (
          <span className="marks">
            {(['homonym', 'doubtful', 'fictive'] as const)
              .filter((attribute) => row[attribute])
              .map((attribute) => (
                <MarkText key={attribute} mark={attributeMarks[attribute]} />
              ))}
          </span>
        ) : null}
      </span>
    ),
  },
  {
    id: 'attention',
    title: words.columns.attention,
    width: 150,
    sort: (row) => -row.attention,
    render: (row) =>
      row.attention === 0 ? (
        <span className="quiet">–</span>
      ) : (
        <MarkText mark={{ icon: TriangleAlert, word: words.attention(row.attention), tone: 'bad' }} />
      ),
  },
  {
    id: 'updated',
    title: words.columns.updated,
    width: 180,
    sort: (row) => row.updatedAt,
    render: (row) => <span className="tabular quiet">{moment(row.updatedAt)}</span>,
  },
];

/** Last search, kept for the same user (renderer/README 2): it may be a patient's name. */
let lastQuery = '';
onOtherUser(() => {
  lastQuery = '';
});

/** Search and list of the patients; Enter opens. */
export function PatientsScreen() {
  // What the list answers: it follows what is typed, one answer behind.
  const [asked, ask] = useState(lastQuery.trim());
  const { rows = NOBODY, error, more, whole } = usePages('patients.search', { query: asked });
  return (
    <div className="page">
      <section className="panel" data-fill aria-label={words.title}>
        <header className="panel-head list-head">
          <h1 className="visually-hidden">{words.title}</h1>
          <ListsNav current="patients" />
          <span className="panel-note">{asked === '' ? words.shown(rows.length, whole) : words.found(rows.length, whole)}</span>
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
            <List rows={rows} searched={asked !== ''} more={more} whole={whole} />
          )}
        </div>
      </section>
    </div>
  );
}

/** Has nothing of the list: a key or an answer does not draw it again. */
const Acts = memo(function Acts({ onAnswered }: { readonly onAnswered: (query: string) => void }) {
  return (
    <div className="panel-aside">
      <SearchBox onAnswered={onAnswered} />
      <DatamatrixButton />
      <Button icon={FileUp} onPress={() => go(importScreen)}>
        {importScreen.title}
      </Button>
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
    void Promise.allSettled([readyPages('patients.search', { query }), painted()]).then(answered);
  };
  /** The only one found opens: found by what is typed now, not by what the list still shows. */
  const open = async (text: string): Promise<void> => {
    const [only, other] = await readyPages('patients.search', { query: text.trim() });
    if (only !== undefined && other === undefined) go(summaryScreen, only.id);
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

const NOBODY: readonly PatientRow[] = [];

/** Drawn again only when its rows change, not at each key. */
const List = memo(function List({
  rows,
  searched,
  more,
  whole,
}: Pick<Pages<PatientRow>, 'more' | 'whole'> & { readonly rows: readonly PatientRow[]; readonly searched: boolean }) {
  return (
    <Grid
      name="patients"
      label={words.title}
      columns={columns}
      rows={rows}
      text={(row) => `${row.birthName} ${row.firstName}`}
      onOpen={(row) => go(summaryScreen, row.id)}
      rowHeight={40}
      more={more}
      whole={whole}
      empty={
        <>
          <UsersRound size={32} strokeWidth={1.5} />
          <p>
            <strong>{searched ? words.noneFound : words.none}</strong>
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

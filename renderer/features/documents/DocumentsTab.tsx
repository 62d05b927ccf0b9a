import { FileUp, Upload } from 'lucide-react';
import { useEffect, useRef, type CSSProperties } from 'react';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { usePages } from '../../client/pages.ts';
import { useAnswer } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { documentsText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDate } from '../../ui/format.ts';
import { Grid } from '../../ui/Grid.tsx';
import type { GridColumn } from '../../ui/gridColumn.ts';
import { Waiting } from '../../ui/Panel.tsx';
import { visibilityMarks } from '../../ui/marks.ts';
import { MarkText } from '../../ui/states.tsx';
import { onAskForFile } from './ask.ts';
import { DocumentState } from './DocumentState.tsx';
import { DraftPanel } from './DraftPanel.tsx';
import { useAdding } from './DropTarget.tsx';
import { Preview } from './Preview.tsx';
import { SentPanel } from './SentPanel.tsx';

const columns: readonly GridColumn<DocumentRow>[] = [
  {
    id: 'date',
    title: words.columns.date,
    width: 100,
    sort: (row) => row.form.date,
    render: (row) => <span className="tabular">{frenchDate(row.form.date)}</span>,
  },
  {
    id: 'name',
    title: words.columns.title,
    width: '1fr',
    minWidth: 180,
    sort: (row) => row.form.title,
    render: (row) => (
      <span className="two-lines">
        <strong>{row.form.title === '' ? words.noTitle : row.form.title}</strong>
        <span>{row.typeLabel ?? words.noType}</span>
      </span>
    ),
  },
  {
    id: 'visibility',
    title: words.columns.visibility,
    width: 160,
    sort: (row) => row.form.visibility,
    render: (row) => <MarkText mark={visibilityMarks[row.form.visibility]} />,
  },
  { id: 'state', title: words.columns.state, width: 220, sort: (row) => row.status, render: (row) => <DocumentState row={row} /> },
];

const NONE: readonly DocumentRow[] = [];

/** The documents of a record: list, PDF under it, what is sent at its right. */
export function DocumentsTab({ patient }: { readonly patient: PatientView }) {
  const adding = useAdding();
  const { rows: read, error, more, whole } = usePages('documents.list', { patientId: patient.id });
  const counts = useAnswer('documents.counts', { patientId: patient.id }).data;
  const rows = read ?? NONE;
  // The one to show may stand further down.
  const missing = adding.selected !== null && !rows.some((row) => row.id === adding.selected);
  useEffect(() => {
    if (missing) more?.();
  }, [missing, more]);
  const current = rows.find((row) => row.id === adding.selected) ?? rows.find((row) => row.status === 'draft') ?? rows[0] ?? null;
  const chooser = useRef<HTMLInputElement>(null);
  useEffect(() => onAskForFile(patient.id, () => chooser.current?.click()), [patient.id]);
  const step = (by: 1 | -1): void => {
    const next = rows[rows.findIndex((row) => row.id === current?.id) + by];
    if (next !== undefined) adding.select(next.id);
  };
  return (
    <div
      className="documents"
      onKeyDown={(event) => {
        if (event.ctrlKey || event.altKey || event.target instanceof HTMLInputElement) return;
        if (event.key === 'j') step(1);
        if (event.key === 'k') step(-1);
      }}
    >
      <section className="panel documents-list" aria-label={words.title}>
        <header className="panel-head">
          <h2>{words.title}</h2>
          <span className="panel-note">{words.count((counts?.drafts ?? 0) + (counts?.validated ?? 0), counts?.drafts ?? 0)}</span>
          <div className="panel-aside">
            <input
              ref={chooser}
              type="file"
              accept="application/pdf,.pdf"
              multiple
              hidden
              tabIndex={-1}
              aria-label={words.addLabel}
              onChange={(event) => {
                adding.add([...(event.currentTarget.files ?? [])]);
                event.currentTarget.value = '';
              }}
            />
            <Button
              variant="primary"
              icon={Upload}
              pending={adding.busy}
              onPress={() => chooser.current?.click()}
              aria-keyshortcuts="Control+E"
            >
              {words.add}
            </Button>
          </div>
        </header>
        {adding.busy ? <Waiting>{words.adding}</Waiting> : null}
        {adding.error === null ? null : (
          <div className="pad">
            <ErrorBox error={adding.error}>
              <Button onPress={adding.clear}>{common.close}</Button>
            </ErrorBox>
          </div>
        )}
        {/* React types no custom property: the list takes the height of its rows, up to its share. */}
        <div className="documents-grid" style={{ '--rows': Math.max(rows.length, 1) } as CSSProperties}>
          {error !== null ? (
            <div className="pad">
              <ErrorBox error={errorFacts(error)} />
            </div>
          ) : read === undefined ? (
            <Waiting>{common.loading}</Waiting>
          ) : (
            <Grid
              name="documents"
              label={words.title}
              columns={columns}
              rows={rows}
              text={(row) => row.form.title}
              selected={current?.id ?? null}
              onSelect={adding.select}
              more={more}
              whole={whole}
              sortsAll
              empty={
                <>
                  <FileUp size={32} strokeWidth={1.5} />
                  <p>
                    <strong>{words.empty}</strong>
                  </p>
                  <p>{words.emptyHelp}</p>
                </>
              }
            />
          )}
        </div>
        {current === null ? null : <Preview key={current.id} id={current.id} title={current.form.title} />}
      </section>
      {current === null ? (
        <section className="panel" aria-label={words.panelTitle}>
          <header className="panel-head">
            <h2>{words.panelTitle}</h2>
          </header>
          <p className="pad quiet">{words.pick}</p>
        </section>
      ) : current.status === 'draft' ? (
        <DraftPanel key={current.id} row={current} patient={patient} onDiscard={() => adding.select(null)} />
      ) : (
        <SentPanel row={current} />
      )}
    </div>
  );
}

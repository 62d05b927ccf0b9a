import type { PatientView } from '../../../shared/contract/patients.ts';
import { useAnswer } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { AddFiles } from './AddFiles.tsx';
import { DocumentsList } from './DocumentsList.tsx';
import { DraftPanel } from './DraftPanel.tsx';
import { useAdding } from './DropTarget.tsx';
import { Preview } from './Preview.tsx';
import { SentPanel } from './SentPanel.tsx';
import { documentsText as words } from './text.ts';
import { useDocuments } from './useDocuments.ts';

const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1 };

/** The documents of a record: list, PDF under it, what is sent at its right. The keys j and k go from one to the next. */
export function DocumentsTab({ patient }: { readonly patient: PatientView }) {
  const adding = useAdding();
  const { pages, current } = useDocuments(patient.id, adding.selected);
  const counts = useAnswer('documents.counts', { patientId: patient.id }).data;
  const step = (by: number): void => {
    const rows = pages.rows ?? [];
    const next = rows[rows.findIndex((row) => row.id === current?.id) + by];
    if (next !== undefined) adding.select(next.id);
  };
  return (
    <div
      className="documents"
      onKeyDown={(event) => {
        if (event.ctrlKey || event.altKey || event.target instanceof HTMLInputElement) return;
        const by = STEPS[event.key];
        if (by !== undefined) step(by);
      }}
    >
      <section className="panel documents-list" aria-label={words.title}>
        <header className="panel-head">
          <h2>{words.title}</h2>
          <span className="panel-note">{words.count((counts?.drafts ?? 0) + (counts?.validated ?? 0), counts?.drafts ?? 0)}</span>
          <div className="panel-aside">
            <AddFiles patientId={patient.id} adding={adding} />
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
        <DocumentsList pages={pages} selected={current?.id ?? null} onSelect={adding.select} />
        {current === null ? null : <Preview key={current.id} id={current.id} title={current.form.title} />}
      </section>
      {current === null ? (
        <NothingShown />
      ) : current.status === 'draft' ? (
        <DraftPanel key={current.id} row={current} patient={patient} onDiscard={() => adding.select(null)} />
      ) : (
        <SentPanel row={current} />
      )}
    </div>
  );
}

function NothingShown() {
  return (
    <section className="panel" aria-label={words.panelTitle}>
      <header className="panel-head">
        <h2>{words.panelTitle}</h2>
      </header>
      <p className="pad quiet">{words.pick}</p>
    </section>
  );
}

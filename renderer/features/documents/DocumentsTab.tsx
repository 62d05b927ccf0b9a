import { useRef } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { useAnswer } from '../../client/queries.ts';
import { Shares } from '../../ui/Shares.tsx';
import { stepKeys, type Step } from '../../ui/stepKeys.ts';
import { useHeadingFocus } from '../../ui/useHeadingFocus.ts';
import { AddFiles } from './AddFiles.tsx';
import { DocumentsList } from './DocumentsList.tsx';
import { DraftPanel } from './DraftPanel.tsx';
import { HandedPanel } from './HandedPanel.tsx';
import { Preview } from './Preview.tsx';
import { SentPanel } from './SentPanel.tsx';
import { useChosen } from './shown-document.ts';
import { documentsText as words } from './text.ts';
import { isHanded } from './handed.ts';
import { useDocuments } from './useDocuments.ts';
import './documents.css';

/**
 * The documents of a record: list, PDF under it, what is sent at its right, of the one that was chosen: none is until
 * somebody chooses it, and an act on it leaves it chosen. The keys j and k go from one to the next.
 */
export function DocumentsTab({ patient }: { readonly patient: PatientView }) {
  const { selected, select } = useChosen(patient.id);
  const { pages, current } = useDocuments(patient.id, selected);
  const counts = useAnswer('documents.counts', { patientId: patient.id }).data;
  const rows = pages.rows ?? [];
  const steps = useRef<Step>(null);
  return (
    <div className="documents" onKeyDown={(event) => stepKeys(steps.current)(event)}>
      <section className="panel documents-list" aria-label={words.title}>
        <header className="panel-head">
          <h2>{words.title}</h2>
          <span className="panel-note">{words.count((counts?.drafts ?? 0) + (counts?.validated ?? 0), counts?.drafts ?? 0)}</span>
          <div className="panel-aside">
            <AddFiles patient={patient} />
          </div>
        </header>
        <Shares
          name="documents"
          label={words.listHeight}
          upper={<DocumentsList patientId={patient.id} pages={pages} selected={current?.id ?? null} onSelect={select} steps={steps} />}
          lower={
            current === null ? null : (
              <Preview row={current} rows={rows} patient={patient} onStep={(by) => steps.current?.(by, { focus: false })} />
            )
          }
        />
      </section>
      {current === null ? (
        <NothingShown />
      ) : isHanded(current) ? (
        <HandedPanel key={current.id} row={current} />
      ) : current.status === 'draft' ? (
        <DraftPanel key={current.id} row={current} patient={patient} onShow={select} />
      ) : (
        <SentPanel key={current.id} row={current} onShow={select} />
      )}
    </div>
  );
}

function NothingShown() {
  const heading = useHeadingFocus();
  return (
    <section className="panel" aria-label={words.panelTitle}>
      <header className="panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {words.panelTitle}
        </h2>
      </header>
      <p className="pad quiet">{words.pick}</p>
    </section>
  );
}

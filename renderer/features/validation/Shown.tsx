import type { DocumentRow, WaitingRow } from '../../../shared/contract/documents.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { useAnswer } from '../../client/queries.ts';
import { useMay } from '../../client/rights.ts';
import { common } from '../../text/common.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { useHeadingFocus } from '../../ui/useHeadingFocus.ts';
import { frenchDate } from '../../ui/format.ts';
import type { Step } from '../../ui/stepKeys.ts';
import { DraftPanel, HandedPanel, isHanded, SentPanel } from '../documents/public.ts';
import { Reader } from '../reader/public.ts';
import { validationText as words } from './text.ts';

const offer = (id: string): Promise<{ readonly url: string }> => call('documents.open', { id });
const recognised = async (id: string): Promise<readonly string[]> => (await call('documents.text', { id })).pages;

/** The document that was chosen: its pages, and what is decided of it. @param rank its place in the list. */
export function Shown({
  row,
  tried,
  rank,
  onShow,
  onStep,
}: {
  readonly row: WaitingRow | null;
  readonly tried: boolean;
  readonly rank: { readonly rank: number; readonly of: number } | null;
  readonly onShow: (id: string | null) => void;
  readonly onStep: Step;
}) {
  return (
    <>
      <section className="panel waiting-preview" aria-label={words.preview}>
        {row === null ? (
          <p className="pad quiet">{words.pick}</p>
        ) : (
          <Reader
            shown={{ id: row.id, title: row.form.title === '' ? words.noTitle : row.form.title, note: frenchDate(row.form.date) }}
            offer={offer}
            recognised={recognised}
            whose={`${row.patient.name} · ${frenchDate(row.patient.birthDate)}`}
            onStep={(by) => onStep(by, { focus: false })}
          />
        )}
        <footer className="waiting-keys">
          <kbd>K</kbd> {words.keys.previous} <kbd>J</kbd> {words.keys.next} <kbd>Espace</kbd> {words.keys.select}
          {rank === null ? null : <span className="tabular">{words.rank(rank.rank, rank.of)}</span>}
        </footer>
      </section>
      {row === null ? <Nothing /> : <Decided key={row.id} row={row} tried={tried} onShow={onShow} />}
    </>
  );
}

function Nothing() {
  const heading = useHeadingFocus();
  const title = useMay('validate') ? words.panel : words.preparePanel;
  return (
    <section className="panel" aria-label={title}>
      <header className="panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
      </header>
    </section>
  );
}

/** As the application has it now: it stays when it does not wait any more. */
function Decided({
  row,
  tried,
  onShow,
}: {
  readonly row: WaitingRow;
  readonly tried: boolean;
  readonly onShow: (id: string | null) => void;
}) {
  const { patientId, id } = row;
  // Asked each time that one of its documents is shown: the application journals it.
  const patient = useAnswer('patients.get', { id: patientId }, { staleTime: 0 });
  const document = useAnswer('documents.get', { patientId, id });
  const error = patient.error ?? document.error;
  if (error !== null)
    return (
      <Panel title={words.panel}>
        <ErrorBox error={errorFacts(error)} />
      </Panel>
    );
  const now: DocumentRow | null = document.data === undefined ? row : document.data;
  if (now === null) return <Nothing />;
  if (isHanded(now)) return <HandedPanel row={now} />;
  if (now.status === 'validated') return <SentPanel row={now} onShow={onShow} />;
  if (patient.data === undefined)
    return (
      <Panel title={words.panel}>
        <Waiting>{common.loading}</Waiting>
      </Panel>
    );
  return <DraftPanel key={String(tried)} row={now} patient={patient.data} tried={tried} onShow={onShow} />;
}

import type { PatientView } from '../../../shared/contract/patients.ts';
import { summaryText as words } from './text.ts';
import { Grid } from '../../ui/Grid.tsx';
import type { GridColumn } from '../../ui/gridColumn.ts';
import { moment } from '../../ui/moment.ts';
import { Panel } from '../../ui/Panel.tsx';

type Line = PatientView['history'][number] & { readonly id: string };

const columns: readonly GridColumn<Line>[] = [
  {
    id: 'at',
    title: words.when,
    width: 220,
    sort: (line) => line.at,
    render: (line) => <span className="tabular">{moment(line.at)}</span>,
  },
  { id: 'act', title: words.act, width: '2fr', minWidth: 200, sort: (line) => line.act, render: (line) => <strong>{line.act}</strong> },
  { id: 'detail', title: words.details, width: '1fr', minWidth: 200, render: (line) => line.detail },
  { id: 'actor', title: words.who, width: 220, sort: (line) => line.actor, render: (line) => line.actor },
];

/** What was done on this record, by whom. */
export function HistoryTab({ patient }: { readonly patient: PatientView }) {
  const lines = patient.history.map((line, index) => ({ ...line, id: String(index) }));
  return (
    <Panel title={words.history} flush fill>
      <Grid
        name="history"
        label={words.history}
        columns={columns}
        rows={lines}
        text={(line) => line.act}
        rowHeight={40}
        empty={<p>{words.historyNone}</p>}
      />
    </Panel>
  );
}

import { Check, CircleX } from 'lucide-react';
import type { AuditEntryView } from '../../../shared/contract/audit.ts';
import { common } from '../../text/common.ts';
import type { GridColumn } from '../../ui/gridColumn.ts';
import { moment } from '../../ui/moment.ts';
import { MarkText } from '../../ui/states.tsx';
import { auditText as words } from './text.ts';
import type { Entry } from './useEntries.ts';

/** How an act of the journal reads in its list. */
export const columns: readonly GridColumn<Entry>[] = [
  {
    id: 'index',
    title: words.columns.index,
    width: 60,
    sort: (row) => row.index,
    render: (row) => <span className="tabular quiet">{row.index}</span>,
  },
  {
    id: 'at',
    title: words.columns.at,
    width: 170,
    sort: (row) => row.at,
    render: (row) => <span className="tabular">{moment(row.at)}</span>,
  },
  {
    id: 'name',
    title: words.columns.label,
    width: '3fr',
    minWidth: 220,
    sort: (row) => row.label,
    render: (row) => <Act label={row.label} detail={row.detail} />,
  },
  {
    id: 'patient',
    title: words.columns.patient,
    width: '2fr',
    minWidth: 120,
    sort: (row) => row.patient ?? '',
    render: (row) =>
      row.patient !== null ? (
        <span className="one-line" title={row.patient}>
          {row.patient}
        </span>
      ) : (
        <span className="quiet">–</span>
      ),
  },
  {
    id: 'actor',
    title: words.columns.actor,
    width: '2fr',
    minWidth: 120,
    sort: (row) => row.actor,
    render: (row) => (
      <span className="one-line" title={row.actor}>
        {row.actor}
      </span>
    ),
  },
  { id: 'result', title: words.columns.result, width: 140, sort: (row) => row.result, render: (row) => <Result code={row.result} /> },
];

/** What was done, then what it bore on when its name does not say it. */
function Act({ label, detail }: Pick<AuditEntryView, 'label' | 'detail'>) {
  if (detail === null)
    return (
      <strong className="two-at-most" title={label}>
        {label}
      </strong>
    );
  return (
    <span className="two-lines">
      <strong title={label}>{label}</strong>
      <span title={detail}>{detail}</span>
    </span>
  );
}

/** How an act ended: a word, with the code behind it when it did not end well. */
function Result({ code }: { readonly code: string }) {
  if (code === 'ok') return <MarkText mark={{ icon: Check, word: words.done, tone: 'ok' }} />;
  return (
    <span title={`${common.detail} : ${code}`}>
      <MarkText mark={{ icon: CircleX, word: words.notDone, tone: 'bad' }} />
    </span>
  );
}

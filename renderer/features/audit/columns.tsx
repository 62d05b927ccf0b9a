import { Check, CircleX } from 'lucide-react';
import type { AuditEntryView } from '../../../shared/contract/audit.ts';
import { common } from '../../text/common.ts';
import type { GridColumn } from '../../ui/gridColumn.ts';
import { moment } from '../../ui/moment.ts';
import { MarkText } from '../../ui/states.tsx';
import { auditText as words } from './text.ts';
import type { Entry, EntryFilter } from './useEntries.ts';

/** How an act of the journal reads in its list. */
const columns: readonly GridColumn<Entry>[] = [
  { id: 'index', title: words.columns.index, width: 60, render: (row) => <span className="tabular quiet">{row.index}</span> },
  { id: 'at', title: words.columns.at, width: 170, render: (row) => <span className="tabular">{moment(row.at)}</span> },
  { id: 'name', title: words.columns.label, width: '3fr', minWidth: 220, render: (row) => <Act {...row} /> },
  {
    id: 'patient',
    title: words.columns.patient,
    width: '2fr',
    minWidth: 120,
    render: (row) =>
      row.patient !== null ? (
        <span className="one-line" title={row.patient}>
          {row.patient}
        </span>
      ) : (
        <span className="quiet">–</span>
      ),
  },
  { id: 'actor', title: words.columns.actor, width: '2fr', minWidth: 120, render: (row) => <Actor {...row} /> },
  { id: 'result', title: words.columns.result, width: 140, render: (row) => <Result code={row.result} /> },
];

/** The same without the patient, whom all of them are about. */
const ofOne = columns.filter(({ id }) => id !== 'patient');

export const columnsOf = ({ patientId }: EntryFilter): readonly GridColumn<Entry>[] => (patientId === undefined ? columns : ofOne);

/** What was done, then what it bore on: the document and where it went, and what its name does not say. */
function Act({ label, about, detail }: Pick<AuditEntryView, 'label' | 'about' | 'detail'>) {
  const more = [about === null ? null : `« ${about.title} »`, about?.recipient ?? null, detail].filter((part) => part !== null).join(' · ');
  if (more === '')
    return (
      <strong className="two-at-most" title={label}>
        {label}
      </strong>
    );
  return (
    <span className="two-lines">
      <strong title={label}>{label}</strong>
      <span title={more}>{more}</span>
    </span>
  );
}

/** Who did it, and in whose name. */
function Actor({ actor, onBehalfOf }: Pick<AuditEntryView, 'actor' | 'onBehalfOf'>) {
  if (onBehalfOf === null)
    return (
      <span className="one-line" title={actor}>
        {actor}
      </span>
    );
  return (
    <span className="two-lines">
      <strong title={actor}>{actor}</strong>
      <span title={words.onBehalfOf(onBehalfOf)}>{words.onBehalfOf(onBehalfOf)}</span>
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

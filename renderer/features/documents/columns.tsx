import type { DocumentRow } from '../../../shared/contract/documents.ts';
import { frenchDate } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/gridColumn.ts';
import { visibilityMarks } from '../../ui/marks.ts';
import { MarkText } from '../../ui/states.tsx';
import { DocumentState } from './DocumentState.tsx';
import { documentsText as words } from './text.ts';

/** How a document reads in the list of its record. */
export const columns: readonly GridColumn<DocumentRow>[] = [
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

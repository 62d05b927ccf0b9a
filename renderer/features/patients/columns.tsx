import { TriangleAlert } from 'lucide-react';
import type { ListedPatientRow } from '../../../shared/contract/patients.ts';
import { patientOrders, type PatientSort } from '../../../shared/domain/record/patient-list.ts';
import { birthDay } from '../../ui/birth-day.ts';
import type { GridColumn } from '../../ui/gridColumn.ts';
import type { GridSort } from '../../ui/gridOrder.ts';
import { attributeMarks, identityMarks } from '../../ui/marks.ts';
import { dayOrTime, moment } from '../../ui/moment.ts';
import { properName } from '../../ui/proper-name.ts';
import { MarkText } from '../../ui/states.tsx';
import { patientsText as words } from './text.ts';

/** How a record reads in the list of patients. The columns that sort are called as what the store sorts by. */
export const columns: readonly GridColumn<ListedPatientRow>[] = [
  {
    id: 'name',
    title: words.columns.name,
    width: '3fr',
    minWidth: 210,
    sort: 'asked',
    render: (row) => (
      <span className="two-lines">
        <span className="row-name">
          <strong>{row.birthName}</strong> {properName(row.firstName)}
        </span>
        {row.attention > 0 ? (
          <MarkText mark={{ icon: TriangleAlert, word: words.attention(row.attention), tone: 'bad' }} />
        ) : row.usedName === null ? null : (
          <span>{words.used(row.usedName)}</span>
        )}
      </span>
    ),
  },
  {
    id: 'birthDate',
    title: words.columns.birth,
    width: 165,
    sort: 'asked',
    render: (row) => (
      <span className="tabular one-line">
        {birthDay(row.birthDate)} <span className="quiet">{row.ageLabel}</span>
      </span>
    ),
  },
  { id: 'sex', title: words.columns.sex, width: 60, render: (row) => words.sexes[row.sex] },
  {
    id: 'place',
    title: words.columns.place,
    width: '2fr',
    minWidth: 150,
    sort: 'asked',
    render: (row) => (
      <span className="one-line" title={row.birthPlace ?? undefined}>
        {row.placeName ?? row.birthPlace ?? '–'}
      </span>
    ),
  },
  {
    id: 'status',
    title: words.columns.status,
    width: 125,
    sort: 'asked',
    render: (row) => (
      <span className="two-lines">
        <MarkText mark={identityMarks[row.status]} word={words.statuses[row.status]} />
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
    id: 'ins',
    title: words.columns.ins,
    width: 205,
    render: (row) =>
      row.ins === null ? (
        <span className="quiet">–</span>
      ) : (
        <span className="tabular one-line">
          {row.ins.display}{' '}
          <span className="quiet" title={words.key(row.ins.key)}>
            {row.ins.key}
          </span>
        </span>
      ),
  },
  { id: 'ipp', title: words.columns.ipp, width: 110, render: (row) => <span className="tabular one-line">{row.ipp}</span> },
  { id: 'phone', title: words.columns.phone, width: 135, render: (row) => <span className="tabular one-line">{row.phone ?? '–'}</span> },
  {
    id: 'opened',
    title: words.columns.updated,
    width: 105,
    sort: 'asked',
    render: (row) => (
      <span className="tabular quiet" title={moment(row.updatedAt)}>
        {dayOrTime(row.updatedAt)}
      </span>
    ),
  },
];

/** Columns shown until somebody chooses. */
export const USUAL: readonly string[] = ['name', 'birthDate', 'sex', 'place', 'status', 'ins', 'opened'];

/** What the store is asked for a heading; null for a heading that it does not sort by. */
export function sortOf(sort: GridSort | null): PatientSort | null {
  const by = patientOrders.find((order) => order === sort?.column);
  return by === undefined || sort === null ? null : { by, descending: sort.direction === 'descending' };
}

import type { MergePlanView, MergeRecordView, MergeRowView } from '../../../shared/contract/identity.ts';
import { mergeText as words } from './text.ts';
import { MarkText } from '../../ui/states.tsx';
import { isStrict } from './merge-agreement.ts';
import { lineMark } from './merge-marks.ts';
import type { MergePicks } from './merge-request.ts';
import { mergedValue } from './merged-value.ts';

/** Fields of both records, a line each. @param columns the two records, from left to right. */
export function MergeLines({
  rows,
  plan,
  columns,
  picks,
  onPick,
}: {
  readonly rows: readonly MergeRowView[];
  readonly plan: MergePlanView;
  readonly columns: readonly MergeRecordView[];
  readonly picks: MergePicks;
  readonly onPick: (field: MergeRowView['field'], record: string) => void;
}) {
  return rows.map((row) => <Line key={row.field} row={row} plan={plan} columns={columns} picked={picks[row.field]} onPick={onPick} />);
}

/** One field: both values, the one that stays, how they differ. */
function Line({
  row,
  plan,
  columns,
  picked,
  onPick,
}: {
  readonly row: MergeRowView;
  readonly plan: MergePlanView;
  readonly columns: readonly MergeRecordView[];
  readonly picked: string | undefined;
  readonly onPick: (field: MergeRowView['field'], record: string) => void;
}) {
  const { field, likeness, pick } = row;
  const { kept, removed } = plan.records;
  const stays = pick === null ? kept.id : (picked ?? plan.records[pick].id);
  const empty = row.kept === null && row.removed === null;
  return (
    <tr>
      <th scope="row">{words.fields[field]}</th>
      {columns.map((record) => {
        const value = mergedValue(field, record.id === kept.id ? row.kept : row.removed);
        const state = likeness === 'same' ? {} : record.id === stays ? { 'data-stays': true } : { 'data-goes': true };
        return (
          <td key={record.id} {...state}>
            {pick === null ? (
              value
            ) : (
              <label className="merge-choice">
                <input
                  type="radio"
                  name={`merge-${field}`}
                  checked={record.id === stays}
                  onChange={() => onPick(field, record.id)}
                  aria-label={words.pick(words.fields[field], record.ipp, value)}
                />
                <span>{value}</span>
              </label>
            )}
          </td>
        );
      })}
      <td>
        <span className="merge-outcome">
          {empty ? null : <MarkText mark={lineMark(row, plan)} />}
          {likeness === 'same' ? null : (
            <span>{pick === null && isStrict(row) ? words.follows : words.stays(stays === kept.id ? kept.ipp : removed.ipp)}</span>
          )}
        </span>
      </td>
    </tr>
  );
}

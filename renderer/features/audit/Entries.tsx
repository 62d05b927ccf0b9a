import { errorFacts } from '../../../shared/errors.ts';
import { common } from '../../text/common.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Grid } from '../../ui/Grid.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { columnsOf } from './columns.tsx';
import { auditText as words } from './text.ts';
import { useEntries, type EntryFilter } from './useEntries.ts';

/** The acts that a filter keeps, latest first. @param name of the list, under which its sort is remembered */
export function Entries({
  name,
  label,
  filter,
  onLetter,
}: {
  readonly name: string;
  readonly label: string;
  readonly filter: EntryFilter;
  /** A letter is typed in the list. */
  readonly onLetter: () => void;
}) {
  const { rows, error, more, whole } = useEntries(filter);
  if (error !== null)
    return (
      <div className="pad">
        <ErrorBox error={errorFacts(error)} />
      </div>
    );
  if (rows === undefined || (rows.length === 0 && !whole)) return <Waiting>{common.loading}</Waiting>;
  return (
    <Grid
      name={name}
      label={label}
      columns={columnsOf(filter)}
      rows={rows}
      text={(row) => row.label}
      more={more}
      whole={whole}
      of={JSON.stringify(filter)}
      onLetter={onLetter}
      empty={<p>{words.empty}</p>}
    />
  );
}

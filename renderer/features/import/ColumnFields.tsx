import { csvFields, requiredCsvFields, type CsvColumns, type CsvField } from '../../../shared/domain/csv-columns.ts';
import { Select, type Choice } from '../../ui/Select.tsx';
import { birthDates, columnName, fieldError, isRequired, withColumn, type CsvReading } from './csv-look.ts';
import { importsText as words } from './text.ts';

const NONE = 'none';

/** What each field of the choice needs. */
interface Choosing {
  readonly reading: CsvReading;
  readonly disabled: boolean;
  readonly onChange: (columns: CsvColumns) => void;
}

/** Which column gives each field, the required ones first, and how its dates are read. */
export function ColumnFields({ reading, disabled, onChange }: Choosing) {
  return (
    <div className="import-fields">
      {requiredCsvFields.map((field) => (
        <ColumnField key={field} field={field} reading={reading} disabled={disabled} onChange={onChange} />
      ))}
      <DateOrder reading={reading} disabled={disabled} onChange={onChange} />
      {csvFields
        .filter((field) => !isRequired(field))
        .map((field) => (
          <ColumnField key={field} field={field} reading={reading} disabled={disabled} onChange={onChange} />
        ))}
    </div>
  );
}

/** The column of a field, with its first values. */
function ColumnField({ field, reading, disabled, onChange }: Choosing & { readonly field: CsvField }) {
  const { look, columns } = reading;
  const column = columns.fields[field];
  const required = isRequired(field);
  const choices: Choice[] = [
    ...(required ? [] : [{ id: NONE, label: words.noColumn }]),
    ...look.columns.map(({ samples }, at) => ({
      id: String(at),
      label: columnName(look, at),
      ...(samples[0] === undefined ? {} : { note: samples[0] }),
    })),
  ];
  return (
    <div>
      <Select
        label={required ? words.requiredField(words.fields[field]) : words.fields[field]}
        placeholder={words.chooseColumn}
        choices={choices}
        value={column === null ? (required ? null : NONE) : String(column)}
        disabled={disabled}
        error={fieldError(columns, field)}
        onChange={(id) => onChange(withColumn(reading, field, id === null || id === NONE ? null : Number(id)))}
      />
      {column === null ? null : <p className="import-example">{look.columns[column]?.samples.join(' · ') || words.noValue}</p>}
    </div>
  );
}

/** Day or month first: asked where the birth dates are in digits. */
function DateOrder({ reading, disabled, onChange }: Choosing) {
  const { columns } = reading;
  const dates = birthDates(reading);
  return dates === null ? null : (
    <div>
      <Select
        label={words.dateOrder}
        placeholder={words.dateOrder}
        choices={[
          { id: 'dmy', label: words.dayFirst },
          { id: 'mdy', label: words.monthFirst },
        ]}
        value={columns.dateOrder}
        disabled={disabled}
        onChange={(id) => onChange({ ...columns, dateOrder: id === 'mdy' ? 'mdy' : 'dmy' })}
      />
      {dates === 'ambiguous' ? <p className="import-example">{words.ambiguous}</p> : null}
    </div>
  );
}

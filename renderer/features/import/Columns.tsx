import { CircleCheck, Columns3, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { CsvLook } from '../../../shared/contract/imports.ts';
import { csvFields, requiredCsvFields, type CsvColumns, type CsvField } from '../../../shared/domain/csv-columns.ts';
import { importsText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Select, type Choice } from '../../ui/Select.tsx';
import { isProposed, sharedFields } from './useColumns.ts';

const NONE = 'none';

const isRequired = (field: CsvField): boolean => requiredCsvFields.some((one) => one === field);

/** How the columns of the file are read: said when it goes by itself, asked otherwise. */
export function Columns({
  look,
  columns,
  disabled,
  tried,
  onChange,
}: {
  readonly look: CsvLook;
  readonly columns: CsvColumns;
  readonly disabled: boolean;
  /** The file was read by them: what became of it matters more. */
  readonly tried: boolean;
  readonly onChange: (columns: CsvColumns) => void;
}) {
  const { fields } = columns;
  const unread = unreadOf(look, fields);
  /** Something of the file was not recognised: asked at once, and until it was tried. */
  const [asks] = useState(
    () =>
      look.from === 'headings' &&
      (csvFields.some((field) => isRequired(field) && look.fields[field] === null) || unread.length > 0 || isUnsure(look)),
  );
  const [wanted, setWanted] = useState(false);
  const open = wanted || (asks && !tried);
  const nameOf = (i: number): string => look.columns[i]?.name || words.unnamed(i + 1);
  const missing = requiredCsvFields.filter((field) => fields[field] === null);
  const twice = sharedFields(columns);
  const faulty = missing.length + twice.length > 0;
  const dates = datesOf(look, columns);
  const field = (one: CsvField) => (
    <Field
      key={one}
      field={one}
      look={look}
      columns={columns}
      disabled={disabled}
      error={missing.some((other) => other === one) ? words.required : twice.includes(one) ? words.twice : null}
      onChange={onChange}
      nameOf={nameOf}
    />
  );
  return (
    <section className="import-columns" aria-label={words.columnsTitle}>
      <header data-tone={faulty || unread.length > 0 ? 'warn' : 'ok'}>
        {faulty || unread.length > 0 ? <TriangleAlert size={18} /> : <CircleCheck size={18} />}
        <h2>{words.columnsTitle}</h2>
        <span className="quiet">
          {missing.length > 0
            ? words.incomplete
            : twice.length > 0
              ? words.shared
              : !isProposed(look, columns)
                ? words.byHand
                : look.resumes === null
                  ? words.from[look.from]
                  : words.resumes(look.resumes)}
        </span>
        <span className="grow" />
        {open ? null : (
          <Button variant="ghost" icon={Columns3} isDisabled={disabled} onPress={() => setWanted(true)}>
            {words.changeColumns}
          </Button>
        )}
      </header>
      {unread.length === 0 ? null : (
        <p>
          <strong>{words.unreadTitle(unread.length)}</strong> : {unread.map((i) => `« ${nameOf(i)} »`).join(', ')}.{' '}
          <span className="quiet">{words.unreadHelp(unread.length)}</span>
        </p>
      )}
      {open ? (
        <>
          <Sample look={look} fields={fields} nameOf={nameOf} />
          <div className="import-fields">
            {requiredCsvFields.map(field)}
            {dates === null ? null : (
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
            )}
            {csvFields.filter((one) => !isRequired(one)).map(field)}
          </div>
        </>
      ) : (
        <Summary fields={fields} nameOf={nameOf} columns={columns} look={look} />
      )}
    </section>
  );
}

/** Columns that hold something, and that no field takes. */
function unreadOf(look: CsvLook, fields: CsvColumns['fields']): readonly number[] {
  const read = new Set(csvFields.map((field) => fields[field]));
  return [...look.columns.keys()].filter((i) => !read.has(i) && (look.columns[i]?.name !== '' || look.columns[i].samples.length > 0));
}

const datesOf = (look: CsvLook, { fields }: CsvColumns): CsvLook['columns'][number]['dates'] =>
  fields.birthDate === null ? null : (look.columns[fields.birthDate]?.dates ?? null);
const isUnsure = (look: CsvLook): boolean => datesOf(look, look) === 'ambiguous';

function Field({
  field,
  look,
  columns,
  disabled,
  error,
  onChange,
  nameOf,
}: {
  readonly field: CsvField;
  readonly look: CsvLook;
  readonly columns: CsvColumns;
  readonly disabled: boolean;
  readonly error: string | null;
  readonly onChange: (columns: CsvColumns) => void;
  readonly nameOf: (column: number) => string;
}) {
  const column = columns.fields[field];
  const choices: Choice[] = [
    ...(isRequired(field) ? [] : [{ id: NONE, label: words.noColumn }]),
    ...look.columns.map(({ samples }, i) => ({
      id: String(i),
      label: nameOf(i),
      ...(samples[0] === undefined ? {} : { note: samples[0] }),
    })),
  ];
  const choose = (id: string | null): void => {
    const at = id === null || id === NONE ? null : Number(id);
    const dates = field !== 'birthDate' || at === null ? null : (look.columns[at]?.dates ?? null);
    onChange({ fields: { ...columns.fields, [field]: at }, dateOrder: dates === 'dmy' || dates === 'mdy' ? dates : columns.dateOrder });
  };
  return (
    <div>
      <Select
        label={isRequired(field) ? words.requiredField(words.fields[field]) : words.fields[field]}
        placeholder={words.chooseColumn}
        choices={choices}
        value={column === null ? (isRequired(field) ? null : NONE) : String(column)}
        disabled={disabled}
        error={error}
        onChange={choose}
      />
      {column === null ? null : <p className="import-example">{look.columns[column]?.samples.join(' · ') || words.noValue}</p>}
    </div>
  );
}

/** The first lines of the file, each column with the field it gives. */
function Sample({
  look,
  fields,
  nameOf,
}: {
  readonly look: CsvLook;
  readonly fields: CsvColumns['fields'];
  readonly nameOf: (column: number) => string;
}) {
  const given = (i: number): string | undefined => {
    const field = csvFields.find((one) => fields[one] === i);
    return field === undefined ? undefined : words.fields[field];
  };
  const places = [...look.columns.keys()];
  return (
    <div className="import-sample" tabIndex={0} role="group" aria-label={words.sample}>
      <table>
        <thead>
          <tr>
            {places.map((i) => (
              <th key={i} scope="col">
                {nameOf(i)}
                <span data-given={given(i) !== undefined || undefined}>{given(i) ?? words.unread}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...look.lines.keys()].map((row) => (
            <tr key={row}>
              {places.map((i) => (
                <td key={i}>{look.lines[row]?.[i] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Summary({
  fields,
  nameOf,
  columns,
  look,
}: {
  readonly fields: CsvColumns['fields'];
  readonly nameOf: (column: number) => string;
  readonly columns: CsvColumns;
  readonly look: CsvLook;
}) {
  return (
    <dl className="import-summary">
      {csvFields.map((field) => {
        const column = fields[field];
        return column === null ? null : (
          <div key={field}>
            <dt>{words.fields[field]}</dt>
            <dd>
              {nameOf(column)}
              {field === 'birthDate' && datesOf(look, columns) !== null ? (
                <span className="quiet"> ({columns.dateOrder === 'mdy' ? words.monthFirst : words.dayFirst})</span>
              ) : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

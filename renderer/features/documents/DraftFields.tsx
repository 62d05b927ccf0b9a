import { useState } from 'react';
import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import { MAX_DRAFT_TITLE, MAX_TITLE, titleLength } from '../../../shared/domain/documents/title.ts';
import { useAnswer } from '../../client/queries.ts';
import { Field } from '../../ui/Field.tsx';
import { SearchSelect } from '../../ui/Select.tsx';
import type { FieldErrors } from './field-errors.ts';
import { documentsText as words } from './text.ts';

/** Type, title and date of a draft. @param date as typed: it may be no date yet. */
export function DraftFields({
  row,
  form,
  date,
  errors,
  onChange,
  onDate,
}: {
  readonly row: DocumentRow;
  readonly form: DocumentForm;
  readonly date: string;
  readonly errors: FieldErrors;
  readonly onChange: (part: Partial<DocumentForm>) => void;
  readonly onDate: (typed: string) => void;
}) {
  const length = titleLength(form.title);
  return (
    <>
      <TypeField row={row} form={form} error={errors.type} onChange={onChange} />
      <div className="title-date">
        <Field
          label={words.titleField}
          value={form.title}
          onChange={(title) => onChange({ title })}
          maxLength={MAX_DRAFT_TITLE}
          wraps
          error={errors.title}
          aside={
            <span className="tabular" data-over={length > MAX_TITLE || undefined}>
              {length} / {MAX_TITLE}
            </span>
          }
        />
        <Field label={words.date} value={date} inputMode="numeric" placeholder="jj/mm/aaaa" error={errors.date} onChange={onDate} />
      </div>
    </>
  );
}

/** The type of a draft; as long as it is the one that was recognised, where it was read is said. */
function TypeField({
  row,
  form,
  error,
  onChange,
}: {
  readonly row: DocumentRow;
  readonly form: DocumentForm;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<DocumentForm>) => void;
}) {
  const [proposed] = useState(row.form.type);
  const types = useAnswer('documents.types', null).data ?? [];
  return (
    <SearchSelect
      label={words.type}
      placeholder={words.typeChoose}
      choices={types.map((type) => ({ id: type.code, label: type.label, note: type.code }))}
      key={types.length === 0 ? 'waiting' : 'ready'}
      value={form.type}
      aside={row.recognisedIn === null || form.type !== proposed ? undefined : words.recognised[row.recognisedIn]}
      error={error}
      onChange={(code) => {
        const chosen = types.find((type) => type.code === code);
        if (chosen === undefined || code === form.type) return;
        // A type with its own default visibility brings it only while the default was not changed by hand.
        const before = types.find((type) => type.code === form.type);
        onChange({
          type: code,
          ...(before === undefined || before.defaultVisibility === form.visibility ? { visibility: chosen.defaultVisibility } : {}),
        });
      }}
    />
  );
}

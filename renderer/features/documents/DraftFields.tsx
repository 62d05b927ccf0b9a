import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import { MAX_DRAFT_TITLE, MAX_TITLE, titleLength } from '../../../shared/domain/documents/title.ts';
import { Field } from '../../ui/Field.tsx';
import type { FieldErrors } from './field-errors.ts';
import { documentsText as words } from './text.ts';
import { TypeField } from './TypeField.tsx';

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

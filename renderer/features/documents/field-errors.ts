import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import type { DocumentPlan } from '../../../shared/contract/documents.ts';
import { isoDate } from '../../ui/format.ts';
import { titleOver } from './draft-entry.ts';
import { documentsText as words } from './text.ts';

/** What is said under each field; undefined: nothing. */
export interface FieldErrors {
  readonly type: string | undefined;
  readonly title: string | undefined;
  readonly date: string | undefined;
  readonly visibility: string | undefined;
}

/**
 * What is wrong with each field; nothing is said of an empty field before the user tried. An address is judged on its own line.
 * @param typedDate as typed. @param touched the user tried to validate.
 */
export function fieldErrors(form: DocumentForm, typedDate: string, touched: boolean, plan: DocumentPlan | undefined): FieldErrors {
  const over = titleOver(form);
  const said = (field: DocumentPlan['problems'][number]['field']): string | undefined => {
    const problem = plan?.problems.find((known) => known.field === field);
    return problem === undefined ? undefined : `${problem.error.message} ${problem.error.action}`.trim();
  };
  return {
    type: form.type === null ? (touched ? words.typeMissing : undefined) : said('type'),
    title: over > 0 ? words.titleLong(over) : form.title.trim() === '' ? (touched ? words.titleMissing : undefined) : said('title'),
    date: isoDate(typedDate) === null ? words.dateWrong : said('date'),
    visibility: said('visibility'),
  };
}

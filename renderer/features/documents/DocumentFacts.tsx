import type { ReactNode } from 'react';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import { visibilityWords } from '../../text/common.ts';
import { frenchDate } from '../../ui/format.ts';
import { visibilityMarks } from '../../ui/marks.ts';
import { MarkText } from '../../ui/states.tsx';
import { documentsText as words } from './text.ts';

/** What a document is, where its form is not open. @param children of what is said after it */
export function DocumentFacts({
  row: { form, typeLabel },
  children,
}: {
  readonly row: Pick<DocumentRow, 'form' | 'typeLabel'>;
  readonly children?: ReactNode;
}) {
  return (
    <dl className="facts">
      <dt>{words.titleField}</dt>
      <dd>
        <strong>{form.title}</strong>
      </dd>
      <dt>{words.type}</dt>
      <dd>{typeLabel ?? form.type ?? words.noType}</dd>
      <dt>{words.date}</dt>
      <dd className="tabular">{frenchDate(form.date)}</dd>
      <dt>{words.columns.visibility}</dt>
      <dd>
        <MarkText mark={visibilityMarks[form.visibility]} word={visibilityWords[form.visibility]} />
      </dd>
      {children}
    </dl>
  );
}

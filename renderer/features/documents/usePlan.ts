import { useState } from 'react';
import type { DocumentPlan } from '../../../shared/contract/documents.ts';
import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import { useAnswer } from '../../client/queries.ts';
import { useLater } from '../../ui/useLater.ts';

/** What would happen of a draft, as it was a moment ago. */
interface Plan {
  /** Of the last form that was judged; undefined before the first one is. */
  readonly data: DocumentPlan | undefined;
  readonly error: Error | null;
  /** It is of the form as it is now. */
  readonly settled: boolean;
}

/** Has what is typed judged once it stays the same; what was said of a field that has changed since is not said any more. */
export function usePlan(id: string, form: DocumentForm): Plan {
  const asked = useLater(form, 250);
  const plan = useAnswer('documents.plan', { id, form: asked }, { placeholderData: (before) => before, gcTime: 10_000 });
  const [judged, judge] = useState<{ readonly plan: DocumentPlan; readonly form: DocumentForm } | null>(null);
  if (plan.data !== undefined && !plan.isPlaceholderData && judged?.plan !== plan.data) judge({ plan: plan.data, form: asked });
  return {
    data:
      judged === null
        ? undefined
        : { ...judged.plan, problems: judged.plan.problems.filter(({ field }) => judged.form[field] === form[field]) },
    error: plan.error,
    settled: judged?.form === form,
  };
}

import { CircleAlert, Equal, EqualApproximately } from 'lucide-react';
import type { MergePlanView, MergeRowView } from '../../../shared/contract/identity.ts';
import type { FieldLikeness } from '../../../shared/domain/identity/merge-fields.ts';
import { mergeText as words } from './text.ts';
import type { Mark } from '../../ui/marks.ts';
import { isNotice, isStrict } from './merge-agreement.ts';

/** How two values of a field stand to each other. */
export const likenessMarks: Readonly<Record<FieldLikeness, Mark>> = {
  same: { icon: Equal, word: words.likeness.same, tone: 'ok' },
  written: { icon: EqualApproximately, word: words.likeness.written, tone: 'wait' },
  partial: { icon: EqualApproximately, word: words.likeness.partial, tone: 'wait' },
  missing: { icon: EqualApproximately, word: words.likeness.missing, tone: 'wait' },
  different: { icon: CircleAlert, word: words.likeness.different, tone: 'warn' },
};
const contradiction: Mark = { ...likenessMarks.different, tone: 'bad' };
const notice: Mark = { ...likenessMarks.different, word: words.likeness.notice };

/** The mark of a line: a strict trait that differs contradicts the other one, or is only to be looked at. */
export function lineMark(row: Pick<MergeRowView, 'field' | 'likeness'>, plan: Pick<MergePlanView, 'contradicted'>): Mark {
  if (row.likeness !== 'different' || !isStrict(row)) return likenessMarks[row.likeness];
  return isNotice(row, plan) ? notice : contradiction;
}

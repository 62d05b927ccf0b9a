import { Plus } from 'lucide-react';
import type { TraitComparison } from '../../../shared/domain/ins/traits.ts';
import type { Mark } from '../../ui/marks.ts';
import { outcomeMarks } from './outcome-marks.ts';
import { identityText as words } from './text.ts';

const brought: Mark = { icon: Plus, word: words.brought, tone: 'off' };

const isEmpty = (value: string | null): boolean => value === null || value === '';

/** How a trait of the record stands to that of INSi: what INSi alone gives is marked so; null where neither says anything. */
export function comparedMark({ local, insi, outcome }: Omit<TraitComparison, 'trait'>): Mark | null {
  if (isEmpty(local)) return isEmpty(insi) ? null : brought;
  return outcomeMarks[outcome];
}

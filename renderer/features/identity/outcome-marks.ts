import { CircleAlert, CircleX, Equal, EqualApproximately } from 'lucide-react';
import type { InsiOutcome } from '../../../shared/contract/patients.ts';
import { identityText as words } from './text.ts';
import type { Mark } from '../../ui/marks.ts';

/** How two values of a trait stand to each other. */
type TraitOutcome = NonNullable<InsiOutcome['proposal']>['comparison'][number]['outcome'];

/** How a trait of the record stands to that of INSi. */
export const outcomeMarks: Readonly<Record<TraitOutcome, Mark>> = {
  identical: { icon: Equal, word: words.outcomes.identical, tone: 'ok' },
  equivalent: { icon: EqualApproximately, word: words.outcomes.equivalent, tone: 'wait' },
  notice: { icon: CircleAlert, word: words.outcomes.notice, tone: 'warn' },
  discordant: { icon: CircleX, word: words.outcomes.discordant, tone: 'bad' },
};

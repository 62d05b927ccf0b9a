import { useEffect, useState, type RefObject } from 'react';
import { chosenIn, useChosen } from '../documents/public.ts';
import { isUnfolded } from './is-unfolded.ts';
import { isOver, type Line } from './queue.ts';
import { typesNow } from './types-now.ts';

/**
 * Whether the lines are shown, and how that is turned round; what was asked holds until other files arrive. Once all are over,
 * a document chosen elsewhere than in this panel has the room: its form, and what warns in it, would be under the lines.
 */
export function useUnfolded(
  lines: readonly Line[],
  box: RefObject<HTMLElement | null>,
): { readonly unfolded: boolean; readonly fold: () => void } {
  const last = lines.at(-1);
  const of = last?.id ?? 0;
  const to = last?.to ?? null;
  const [asked, setAsked] = useState<{ readonly of: number; readonly unfolded: boolean } | null>(null);
  // As it was when they came.
  const [came, setCame] = useState({ of: 0, busy: false });
  if (came.of !== of) setCame({ of, busy: typesNow() || (to !== null && chosenIn(to.id) !== null) });
  const unfolded = asked?.of === of ? asked.unfolded : isUnfolded(lines, came.busy);
  const { selected } = useChosen(to?.id ?? '');
  const over = lines.every(isOver);
  useEffect(() => {
    // Under the pointer, or where the keys go, nothing moves.
    if (selected !== null && over && box.current?.matches(':hover, :focus-within') === false) setAsked({ of, unfolded: false });
    // On a choice alone: what ends while a document is chosen folds nothing by itself.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected]);
  return { unfolded, fold: () => setAsked({ of, unfolded: !unfolded }) };
}

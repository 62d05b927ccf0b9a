import { useCallback, useEffect, useState, type KeyboardEvent } from 'react';
import type { PaletteAt } from './commands.ts';
import { useChoices, type Choice, type ChoiceGroup } from './useChoices.ts';

/** The palette while it is open. */
interface PaletteState {
  readonly query: string;
  readonly type: (query: string) => void;
  /** Those that have a line. */
  readonly groups: readonly ChoiceGroup[];
  /** The line that Enter chooses; undefined when there is none. */
  readonly current: Choice | undefined;
  readonly mark: (choice: Choice) => void;
  readonly choose: (choice: Choice) => void;
  /** Nothing has these letters. */
  readonly empty: boolean;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The letters typed in the palette, the line that is marked, and what Enter chooses. */
export function usePalette(at: PaletteAt, onClose: () => void): PaletteState {
  const [query, setQuery] = useState('');
  const [marked, setMarked] = useState<string | null>(null);
  /** Enter came before the answer to the letters: it chooses once that is there. */
  const [entered, setEntered] = useState(false);
  const { groups, answered, failed } = useChoices(query.trim(), at);
  const choices = groups.flatMap((group) => group.choices);
  // The line marked left with its letters: the first one is.
  const rank = Math.max(
    0,
    choices.findIndex(({ id }) => id === marked),
  );
  const current = choices[rank];
  const choose = useCallback(
    (choice: Choice) => {
      onClose();
      choice.act();
    },
    [onClose],
  );
  // The lines of the letters before are not those that were asked for, nor is any of an answer that failed.
  useEffect(() => {
    if (!entered || !answered) return;
    setEntered(false);
    if (current !== undefined && !failed) choose(current);
  }, [entered, answered, failed, current, choose]);
  return {
    query,
    type: (typed) => {
      setQuery(typed);
      setMarked(null);
      setEntered(false);
    },
    groups: groups.filter((group) => group.choices.length > 0),
    current,
    mark: ({ id }) => setMarked(id),
    choose,
    empty: choices.length === 0 && answered,
    onKeyDown: (event) => {
      const step = STEPS[event.key];
      if (event.key === 'Escape') onClose();
      else if (event.key === 'Enter') setEntered(true);
      else if (step !== undefined && choices.length > 0) setMarked(choices[(rank + step + choices.length) % choices.length]?.id ?? null);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

import type { KeyboardEvent } from 'react';

/** What the keys of the list move in and act on. */
interface Keyed {
  /** Identifiers of the rows, in their order. */
  readonly ids: readonly string[];
  /** Rank of the one that is shown; -1 for none. */
  readonly at: number;
  readonly goTo: (rank: number) => void;
  readonly onToggle: (id: string) => void;
  readonly onAll: () => void;
}

/** Where a key leads among so many rows, from that one (-1: none); null when that key does not move. */
function moved(key: string, from: number, rows: number): number | null {
  if (key === 'ArrowDown') return Math.min(from + 1, rows - 1);
  if (key === 'ArrowUp') return Math.max(from - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? rows - 1 : null;
}

/** The keyboard of the list: arrows, Home and End show a row, space selects it, Ctrl+A all of them. */
export function useListKeys({ ids, at, goTo, onToggle, onAll }: Keyed): (event: KeyboardEvent) => void {
  /** Whether the key was for the list. */
  const act = ({ key, ctrlKey, repeat }: KeyboardEvent, on: string | undefined): boolean => {
    if (ctrlKey) {
      if (key.toLowerCase() !== 'a') return false;
      onAll();
      return true;
    }
    const to = moved(key, at, ids.length);
    if (to !== null) goTo(to);
    else if (key === ' ') {
      if (on !== undefined && !repeat) onToggle(on);
    } else if (key === 'Enter') goTo(ids.indexOf(on ?? ''));
    else return false;
    return true;
  };
  return (event) => {
    const { target } = event;
    if (event.defaultPrevented || event.altKey || event.metaKey || !(target instanceof HTMLElement) || target.closest('button') !== null)
      return;
    if (act(event, target.closest<HTMLElement>('[data-row]')?.dataset['row'])) event.preventDefault();
  };
}

import { useLayoutEffect, useRef, type RefObject } from 'react';
import { afterDrawing } from '../../ui/after-drawing.ts';

/** The focus between a list and the panel of its chosen line. */
interface ListFocus {
  /** Goes around both. */
  readonly box: RefObject<HTMLDivElement | null>;
  /** To the chosen line. */
  readonly toLine: () => void;
  /** To the panel, once it is drawn. */
  readonly toPanel: () => void;
  /** To the line that took the place of the chosen one, once it is drawn; to the tab of the list when there is none left. */
  readonly toNext: () => void;
}

const rankOf = (row: HTMLElement): number => Number(row.getAttribute('aria-rowindex'));
const chosenIn = (box: HTMLElement | null): HTMLElement | null => box?.querySelector<HTMLElement>('[role=row][aria-selected=true]') ?? null;

/** Follows the chosen line of the list of contradictions and moves the focus to it, to its panel, or to the line after. */
export function useListFocus(): ListFocus {
  const box = useRef<HTMLDivElement>(null);
  /** Rank of the chosen line: an event may take it off the list before its act answers. */
  const rank = useRef(0);
  useLayoutEffect(() => {
    const row = chosenIn(box.current);
    if (row !== null) rank.current = rankOf(row);
  });
  return {
    box,
    toLine: () => chosenIn(box.current)?.focus(),
    toPanel: () => afterDrawing(() => box.current?.querySelector<HTMLElement>('.conflict')?.focus()),
    toNext: () =>
      afterDrawing(() => {
        const rows = [...(box.current?.querySelectorAll<HTMLElement>('[role=row][aria-rowindex]:not([aria-rowindex="1"])') ?? [])];
        const next = rows.find((row) => rankOf(row) === rank.current) ?? rows.at(-1);
        (next ?? box.current?.closest('.worklists')?.querySelector<HTMLElement>('[role=tab][aria-selected=true]'))?.focus();
      }),
  };
}

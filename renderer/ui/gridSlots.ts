import { useState } from 'react';

/** Which element of a grid shows which row, by the row's id, in the order of the rows. */
interface Slots {
  readonly of: ReadonlyMap<string, number>;
  /** The row that has the focus, or would take it. */
  readonly home: string | null;
}

/**
 * A row that stays keeps its element; those that come take the elements of those that went, at the same rank where they can. Never
 * that of the row which may have had the focus: it would go on to another row without a word.
 */
export function nextSlots({ of, home }: Slots, ids: readonly string[], nextHome: string | null): Slots {
  const here = new Set(ids);
  const free = new Set([...of].flatMap(([id, slot]) => (here.has(id) || id === home ? [] : [slot])));
  const take = (slot: number | undefined): number | undefined => (slot !== undefined && free.delete(slot) ? slot : undefined);
  const former = [...of.values()];
  const kept = ids.map((id, rank) => of.get(id) ?? take(former[rank]));
  let last = Math.max(-1, ...former);
  const slots = kept.map((slot) => slot ?? take(free.values().next().value) ?? (last += 1));
  return { of: new Map(ids.map((id, rank) => [id, slots[rank] ?? rank])), home: nextHome };
}

const NONE: Slots = { of: new Map(), home: null };

/**
 * The keys of the rows that are drawn, so that their elements are used again: to fill one anew costs a third of making it.
 * @param home the row that has the focus, or would take it; null when it is not read.
 */
export function useGridSlots(ids: readonly string[], home: string | null): ReadonlyMap<string, number> {
  const [slots, setSlots] = useState(NONE);
  if (slots.home === home && slots.of.size === ids.length && ids.every((id) => slots.of.has(id))) return slots.of;
  const next = nextSlots(slots, ids, home);
  setSlots(next);
  return next.of;
}

import type { CallOutput } from '../../../shared/contract/index.ts';
import { asksForHuman } from '../../../shared/domain/sending/states.ts';

type Row = CallOutput<'outbox.list'>[number];

/**
 * The rows as the screen lists them. Those that were listed stay where they are: what an act changes does not slide
 * under the pointer. With a new one the whole is sorted: what needs a human first, then the latest.
 * @param before the ids in the order last drawn.
 */
export function listed(rows: readonly Row[], before: readonly string[]): readonly Row[] {
  const ranks = new Map(before.map((id, rank) => [id, rank]));
  if (rows.some(({ id }) => !ranks.has(id))) return rows.toSorted(byUrgency);
  return rows.toSorted((a, b) => (ranks.get(a.id) ?? 0) - (ranks.get(b.id) ?? 0));
}

function byUrgency(a: Row, b: Row): number {
  return Number(asksForHuman(b)) - Number(asksForHuman(a)) || Date.parse(b.updatedAt) - Date.parse(a.updatedAt);
}

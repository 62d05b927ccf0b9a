import type { CallOutput } from '../../../shared/contract/index.ts';
import { isPending, needsAttention } from '../../../shared/domain/sending/states.ts';
import type { SendCount, Store } from '../../store/types.ts';

/**
 * How many sends leave by themselves, wait for somebody, or ask for somebody to look: from the counts that the store keeps.
 * Those held since their data may be a copy ask for a decision, and leave nothing by themselves.
 *
 * @param me national identifier of whoever looks; without it, none is theirs.
 */
export async function countOutbox(store: Store, me: string | null = null): Promise<CallOutput<'outbox.counts'>> {
  const counts = await store.outbox.counts();
  const sum = (wanted: (count: SendCount) => boolean): number =>
    counts.reduce((total, count) => (wanted(count) ? total + count.sends : total), 0);
  const doubted = sum(({ kind }) => kind === 'doubted');
  const mine = sum(({ kind, actor }) => kind === 'doubted' && actor === me);
  return {
    attention: sum(({ kind }) => kind !== 'doubted' && needsAttention(kind)) + doubted,
    pending: sum(({ kind }) => kind !== 'doubted' && isPending(kind)),
    held: sum(({ kind }) => kind === 'held'),
    failed: sum(({ kind }) => kind !== 'doubted' && needsAttention(kind)),
    doubted: { mine, others: doubted - mine },
  };
}

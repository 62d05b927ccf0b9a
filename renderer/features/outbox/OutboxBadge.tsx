import { useAnswer } from '../../client/queries.ts';
import { outboxText as words } from './text.ts';

/** How many sends are on their way; amber with a word when some need a human. */
export function OutboxBadge() {
  const { attention, pending } = useAnswer('outbox.counts', null).data ?? { attention: 0, pending: 0 };
  if (attention > 0)
    return (
      <span className="count" data-tone="warn" title={words.attention(attention)}>
        {attention}
      </span>
    );
  return pending > 0 ? <span className="count">{pending}</span> : null;
}

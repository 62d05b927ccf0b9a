import { useAnswer } from '../../client/queries.ts';
import { validationText as words } from './text.ts';

/** How many documents wait for a validation. */
export function WaitingBadge() {
  const { documents } = useAnswer('documents.waitingCounts', null).data ?? { documents: 0 };
  return documents === 0 ? null : (
    <span className="count" title={words.waiting(documents)}>
      {documents}
    </span>
  );
}

import type { SessionState } from '../../../shared/contract/session.ts';
import { sessionText } from './text.ts';

/** Why the session before ended, if there was one. */
export function Ended({ state }: { readonly state: SessionState }) {
  return state.endedBy === null ? null : (
    <p className="ended" role="status">
      {sessionText.ended[state.endedBy]}
    </p>
  );
}

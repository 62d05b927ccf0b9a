import type { Ins } from '../../shared/domain/types.ts';
import type { DmpIssue } from './registry-response.ts';

type Answer =
  | 'existence'
  | 'administrative'
  | 'authorization'
  | 'authorizations'
  | 'dmps'
  | 'patients'
  | 'feed'
  | 'list'
  | 'references'
  | 'content'
  | 'update';

/** What a message is (`dmp parse`, cli/README 7). */
type DmpMessageKind = Answer | `${Answer}-request` | 'fault' | 'vihf';

/** What any message says, whatever its transaction; the reader of a transaction adds what is its own. */
export interface DmpMessageFacts {
  readonly kind: DmpMessageKind;
  /** `TD0.2`...; null when the message does not tell. */
  readonly td: string | null;
  /** Null for a request. */
  readonly status: 'success' | 'partial' | 'failure' | 'not-found' | 'fault' | null;
  readonly errors: readonly DmpIssue[];
  /** Whom its body is about; null when it names nobody. */
  readonly patient: Ins | null;
}

/** The facts of a message of which nothing more is said: a request about nobody, or an answer without error. */
export function messageFacts(kind: DmpMessageKind, td: string | null, more: Partial<DmpMessageFacts> = {}): DmpMessageFacts {
  return { kind, td, status: null, errors: [], patient: null, ...more };
}

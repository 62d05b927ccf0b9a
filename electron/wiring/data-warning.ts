import type { ErrorFacts } from '../../shared/errors.ts';
import type { Store } from '../store/types.ts';
import { incidentError } from '../store/audit/standing.ts';

type Reason = NonNullable<Store['incident']>['reason'];

/** What the opening of the store, or the verification of its journal, found wrong, until somebody decided. */
export class DataWarning {
  readonly #changed: () => void;
  #current: ErrorFacts | null;

  /** @param found at the opening. */
  constructor(found: Reason | null, changed: () => void) {
    this.#current = found === null ? null : incidentError(found);
    this.#changed = changed;
  }

  get current(): ErrorFacts | null {
    return this.#current;
  }

  raise(reason: Reason): void {
    this.#current = incidentError(reason);
    this.#changed();
  }

  /** Nothing is held any more of data that may be a copy; a journal that was changed stays so. */
  settle(): void {
    if (this.#current?.code !== 'JOURNAL_ALTERED') this.#current = null;
    this.#changed();
  }
}

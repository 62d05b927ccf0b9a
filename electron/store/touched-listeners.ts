import { touchedBy, UNTOUCHED, type Touched } from '../../shared/domain/record/touched.ts';

/** Whoever hears what commits touched. */
export class TouchedListeners {
  readonly #listeners = new Set<(touched: Touched) => void>();
  #waiting = UNTOUCHED;

  readonly on = (listener: (touched: Touched) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** @param deferred what it touched waits for the next commit that is not: thousands follow each other. */
  tell(touched: Touched, deferred: boolean): void {
    const all = touchedBy(this.#waiting, touched);
    this.#waiting = deferred ? all : UNTOUCHED;
    if (deferred || (all.patients.length === 0 && all.documents.length === 0)) return;
    for (const listener of this.#listeners) listener(all);
  }
}

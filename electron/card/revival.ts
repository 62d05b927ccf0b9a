import { REVIVE_MAX_MS, REVIVE_MS } from './constants.ts';

/**
 * When a driver that shows no reader, or fails, is initialised afresh: not at each look, and less and less often. Its
 * PC/SC service may have ended and started again, which a driver may never notice by itself (card/README 9).
 */
export class Revival {
  readonly #now: () => number;
  #waitMs = REVIVE_MS;
  #at: number | null = null;
  #asked = false;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The driver shows a reader. */
  well(): void {
    this.#waitMs = REVIVE_MS;
    this.#at = null;
    this.#asked = false;
  }

  /**
   * It does not: whether it is time to initialise it.
   *
   * @param asks it says itself that this is what it needs: now, the first time.
   */
  due(asks: boolean): boolean {
    const now = this.#now();
    const atOnce = asks && !this.#asked;
    this.#asked ||= asks;
    this.#at ??= this.#later(now);
    if (now < this.#at && !atOnce) return false;
    this.#at = this.#later(now);
    return true;
  }

  #later(now: number): number {
    const at = now + this.#waitMs;
    this.#waitMs = Math.min(2 * this.#waitMs, REVIVE_MAX_MS);
    return at;
  }
}

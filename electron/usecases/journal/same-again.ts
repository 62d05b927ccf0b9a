/** A screen read again within this time shows what was opened before: no new act. */
const SAME_MS = 15 * 60_000;

/** Tells a new act from the same thing read again: by a screen that draws itself anew, or by an answer that changed. */
export class SameAgain {
  readonly #now: () => Date;
  #last: { readonly what: string; readonly at: number } | null = null;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** @returns whether it is the last thing noted, less than a quarter of an hour ago; notes it in any case. */
  note(what: string): boolean {
    const at = this.#now().getTime();
    const same = this.#last?.what === what && at - this.#last.at < SAME_MS;
    this.#last = { what, at };
    return same;
  }

  forget(): void {
    this.#last = null;
  }
}

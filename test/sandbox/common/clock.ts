/** The sandbox's clock: real time plus a shift, so that « one month later » takes no time. */
export class Clock {
  #shift = 0;

  now(): Date {
    return new Date(Date.now() + this.#shift);
  }

  /** Moves by milliseconds, forward or back. */
  advance(milliseconds: number): void {
    this.#shift += milliseconds;
  }

  /** Goes on from `instant`. */
  set(instant: Date): void {
    this.#shift = instant.getTime() - Date.now();
  }

  reset(): void {
    this.#shift = 0;
  }
}

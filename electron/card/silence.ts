/** Looks per delay: a silence is told at most a fifth of its delay late. */
const TICKS = 5;

/**
 * Tells that another process of ours has fallen silent, by the time that our own thread was free to hear it: while it
 * works, or the machine sleeps, what the other one says waits to be read, and the silence is ours.
 */
export class SilenceWatch {
  readonly #patienceMs: () => number;
  readonly #silent: () => void;
  #timer: NodeJS.Timeout | null = null;
  #heard = false;
  #silentMs = 0;

  /**
   * @param patienceMs milliseconds without any word that make a silence, asked at each look.
   * @param silent told once; {@link start} watches again.
   */
  constructor(patienceMs: () => number, silent: () => void) {
    this.#patienceMs = patienceMs;
    this.#silent = silent;
  }

  /** Counts from now; again, when the patience is another one. */
  start(): void {
    this.stop();
    this.#heard = false;
    this.#silentMs = 0;
    this.#next();
  }

  /** A word came. */
  heard(): void {
    this.#heard = true;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #next(): void {
    const tickMs = this.#patienceMs() / TICKS;
    const before = performance.now();
    const timer = setTimeout(() => {
      const wasHeld = performance.now() - before > 1.5 * tickMs;
      if (this.#heard) this.#silentMs = 0;
      else if (!wasHeld) this.#silentMs += tickMs;
      this.#heard = false;
      if (this.#silentMs < this.#patienceMs()) this.#next();
      // Timers run before what has arrived is read: once more, after it.
      else setImmediate(() => this.#judge(timer));
    }, tickMs);
    timer.unref();
    this.#timer = timer;
  }

  #judge(timer: NodeJS.Timeout): void {
    if (this.#timer !== timer) return;
    if (this.#heard) this.#next();
    else this.#silent();
  }
}

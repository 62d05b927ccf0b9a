import type { Xml } from '../xml/write.ts';

/**
 * The signed assertion of the card in use, kept for its hour so that the PIN and the card serve once (saml/README 4). One
 * is held at a time, under its card and its structure: another card or another structure never gets it.
 */
export class AssertionCache {
  readonly #now: () => Date;
  readonly #lifeMs: number;
  #held: { readonly key: string; readonly made: Promise<Xml>; readonly from: number } | null = null;

  /** @param lifeMs how long an assertion serves, below INSi's hour. */
  constructor(now: () => Date, lifeMs: number) {
    this.#now = now;
    this.#lifeMs = lifeMs;
  }

  /** The assertion of that holder: the one held, or a new one. Calls at the same moment share one signature; a failure is not kept. */
  async get(
    holder: { readonly issuer: string; readonly serial: string; readonly structure: string },
    make: () => Promise<Xml>,
  ): Promise<Xml> {
    const key = JSON.stringify([holder.issuer, holder.serial, holder.structure]);
    const age = this.#now().getTime() - (this.#held?.from ?? 0);
    if (this.#held?.key === key && age >= 0 && age < this.#lifeMs) return await this.#held.made;
    const held = { key, made: make(), from: this.#now().getTime() };
    this.#held = held;
    try {
      return await held.made;
    } catch (thrown) {
      if (this.#held === held) this.#held = null;
      throw thrown;
    }
  }

  /** Forgets it: the session ended. */
  clear(): void {
    this.#held = null;
  }
}

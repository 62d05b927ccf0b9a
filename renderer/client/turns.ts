/** Acts on one thing wait for each other: two writings of the same draft never cross. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Does `act` once everything asked before for that identifier is over, well or not. */
  take(id: string, act: () => Promise<void>): Promise<void> {
    const mine = this.rest(id).then(act);
    this.#last.set(id, mine);
    return mine;
  }

  /** Resolves once nothing asked so far is under way for that identifier; never rejects. */
  async rest(id: string): Promise<void> {
    await this.#last.get(id)?.catch(() => undefined);
  }
}
